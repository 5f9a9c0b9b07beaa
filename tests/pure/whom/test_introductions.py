import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Company, Goal, TieKind
from outward.whom.circle import Graph
from outward.whom.introductions import LEAST, chains, introduction, passed_on
from outward.whom.rank import people
from outward.whom.strength import SATURATES
from tests.pure.whom.town import NOW, Town, account, tie

ME, THEM = frozenset({"bluesky:me"}), [account("them")]
PEOPLE = tuple("mabct")


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ([tie("me", "them", TieKind.FOLLOW)], "You follow this person already."),
        ([tie("them", "me", TieKind.FOLLOW)], "This person follows you already."),
        ([tie("me", "them", TieKind.FOLLOW), tie("them", "me", TieKind.FOLLOW)], "You follow each other already."),
        ([tie("me", "them", TieKind.FOLLOW), tie("them", "me", TieKind.MENTION)], "You have been in touch before."),
        ([tie("me", "them", TieKind.LIKE)], ""),
    ],
)
def test_what_runs_between_the_two_is_said_for_what_it_is(ties: list[object], said: str) -> None:
    assert introduction(ME, THEM, ties, {}, NOW) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "when"), [(0, "today"), (1, "yesterday"), (9, "9 days ago")])
def test_the_last_contact_is_said_as_people_say_it(days: float, when: str) -> None:
    ties = [tie("me", "b"), tie("b", "them", days=days)]
    assert introduction(ME, THEM, ties, {"bluesky:b": "B"}, NOW).endswith(f"; their last contact was {when}.")


def test_a_contact_still_to_come_is_not_the_last() -> None:
    ties = [tie("me", "b"), tie("b", "them", days=-3)]
    assert introduction(ME, THEM, ties, {"bluesky:b": "B"}, NOW).endswith("introduce you.")


def product(edges: dict[tuple[str, str], float], between: tuple[str, ...]) -> float:
    """The strength of one path, by the definition."""
    return math.prod(
        1 - math.exp(-(edges.get(step, 0.0) + edges.get(step[::-1], 0.0)) / SATURATES)
        for step in itertools.pairwise(("m", *between, "t"))
    )


WAYS = [way for length in range(4) for way in itertools.permutations("abc", length)]


@settings(deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), st.integers(0, 12), max_size=12))
def test_a_chain_is_the_strongest_of_all_paths_there_are(held: dict[tuple[str, str], int]) -> None:
    edges = {(a, b): float(n) for (a, b), n in held.items() if a != b}
    ends = [PEOPLE.index(a) for a, _ in edges], [PEOPLE.index(b) for _, b in edges]
    found = chains(Graph(PEOPLE, *ends, list(edges.values())), {"m", "elsewhere"}, {"t", "unknown"})
    best = max(product(edges, way) for way in WAYS)
    if found:
        assert math.isclose(product(edges, found["t"]), best, rel_tol=1e-9)
        assert len(found["t"]) > 1
        assert best >= LEAST - 1e-9
    else:
        short = max(product(edges, way) for way in WAYS if len(way) < 2)
        assert best <= LEAST + 1e-9 or math.isclose(best, short, rel_tol=1e-9)


def test_nobody_known_nobody_in_between() -> None:
    assert chains(Graph((), [], [], []), {"m"}, {"t"}) == {}
    assert chains(Graph(("t",), [], [], []), {"m"}, {"t"}) == {}
    assert chains(Graph(("m", "t"), [0], [1], [0.0]), {"m"}, {"t"}) == {}
    assert chains(Graph(("m", "t"), [0], [1], [9.0]), {"m"}, {"t", "m"}) == {}


def town_with_a_chain() -> Town:
    made = Town(me=ME)
    made.person("her", bio="acquisition")
    made.says("her", "When we were acquired in 2023 I ran the acquisition communication for 4,000 people.")
    made.tied = [tie(one, other) for one, other in itertools.pairwise(("me", "ann", "ben", "her")) for _ in range(9)]
    return made


def found_in(made: Town) -> str:
    slate = people(Goal(text="acquisition"), Company(), made, now=NOW, seed=1)
    return slate.learn_from[0].introduction


def test_a_longer_way_is_said_from_the_one_she_knows() -> None:
    made = town_with_a_chain()
    made.person("ann")
    made.person("ben")
    assert found_in(made) == "Ann knows Ben and Ben knows Her: ask Ann first."
    assert passed_on(["A", "B", "C"], "D") == "A knows B, B knows C and C knows D: ask A first."


def test_a_way_through_somebody_without_a_name_is_not_said() -> None:
    made = town_with_a_chain()
    made.person("ann")
    assert found_in(made) == ""


def test_without_any_tie_no_way_is_made_up() -> None:
    made = town_with_a_chain()
    made.tied = []
    assert found_in(made) == ""
