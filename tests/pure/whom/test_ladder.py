from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Direction, Evidence, Touch
from outward.whom.reach.ladder import LADDER, NODS, PATIENCE, WEEK, Rung, chosen, rung, sentence, standing, step

AT = datetime(2026, 3, 3, tzinfo=UTC)
SAID = Evidence(sentence="We told managers first.", url="https://a.example/1", at=AT, strength=0.9)
ASKED = "Has anyone told 300 people at once?"


def touch(way: str, how: str = "talked", days: float = 0, url: str = "") -> Touch:
    return Touch(person="p", direction=Direction(way), how=how, at=AT + timedelta(days=days), url=url)


OUT, IN = touch("out"), touch("in")


@pytest.mark.parametrize(
    ("evidence", "seeking", "touches", "said"),
    [
        (
            [SAID],
            "",
            [],
            f"Read what Ann wrote on 3 March 2026, “{SAID.sentence}”, so that you can thank for one point of it.",
        ),
        ([], "", [], "Read what Ann writes, so that you can thank for one point of it."),
        ([], ASKED, [], f"Tell Ann where you stand on “{ASKED}” and ask how it goes there."),
        ([SAID], "", [touch("out", "liked")], "Thank Ann for one point you can use from “We told managers first.”."),
        ([], "", [touch("out", "followed")], "Thank Ann for one point you can use."),
        ([SAID], "", [OUT], "Add something of your own to what Ann says on “We told managers first.”."),
        ([SAID], "", [OUT, OUT], "Ask Ann one short question on “We told managers first.”."),
        ([SAID], "", [OUT] * 3, "Ann has not answered your last contacts: let it rest and turn to somebody else."),
        ([SAID], "", [OUT, IN, OUT], "Give something back to Ann: share what came of the advice."),
        ([SAID], ASKED, [IN], "Ann turned to you and waits: answer."),
        ([SAID], ASKED, [OUT], "Add something of your own to what Ann says on “We told managers first.”."),
    ],
)
def test_each_rung_is_said_from_what_was_said_and_done(
    evidence: list[Evidence], seeking: str, touches: list[Touch], said: str
) -> None:
    assert step("Ann", evidence, seeking, touches) == said


@pytest.mark.parametrize(
    ("touches", "read", "expected"),
    [
        ([], False, Rung.READ),
        ([], True, Rung.THANK),
        ([touch("out", "thanked")], False, Rung.ADD),
        ([touch("out", "asked")], False, Rung.ADD),  # asked and not answered: no second question
        ([touch("out", "thanked"), touch("out", "reply", 5)], False, Rung.ASK),
        ([touch("out", "asked"), touch("in", "reply", 2)], False, Rung.GIVE_BACK),
        ([touch("in", "reply", 2), touch("out", "asked")], False, Rung.GIVE_BACK),  # the order told by their dates
        ([touch("out", "asked"), touch("in", "reply", 2), touch("in", "reply", 9)], False, Rung.ANSWER),
        ([touch("out", "asked"), touch("in", "reply", 2), touch("out", "helped", 9)], False, Rung.ADD),
        ([touch("in", "mention"), touch("out", "answered", 1)], False, Rung.ADD),
        # a like is no answer and waits for none, but shows that one was heard
        ([touch("in", "liked")], False, Rung.READ),
        ([touch("out", days=0), touch("out", days=9), touch("out", days=18), touch("in", "liked", 19)], 0, Rung.ASK),
        ([touch("out", "asked"), touch("in", "liked", 1), touch("in", "reply", 2)], False, Rung.GIVE_BACK),
        ([touch("out", "helped", n * 9) for n in range(3)], False, Rung.REST),
    ],
)
def test_the_rung_follows_what_happened(touches: list[Touch], read: bool, expected: Rung) -> None:
    assert rung(touches, read=read) is expected


def test_a_contact_noted_by_hand_and_seen_on_a_network_is_one() -> None:
    noted, seen = touch("out", "thanked"), touch("out", "reply", 1, "https://a.example/reply")
    assert rung([noted, seen]) is rung([noted]) is Rung.ADD
    assert rung([noted, touch("out", "reply", 4, "https://a.example/reply")]) is Rung.ASK
    assert standing([noted, noted]).unanswered == 2
    assert standing([noted, touch("in", "reply", 1, "https://a.example/reply")]).answered


def test_what_she_settled_waits_for_no_answer() -> None:
    asked = [touch("in", "mention"), touch("in", "mention", 2)]
    assert rung(asked, settled=AT + timedelta(days=1)) is Rung.ANSWER
    assert rung(asked, settled=AT + timedelta(days=2)) is Rung.READ


def test_the_first_contact_with_who_asks_is_no_thanks() -> None:
    assert rung([], seeking=ASKED) is rung([touch("out", "liked")], seeking=ASKED) is Rung.ADD
    assert rung([touch("out", "thanked"), touch("out", days=9)], seeking=ASKED) is Rung.ASK


def test_a_passage_without_a_date_is_quoted_without_one() -> None:
    undated = Evidence(sentence="word " * 40, url="", at=None, strength=0.1)
    said = step("Ann", [undated], "")
    assert said.startswith("Read what Ann wrote, “word word")
    assert "…”" in said
    assert len(said) < 170


def test_every_rung_has_a_sentence_of_its_own() -> None:
    assert len({sentence(one, "Ann", [SAID]) for one in Rung}) == len(Rung)
    assert set(LADDER) == set(Rung) - {Rung.ANSWER, Rung.REST}


hows = st.sampled_from(["talked", "thanked", "asked", "helped", "reply", *sorted(NODS)])
contacts = st.lists(
    st.builds(touch, st.sampled_from(["in", "out"]), hows, st.integers(0, 60), st.sampled_from(["", "https://a"])),
    max_size=9,
)


@given(contacts, st.booleans(), st.booleans())
def test_there_is_always_one_step_and_never_a_fourth_unanswered_turn(
    touches: list[Touch], proved: bool, asks: bool
) -> None:
    said = step("Ann", [SAID] if proved else [], ASKED if asks else "", touches)
    assert "Ann" in said
    assert said.endswith(".")
    now = standing(touches)
    assert (rung(touches) is Rung.REST) == (now.unanswered >= PATIENCE and not now.waits)
    assert (rung(touches) is Rung.ANSWER) == now.waits
    if not any(one.direction is Direction.IN and one.how not in NODS for one in touches):
        assert rung(touches) not in (Rung.ANSWER, Rung.GIVE_BACK)


asking = st.lists(
    st.tuples(st.integers(0, 72), st.lists(st.sampled_from("abcdefg"), max_size=7), st.integers(0, 6)), max_size=12
)


@given(asking)
def test_nobody_gets_two_steps_in_seven_days_and_nobody_more_than_the_weekly_total(
    asked: Sequence[tuple[int, list[str], int]],
) -> None:
    held: list[tuple[str, datetime]] = []
    most = 0
    now = AT
    for hours, candidates, total in asked:
        now += timedelta(hours=hours)
        most = max(most, total)
        got = chosen(candidates, held, now=now, total=total)
        assert list(got) == sorted(got, key=candidates.index)
        held += [(person, now) for person in got]
        week = [person for person, at in held if now - at < WEEK]
        assert len(set(week)) == len(week) <= most


def test_a_place_is_free_again_after_a_week() -> None:
    held = [("a", AT), ("b", AT)]
    assert chosen("abc", held, now=AT + timedelta(days=6), total=2) == ()
    assert chosen("abc", held, now=AT + timedelta(days=6), total=3) == ("c",)
    assert chosen("abc", held, now=AT + WEEK, total=2) == ("a", "b")
    assert chosen("abc", held, now=AT - timedelta(days=1), total=2) == ()  # a clock that was put back
    assert chosen("aab", (), now=AT, total=2) == ("a", "b")
