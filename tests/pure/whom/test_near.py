"""Whom she would want to follow: who is offered, in which order, and why."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.whom.circle import Graph
from outward.whom.network.near import DIGITS, SIGNS, TURNING, Near, Neighbourhood, near, taste, why

Ties = Sequence[tuple[str, str]]
PEOPLE = [f"p{n}" for n in range(9)]
TIES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=40, unique=True)


def graph(ties: Ties, weight: float = 1.0) -> Graph:
    people = list(dict.fromkeys(end for tie in ties for end in tie))
    place = {name: n for n, name in enumerate(people)}
    return Graph(people, [place[s] for s, _ in ties], [place[t] for _, t in ties], [weight] * len(ties))


def offered(ties: Ties, person: str = "me", limit: int = 10) -> dict[str, Near]:
    return {found.person: found for found in near(Neighbourhood(graph(ties)), person, limit=limit)}


FEW = [("me", "ann"), ("me", "ben"), ("ann", "cleo"), ("ben", "cleo"), ("ann", "dora"), ("eve", "me"), ("fay", "gus")]


def test_what_speaks_for_somebody_is_told() -> None:
    found = offered(FEW)
    assert list(found) == ["eve", "cleo", "dora"]
    assert (found["eve"].back, found["eve"].through) == (True, ())
    assert (found["cleo"].back, found["cleo"].through) == (False, ("ben", "ann"))
    assert why(found["eve"], str.title) == "Follows you already."
    assert why(found["cleo"], str.title) == "Followed by Ben and Ann, whom you follow."
    assert why(found["dora"], str.title) == "Followed by Ann, whom you follow."
    assert why(found["dora"], str.title, TURNING) == "Known to Ann, whom you follow."


def test_more_than_two_are_counted() -> None:
    found = offered([*[("me", f"f{n}") for n in range(7)], *[(f"f{n}", "new") for n in range(7)], ("new", "me")])
    assert why(found["new"], str) == "Follows you already. Followed by 7 people you follow, among them f0 and f1."


def test_who_follows_the_same_is_found_without_anybody_between() -> None:
    ties = [(who, star) for who in ("me", "twin", "ann") for star in ("s1", "s2", "s3")]
    heard = [("reader", "twin"), ("reader", "ann")]
    found = offered([*ties, *heard, ("twin", "new"), ("ann", "new"), ("other", "else"), ("new", "far")])
    assert set(found) == {"twin", "ann", "new"}
    assert why(found["twin"], str) == "Follows 3 people you follow, among them s1 and s2."
    assert why(found["new"], str) == "Followed by ann and twin, whose choices are like yours."


def test_the_last_reason_is_following_the_same_accounts() -> None:
    nothing = Near(person="x", score=0.1, back=False, through=(), shared=(), alike=())
    assert why(nothing, str) == "Follows the same people as those you follow."


def test_who_is_followed_can_be_told_apart_from_whom_she_turned_to() -> None:
    hood = Neighbourhood(graph(FEW))
    found = [each.person for each in near(hood, "me", limit=10, followed={"ann", "nobody read of"})]
    assert set(found) == {"eve", "cleo", "dora", "ben"}
    hood = Neighbourhood(graph([*FEW, ("ann", "ben")]))
    assert "ben" in [each.person for each in near(hood, "me", limit=10, followed={"ann"})]


def test_only_whom_one_may_offer_and_no_more_than_asked_for() -> None:
    hood = Neighbourhood(graph(FEW))
    assert [each.person for each in near(hood, "me", limit=10, may=lambda who: who != "eve")] == ["cleo", "dora"]
    assert [each.person for each in near(hood, "me", limit=1)] == ["eve"]


def test_nobody_known_and_no_ties_are_nobody_offered() -> None:
    assert near(Neighbourhood(graph([])), "me", limit=5) == ()
    assert offered([("ann", "ben")]) == {}
    assert offered([("me", "ann")]) == {}
    assert near(Neighbourhood(graph(FEW, weight=0.0)), "me", limit=5) == ()


def test_of_those_alike_the_more_followed_comes_first() -> None:
    assert list(offered([("me", "ann"), ("ann", "abe"), ("ann", "zoe"), ("yul", "zoe")])) == ["zoe", "abe", "yul"]


def test_ten_replies_count_more_than_one_but_not_tenfold() -> None:
    one, ten = (Neighbourhood(graph([("me", "ann")], weight)) for weight in (1.0, 10.0))
    assert one.turns_to.sum() == pytest.approx(1.0)
    assert 1.0 < ten.turns_to.sum() < 10.0


def test_no_more_signs_than_are_looked_at() -> None:
    crowd = [(f"a{n:04d}", star) for n in range(SIGNS + 20) for star in ("star", "new")]
    heard = [("reader", who) for who, _ in crowd[::2]]
    hood = Neighbourhood(graph([("me", "star"), *crowd, *heard]))
    hers = np.zeros(len(hood.people))
    hers[hood.place["star"]] = 1.0
    learned = taste(hood, hood.place["me"], hers)
    assert len(learned.by) == SIGNS
    assert len(learned.by) == len(learned.by_weight)
    assert len(learned.of) == len(learned.of_weight)


@given(TIES)
def test_nobody_followed_and_not_she_herself_is_offered_best_first(ties: Ties) -> None:
    found = near(Neighbourhood(graph(ties)), "p0", limit=20)
    assert not {each.person for each in found} & {"p0", *(t for s, t in ties if s == "p0")}
    assert all(one.score >= other.score > 0 for one, other in pairwise(found))
    assert all(why(each, str).endswith(".") for each in found)


@given(TIES, st.randoms(use_true_random=False))
def test_the_order_of_ties_and_people_makes_no_difference(ties: Ties, random: Random) -> None:
    mixed = list(ties)
    random.shuffle(mixed)
    assert near(Neighbourhood(graph(mixed)), "p0", limit=20) == near(Neighbourhood(graph(ties)), "p0", limit=20)


@given(TIES, st.sampled_from(PEOPLE[1:]), st.sampled_from(PEOPLE[1:]))
def test_one_sign_more_never_lowers_what_speaks_for_somebody(ties: Ties, fan: str, whom: str) -> None:
    base = [("p0", fan), *((s, t) for s, t in ties if (s, t) != ("p0", fan)), *((name, "x") for name in PEOPLE)]
    before, after = (Neighbourhood(graph(each)) for each in (base, [*base, (fan, whom)]))
    if fan == whom or (fan, whom) in base:
        return
    me = before.place["p0"]
    hers = np.zeros(len(before.people))
    hers[before.place[fan]] = 1.0
    learned = taste(before, me, hers)
    old, new = learned.scores(before), learned.scores(after)
    assert (new >= old - 10.0**-DIGITS).all()
