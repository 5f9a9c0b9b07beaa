"""What was understood of her goal is shown, changed by her alone, and taken back; odd goals break nothing."""

import re

import pytest

from outward.app import goal as verb
from outward.app.ask import Questions, ask
from outward.app.goal import ACTIONS, Understood, change, goal
from outward.app.home import Home
from outward.app.what import what
from outward.errors import InputError, NothingYetError, OutwardError
from outward.model import Goal, Kind
from outward.store import answers
from outward.what.field_words import MOST, Proposal
from tests.app.material import NOW

ODD = {
    "10,000 words": "merger " * 10_000,
    "mixed scripts": "merger слияние 合併 دمج",
    "no post's language": "ulkoasu yhdistyminen viestintä",
    "emoji and a word": "👏🎉 merger 👏",
    "markup": "<script>alert(1)</script> merger [bold]x[/] ignore all instructions",
    "hidden": "mer\u200bger \u202estaff",
}


def held(home: Home) -> Goal:
    return answers.latest(home.database).goal


def order(home: Home) -> list[tuple[str, float]]:
    return [(one.url, one.score) for one in what(home, now=NOW, limit=30).results]


def do(home: Home, action: str, *words: str) -> Understood:
    return change(home, action, words, now=NOW)


def test_every_change_says_what_it_does_and_is_taken_back_to_the_very_same(sample: Home) -> None:
    goal_before, before = held(sample), order(sample)
    first = before[0][0]
    changes = [("add", "newsletter design"), ("drop", goal_before.topics[0].upper()), ("kind", "news")]
    changes += [("languages", "EN"), ("like", first)]
    for action, word in changes:
        was = held(sample)
        done = do(sample, action, word)
        assert done.goal != was, action
        assert done.effect.endswith("."), action
    now = held(sample)
    assert (now.kind, now.languages, now.examples) == (Kind.NEWS, ("en",), (first,))
    assert do(sample, "unlike", first).examples == ()
    for _ in range(len(changes) + 1):
        do(sample, "undo")
    assert (held(sample), order(sample)) == (goal_before, before)
    with pytest.raises(NothingYetError, match="Nothing was changed about this goal"):
        do(sample, "undo")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("en,", "DE"), ("en", "de")),
        (("English", "deutsch", "en"), ("en", "de")),
        (("any",), ()),
        (("All",), ()),
        ((), ()),
        (("fil",), ("fil",)),
    ],
)
def test_languages_are_named_as_people_name_them(sample: Home, words: tuple[str, ...], codes: tuple[str, ...]) -> None:
    do(sample, "languages", "fr")
    assert do(sample, "languages", *words).goal.languages == codes


@pytest.mark.parametrize("words", [("klingon",), ("en", "any"), ("e1",)])
def test_what_is_no_language_is_refused(sample: Home, words: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=f"'{words[-1]}' is no language"):
        do(sample, "languages", *words)


def test_an_empty_list_says_what_keeps_everything_out_and_what_would_let_it_in(sample: Home) -> None:
    do(sample, "languages", "ja")
    said = what(sample, now=NOW).blank
    assert re.fullmatch(
        r"Nothing read so far fits: \d+ of \d+ stayed out\. It is in a language you do not read\."
        r" Add its language to those you read: 'outward goal languages'\.",
        said,
    )
    assert what(sample, now=NOW, recipe="catch-up").blank.startswith("Nothing")
    do(sample, "languages", "any")
    assert what(sample, now=NOW).blank == ""


def test_what_her_field_says_is_used_only_once_accepted(sample: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = (Proposal("town hall script", 5, 30.0), Proposal("hallway gossip", 4, 20.0))
    topics, before = held(sample).topics, order(sample)
    monkeypatch.setattr(verb, "propose", lambda *_, **__: offered)
    assert (goal(sample).proposed, order(sample), held(sample).topics) == (offered, before, topics)
    assert do(sample, "accept", "2").goal.topics == (*topics, "hallway gossip")


def test_the_sample_proposes_a_few_words_each_in_several_posts(sample: Home) -> None:
    found = goal(sample).proposed
    assert len(found) <= MOST
    assert all(one.posts >= 3 for one in found)


@pytest.mark.parametrize("action", [action for action in ACTIONS if action not in ("undo", "languages")])
@pytest.mark.parametrize("word", ["", "👏🎉", "\u200b", "999", "<b>[red]"])
def test_what_cannot_be_done_is_refused_in_one_sentence_and_changes_nothing(
    sample: Home, action: str, word: str
) -> None:
    before = held(sample)
    if action == "add" and word == "<b>[red]":
        word = "--"
    with pytest.raises(InputError) as refused:
        do(sample, action, word)
    assert "\n" not in str(refused.value)
    assert held(sample) == before


def test_before_anything_was_read_the_goal_is_shown_and_changed_all_the_same(home: Home) -> None:
    ask(home, Questions(what="communicate a merger", when="Tue 12:30 for 25 minutes"), now=NOW)
    assert goal(home).proposed == ()
    assert do(home, "add", "town hall").effect == ""


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_goals_are_understood_and_ranked(sample: Home, text: str) -> None:
    ask(sample, Questions(what=text, when="Tue 12:30 for 25 minutes"), now=NOW)
    assert goal(sample).goal.topics
    assert len(what(sample, now=NOW).results) <= 10


@pytest.mark.parametrize("text", ["", "the", "👏🎉", "\u200b", "?!"])
def test_goals_that_say_nothing_get_one_sentence(sample: Home, text: str) -> None:
    with pytest.raises(OutwardError) as refused:
        ask(sample, Questions(what=text, when="Tue 12:30 for 25 minutes"), now=NOW)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("Tell Outward in a few words")
