from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Kind, Pack
from outward.what import kind_of, matched_packs, understand
from outward.what.goal_words import MOST_TOPICS, phrases

PACKS = (
    Pack(name="acquisition", title="An acquisition", about="", topics=("merger", "post-merger integration")),
    Pack(name="first-90-days", title="First 90 days", about="", hashtags=("newleader",), topics=("new role",)),
    Pack(name="measurement", title="Measurement of communication", about="", topics=("survey",)),
)


@pytest.mark.parametrize("text", ["", "  ", "the", "how to", "👏🎉", "!!! ???", "12 34", "\u200b", "a"])
def test_a_goal_that_says_nothing_is_asked_for_again(text: str) -> None:
    with pytest.raises(InputError, match=r"^Tell Outward in a few words what you want to learn, for example"):
        understand(text)


@pytest.mark.parametrize("text", ["merger", "HR", "合併", "слияние", "Übernahme", "C++ basics", "x" * 30])
def test_one_word_in_any_script_is_a_goal(text: str) -> None:
    assert understand(text).text == text


def test_a_goal_has_topics_of_its_words_and_of_the_packs_chosen() -> None:
    goal = understand("communicate an acquisition to staff", packs=PACKS[:1], deadline=date(2027, 1, 31))
    assert goal.topics == ("communicate", "acquisition", "staff", "merger", "post-merger integration")
    assert goal.kind is Kind.CASE
    assert goal.deadline == date(2027, 1, 31)
    assert goal.confidential


def test_a_topic_is_named_once() -> None:
    assert understand("merger", packs=PACKS[:1]).topics == ("merger", "post-merger integration")


def test_longer_and_repeated_phrases_come_first() -> None:
    assert phrases("staff; town hall meeting, and town hall meeting. survey")[:2] == ("town hall meeting", "staff")


def test_a_run_of_many_words_is_cut_and_topics_are_few() -> None:
    assert phrases("one-a two-b three-c four-d") == ("one-a two-b three-c", "four-d")
    assert len(phrases(", ".join(f"topic{i}" for i in range(50)))) == MOST_TOPICS


def test_ten_thousand_words_are_enough() -> None:
    goal = understand("merger " * 20_000)
    assert len(goal.text.split()) == 10_000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("how to announce a merger", Kind.HOW_TO),
        ("Leitfaden für Übernahmen", Kind.HOW_TO),
        ("latest on hybrid work", Kind.NEWS),
        ("debate about return to office", Kind.DISCUSSION),
        ("basics of internal communication", Kind.FUNDAMENTALS),
        ("Grundlagen der internen Kommunikation", Kind.FUNDAMENTALS),
        ("measure internal comms", Kind.CASE),
    ],
)
def test_the_words_tell_the_kind(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind
    assert understand(text, kind=Kind.NEWS).kind is Kind.NEWS


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("communicate an acquisition to staff", ("acquisition",)),
        ("two acquisitions and a survey", ("acquisition", "measurement")),
        ("my first 90 days in a new role", ("first-90-days",)),
        ("measuring our communications", ("measurement",)),
        ("roles", ("first-90-days",)),
        ("gardening", ()),
        ("", ()),
    ],
)
def test_the_words_suggest_packs(text: str, names: tuple[str, ...]) -> None:
    assert matched_packs(text, PACKS) == names


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_goal_or_one_sentence(text: str) -> None:
    try:
        goal = understand(text, packs=PACKS)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017
    else:
        assert goal.topics
        assert len(set(goal.topics)) == len(goal.topics)
