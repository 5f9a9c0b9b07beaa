from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Company, Evidence, Person, Reason, Signs
from outward.whom.circle import Graph
from outward.whom.one_person.identity import same_person
from outward.whom.pagerank import standing
from outward.whom.slate import OF_ONE_HOUSE, Candidate, fresh, house, seat
from outward.whom.weights import EXPERIENCED, EXPERT, PEER
from tests.pure.whom.town import account

ROLES = (EXPERT, EXPERIENCED, PEER)
SIGNS = Signs(able=0, willing=0, eager=0)


def candidate(
    name: str, score: float = 90, *, bio: str = "", followed: bool = False, seeking: str = "", first_hand: float = 0.0
) -> Candidate:
    person = Person(
        id=name, name=name, handle=name, network="n", url="", bio=bio, role=EXPERT, score=0, reasons=(), evidence=(),
        signs=SIGNS,
    )  # fmt: skip
    reasons = {role: (Reason("votes", score, "Wrote."),) for role in ROLES}
    asks = Evidence(sentence=seeking, url="", at=None, strength=1.0) if seeking else None
    return Candidate(person=person, roles=reasons, followed=followed, seeking=asks, first_hand=first_hand)


def candidates() -> st.SearchStrategy[list[Candidate]]:
    one = st.builds(
        lambda name, score, bio, followed, seeking, first_hand: candidate(
            str(name), score, bio=bio, followed=followed, seeking=seeking, first_hand=first_hand
        ),
        st.integers(0, 99),
        st.floats(0, 100),
        st.sampled_from(["", "Editor at Plum", "Head of comms at Plum", "Writes at Fig & Co, London"]),
        st.booleans(),
        st.sampled_from(["", "Has anyone?"]),
        st.floats(0, 1),
    )
    return st.lists(one, max_size=20, unique_by=lambda held: held.person.id)


@settings(deadline=None)
@given(candidates(), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 8))
def test_a_slate_of_any_people_keeps_its_rules(
    held: list[Candidate], experts: bool, experienced: bool, peers: bool, limit: int
) -> None:
    asked = Company(experts=experts, experienced=experienced, peers=peers)
    seats = seat(held, asked, limit=limit)
    assert len(seats) <= limit
    assert len({taken.person.id for taken in seats}) == len(seats)
    houses = Counter(house(taken.person.bio) for taken in seats if house(taken.person.bio))
    assert all(number <= OF_ONE_HOUSE for number in houses.values())
    given_roles = {role for role, wish in zip(ROLES, (experts, experienced, peers), strict=True) if wish} or set(ROLES)
    for taken in seats:
        assert taken.person.role in given_roles
        assert taken.fits(taken.person.role)
        assert taken.person.score == sum(reason.points for reason in taken.person.reasons)


@settings(deadline=None)
@given(candidates())
def test_whoever_is_asked_in_any_order_the_same_people_sit(held: list[Candidate]) -> None:
    forward, backward = (seat(people, Company(), limit=5) for people in (held, held[::-1]))
    assert forward == backward


def test_the_stranger_who_takes_a_seat_keeps_the_rule_of_two() -> None:
    plum = "Editor at Plum"
    held = [
        candidate("a", 90, bio=plum, followed=True),
        candidate("b", 80, bio=plum, followed=True),
        candidate("c", 70, bio="Editor at Fig", followed=True),
        candidate("d", 60, bio=plum),
    ]
    only = Company(experts=True, experienced=False, peers=False)
    assert [taken.person.id for taken in seat(held, only, limit=3)] == ["a", "b", "c"]
    seats = seat([*held, candidate("e", 50)], only, limit=3)
    assert [taken.person.id for taken in seats] == ["a", "b", "e"]


@pytest.mark.parametrize(
    ("bio", "named"),
    [
        ("Comms lead, London", ""),
        ("Mother, Runner, Berlin", ""),
        ("Vive en París", ""),
        ("Head of comms @ Siemens", "siemens"),
        ("Editor @Siemens", "siemens"),
        ("Communications at BASF. Views my own", "basf"),
        ("Leiterin bei Kesselbrink & Sohn", "kesselbrink & sohn"),
    ],
)
def test_a_place_is_no_organisation(bio: str, named: str) -> None:
    assert house(bio) == named


def test_an_account_that_claims_the_address_of_another_is_not_joined_to_her() -> None:
    hers = account("a", url="https://www.m.example/@a", links=("https://b.example/a",))
    also = account("b", url="https://b.example/a/", links=("https://m.example/@a",))
    thief = account("thief", url="https://m.example/@a", links=("https://b.example/a",))
    assert len(set(same_person([hers, also]).values())) == 1
    assert len(set(same_person([hers, also, thief]).values())) == 3


def test_ties_of_no_weight_are_no_ties_and_arrays_do_as_well_as_lists() -> None:
    people = ("a", "b", "c")
    lists = standing(Graph(people, [0, 1], [1, 2], [1.0, 0.0]), {"a": 1.0})
    arrays = standing(Graph(people, np.array([0, 1]), np.array([1, 2]), np.array([1.0, 0.0])), {"a": 1.0})  # type: ignore[arg-type]
    assert lists == arrays == standing(Graph(people, [0], [1], [1.0]), {"a": 1.0})
    assert standing(Graph(people, [0], [1], [0.0]), {"a": 1.0})["a"] > 0


def test_who_was_seated_lately_lets_others_forward_who_are_as_good() -> None:
    only = Company(experts=True, experienced=False, peers=False)
    held = [candidate("a", 90), candidate("b", 80), candidate("c", 40)]
    last_week = [replace(held[0], fresh=fresh({1})), *held[1:]]
    assert [taken.person.id for taken in seat(held, only, limit=1)] == ["a"]
    (first,) = seat(last_week, only, limit=1)
    assert first.person.id == "b"
    again = seat(last_week, only, limit=2)[1].person
    assert again.id == "a"
    assert again.score == pytest.approx(67.5)
    assert again.reasons[-1].stage == "shown before"
    assert again.score == pytest.approx(sum(reason.points for reason in again.reasons))


def test_who_is_much_better_stays_and_silence_refreshes() -> None:
    only = Company(experts=True, experienced=False, peers=False)
    held = [replace(candidate("a", 90), fresh=fresh({1})), candidate("b", 60)]
    assert [taken.person.id for taken in seat(held, only, limit=1)] == ["a"]
    assert fresh(()) == 1.0
    assert fresh({1}) < fresh({2}) < fresh({3}) < 1
    assert fresh({1, 2}) < fresh({1})
