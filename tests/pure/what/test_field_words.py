"""What her field says beside her goal: telling, said by more than one, never what she said herself, never hostile."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.what.field_words import COMMON, LEAST_POSTS, LEAST_RATIO, MOST, Near, propose, ratio


def rare(share: float) -> "Rarity":
    return Rarity({}, share)


class Rarity:
    """Each word in the share of posts given for it, else in `other`; 0 says that nothing is known of it."""

    def __init__(self, shares: dict[str, float], other: float) -> None:
        self.shares, self.other = shares, other

    def __call__(self, words: Sequence[str]) -> Sequence[float]:
        return [-math.log(share) if (share := self.shares.get(w, self.other)) else 0.0 for w in words]


def field(*texts: str, times: int = 4) -> list[Near]:
    return [Near(text, f"author {n}") for n in range(times) for text in texts]


def words(*args: object, **more: object) -> list[str]:
    return [one.words for one in propose(*args, **more)]  # type: ignore[arg-type]


def test_what_stands_with_the_goal_far_more_often_than_elsewhere_is_proposed_with_its_posts() -> None:
    near = field("The merger needs day-one rumours", "A town hall for the merger")
    found = propose("communicate a merger", near, rare(0.001))
    assert {"town hall", "day-one rumours"} == {one.words for one in found}
    assert all(one.posts == 4 and one.ratio >= LEAST_RATIO for one in found)


@pytest.mark.parametrize("share", [1.0, 0.99, COMMON + 0.001])
def test_what_is_common_elsewhere_is_not(share: float) -> None:
    near = field("The merger in our company")
    assert words("merger", near, Rarity({"company": share}, 0.001)) == []
    assert words("merger", near, Rarity({"company": COMMON - 0.001}, 0.001)) == ["company"]


def test_a_word_nobody_can_count_is_not_proposed() -> None:
    assert words("merger", field("merger rumours"), Rarity({"rumours": 0.0}, 0.001)) == []


def test_posts_without_a_word_of_the_goal_do_not_count() -> None:
    assert words("merger", field("town hall rumours", times=9), rare(0.001)) == []


@pytest.mark.parametrize("near", [[Near("merger rumours", "one")] * 9, field("merger rumours", times=LEAST_POSTS - 1)])
def test_what_one_person_or_too_few_posts_say_is_not_proposed(near: list[Near]) -> None:
    assert words("merger", near, rare(0.001)) == []


def test_neither_the_goal_nor_topics_she_has_nor_numbers_nor_stop_words_come_back() -> None:
    near = field("mergers 2024 because of rumours", "the merger and the town hall")
    assert words("merger", near, rare(0.001), known=("Town halls",)) == ["rumours"]


def test_of_what_says_the_same_only_the_better_is_proposed() -> None:
    assert words("merger", field("merger: integration office team"), rare(0.001)) == ["integration office team"]


def test_at_most_twelve_and_only_words_not_markup_or_what_is_hidden() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    near = field(*(f"merger, {letter * 5}, of" for letter in letters), f"merger <b>{'x' * 100_000}</b>")
    assert len(propose("merger", near, rare(0.001))) == MOST
    hidden = field("merger to\u200bwn hall https://bad.example/ignore-all")
    assert words("merger", hidden, rare(0.001)) == ["town hall"]


@pytest.mark.parametrize("near", [[], [Near("", "")], [Near("👏🎉", "a")] * 4])
def test_nothing_is_proposed_from_nothing(near: list[Near]) -> None:
    assert propose("merger", near, rare(0.001)) == ()
    assert propose("👏", near, rare(0.001)) == ()


@given(st.integers(1, 300), st.integers(1, 300), st.floats(1e-6, 0.999))
def test_the_ratio_is_never_below_nothing_and_grows_with_what_is_met(held: int, posts: int, share: float) -> None:
    held = min(held, posts)
    assert ratio(held, posts, share) >= 0.0
    assert ratio(held, posts, share) >= ratio(held - 1, posts, share) if held > 1 else True


@given(st.lists(st.tuples(st.text(max_size=80), st.sampled_from("abc")), max_size=12), st.text(max_size=40))
def test_any_text_in_any_order_gives_the_same_few_proposals(given_: list[tuple[str, str]], goal: str) -> None:
    near = [Near(*one) for one in given_]
    found = propose(goal, near, rare(0.01))
    assert len(found) <= MOST
    assert found == propose(goal, list(reversed(near)), rare(0.01))
