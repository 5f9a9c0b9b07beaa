"""The guide keeps its word: its commands run, its tables say what the program says, its file of answers is complete."""

import dataclasses
import os
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from outward.app.ask import Questions, read_file
from outward.app.connect import meant
from outward.app.home import Home
from outward.app.today import today
from outward.cli import door
from outward.cli.commands import app
from outward.errors import InputError
from outward.store import answers
from outward.what import goal_words
from outward.when import words as when_words
from outward.whom import words as whom_words
from tests.app.material import NOW, sampled

__all__ = ["sampled"]
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
MARKDOWN = MarkdownIt().enable("table")
OFFLINE = {
    "connect": ["--no-test"],
    "doctor": ["--no-check"],
    "demo": ["--once"],
    "sync": ["--help"],
    "serve": ["--help"],
    "import": ["--help"],
    "read": ["--help"],
    "mcp": ["--help"],
}
"""What keeps a command off the network, and from waiting for somebody: with --help its other words are still read."""


def shown(page: Path) -> Iterator[list[str]]:
    """The words of each command of ours that a page shows."""
    for token in MARKDOWN.parse(page.read_text(encoding="utf-8")):
        for line in token.content.splitlines() if token.type == "fence" else ():
            words = shlex.split(line[2:]) if line.startswith("$ ") else [""]
            if words[0] in ("outward", "./run"):
                yield words[1:] if words[0] == "outward" else words[2:]


def offline(words: list[str]) -> list[str]:
    command = next((word for word in words if word in OFFLINE), "")
    return [*words, "--help"] if "--sign-in" in words else [*words, *OFFLINE.get(command, [])]


@pytest.mark.parametrize("page", sorted(GUIDE.rglob("*.md")), ids=lambda page: page.stem)
def test_every_command_of_the_guide_works(
    page: Path, sampled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sampled, tmp_path / "home")
    shutil.copy(GUIDE / "answers.toml", tmp_path)
    (tmp_path / "Documents").mkdir()
    (tmp_path / "subscriptions.opml").write_text(
        '<opml version="2.0"><head><title>Mine</title></head><body>'
        '<outline type="rss" text="A feed" xmlUrl="https://example.org/other.xml"/></body></opml>'
    )
    monkeypatch.setattr(door, "now", lambda: NOW)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OUTWARD_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Home(tmp_path / "home") as first, Home(tmp_path / "outward-second-job") as second:
        answers.keep(second.database, answers.latest(first.database), NOW)
    for words in shown(page):
        if words == ["ask"]:  # the dialogue, whose other half is a person
            continue
        given = [os.path.expanduser(word) for word in offline(words)]  # noqa: PTH111 - what a shell does
        result = CliRunner().invoke(app, given)
        assert result.exit_code == 0, f"outward {shlex.join(words)}: {result.output} {result.exception}"


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Section, title of the second column and both cells of every row of the page on plain words."""
    section = ""
    cells: list[str] = []
    titles: list[str] = []
    tokens = MARKDOWN.parse((GUIDE / "plain-words.md").read_text(encoding="utf-8"))
    for opening, token in pairwise(tokens):
        if opening.type == "heading_open":
            section = token.content
        elif opening.type == "th_open":
            titles = [*titles, token.content][-2:]
        elif opening.type == "td_open":
            cells.append(token.content)
            if len(cells) == 2:
                yield section, titles[1], cells[0], cells[1]
                cells = []


def understood(section: str, words: str) -> str:
    if section.startswith("What do you"):
        return str(goal_words.understand(words).kind)
    if section.startswith("When"):
        return "; ".join(map(when_words.restate, when_words.windows(words)))
    if section.startswith("Whom"):
        return whom_words.restate(whom_words.company(words))
    return "; ".join(map(str, meant(words)))


def test_plain_words_are_understood_as_the_guide_says() -> None:
    held = list(rows())
    assert len(held) > 30
    for section, title, words, expected in held:
        if title == "Outward answers":
            with pytest.raises(InputError) as refused:
                understood(section, words)
            assert str(refused.value) == expected
        else:
            assert understood(section, words) == expected, words


def test_the_example_of_an_answers_file_shows_every_name_there_is() -> None:
    names = {field.name for field in dataclasses.fields(Questions)}
    assert set(tomllib.loads((GUIDE / "answers.toml").read_text(encoding="utf-8"))) == names
    assert read_file(GUIDE / "answers.toml").weekly_minutes == 90
    explained = (GUIDE / "answers-file.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in explained for name in names)


def test_a_backup_put_back_as_the_guide_says_is_the_same_again(sampled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(sampled, folder)
    with Home(folder) as opened:
        before = today(opened, now=NOW)
    assert CliRunner().invoke(app, ["--home", str(folder), "backup", str(tmp_path / "copy.db")]).exit_code == 0
    with Home(folder) as opened:
        answers.keep(opened.database, dataclasses.replace(answers.latest(opened.database), zone="Asia/Tokyo"), NOW)
    for name in ("outward.db", "outward.db-wal", "outward.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy.db", folder / "outward.db")
    rebuilt = CliRunner().invoke(app, ["--home", str(folder), "doctor", "--rebuild", "--no-check"])
    assert rebuilt.exit_code == 0, rebuilt.output
    with Home(folder) as opened:
        assert today(opened, now=NOW) == before
