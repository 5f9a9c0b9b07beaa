"""The command goal: shows, changes, takes back; odd goals get an answer or one sentence, never a traceback."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from outward.cli.commands import app


def run(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["--home", str(folder), *words], env={"COLUMNS": "120"})
    return done.exit_code, f"{done.output}{done.exception or ''}"


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    code, _ = run(tmp_path, "ask", "--what", "communicate a merger", "--when", "Tue 12:30 for 25 minutes")
    assert code == 0
    return tmp_path


def test_a_goal_is_shown_changed_and_taken_back(asked: Path) -> None:
    before = run(asked, "goal")[1]
    assert "merger (your words)" in before
    assert "town hall (added)" in run(asked, "goal", "add", "town hall")[1]
    assert "(how-to)" in run(asked, "goal", "kind", "how-to")[1]
    assert "(how-to)" not in run(asked, "goal", "undo")[1]
    assert run(asked, "goal", "undo")[1] == before
    assert '"topics"' in run(asked, "goal", "--json")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("accept", "1"), "Give the numbers of proposals"),
        (("undo",), "Nothing was changed about this goal"),
        (("kind", "gossip"), "is no kind of learning"),
        (("like", "https://none.example/"), "has not been read"),
        (("wish",), "is nothing that can be done to a goal"),
        (("add",), "Say which topic to listen for"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(asked: Path, words: tuple[str, ...], sentence: str) -> None:
    code, shown = run(asked, "goal", *words)
    assert code != 0
    assert sentence in " ".join(shown.split())


@pytest.mark.parametrize("goal", ["merger " * 10_000, "merger слияние 合併", "ulkoasu viestintä", "<b>[red]merger[/]"])
def test_odd_goals_get_an_answer(tmp_path: Path, goal: str) -> None:
    assert run(tmp_path, "ask", "--what", goal, "--when", "Tue 12:30 for 25 minutes")[0] == 0
    code, shown = run(tmp_path, "goal")
    assert code == 0
    assert "(your words)" in shown


@pytest.mark.parametrize("goal", ["the", "👏🎉", "\u200b", " "])
def test_goals_that_say_nothing_get_one_sentence(tmp_path: Path, goal: str) -> None:
    code, shown = run(tmp_path, "ask", "--what", goal, "--when", "Tue 12:30 for 25 minutes")
    assert code != 0
    assert "Tell Outward in a few words" in shown
