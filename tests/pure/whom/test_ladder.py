from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Direction, Evidence, Touch
from outward.whom.ladder import PATIENCE, step

AT = datetime(2026, 3, 3, tzinfo=UTC)
SAID = Evidence(sentence="We told managers first.", url="https://a.example/1", at=AT, strength=0.9)
OUT, IN = (Touch(person="p", direction=way, how="talked", at=AT) for way in (Direction.OUT, Direction.IN))
ASKED = "Has anyone told 300 people at once?"


@pytest.mark.parametrize(
    ("evidence", "seeking", "touches", "said"),
    [
        (
            [SAID],
            "",
            [],
            "Read what Ann wrote on 3 March 2026, “We told managers first.”, and thank for one point you can use.",
        ),
        ([], "", [], "Read what Ann writes and thank for one point you can use."),
        ([], ASKED, [], f"Tell Ann where you stand on “{ASKED}” and ask how it goes there."),
        ([SAID], "", [OUT], "Add something of your own to what Ann says on “We told managers first.”."),
        ([SAID], "", [OUT, OUT], "Ask Ann one short question on “We told managers first.”."),
        ([SAID], "", [OUT] * 3, "Ann has not answered 3 times: let it rest and turn to somebody else."),
        ([SAID], "", [OUT, IN, OUT], "Give something back to Ann: share what came of the advice."),
        ([SAID], ASKED, [IN], "Ann turned to you and waits: answer."),
        ([SAID], ASKED, [OUT], "Add something of your own to what Ann says on “We told managers first.”."),
    ],
)
def test_each_rung_is_said_from_what_was_said_and_done(
    evidence: list[Evidence], seeking: str, touches: list[Touch], said: str
) -> None:
    assert step("Ann", evidence, seeking, touches) == said


def test_a_passage_without_a_date_is_quoted_without_one() -> None:
    undated = Evidence(sentence="word " * 40, url="", at=None, strength=0.1)
    said = step("Ann", [undated], "")
    assert said.startswith("Read what Ann wrote, “word word")
    assert "…”" in said
    assert len(said) < 160


@settings(deadline=None)
@given(st.lists(st.sampled_from([OUT, IN]), max_size=9), st.booleans(), st.booleans())
def test_there_is_always_one_step_and_never_a_fourth_unanswered_question(
    touches: list[Touch], proved: bool, asks: bool
) -> None:
    said = step("Ann", [SAID] if proved else [], ASKED if asks else "", touches)
    assert "Ann" in said
    assert said.endswith(".")
    silent = bool(touches) and all(touch is OUT for touch in touches)
    assert ("let it rest" in said) == (silent and len(touches) >= PATIENCE)
