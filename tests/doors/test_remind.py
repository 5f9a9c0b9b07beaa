"""Reminders on the page, from the commands, and sent while the desk runs."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from outward.app import remind, reminding
from outward.app.home import Home
from outward.cli import door
from outward.cli import remind as command
from outward.cli.commands import app
from outward.errors import BusyStoreError
from outward.web import serve
from outward.web.reminding import Reminding
from tests.calendars.conftest import no_keyring
from tests.calendars.material import copied
from tests.calendars.planned import once_planned
from tests.doors.desks import NOW, Browser, words
from tests.reminders.servers import PASSWORD, USER, Certificates, Post, certificates, desktop, mail_server, until

__all__ = ["certificates", "no_keyring", "once_planned"]
DUE = datetime(2026, 3, 3, 11, 25, tzinfo=UTC)


@pytest.fixture
def planned(once_planned: Path, tmp_path: Path) -> Iterator[Browser]:
    with copied(once_planned, tmp_path / "planned") as home:
        yield Browser(home)


@pytest.fixture
def post(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    with mail_server(certificates.right) as running:
        yield running


def given(post: Post) -> dict[str, Any]:
    return {
        "to": "ada@home.example", "host": "localhost", "port": str(post.port), "user": USER, "password": PASSWORD,
        "security": "starttls", "sender": "", "minutes_before": "10",
    }  # fmt: skip


def test_mail_is_switched_on_tried_changed_and_switched_off_on_the_page(planned: Browser, post: Post) -> None:
    said = words(planned.see("/remind"))
    assert "No reminder is on" in said
    assert "Nothing leaves this machine" in said
    page = planned.send("/remind/mail/on", **given(post))
    said = words(page)
    assert "Mail: on" in said
    assert "The next one is due on Tue 3 Mar at 12:20 and reads: Tuesday 12:30: 25 minutes" in said
    assert PASSWORD not in page.text_content()
    assert not [one.value for one in page.xpath("//input[@type='password']") if one.value]
    assert page.xpath("//input[@name='host']")[0].value == "localhost"
    assert "Sent to ada@home.example over localhost" in words(planned.send("/remind/mail/try"))
    assert post.mails[0]["Subject"] == "Test: Tuesday 12:30: 25 minutes"
    assert "http://127.0.0.1:8765/" in post.mails[0].get_content()
    planned.send("/remind/mail/on", **{**given(post), "password": "", "titles": "1", "port": str(post.port)})
    post.answers["RCPT"] = "550 no"
    assert "refuses the address" in words(planned.send("/remind/mail/try"))
    (alert,) = planned.see("/remind").xpath("//p[@role='alert']")
    assert "check --to" in words(alert)
    assert "Reminders by mail are off." in words(planned.send("/remind/mail/off"))


def test_sessions_without_a_time_of_day_are_counted(full: Browser) -> None:
    page = full.send("/remind/desktop/on", minutes_before="5")
    assert "5 planned sessions without a time of day are not reminded of." in words(page)


@pytest.mark.parametrize(
    ("action", "fields", "said"),
    [
        ("mail/on", {"to": "ada", "host": "x.example"}, "cannot be used as a mail address"),
        ("mail/on", {"to": "", "host": ""}, "needs an address"),
        ("mail/on", {"to": "a@x.example", "host": "x.example", "port": "no"}, "cannot be used"),
        ("mail/on", {"to": "a@x.example", "host": "x.example", "security": "hope"}, "cannot be used"),
        ("desktop/on", {"minutes_before": "soon"}, "whole number"),
        ("desktop/on", {"minutes_before": "1441"}, "0 to 1440"),
        ("pigeon/on", {}, "use one of: desktop, mail"),
        ("mail/try", {}, "are not on"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(planned: Browser, action: str, fields: dict[str, str], said: str) -> None:
    assert said in words(planned.send(f"/remind/{action}", 400, **fields))


def test_while_the_desk_runs_due_reminders_are_sent_and_a_failing_server_is_told_once(
    planned: Browser, post: Post
) -> None:
    planned.send("/remind/mail/on", **given(post))
    clock = [DUE]
    told: list[str] = []
    looking = Reminding(planned.home, lambda: clock[0], told.append, beat=0.01)
    post.answers["RCPT"] = "421 busy"
    looking.begin("http://127.0.0.1:9999/")
    until(lambda: told)
    clock[0] += timedelta(minutes=2)
    until(lambda: post.tries >= 2)
    del post.answers["RCPT"]
    clock[0] += timedelta(minutes=4)
    until(lambda: post.mails)
    assert "http://127.0.0.1:9999/" in post.mails[0].get_content()
    looking.end()
    assert len(post.mails) == 1
    assert len(told) == 1
    assert told[0].startswith("Reminders: localhost cannot take mail just now (421)")


def test_whatever_goes_wrong_the_desk_goes_on(planned: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    troubles = iter([BusyStoreError("Another program writes."), ZeroDivisionError("x")])
    looks: list[int] = []

    def breaks(*_: object, **__: object) -> reminding.Sent:
        looks.append(1)
        for trouble in troubles:
            raise trouble
        return reminding.Sent(sent=0, gone=())

    monkeypatch.setattr("outward.web.reminding.send_due", breaks)
    told: list[str] = []
    looking = Reminding(planned.home, lambda: DUE, told.append, beat=0.01)
    looking.end()  # never begun
    looking = Reminding(planned.home, lambda: DUE, told.append, beat=0.01)
    looking.begin("http://127.0.0.1/")
    until(lambda: len(looks) > 3)
    looking.end()
    assert [said.partition(";")[0] for said in told] == [
        "Reminders: Another program writes.",
        "Reminders: Reminders could not be looked at (ZeroDivisionError)",
    ]


def test_a_served_desk_reminds_and_ends_cleanly(
    once_planned: Path, tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    import uvicorn

    ended = threading.Event()
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: ended.wait(30))
    monkeypatch.setattr("outward.web.page.Desk.now", property(lambda _: lambda: DUE, lambda *_: None), raising=False)
    monkeypatch.setattr("outward.web.page.Reminding", lambda home, _, tell: Reminding(home, lambda: DUE, tell))
    folder = tmp_path / "served"
    with copied(once_planned, folder) as home:
        remind.switch_on(
            home, "mail", {k: v for k, v in given(post).items() if k not in ("password", "minutes_before")},
            password=PASSWORD, now=NOW,
        )  # fmt: skip

    def run() -> None:
        with Home(folder) as home:
            serve(home, port=0, open_browser=False, said=lambda _: None)

    thread = threading.Thread(target=run)
    thread.start()
    until(lambda: post.mails)
    ended.set()
    thread.join(20)
    assert not thread.is_alive()
    assert "reminding" not in [one.name for one in threading.enumerate()]


@pytest.fixture
def run(planned: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    monkeypatch.setattr(door, "now", lambda: NOW)
    monkeypatch.setenv("OUTWARD_HOME", str(planned.home.folder))
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()  # type: ignore[return-value]


def said(run: CliRunner, *args: str, code: int = 0) -> str:
    done = run.invoke(app, ["remind", *args])
    assert done.exception is None or isinstance(done.exception, SystemExit) or code == 2, done.exception
    return done.output if code == done.exit_code else f"{done.exit_code}: {done.output}"


def test_the_commands_switch_on_show_send_and_switch_off(
    run: CliRunner, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No reminder is on" in said(run)
    assert "0 reminders sent." in said(run, "now")
    monkeypatch.setattr(door, "asking", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **named: PASSWORD if named["hide_input"] else "")
    words_ = ("--to", "ada@home.example", "--host", "localhost", "--port", str(post.port), "--user", USER)
    shown = said(run, "mail", *words_, "--minutes-before", "10")
    assert "Mail · to ada@home.example over localhost" in shown
    assert "10 minutes before a session, without titles" in shown
    assert "Next: Tue 3 Mar 12:20; it reads:" in shown
    assert "Your session begins at 12:30 on Tuesday 3 March: 25 minutes, at your desk." in shown
    held = json.loads(said(run, "mail", "--titles", "--json"))
    assert held["messengers"][1]["titles"] is True
    assert held["messengers"][1]["minutes_before"] == 10
    assert "Sent to ada@home.example" in said(run, "test")
    monkeypatch.setattr(door, "now", lambda: DUE)
    assert json.loads(said(run, "now", "--json"))["sent"] == 1
    assert "0 reminders sent." in said(run, "now")
    assert len(post.mails) == 2
    post.answers["RCPT"] = "550 no"
    assert "mail: localhost refuses the address" in said(run, "test", "mail", code=5)
    assert "refuses the address" in said(run, "list")
    monkeypatch.setattr(door, "now", lambda: DUE + timedelta(days=2))
    assert "mail: localhost refuses the address" in said(run, "now", code=5)
    assert json.loads(said(run, "--json"))["zone"] == "Europe/Amsterdam"
    assert "No reminder is on" in said(run, "off")


def test_a_notification_is_shown_on_this_desktop(
    run: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desktop(tmp_path / "bus", monkeypatch) as shown:
        assert "Desktop notification · on this machine" in said(run, "desktop")
        assert "Sent on this machine" in said(run, "test", "desktop")
        monkeypatch.setattr(door, "now", lambda: DUE)
        assert "1 reminder sent." in said(run, "now")
        lines = shown.read_text().splitlines()
    assert len(lines) == 2
    assert "Your session begins at 12:30" in lines[1]


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("mail",), 2, "give both with --to and --host"),
        (("mail", "--to", "ada", "--host", "x.example"), 2, "cannot be used as a mail address"),
        (("mail", "--to", "a@x.example", "--host", "x.example", "--port", "99999"), 2, "no port 99999"),
        (("desktop", "--minutes-before", "9999"), 2, "give 0 to 1440"),
        (("off", "pigeon"), 2, "use one of: desktop, mail"),
        (("test", "pigeon"), 2, "use one of: desktop, mail"),
        (("test", "mail"), 2, "are not on"),
        (("test",), 3, "No reminder is on"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_an_exit_code(
    run: CliRunner, args: tuple[str, ...], code: int, sentence: str
) -> None:
    from outward.errors import OutwardError

    with pytest.raises(OutwardError) as told:
        run.invoke(app, ["remind", *args], catch_exceptions=False)
    assert sentence in str(told.value)
    assert told.value.exit_code == code


def test_away_from_a_keyboard_no_password_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "asking", lambda: False)
    assert command._password() == ""
