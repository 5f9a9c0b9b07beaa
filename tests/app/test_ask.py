from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from outward.app.ask import Questions, ask, read_file, suggest
from outward.app.home import Home
from outward.errors import InputError, NothingYetError, OutwardError
from outward.model import Kind
from outward.store import answers, connections
from tests.app.material import NOW, WHEN


def test_three_plain_answers_are_understood_and_said_back(home: Home) -> None:
    asked = ask(
        home,
        Questions(
            what="communicate an acquisition to staff", when=WHEN, whom="someone who has been through it",
            packs=("acquisition",), approve_packs=True, zone="Europe/Amsterdam", deadline=date(2026, 5, 1),
        ),
        now=NOW,
    )  # fmt: skip
    assert asked.answers.goal.id == 1
    assert asked.answers.goal.confidential
    assert asked.answers.company.experienced
    assert not asked.answers.company.peers
    assert len(asked.answers.windows) == 2
    text = " ".join(asked.understood)
    for said in ("Tuesday and Thursday 12:30, 25 minutes", "12 minutes", "Europe/Amsterdam", "by 1 May 2026", "merger"):
        assert said in text
    assert asked.new_sources == len(asked.sources) > 5
    assert set(asked.unchecked) <= {state.source.value for state in connections.states(home.database)}
    assert any(not state.checked for state in connections.states(home.database))


def test_only_what_is_approved_becomes_a_source(home: Home) -> None:
    asked = ask(home, Questions(what="measure internal comms", when=WHEN, packs=("measurement",)), now=NOW)
    assert asked.sources == ()
    asked = ask(home, Questions(what="measure internal comms", when=WHEN, hashtags=("#internalcomms",)), now=NOW)
    assert {source.split()[0] for source in asked.sources} == {"bluesky", "mastodon"}
    again = ask(home, Questions(what="measure internal comms", when=WHEN, hashtags=("internalcomms",)), now=NOW)
    assert again.new_sources == 0


def test_the_latest_answers_count_and_earlier_goals_stay(home: Home) -> None:
    ask(home, Questions(what="a first goal on change", when=WHEN), now=NOW)
    ask(home, Questions(what="a second goal on measurement", when=WHEN), now=NOW)
    assert answers.latest(home.database).goal.text == "a second goal on measurement"
    assert answers.latest(home.database, 1).goal.text == "a first goal on change"
    assert [number for number, _ in answers.goals(home.database)] == [1, 2]
    with pytest.raises(InputError, match="no goal 9"):
        answers.latest(home.database, 9)


def test_without_a_goal_said_anew_the_rest_that_is_not_said_stays(home: Home) -> None:
    first = ask(
        home,
        Questions(
            what="communicate an acquisition to staff", when=WHEN, whom="peers", packs=("acquisition",),
            hashtags=("internalcomms",), zone="Europe/Amsterdam", weekly_minutes=45, deadline=date(2026, 5, 1),
        ),
        now=NOW,
    )  # fmt: skip
    moved = ask(home, Questions(when="Fri between 9:00 and 11:00 for 20 min"), now=NOW)
    assert [(one.start, one.until, one.minutes) for one in moved.answers.windows] == [(time(9), time(11), 20)]
    assert replace(moved.answers, windows=first.answers.windows) == first.answers
    assert moved.answers.goal.id == 1
    assert (moved.sources, moved.new_sources) == (first.sources, 0)
    more = Questions(whom="experts", kind=Kind.NEWS, deadline=date(2026, 6, 1), zone="berlin", weekly_minutes=60)
    after = ask(home, more, now=NOW).answers
    assert after.windows == moved.answers.windows
    assert (after.company.experts, after.goal.kind, after.goal.deadline) == (True, Kind.NEWS, date(2026, 6, 1))
    assert (after.zone, after.weekly_minutes, after.packs) == ("Europe/Berlin", 60, ("acquisition",))
    assert answers.restore(home.database, 1)
    assert answers.latest(home.database) == moved.answers


def test_before_any_answer_the_next_step_is_named(home: Home) -> None:
    with pytest.raises(NothingYetError, match="outward ask"):
        answers.latest(home.database)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": ""}, "what you want to learn"),
        ({"what": "🙂🙂"}, "what you want to learn"),
        ({"when": "25:99 for 10 minutes"}, ""),
        ({"when": "0 minutes"}, ""),
        ({"when": "whenever the moon is blue"}, ""),
        ({"zone": "Middle/Earth"}, "no time zone called 'Middle/Earth'"),
        ({"zone": "america"}, "no time zone called 'america'"),
        ({"deadline": date(2020, 1, 1)}, "The deadline 1 January 2020 is over"),
        ({"packs": ("wedding",)}, "no situation pack"),
        ({"weekly_minutes": 0}, "0 minutes a week cannot be planned"),
        ({"weekly_minutes": 2}, "2 minutes a week cannot be planned"),
        ({"accounts": ("carrier pigeon",)}, "does not know what 'carrier pigeon' is"),
        ({"whom": "x" * 3_000}, "long answer"),
    ],
)
def test_an_answer_that_cannot_be_used_is_one_sentence_and_keeps_nothing(
    home: Home, wrong: dict[str, object], said: str
) -> None:
    given: dict[str, object] = {"what": "communicate an acquisition", "when": WHEN, **wrong}
    with pytest.raises(OutwardError) as caught:
        ask(home, Questions(**given), now=NOW)  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert said in sentence
    assert "\n" not in sentence
    assert answers.goals(home.database) == []


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "europe/amsterdam", "Amsterdam", " amsterdam "])
def test_a_time_zone_is_known_by_its_city(home: Home, zone: str) -> None:
    asked = ask(home, Questions(what="change", when=WHEN, zone=zone), now=NOW)
    assert asked.answers.zone == "Europe/Amsterdam"


def test_a_situation_is_suggested_by_the_words_of_the_goal(home: Home) -> None:
    assert suggest(home, "communicate an acquisition to staff")[0].name == "acquisition"
    assert suggest(home, "bread") == ()


def test_packs_of_her_own_are_offered_too(home: Home) -> None:
    folder = home.folder / "packs"
    folder.mkdir(parents=True)
    (folder / "beekeeping.toml").write_text(
        'name = "beekeeping"\ntitle = "Bees"\nabout = "Bees."\nhashtags = ["bees"]\n'
    )
    asked = ask(home, Questions(what="keep bees", when=WHEN, packs=("beekeeping",), approve_packs=True), now=NOW)
    assert any("#bees" in source for source in asked.sources)


def test_answers_come_from_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(
        'what = "change"\nwhen = "Mon 9:00 20 min"\nhashtags = ["a"]\nkind = "how-to"\ndeadline = 2026-05-01\n'
    )
    read = read_file(path)
    assert (read.what, read.hashtags, read.kind, read.deadline) == ("change", ("a",), Kind.HOW_TO, date(2026, 5, 1))


@pytest.mark.parametrize("text", ["what = ", "what = 3", 'hashtag = ["a"]', "\xff"])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"answers\.toml (cannot be read|is not a text file)"):
        read_file(path)
    with pytest.raises(InputError, match="There is no file"):
        read_file(tmp_path / "nothing.toml")
