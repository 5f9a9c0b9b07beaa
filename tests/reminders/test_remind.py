"""Reminders from end to end: each once, through restarts, kills, moves, jumping clocks and failing servers."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from outward.app import remind, reminding, secrets, session
from outward.app.doctor import doctor
from outward.app.home import Home
from outward.app.plan import plan
from outward.errors import CredentialsError, InputError, NothingYetError
from outward.model import Session
from outward.store import reminders, sessions
from outward.when.reminders import name
from tests.app.material import NOW, home_in
from tests.app.test_nothing_leaves import connected
from tests.calendars.material import copied
from tests.calendars.planned import once_planned
from tests.reminders.servers import PASSWORD, USER, Certificates, Post, mail_server, raw_server

__all__ = ["connected", "once_planned"]
DUE = datetime(2026, 3, 3, 11, 25, tzinfo=UTC)  # five minutes before Tuesday 12:30 in Amsterdam


@pytest.fixture
def home(once_planned: Path, tmp_path: Path) -> Iterator[Home]:
    with copied(once_planned, tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def post(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    with mail_server(certificates.right) as running:
        yield running


def on(home: Home, port: int, **more: Any) -> remind.Reminders:
    given = {"to": "ada@home.example", "host": "localhost", "port": port, "user": USER, **more.pop("given", {})}
    return remind.switch_on(home, "mail", given, password=more.pop("password", PASSWORD), now=NOW, **more)


def sent(home: Home, now: datetime) -> int:
    return reminding.send_due(home, now=now).sent


def timed(home: Home) -> list[Session]:
    return [one for one in remind.to_remind(home, NOW) if one.slot.timed]


def test_off_by_default_and_nothing_is_sent(home: Home, connected: list[Any]) -> None:
    held = remind.standing(home, now=NOW)
    assert [one.on for one in held.messengers] == [False, False]
    assert "outward remind desktop" in held.sentence
    done = reminding.send_due(home, now=DUE)
    assert (done.sent, done.gone, done.sentence) == (0, (), held.sentence)
    with pytest.raises(NothingYetError, match="No reminder is on"):
        reminding.send_one(home, now=DUE)
    with pytest.raises(InputError, match="Reminders by mail are not on"):
        reminding.send_one(home, "mail", now=DUE)
    assert connected == []


def test_one_mail_a_session_says_only_when_it_is_and_goes_to_the_named_server_only(
    home: Home, post: Post, connected: list[Any]
) -> None:
    held = on(home, post.port)
    (mail,) = [one for one in held.messengers if one.on]
    assert mail.next_at == DUE
    assert mail.reads is not None
    assert connected == []  # switching on asks nobody
    assert [sent(home, DUE + timedelta(minutes=minutes)) for minutes in (-1, 0, 0, 3, 6, 24, 25)] == [
        0,
        1,
        0,
        0,
        0,
        0,
        0,
    ]
    (got,) = post.mails
    assert got["Subject"] == mail.reads.title == "Tuesday 12:30: 25 minutes"
    said = post.raw[0].decode().lower()
    assert "at your desk" in said
    assert not [word for word in ("acqui", "staff", "alpha", "lesson", "announce") if word in said]
    assert {tuple(address[:2]) for address in connected} <= {("localhost", post.port), ("127.0.0.1", post.port)} | {
        ("::1", post.port)
    }
    assert sent(home, DUE + timedelta(days=2)) == 1  # Thursday's


def test_titles_only_when_she_says_so(home: Home, post: Post) -> None:
    on(home, post.port, titles=True)
    assert sent(home, DUE) == 1
    said = post.mails[0].get_content()
    assert timed(home)[0].items[0].title in said
    assert "Answers your goal" not in said
    remind.switch_on(home, "mail", {}, titles=False, now=NOW)
    assert sent(home, DUE + timedelta(days=2)) == 1
    assert timed(home)[1].items[0].title not in post.mails[1].get_content()


def test_what_is_begun_paused_done_or_let_go_is_not_reminded_of(home: Home, post: Post) -> None:
    on(home, post.port)
    first, second = timed(home)[:2]
    session.start(home, first.id, now=DUE - timedelta(minutes=5))
    assert sent(home, DUE) == 0
    session.pause(home, first.id, now=DUE)
    assert sent(home, DUE) == 0
    session.done(home, first.id, minutes=5, now=DUE)
    session.skip(home, second.id, now=DUE)
    assert sent(home, DUE) == sent(home, DUE + timedelta(days=2)) == 0
    session.now_session(home, minutes=10, setting=first.slot.setting, now=DUE)
    assert sent(home, DUE) == 0  # asked for at once: she knows
    assert post.mails == []


def test_a_moved_session_is_reminded_of_at_its_new_time(home: Home, post: Post) -> None:
    on(home, post.port)
    assert sent(home, DUE) == 1
    with home.database.writing() as db:
        db.execute(
            "UPDATE session SET slot = 'moved', starts_at = starts_at + 7200,"
            " body = replace(body, '2026-03-03T12:30', '2026-03-03T14:30') WHERE id = ?", (timed(home)[0].id,),
        )  # fmt: skip
    assert [sent(home, DUE + timedelta(minutes=minutes)) for minutes in (5, 119, 120, 121)] == [0, 0, 1, 0]
    assert post.mails[1]["Subject"].startswith("Tuesday 14:30")


def test_planning_anew_reminds_of_nothing_twice(home: Home, post: Post) -> None:
    on(home, post.port)
    assert sent(home, DUE) == 1
    database = home.database.connection
    database.execute("UPDATE session SET planned_at = 1")
    plan(home, now=DUE, anew=True)
    assert not database.execute("SELECT 1 FROM session WHERE planned_at = 1").fetchall()  # all its rows are others
    assert name(timed(home)[0].slot) in reminders.told(home.database, "mail")
    assert sent(home, DUE + timedelta(minutes=1)) == 0


def test_after_sleep_or_a_jump_forward_nothing_is_late_and_back_nothing_is_twice(home: Home, post: Post) -> None:
    on(home, post.port)
    assert sent(home, DUE + timedelta(minutes=29)) == 1  # still within its time
    assert "began at 12:30" in post.mails[0].get_content()
    assert sent(home, DUE + timedelta(days=400)) == 0
    assert sent(home, DUE) == sent(home, NOW) == 0
    with copied(home.folder, home.folder.parent / "other") as other:
        reminders.drop(other.database, "mail")
        on(other, post.port, given={"to": "bob@home.example"})
        assert sent(other, DUE + timedelta(days=1)) == 0  # Tuesday's has gone by


def test_what_changed_since_it_was_looked_at_is_not_begun(home: Home) -> None:
    on(home, 25)
    first = timed(home)[0]
    known = name(first.slot)
    assert not reminders.begin(home.database, "desktop", first, known, DUE)  # that one is off
    session.start(home, first.id, now=DUE)
    assert not reminders.begin(home.database, "mail", first, known, DUE)
    second = timed(home)[1]
    assert reminders.begin(home.database, "mail", second, known, DUE)
    assert not reminders.begin(home.database, "mail", second, known, DUE)


def test_two_programs_at_once_send_one(home: Home, post: Post) -> None:
    on(home, post.port)
    done: list[int] = []
    threads = [threading.Thread(target=lambda: done.append(sent(home, DUE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 0, 0, 1]
    assert len(post.mails) == 1


def test_killed_between_sending_and_noting_it_sends_no_second(home: Home, post: Post) -> None:
    on(home, post.port)
    home.close()
    program = textwrap.dedent("""
        import os, signal, sys
        from datetime import datetime
        from outward.app.home import Home
        from outward.app.reminding import send_due
        from outward.store import reminders
        reminders.arrived = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        from pathlib import Path
        send_due(Home(Path(sys.argv[1])), now=datetime.fromisoformat(sys.argv[2]))
    """)
    killed = subprocess.run(
        [sys.executable, "-c", program, str(home.folder), DUE.isoformat()], check=False,
        env={**os.environ, secrets.variable("remind", "mail_password"): PASSWORD},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert len(post.mails) == 1
    assert [sent(home, DUE + timedelta(seconds=20 * tick)) for tick in range(10)] == [0] * 10
    assert len(post.mails) == 1


def test_a_server_that_asks_to_wait_is_tried_again_a_little_later_each_time(home: Home, post: Post) -> None:
    on(home, post.port)
    post.answers["RCPT"] = "421 busy"
    tried = [
        now
        for now in (DUE + timedelta(seconds=20 * tick) for tick in range(90))
        if reminding.send_due(home, now=now).trouble
    ]
    assert [round((now - DUE).total_seconds() / 60) for now in tried] == [0, 1, 3, 8, 18]  # 30 minutes, then it is over
    assert not next(
        one for one in doctor(home, now=DUE, check=False).findings if one.subject == "reminders by mail"
    ).well
    (mail,) = [one for one in remind.standing(home, now=DUE).messengers if one.on]
    assert "(421)" in mail.trouble
    del post.answers["RCPT"]
    assert reminding.send_one(home, now=DUE + timedelta(minutes=28)).sent == 1
    assert sent(home, DUE + timedelta(minutes=28)) == 1  # the real one, within its time
    assert remind.standing(home, now=DUE).messengers[1].trouble == ""
    assert next(one for one in doctor(home, now=DUE, check=False).findings if one.subject == "reminders by mail").well


@pytest.mark.parametrize(("answers", "password"), [({"RCPT": "550 no"}, PASSWORD), ({}, "wrong")])
def test_what_a_server_refuses_for_good_is_tried_once_a_session(
    home: Home, post: Post, answers: dict[str, str], password: str
) -> None:
    on(home, post.port, password=password)
    post.answers |= answers
    told = [reminding.send_due(home, now=DUE + timedelta(seconds=20 * tick)).trouble for tick in range(90)]
    assert [bool(said) for said in told] == [True] + [False] * 89
    assert reminding.send_due(home, now=DUE + timedelta(days=2)).trouble == told[0]


def test_one_that_may_have_arrived_is_not_sent_again(home: Home) -> None:
    taken: list[bytes] = []

    def cut(connection: Any) -> None:
        with connection.makefile("rb") as heard:
            for answer in (b"220 x\r\n", b"250 x\r\n", b"250 x\r\n", b"250 x\r\n", b"354 x\r\n"):
                connection.sendall(answer)
                taken.append(heard.readline())

    with raw_server(cut) as port:
        on(home, port, given={"user": "", "security": "none"})
        assert "it may have arrived" in reminding.send_due(home, now=DUE).trouble
        assert reminding.send_due(home, now=DUE + timedelta(minutes=10)) == reminding.Sent(
            sent=0, gone=(reminding.Gone(messenger="mail", where="to ada@home.example over localhost", sent=0),)
        )
    assert sum(line.startswith(b"ehlo") for line in taken) == 1


def test_a_retry_that_a_jumping_clock_put_far_away_is_not_waited_for(home: Home, post: Post) -> None:
    on(home, post.port)
    post.answers["RCPT"] = "421 busy"
    reminding.send_one(home, now=DUE + timedelta(days=300))
    del post.answers["RCPT"]
    assert sent(home, DUE) == 1


def test_a_password_is_kept_where_the_others_are_and_never_goes_to_another_server(home: Home, post: Post) -> None:
    held = on(home, post.port)
    assert PASSWORD not in repr(held)
    home.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert PASSWORD.encode() not in (home.folder / "outward.db").read_bytes()
    assert remind.wants_password(home, "mail", {})
    assert reminding.send_one(home, "mail", now=DUE).sent == 1
    remind.switch_on(home, "mail", {"host": "127.0.0.1"}, now=NOW)
    assert "none is kept" in reminding.send_one(home, "mail", now=DUE).trouble
    assert secrets.check(home.folder) == 0


def test_a_password_that_cannot_be_opened_is_said_and_tried_again(
    home: Home, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(home, post.port)

    def locked(*_: Any) -> str:
        raise CredentialsError("no")

    with monkeypatch.context() as patched:
        patched.setattr(secrets, "read", locked)
        assert "give it again with 'outward remind mail'" in reminding.send_due(home, now=DUE).trouble
    assert sent(home, DUE + timedelta(minutes=2)) == 1


def test_switched_off_nothing_comes_and_its_password_is_gone(home: Home, post: Post) -> None:
    on(home, post.port)
    assert not remind.switch_off(home, "mail", now=NOW).messengers[1].on
    assert secrets.check(home.folder) == 0
    assert sent(home, DUE) == 0
    remind.switch_off(home, now=NOW)
    with pytest.raises(InputError, match="Nothing reminds by 'pigeon'"):
        remind.switch_off(home, "pigeon", now=NOW)


@pytest.mark.parametrize(
    ("given", "before", "said"),
    [
        ({"port": "many"}, 5, "mail settings cannot be used"),
        ({"security": "hope"}, 5, "mail settings cannot be used"),
        ({}, -1, "give 0 to 1440"),
        ({}, 1441, "give 0 to 1440"),
    ],
)
def test_what_cannot_be_used_is_one_sentence_and_changes_nothing(
    home: Home, given: dict[str, Any], before: int, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        on(home, 25, given=given, minutes_before=before)
    assert reminders.chosen(home.database) == []


def test_without_answers_or_a_plan_it_says_what_to_do(tmp_path: Path) -> None:
    with home_in(tmp_path / "new") as home:
        held = remind.switch_on(home, "desktop", {}, now=NOW)
        assert "'outward plan' plans the coming week" in held.sentence
        assert sent(home, NOW) == 0
        assert sessions.since(home.database, NOW) == []
