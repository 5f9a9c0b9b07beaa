"""Every command as a user types it: its sentence, its JSON, its exit code; never a traceback."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from outward.cli import door
from outward.cli import main as program
from outward.cli.commands import app
from outward.errors import OutwardError
from outward.packs import packs
from outward.what import matched_packs
from tests.app.material import NOW, WHEN, feed, home_in, sampled
from tests.networks.web_server import Asked, Reply, Web, web

__all__ = ["sampled", "web"]
RUN = [sys.executable, "-c", "from outward.cli import main; main()"]
ASK = [
    "ask",
    "--what",
    "communicate an acquisition to staff",
    "--when",
    WHEN,
    "--whom",
    "someone who has been through it",
]


@pytest.fixture
def folder(sampled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample's folder, with the clock standing where it was planned."""
    shutil.copytree(sampled, tmp_path / "home")
    monkeypatch.setattr(door, "now", lambda: NOW)
    monkeypatch.setenv("COLUMNS", "140")
    return tmp_path / "home"


def said(folder: Path, *words: str, code: int = 0, typed: str | None = None) -> str:
    result = CliRunner().invoke(app, ["--home", str(folder), *words], input=typed)
    if isinstance(result.exception, OutwardError):
        assert result.exception.exit_code == code
        return str(result.exception)
    assert result.exit_code == code, result.output
    return result.output


def told(folder: Path, *words: str) -> dict[str, object]:
    answer = json.loads(said(folder, *words, "--json"))
    assert isinstance(answer, dict)
    return answer


def process(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "OUTWARD_HOME": str(folder), "COLUMNS": "120"}
    return subprocess.run([*RUN, *words], capture_output=True, text=True, env=environment, check=False, timeout=120)


def test_help_names_every_verb_and_examples(tmp_path: Path) -> None:
    text = said(tmp_path, "--help")
    for verb in ("ask", "connect", "sync", "what", "whom", "plan", "today", "session", "use", "doctor", "backup"):
        assert verb in text
        assert "Usage" in said(tmp_path, verb, "--help")
    assert "outward ask" in said(tmp_path, "ask", "--help")
    assert said(tmp_path, "--version").startswith("outward ")


def test_looking_at_the_help_creates_nothing(tmp_path: Path) -> None:
    said(tmp_path / "none", "plan", "--help")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "shown", "field"),
    [
        (("what", "--why", "--left-out"), "worth your minutes", "results"),
        (("whom", "--why"), "Learn from", "learn_from"),
        (("whom", "--with"), "Learn with", "learn_with"),
        (("whom", "--like", "Nell Applewhistle"), "Like Nell Applewhistle, who speaks of", "like"),
        (("plan",), "Your plan", "sessions"),
        (("today",), "minutes", "session"),
        (("session", "now", "--minutes", "15"), "If it is", "items"),
        (("session", "--minutes", "12", "--setting", "train"), "one takeaway", "items"),
        (("session",), "of", "state"),
        (("session", "start"), "If it is", "items"),
        (("hours", "--say", "Tue 12 good"), "best hour", "hours"),
        (("session", "done", "--minutes", "9", "--takeaway", "Managers first"), "9 minutes learned", "minutes"),
        (("session", "skip"), "let go", "minutes"),
        (("takeaway",), "No takeaways yet", "due"),
        (("takeaway", "Managers first"), "Managers first", "card"),
        (("reach",), "→", "steps"),
        (("use",), "0 minutes learned", "measures"),
        (("say", "useful", "https://a.example/"), "Noted", "effect"),
        (("say", "less of this", "topic", "town", "hall"), "14 days", "effect"),
        (("backup",), "Copied to", "path"),
        (("doctor", "--no-check"), "posts by", "findings"),
        (("demo", "--once"), "fictional", "plan"),
    ],
)
def test_each_verb_speaks_to_people_and_to_programs(
    folder: Path, words: tuple[str, ...], shown: str, field: str
) -> None:
    if words[0] == "demo":
        shutil.move(folder, folder.parent / "moved")
    assert shown in said(folder, *words)
    if words[0] == "backup":
        words = ("backup", str(folder / "second.db"))
    if words[:2] in (("session", "done"), ("session", "skip")):
        words = (*words[:2], "--minutes", "3") if words[1] == "done" else words[:2]
    assert field in told(folder, *words)


def test_a_session_is_gone_through_and_let_go_with_its_minutes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(folder, "session", "start", "2")
    assert "skipped: " in said(folder, "session", "next", "2", "--skip", "--why", "too long")
    monkeypatch.setattr(door, "now", lambda: NOW + timedelta(minutes=6))
    assert "paused, 6 of" in said(folder, "session", "pause")
    assert told(folder, "session", "pause")["state"] == "paused"
    assert "Session 2 is let go. 6 minutes learned so far kept." in said(folder, "session", "skip")
    assert "let go already" in said(folder, "session", "skip", "2", code=2)
    assert "6 minutes learned" in said(folder, "use")


def test_notes_of_use_add_up(folder: Path) -> None:
    kept = told(folder, "takeaway", "Managers first", "--change", "brief them")
    number = str(kept["id"])
    assert "due" in said(folder, "takeaway") or "back on" in said(folder, "takeaway")
    said(folder, "takeaway", "--remembered", number)
    said(folder, "takeaway", "--forgotten", number)
    assert "applied" in said(folder, "takeaway", "--applied", number)
    person = told(folder, "whom")["learn_from"][0]["id"]  # type: ignore[index]
    before = int(told(folder, "use")["measures"]["talked_first"])  # type: ignore[index]
    assert "you turned to them" in said(folder, "reach", "--person", person, "--how", "thanked")
    assert "they turned to you" in said(folder, "reach", "--person", person, "--how", "helped", "--they")
    assert f"{before + 1} people talked with for the first time" in said(folder, "use")
    assert before == 1
    assert "Taken back" in said(folder, "say", "useful", "x") + said(folder, "say", "undo")


def test_what_is_behind_a_paywall_says_so_in_every_list(folder: Path) -> None:
    forms = ("article", "episode")
    with home_in(folder) as home, home.database.writing() as db:
        db.execute("UPDATE resource SET free = 0 WHERE form IN (?, ?)", forms)
    for command in (["plan"], ["today"], ["what", "--limit", "20"]):
        shown = [line.strip() for line in said(folder, *command).splitlines() if " · " in line]
        paid = [line for line in shown if line.startswith(forms)]
        assert paid, command
        assert all(line.endswith(" · behind a paywall") for line in paid)
        assert not any("paywall" in line for line in shown if line not in paid)


def test_the_plan_is_written_as_files(folder: Path, tmp_path: Path) -> None:
    assert "Written to" in said(folder, "plan", "--ical", str(tmp_path / "week.ics"))
    assert (tmp_path / "week.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "written to" in said(folder, "share", "markdown", str(tmp_path / "week.md"))


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("plan", "--goal", "77"), 2, "no goal 77"),
        (("what", "--recipe", "pancakes"), 2, "no recipe"),
        (("session", "now", "--minutes", "999"), 2, "cannot be packed"),
        (("session", "start", "999"), 2, "no session 999"),
        (("session", "--minutes", "12", "--setting", "bath"), 2, "is no place Outward knows"),
        (("session", "pause"), 3, "No session is under way"),
        (("session", "pause", "2"), 3, "'outward session start 2' begins it"),
        (("session", "next", "2"), 3, "has not begun"),
        (("session", "next", "--remembered", "--forgotten"), 2, "either remembered or forgotten"),
        (("session", "next", "--skip", "--remembered"), 2, "either skipped, or remembered or forgotten"),
        (("plan", "--pin", "x"), 2, "says not where"),
        (("plan", "--unpin", "nothing"), 2, "Nothing is pinned"),
        (("hours", "--say", "noon"), 2, "names no hour of the week"),
        (("takeaway", "--applied", "99"), 2, "no takeaway 99"),
        (("say", "meh", "x"), 2, "cannot be said"),
        (("say", "undo"), 3, "Nothing has been said"),
        (("sync", "myspace"), 2, "no network called 'myspace'"),
        (("sync",), 3, "nothing to read"),
        (("connect", "myspace"), 2, "no network called 'myspace'"),
        (("connect", "feeds", "carrier pigeon"), 2, "nothing Feeds can be asked for"),
        (("connect", "feeds", "--set", "nonsense"), 2, "write name=value"),
        (("connect", "feeds", "--set", "colour=red"), 2, "no setting 'colour'"),
        (("connect", "feeds", "--opml", "/nowhere.opml"), 2, "cannot be read"),
        (("share", "pdf"), 2, "no format"),
        (("reach", "--person", "nobody"), 2, "has not read of"),
        (("ask", "--what", "", "--when", WHEN, "--json"), 2, "what you want to learn"),
        (("ask", "--file", "/nowhere.toml"), 2, "There is no file"),
        (("ask", "--file", "/"), 2, "/ cannot be read"),
        (("ask", "--what", "change", "--when", WHEN, "--deadline", "soon"), 2, "“soon” is not a date"),
        (("connect", "feeds", "--stop", "https://blog.example/never"), 2, "is not read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_an_exit_code(
    folder: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    text = said(folder, *words, code=code)
    assert sentence in text
    assert "Traceback" not in text


def test_feeds_are_approved_read_and_stopped(web: Web, tmp_path: Path) -> None:
    home_in(tmp_path, web.host)
    address = web.says("/a.xml", Reply(200, feed("alpha")))
    assert "3 posts by 1 person" in said(tmp_path, "connect", "feeds", address)
    assert "3 new posts from 1 source." in said(tmp_path, "sync")
    assert told(tmp_path, "sync", "feeds")["indexed"] == 0
    opml = tmp_path / "list.opml"
    opml.write_text(f'<opml version="2.0"><body><outline type="rss" xmlUrl="{web.url}/b.xml"/></body></opml>')
    assert "b.xml" in said(tmp_path, "connect", "feeds", "--opml", str(opml), "--no-test")
    assert "1 source is no longer read" in said(tmp_path, "connect", "feeds", "--stop", address)
    assert "no longer read" in said(tmp_path, "connect", "feeds", "--disconnect")


def test_when_every_source_fails_the_exit_code_says_so(web: Web, tmp_path: Path) -> None:
    home_in(tmp_path, web.host)
    said(tmp_path, "connect", "feeds", web.says("/a.xml", Reply(404)), "--no-test")
    text = said(tmp_path, "sync", code=5)
    assert "Nothing could be read this time" in text
    assert "outward sync" in text.splitlines()[-1]
    assert "outward plan" not in text
    assert "!!" in said(tmp_path, "doctor", code=1)


def test_the_dialogue_asks_again_until_it_understands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "asking", lambda: True)
    what, whom = "communicate an acquisition to staff", "someone who has been through it"
    packs_offered = ["y"] * len(matched_packs(what, packs().values()))
    approving = ["-99", "-1 carrier-pigeon", "-1 https://blog.example/feed.xml"]
    monkeypatch.setenv("TZ", "Etc/UTC")
    zone = ["the moon", "amsterdam"]
    typed = ["", what, *packs_offered, "", "at the blue moon", WHEN, *zone, whom, *approving]
    text = said(tmp_path, "ask", typed="\n".join(typed) + "\n")
    assert "Is this your situation?" in text
    assert "There is no time zone called 'the moon'" in text
    assert "Europe/Amsterdam time" in text
    assert "There is no number 99" in text
    assert "https://blog.example/feed.xml" in text
    assert "Now: outward sync" in text


def test_a_dialogue_broken_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "asking", lambda: True)
    assert "Nothing was kept" in said(tmp_path, "ask", typed="zebra finches\n", code=130)
    assert "None yet" in said(tmp_path, "doctor", code=1)


def test_enter_alone_means_whoever_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "asking", lambda: True)
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    typed = ["zebra finches", WHEN, "", "#finches"]
    text = said(tmp_path, "ask", typed="\n".join(typed) + "\n")
    assert "Whom: People who have been through it, experts and peers at the same stage." in text
    assert "In which time zone" not in text


def test_without_anything_to_read_the_next_step_is_to_approve_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Etc/UTC")
    monkeypatch.setenv("COLUMNS", "140")
    text = said(tmp_path, *ASK)
    assert "outward connect" in text
    assert "Now: outward sync" not in text
    assert "taken as UTC" in text
    assert "(UTC time)" in text


def test_flags_go_before_the_answers_file(tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('what = "measure intranet use"\nwhen = "Fri 9:00 20 min"\nzone = "Europe/Paris"\n', "utf-8")
    text = said(tmp_path, "ask", "--file", str(answers), "--zone", "Europe/Amsterdam", "--hashtag", "intranet")
    assert "measure intranet use" in text
    assert "Europe/Amsterdam time" in text
    assert "bluesky #intranet" in text


def test_a_damaged_or_newer_data_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "outward.db").write_bytes(b"no database at all " * 500)
    ran = process(tmp_path, "plan")
    assert ran.returncode == 4
    assert "damaged" in " ".join(ran.stderr.split())
    assert "Traceback" not in ran.stderr


def test_a_data_folder_that_cannot_be_one_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "cannot be read" in said(tmp_path / "file", *ASK, code=2)
    assert "cannot be used" in said(tmp_path / "file", "demo", "--once", code=4)


def test_a_session_of_another_day_is_not_ended_by_the_way(folder: Path) -> None:
    while "today" in (text := said(folder, "today").casefold()):
        said(folder, "session", "skip")
    assert "session" in text
    assert "No session is under way" in said(folder, "session", "done", code=3)


def test_trouble_is_json_too_for_a_program(tmp_path: Path) -> None:
    ran = process(tmp_path, "plan", "--json")
    assert ran.returncode == 3
    assert json.loads(ran.stdout)["error"] == "NothingYetError"
    assert "outward ask" in ran.stderr


def test_the_program_ends_as_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from outward.cli import commands

    monkeypatch.setattr(sys, "argv", ["outward", "--home", str(tmp_path), "today"])
    with pytest.raises(SystemExit) as ended:
        program()
    assert ended.value.code == 3

    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "app", stopped)
    with pytest.raises(SystemExit) as ended:
        program()
    assert ended.value.code == 130


def test_first_start_does_not_load_what_it_does_not_need() -> None:
    script = "import sys; from outward.cli.commands import app; print(*(m for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "numpy",
        "scipy",
        "tantivy",
        "httpx",
        "atproto",
        "mastodon",
        "feedparser",
        "starlette",
        "wordllama",
        "icalendar",
    }
    assert not heavy & set(loaded)


def test_ctrl_c_stops_a_sync_after_the_page_under_way_and_a_second_one_at_once(web: Web, tmp_path: Path) -> None:
    home_in(tmp_path, web.host)
    reached = threading.Event()
    honest = web.reply

    def reply(asked: Asked) -> Reply:
        reached.set()
        return honest(asked)

    web.reply = reply  # type: ignore[method-assign]
    said(tmp_path, "connect", "feeds", web.says("/silent.xml", Reply(fault="silent")), "--no-test")
    environment = {**os.environ, "OUTWARD_HOME": str(tmp_path), "COLUMNS": "120"}
    with subprocess.Popen([*RUN, "sync"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as ran:
        assert ran.stderr is not None
        while not reached.wait(0.1):
            assert ran.poll() is None
        ran.send_signal(signal.SIGINT)
        while b"Stopping after the page under way" not in ran.stderr.readline():
            assert ran.poll() is None
        ran.send_signal(signal.SIGINT)
        ran.communicate()
    assert ran.returncode == 130
