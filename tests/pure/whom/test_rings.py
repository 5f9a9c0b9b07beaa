from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.whom.circle import Graph
from outward.whom.pagerank import standing
from outward.whom.rings import Answer, heard, rings

RING = list(permutations("xyz", 2))
OTHERS = [("ada", asker) for asker in "abcdef"]


@pytest.mark.parametrize(
    ("turned", "everybody", "found"),
    [
        ([], 0, ""),
        ([("a", "a")], 0, ""),
        ([*RING, *OTHERS], 0, "xyz"),
        ([*RING, *OTHERS, ("x", "a")], 0, ""),  # one of them answers somebody else
        ([*RING, *OTHERS, ("a", "x")], 0, "xyz"),  # to be asked by others opens no ring that answers nobody
        ([("x", "y"), ("y", "x"), *OTHERS], 0, ""),  # a conversation
        (RING, 0, ""),  # the whole community
        (RING, 6, "xyz"),
        ([("x", "y"), ("y", "z"), ("z", "x"), *OTHERS], 0, "xyz"),  # in turn is enough
    ],
)
def test_a_ring_is_a_few_who_answer_nobody_but_each_other(
    turned: list[tuple[str, str]], everybody: int, found: str
) -> None:
    assert rings(turned, everybody) == frozenset(found)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20).flatmap(
    lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))
))  # fmt: skip
def test_order_makes_no_difference_and_whoever_answers_somebody_outside_is_in_none(
    given_: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    pairs, other = given_
    found = rings(pairs)
    assert found == rings(other)
    assert all(target in found for source, target in pairs if source in found)


def answers(pairs: list[tuple[str, str]], times: int = 2) -> list[Answer]:
    return [
        Answer(f"b:{source}", 100 * number + time, float(time), source, target)
        for number, (source, target) in enumerate(pairs)
        for time in range(times)
    ]


def test_of_a_ring_only_the_last_answer_of_each_is_heard() -> None:
    found = heard(answers([*RING, *OTHERS]))
    assert sum(account == "b:ada" for account, _, _ in found) == 2 * len(OTHERS)
    for name in "xyz":
        assert [days for account, _, days in found if account == f"b:{name}"] == [0.0]


def test_answers_to_oneself_are_none_and_one_to_several_people_counts_once() -> None:
    assert heard([]) == []
    assert heard([Answer("b:ada", 1, 2.0, "ada", "ada")]) == []
    both = [Answer("b:ada", 1, 2.0, "ada", asker) for asker in "ab"]
    assert heard(both) == [("b:ada", 1, 2.0)]


def stands(*ties: tuple[str, str], interest: str) -> dict[str, float]:
    names = sorted({name for tie in ties for name in tie})
    source, target = ([names.index(tie[end]) for tie in ties] for end in (0, 1))
    return standing(Graph(names, source, target, [1.0] * len(ties)), dict.fromkeys(interest, 1.0))


HELPED = [*(("abcd"[n], "h") for n in range(4)), ("h", "a"), ("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")]


def test_a_ring_of_people_of_the_subject_stands_no_higher_for_turning_to_each_other() -> None:
    found = stands(*HELPED, *RING, interest="abcdxyz")
    assert max(found[name] for name in "xyz") <= 0.0 < found["h"]


def test_bought_followers_neither_lift_anybody_nor_make_a_ring_an_open_one() -> None:
    bought = [(f"{number}", target) for number in range(9) for target in "xv"]
    found = stands(*HELPED, *RING, *bought, interest="abcdxyzv")
    assert max(found[name] for name in "xyzv") <= 0.0 < found["h"]
    opened = stands(*HELPED, *RING, ("a", "x"), interest="abcdxyz")
    assert opened["x"] > 0.0
