"""What runs between the user and a person: strengths, layers, what is due, who waits, how it began."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Direction, Tie, TieKind, Touch
from outward.whom.tied.beginnings import Way, beginning, phrase
from outward.whom.tied.cadence import DAYS, DORMANT, STRONG, Cadence, Layer, layer
from outward.whom.tied.strength import FADE, full, reciprocity
from outward.whom.tied.ties import Bond, balance, bonds, closest, losing, waiting

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
ME, ANN, BEN = "bluesky:me", "bluesky:ann", "bluesky:ben"
OUT, IN = Direction.OUT, Direction.IN


def touch(days: float, way: Direction = OUT, how: str = "reply", person: str = ANN) -> Touch:
    return Touch(person=person, direction=way, how=how, at=NOW - timedelta(days=days))


def bond(*touches: Touch, ties: tuple[Tie, ...] = (), settled: float | None = None) -> Bond:
    """What runs between the user and Ann."""
    until = {} if settled is None else {ANN: NOW - timedelta(days=settled)}
    return bonds(touches, {ANN: ties} if ties else {}, me={ME}, now=NOW, settled=until)[ANN]


def tie(kind: TieKind, source: str = ME, target: str = ANN, days: float | None = None) -> Tie:
    return Tie(source=source, target=target, kind=kind, at=None if days is None else NOW - timedelta(days=days))


def test_strength_both_ways_and_evenness_follow_the_formula() -> None:
    held = bond(touch(0), touch(10, IN), touch(10, IN, "liked"))
    assert held.out == pytest.approx(full(4.0))
    assert held.back == pytest.approx(full(5.0 * FADE**10))
    assert held.reciprocity == pytest.approx(reciprocity(held.out, held.back))


def test_what_stands_counts_on_its_side_and_an_agreed_contact_on_both() -> None:
    follows = bond(ties=(tie(TieKind.FOLLOW), tie(TieKind.FOLLOW, ANN, ME), tie(TieKind.LIKE)))
    assert follows.out == pytest.approx(full(1.0 + FADE**30))
    assert follows.back == pytest.approx(full(1.0))
    agreed = bond(ties=(tie(TieKind.CONNECT, days=900),))
    assert [agreed.out, agreed.back] == pytest.approx([full(3.0), full(3.0)])
    assert (agreed.layer, agreed.last, agreed.first, agreed.due) == (Layer.VERY_WEAK, None, None, None)


def test_a_contact_a_little_ahead_of_the_clock_is_now_and_one_further_is_left_out() -> None:
    held = bond(touch(-0.5, IN))
    assert held.last is not None
    assert held.last.at == NOW
    assert bonds([touch(-400, IN)], {}, me={ME}, now=NOW) == {}


def test_a_strong_tie_has_words_both_ways_on_several_days_and_stays_strong_while_it_fades() -> None:
    lively = [touch(days, way) for days in (200, 195, 190, 185) for way in Direction]
    held = bond(*lively)
    assert held.layer is Layer.STRONG
    assert held.out < 0.01
    assert held.due == NOW - timedelta(days=155)
    long_ago = [touch(days + 200, way) for days in (200, 195, 190, 185) for way in Direction]
    assert bond(*long_ago).layer is Layer.WEAK
    evening = [touch(1 + hour / 24, way) for hour in (1, 2, 3, 4) for way in Direction]
    assert bond(*evening).layer is Layer.WEAK
    one_way = [touch(days, IN) for days in (4, 3, 2, 1)]
    assert bond(*one_way).layer is Layer.VERY_WEAK


def test_likes_and_follows_make_no_tie_weak_and_no_contact_due() -> None:
    nods = bond(touch(3, OUT, "liked"), touch(2, IN, "liked"), touch(1, IN, "followed"))
    assert (nods.layer, nods.due, nods.turned_out, nods.turned_back) == (Layer.VERY_WEAK, None, 0, 0)
    assert nods.first == touch(3, OUT, "liked")
    assert nods.waiting == ()


def test_the_reply_that_is_seen_resets_the_cadence_whoever_wrote_it() -> None:
    before = bond(touch(120), touch(119, IN))
    assert before.due == NOW - timedelta(days=29)
    for way in Direction:
        assert bond(touch(120), touch(119, IN), touch(2, way)).due == NOW + timedelta(days=88)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(Cadence(), 90), (Cadence(weak=14), 14), (Cadence(weak=0), None), (Cadence(weak=-3), None)],
)
def test_the_cadence_is_hers_to_set(days: Cadence, expected: int | None) -> None:
    due = days.due(Layer.WEAK, NOW)
    assert due == (None if expected is None else NOW + timedelta(days=expected))
    assert days.due(Layer.VERY_WEAK, NOW) is None
    assert days.due(Layer.WEAK, None) is None


def test_layers_at_their_edges() -> None:
    day = timedelta(days=1)
    assert layer(best=STRONG, days=DAYS, both=True, silent=day) is Layer.STRONG
    assert layer(best=STRONG - 1e-9, days=DAYS, both=True, silent=day) is Layer.WEAK
    assert layer(best=STRONG, days=DAYS - 1, both=True, silent=day) is Layer.WEAK
    assert layer(best=STRONG, days=DAYS, both=False, silent=day) is Layer.VERY_WEAK
    assert layer(best=0.0, days=1, both=True, silent=DORMANT) is Layer.WEAK
    assert layer(best=0.0, days=1, both=True, silent=DORMANT + day) is Layer.VERY_WEAK
    assert layer(best=0.0, days=0, both=False, silent=None) is Layer.VERY_WEAK


def test_who_turned_to_her_since_her_last_turn_waits() -> None:
    held = bond(touch(9), touch(10, IN), touch(5, IN, "mention"), touch(4, IN, "liked"), touch(3, IN, "message"))
    assert [one.how for one in held.waiting] == ["mention", "message"]
    assert bond(touch(5, IN), touch(2, OUT, "liked")).waiting == ()
    assert bond(touch(5, IN), touch(2, IN), settled=3).waiting == (touch(2, IN),)
    assert bond(touch(5, IN), settled=5).waiting == ()


def test_an_invitation_she_agreed_to_is_answered() -> None:
    assert bond(touch(5, IN, "invited")).waiting == (touch(5, IN, "invited"),)
    assert bond(touch(5, IN, "invited"), ties=(tie(TieKind.CONNECT, days=4),)).waiting == ()


def test_what_answers_her_is_told_from_reaching_out() -> None:
    assert bond(touch(9), touch(8, IN)).answering
    assert not bond(touch(8, IN)).answering
    assert not bond(touch(90), touch(8, IN)).answering
    assert not bond(touch(9), touch(8, IN), touch(3, IN)).answering
    assert not bond(touch(12, IN), touch(9), touch(9, IN), touch(1)).answering


def test_lists_are_in_the_order_she_needs() -> None:
    strong = [touch(days, way, person="a") for days in (50, 47, 44) for way in Direction]
    late = [touch(days, way, person="b") for days in (200, 199) for way in Direction]
    later = [touch(days, way, person="c") for days in (300, 299) for way in Direction]
    fresh = [touch(1, IN, person="d"), touch(400, IN, person="e"), touch(7, IN, person="f")]
    held = bonds([*later, *late, *strong, *fresh], {}, me={ME}, now=NOW).values()
    assert [one.person for one in losing(held, NOW)] == ["a", "c", "b"]
    assert [one.person for one in waiting(held, NOW) if one.person in "def"] == ["f", "d"]
    assert [one.person for one in closest(held)] == ["a", "b", "c", "d", "f", "e"]
    silent = bonds([], {"z": (tie(TieKind.FOLLOW, target="z"),)}, me={ME}, now=NOW)["z"]
    assert closest([silent])[0].last is None


def test_the_balance_counts_people_and_who_began() -> None:
    both = [touch(5, person="a"), touch(4, IN, person="a")]
    held = bonds(
        [*both, touch(3, person="b"), touch(2, IN, person="c"), touch(1, OUT, "liked", "d")], {}, me=(), now=NOW
    )
    found = balance(held.values())
    assert (found.turned_to, found.turned_back, found.both, found.you_first, found.they_first) == (2, 2, 1, 2, 1)
    assert found.sentence == (
        "You turned to 2 people, 2 turned to you; both ways with 1. You began with 2, they with 1."
    )
    assert balance([held["b"]]).sentence.startswith("You turned to 1 person, 0 turned to you")
    assert balance([]).sentence.startswith("No words have gone")


def test_a_ring_of_a_thousand_replies_is_strong_and_never_stronger_than_one() -> None:
    ring = bond(*(touch(day / 50, way) for day in range(1000) for way in Direction))
    assert ring.layer is Layer.STRONG
    assert [ring.out, ring.back, ring.reciprocity] == pytest.approx([1.0, 1.0, 1.0])


hows = st.sampled_from(["reply", "liked", "followed", "message", "thanked", "reposted", "something new"])
touched = st.builds(touch, st.floats(-3, 900), st.sampled_from(Direction), hows, st.sampled_from(["a", "b", "c"]))


@given(st.lists(touched, max_size=25), st.randoms())
def test_any_contacts_in_any_order_make_shares_and_the_same_answer(held: list[Touch], dice: object) -> None:
    found = bonds(held, {}, me={ME}, now=NOW)
    shuffled = list(held)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert bonds(shuffled, {}, me={ME}, now=NOW) == found
    for one in found.values():
        assert 0.0 <= one.reciprocity <= 1.0
        assert 0.0 <= min(one.out, one.back) <= max(one.out, one.back) <= 1.0
        assert all(waits.direction is IN and waits.at <= NOW for waits in one.waiting)
        if one.last_out:
            assert all(waits.at > one.last_out.at for waits in one.waiting)
        if one.due:
            assert one.layer is not Layer.VERY_WEAK


def test_a_beginning_is_proposed_from_the_first_contact() -> None:
    met = beginning(touch(30, IN, "mention"), "Ann")
    assert (met.way, met.sentence) == (Way.THEY, "They reached out: Ann mentioned you on 1 February 2026.")
    through = beginning(touch(30), "Ann", tags=("internalcomms", "change"))
    assert through.sentence == "Through #internalcomms: you replied to Ann on 1 February 2026."
    assert beginning(touch(30), "Ann").way is Way.REPLY
    assert beginning(touch(30), "ann").sentence == "You replied to ann on 1 February 2026."
    assert beginning(touch(30, OUT, "message"), "Ann").way is Way.YOU
    brought = beginning(touch(30), "Ann", tags=("internalcomms",), introducer="Ben")
    assert (brought.way, brought.at) == (Way.INTRODUCTION, NOW - timedelta(days=30))
    assert brought.sentence.startswith("Ben named you both in one post; then, on 1 February 2026, you replied")


@pytest.mark.parametrize(
    ("way", "how", "said"),
    [
        (OUT, "thanked", "you thanked Ann"),
        (OUT, "talked", "you and Ann talked"),
        (OUT, "juggled", "you and Ann were in touch (juggled)"),
        (IN, "recommended", "Ann recommended you"),
        (IN, "helped", "Ann helped you"),
        (IN, "talked", "Ann talked with you"),
        (IN, "juggled", "Ann turned to you (juggled)"),
    ],
)
def test_every_contact_has_words(way: Direction, how: str, said: str) -> None:
    assert phrase(touch(1, way, how), "Ann") == said


def test_a_name_with_braces_is_only_a_name() -> None:
    assert phrase(touch(1), "{0} {name}") == "you replied to {0} {name}"
