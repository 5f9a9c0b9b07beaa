import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Company, Direction, Goal, Tie, TieKind, Touch
from outward.whom.circle import Graph
from outward.whom.network.acquaintances import ME, Acquaintance, acquaintances, contacts
from outward.whom.network.introductions import ago, chains, introduction, passed_on, ways
from outward.whom.network.routes import ASKED, LEAST
from outward.whom.rank import people
from outward.whom.tied.strength import SATURATES
from tests.pure.whom.town import NOW, Town, account, tie

MINE, THEM = frozenset({"bluesky:me"}), [account("them")]
NAMES = {f"bluesky:{name}": name.title() for name in ("ann", "ben", "cas", "them")}
FOLLOW, CONNECT, LIKE, MUTE = TieKind.FOLLOW, TieKind.CONNECT, TieKind.LIKE, TieKind.MUTE


def said(*ties: Tie) -> str:
    return introduction(MINE, THEM, ties, NAMES, NOW)


def both(one: str, other: str, days: float = 1, times: int = 3) -> list[Tie]:
    """Words both ways, enough to know each other well."""
    return [
        tie(*pair, TieKind.REPLY, days + number) for number in range(times) for pair in ((one, other), (other, one))
    ]


@pytest.mark.parametrize(
    ("ties", "told"),
    [
        ([tie("me", "them", FOLLOW)], "You follow Them already."),
        ([tie("them", "me", FOLLOW)], "Them follows you already."),
        ([tie("me", "them", FOLLOW), tie("them", "me", FOLLOW)], "You and Them follow each other already."),
        ([tie("me", "them", CONNECT)], "You and Them are connected already."),
        ([tie("me", "them", FOLLOW), tie("them", "me", days=9)], "You and Them last spoke 9 days ago."),
        ([tie("me", "them", days=None)], "You and Them have spoken before."),
        ([tie("me", "them", LIKE)], "You liked or passed on what Them wrote."),
        ([tie("them", "me", LIKE)], "Them liked or passed on what you wrote."),
        ([tie("me", "them", LIKE, 300)], ""),
        ([*both("me", "them"), tie("me", "them", MUTE)], ""),
        ([tie("me", "me"), tie("other", "another")], ""),
        ([], ""),
    ],
)
def test_what_runs_between_the_two_is_said_for_what_it_is(ties: list[Tie], told: str) -> None:
    assert said(*ties) == told


@pytest.mark.parametrize(
    ("mine", "hers", "told"),
    [
        (
            [tie("ann", "me", FOLLOW), *both("me", "ann", 9)],
            [tie("ann", "them", FOLLOW)],
            "Ann follows both of you; Ann and you last spoke 9 days ago.",
        ),
        (
            [tie("me", "ann", FOLLOW), *both("me", "ann", 0)],
            [tie("them", "ann", FOLLOW), *both("ann", "them")],
            "You both follow Ann; Ann and you last spoke today; Ann and Them last spoke yesterday.",
        ),
        (
            [*both("me", "ann")],
            [tie("ann", "them", CONNECT)],
            "Ann and you last spoke yesterday; Ann and Them are connected.",
        ),
        (
            [tie("me", "ann", FOLLOW), tie("ann", "me", FOLLOW)],
            [*both("ann", "them", 70)] * 9,
            "Ann and you follow each other; Ann and Them last spoke 2 months ago.",
        ),
        ([tie("me", "ann", FOLLOW)] * 2, [*both("ann", "them")], "You follow Ann; Ann and Them last spoke yesterday."),
        (
            [*both("me", "ann")],
            [tie("them", "ann", FOLLOW)],
            "Ann and you last spoke yesterday; Them follows Ann.",
        ),
        (
            [tie("ann", "me", LIKE, 0), tie("ann", "me", LIKE, 1), tie("me", "ann", LIKE, 2)],
            [
                tie(*pair, kind, None)
                for pair in (("ann", "them"), ("them", "ann"))
                for kind in (TieKind.REPLY, TieKind.QUOTE)
            ],
            "Ann liked or passed on what you wrote; Ann and Them have spoken.",
        ),
    ],
)
def test_a_way_through_somebody_says_what_runs_on_both_sides(mine: list[Tie], hers: list[Tie], told: str) -> None:
    assert said(*mine, *hers).startswith(told)


def test_a_like_alone_is_told_from_the_one_who_liked() -> None:
    likes = [tie("ann", "them", LIKE, day) for day in (0, 0.1, 0.2, 0.3)]
    assert "; Ann liked or passed on what Them wrote." in said(*both("me", "ann"), *likes)
    assert "; Them liked or passed on what Ann wrote." in said(
        *both("me", "ann"), *(tie("them", "ann", LIKE, day) for day in (0, 0.1, 0.2))
    )


def test_it_says_how_sure_it_is_and_on_what_it_hangs() -> None:
    well = both("me", "ann")
    assert said(*well, *both("ann", "them")).endswith("Likely to work: Ann knows both of you well.")
    assert said(*well, tie("ann", "them")).endswith("It may work: Ann and Them know each other a little.")
    assert said(*well, tie("ann", "them", FOLLOW)).endswith("A long shot: Ann and Them hardly know each other.")
    assert said(tie("ann", "me"), *both("ann", "them")).endswith("Ann and you know each other a little.")
    assert said(*well, *both("ann", "ben"), *both("ben", "them")).endswith(
        "Ask Ann first. Likely to work: each of them knows the next one well."
    )


def test_the_strongest_way_wins_and_a_shorter_one_before_a_longer() -> None:
    assert said(
        *both("me", "ann", 200), *both("ann", "them", 200), *both("me", "ben"), *both("ben", "them")
    ).startswith("Ben and you")
    long = [*both("me", "ann"), *both("ann", "ben"), *both("ben", "them")]
    assert said(*long).startswith("Ann and you last spoke yesterday; Ann and Ben last spoke yesterday; Ben and Them")
    assert said(*long, *both("me", "cas", 9), *both("cas", "them", 9)).startswith("Cas and you")


def test_a_follow_alone_is_weaker_than_somebody_who_knows_both() -> None:
    assert said(tie("me", "them", FOLLOW), *both("me", "ann"), *both("ann", "them")).startswith("Ann and you")


def test_who_only_looks_up_to_somebody_introduces_less() -> None:
    one_way = [tie("me", "ann", days=number) for number in range(6)]
    even = both("me", "ann", times=3)
    assert Acquaintance(tuple(one_way)).close(NOW) < Acquaintance(tuple(even[::2]), tuple(even[1::2])).close(NOW)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-3, "today"), (0, "today"), (1, "yesterday"), (59, "59 days ago"), (60, "2 months ago"), (800, "2 years ago")],
)
def test_how_long_ago_is_said_as_people_say_it(days: int, told: str) -> None:
    from datetime import timedelta

    assert ago(NOW - timedelta(days=days), NOW) == told


def test_a_contact_still_to_come_is_not_the_last() -> None:
    assert said(*both("me", "ann"), *both("ann", "them", -9, 1)) == ""
    assert "Ann and Them last spoke 4 days ago" in said(
        *both("me", "ann"), *both("ann", "them", 4), tie("ann", "them", days=-3)
    )


def test_nobody_without_a_name_and_nobody_to_be_avoided_is_on_a_way() -> None:
    ties = [*both("me", "ann"), *both("ann", "them"), *both("me", "x", 9), *both("x", "them", 9)]
    known = acquaintances(ties, MINE, {})
    assert [way.names for way in ways(known, ["bluesky:them"], NAMES, NOW, most=9)["bluesky:them"]] == [("Ann",)]
    assert ways(known, ["bluesky:them"], NAMES, NOW, avoid=["bluesky:ann"]) == {}
    assert ways(known, ["bluesky:me", "bluesky:elsewhere", ME], NAMES, NOW) == {}
    assert ways(acquaintances(both("ann", "them"), MINE, {}), ["bluesky:them"], NAMES, NOW) == {}
    assert introduction(frozenset(), THEM, ties, NAMES, NOW) == ""
    assert introduction(MINE, [], ties, NAMES, NOW) == ""


def test_who_is_avoided_can_still_be_the_one_wanted() -> None:
    known = acquaintances([*both("me", "ann"), *both("ann", "them")], MINE, {})
    (way,) = ways(known, ["bluesky:them"], NAMES, NOW, avoid=["bluesky:them"])["bluesky:them"]
    assert way.through == ("bluesky:ann",)


def test_other_ways_are_told_too_the_strongest_first() -> None:
    ties = [
        *both("me", "ann"),
        *both("ann", "them"),
        *both("me", "ben", 8),
        *both("ben", "them", 8),
        *both("me", "them", 3),
    ]
    told = ways(acquaintances(ties, MINE, {}), ["bluesky:them"], NAMES, NOW, most=3)["bluesky:them"]
    assert [way.names for way in told] == [(), ("Ann",), ("Ben",)]
    assert told[0].strength > told[1].strength > told[2].strength
    assert told[0].sure == ""


def test_accounts_of_one_person_are_one() -> None:
    far = [
        Tie(source="mastodon:ann", target="bluesky:them", kind=TieKind.REPLY, at=NOW),
        Tie(source="bluesky:them", target="mastodon:ann", kind=TieKind.REPLY, at=NOW),
    ] * 2
    known = acquaintances([*both("me", "ann"), *far], MINE, {"mastodon:ann": "bluesky:ann"})
    assert known.people == (ME, "bluesky:ann", "bluesky:them")
    assert ways(known, ["bluesky:them"], NAMES, NOW)["bluesky:them"][0].names == ("Ann",)
    assert known.between("bluesky:ann", "bluesky:elsewhere") == Acquaintance()
    assert known.around("bluesky:nobody") == {}


def test_contacts_count_like_ties_of_their_kind_and_words_where_noted_by_hand() -> None:
    out = Touch(person="p", direction=Direction.OUT, how="reply", at=NOW, url="https://x.example/1")
    back = Touch(person="p", direction=Direction.IN, how="talked", at=NOW)
    assert contacts([out, back]) == [
        Tie(source=ME, target="p", kind=TieKind.REPLY, at=NOW, post="https://x.example/1"),
        Tie(source="p", target=ME, kind=TieKind.MESSAGE, at=NOW),
    ]
    bond = acquaintances(contacts([out, back]), (), {}).between("p", ME)
    assert bond.both_ways
    assert bond.turned().out == bond.back
    assert Acquaintance(out=(tie("a", "b", CONNECT),)).both_ways
    assert not Acquaintance(out=(tie("a", "b"),)).both_ways


PEOPLE = tuple("mabct")
WAYS = [way for length in range(4) for way in itertools.permutations("abc", length)]
Weights = dict[tuple[str, str], float]
EDGES = st.dictionaries(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), st.integers(0, 12), max_size=12)


def worth(edges: Weights, between: Sequence[str], closed: str = "") -> float:
    """What one path is worth, by the definition."""

    def close(one: str, other: str) -> float:
        out, back = (1 - math.exp(-edges.get(pair, 0.0) / SATURATES) for pair in ((one, other), (other, one)))
        whole = 1 - math.exp(-(edges.get((one, other), 0.0) + edges.get((other, one), 0.0)) / SATURATES)
        return whole * (0.5 + 0.5 * (min(out, back) / max(out, back) if max(out, back) else 0.0))

    if closed in between:
        return 0.0
    return math.prod(close(*step) for step in itertools.pairwise(("m", *between, "t"))) * ASKED ** len(between)


@given(EDGES, st.sampled_from(["", "a"]))
def test_a_chain_of_two_is_told_where_it_is_worth_most_of_all_ways(
    held: dict[tuple[str, str], int], closed: str
) -> None:
    edges = {(a, b): float(n) for (a, b), n in held.items() if a != b}
    ends = [PEOPLE.index(a) for a, _ in edges], [PEOPLE.index(b) for _, b in edges]
    found = chains(Graph(PEOPLE, *ends, list(edges.values())), {"m", "elsewhere"}, {"t", "unknown"}, set(closed))
    one, two, three = (max(worth(edges, w, closed) for w in WAYS if len(w) in size) for size in ((0, 1), (2,), (3,)))
    if found:
        assert math.isclose(worth(edges, found["t"], closed), two, rel_tol=1e-6)
        assert two >= max(one, three, LEAST) * 0.999
    else:
        assert two <= max(one, three, LEAST) * 1.001


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(0, 60)), max_size=25))
def test_ways_are_the_same_in_any_order_and_worth_most(held: list[tuple[str, str, int]]) -> None:
    ties = [
        Tie(source=a, target=b, kind=TieKind.REPLY, at=tie("a", "b", days=days).at, post=str(number))
        for number, (a, b, days) in enumerate(held)
        if a != b
    ]
    names = dict.fromkeys("abct", "N")
    told = ways(acquaintances(ties, {"m"}, {}), ["t"], names, NOW, most=9)
    assert told == ways(acquaintances(reversed(ties), {"m"}, {}), ["t"], names, NOW, most=9)
    known = acquaintances(ties, {"m"}, {})

    def strong(path: tuple[str, ...]) -> float:
        steps = itertools.pairwise((ME, *path, "t"))
        return math.prod(known.between(*step).close(NOW) for step in steps) * ASKED ** len(path)

    best = max(strong(path) for path in WAYS)
    if best > LEAST * 1.0001:
        first = told["t"][0]
        assert math.isclose(strong(first.through), best, rel_tol=1e-9)
        assert math.isclose(first.strength * ASKED ** len(first.through), best, rel_tol=1e-9)
    values = [strong(way.through) for way in told.get("t", ())]
    assert values == sorted(values, reverse=True)
    assert all(len(set(way.through)) == len(way.through) for way in told.get("t", ()))


def test_nobody_known_nobody_in_between() -> None:
    assert chains(Graph((), [], [], []), {"m"}, {"t"}) == {}
    assert chains(Graph(("t",), [], [], []), {"m"}, {"t"}) == {}
    assert chains(Graph(("m", "t"), [0], [1], [0.0]), {"m"}, {"t"}) == {}
    assert chains(Graph(("m", "t"), [0], [1], [9.0]), {"m"}, {"t", "m"}) == {}


def town_with_a_chain(times: int = 9) -> Town:
    made = Town(me=MINE)
    made.person("her", bio="acquisition")
    made.says("her", "When we were acquired in 2023 I ran the acquisition communication for 4,000 people.")
    steps = [*itertools.pairwise(("me", "ann", "ben", "her"))]
    made.tied = [tie(*pair) for step in steps for pair in (step, step[::-1]) for _ in range(times)]
    return made


def found_in(made: Town) -> str:
    slate = people(Goal(text="acquisition"), Company(), made, now=NOW)
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


def test_an_introduction_is_shown_with_the_person() -> None:
    made = town_with_a_chain()
    made.person("ann")
    made.tied = [*both("me", "ann", 9), *both("ann", "her")]
    assert found_in(made).startswith("Ann and you last spoke 9 days ago; Ann and Her last spoke yesterday.")
