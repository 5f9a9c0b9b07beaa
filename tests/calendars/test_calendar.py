"""Calendars taken up, read again and forgotten; what a server does wrong is said and loses nothing."""

import socket
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outward.app import calendar, free, secrets
from outward.app.doctor import doctor
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.sync import sync
from outward.errors import (
    CredentialsError,
    ForbiddenAddressError,
    InputError,
    MalformedError,
    NotThereError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from outward.fetch.dav import ChangedError, Dav, Stored
from outward.model import Counts
from outward.store import calendars
from tests.app.material import NOW
from tests.calendars import material
from tests.calendars.material import event
from tests.calendars.radicale_server import PASSWORD, USER, Radicale
from tests.networks.web_server import Reply, Web

MEETING = event("m", ":20260303T110000Z", ":20260303T114000Z", "SUMMARY:Merger talks")
TEAM = event("t", ":20260305T110000Z", ":20260305T120000Z", "SUMMARY:Team")
BOTH = material.calendar(MEETING, TEAM)
LATER = NOW + timedelta(hours=1)


def titles(home: Home) -> list[str]:
    return [one.title for one in calendars.busy(home.database, NOW, NOW + timedelta(days=40))]


def reasons(home: Home, now: datetime = NOW) -> list[str]:
    return [one.why for one in free.free(home, now=now).week.looked if one.window.start]


def test_a_file_is_read_and_read_again_as_it_changes(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(BOTH)
    kept = calendar.add(home, str(path), now=NOW)
    assert (kept.name, kept.kind, kept.shown, kept.busy, kept.events) == ("work", "file", "work.ics", 2, 2)
    assert reasons(home)[0].startswith("10 of 25 minutes are free. Busy: 12:00 to 12:40, Merger talks (work)")
    path.write_bytes(material.calendar(TEAM))
    assert calendar.refresh(home, now=LATER).calendars[0].busy == 1
    path.unlink()
    (gone,) = calendar.refresh(home, now=LATER).calendars
    assert "No such file" in gone.trouble
    assert titles(home) == ["Team"]


def test_a_second_calendar_of_the_same_name_gets_a_number_and_a_given_name_must_be_free(
    home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(BOTH)
    names = [calendar.add(home, str(path), now=NOW).name for _ in range(3)]
    assert names == ["work", "work 2", "work 3"]
    with pytest.raises(InputError, match="choose another name"):
        calendar.add(home, str(path), name="Work", now=NOW)


def test_a_subscription_is_asked_only_for_what_changed_and_its_address_stays_secret(home: Home, web: Web) -> None:
    address = web.says("/token-4711/basic.ics", Reply(200, BOTH, {"etag": '"v1"'}), Reply(304), Reply(304))
    calendar.add(home, address, name="Family", now=NOW)
    calendar.refresh(home, now=LATER)
    assert [one.headers.get("if-none-match") for one in web.asked] == [None, '"v1"']
    calendar.refresh(home, now=NOW + timedelta(days=40))  # the days read before no longer reach far enough
    assert [one.headers.get("if-none-match") for one in web.asked][2:] == [None]
    with sqlite3.connect(home.folder / "outward.db") as db:
        assert "4711" not in "\n".join(db.iterdump())
    db.close()


def test_a_clock_that_jumped_makes_everything_be_read_anew(home: Home, web: Web) -> None:
    address = web.says("/a.ics", Reply(200, BOTH, {"etag": '"v1"'}))
    calendar.add(home, address, now=NOW + timedelta(days=900))
    assert titles(home) == []
    calendar.refresh(home, now=NOW)
    assert titles(home) == ["Merger talks", "Team"]
    assert web.asked[-1].headers.get("if-none-match") is None
    calendars.failed(home.database, 1, "asks to wait", NOW + timedelta(days=900))
    calendar.refresh(home, now=NOW)
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(401), "does not let us in"),
        (Reply(403), "make a new secret address there"),
        (Reply(404), "nothing at this address"),
        (Reply(412), "status 412"),
        (Reply(302, headers={"location": "http://127.0.0.1:9/inside.ics"}), "is a private address"),
        (Reply(429), "asks to wait until"),
        (Reply(503), "trouble of its own (503)"),
        (Reply(200, b"BEGIN:VCALENDAR" * 600_000), "sent more than 8 MB"),
        (Reply(429, headers={"retry-after": "3600"}), "asks to wait until"),
        (Reply(500), "trouble of its own (500)"),
        (Reply(200, b"<html>Please sign in</html>"), "This is no calendar"),
        (Reply(200, BOTH[: len(BOTH) // 2]), "breaks off before its end"),
        (Reply(200, BOTH, fault="cut"), "cut the connection"),
    ],
)
def test_what_a_server_does_wrong_is_said_and_what_was_known_stays(
    home: Home, web: Web, reply: Reply, said: str
) -> None:
    address = web.says("/a.ics", Reply(200, BOTH), reply)
    calendar.add(home, address, now=NOW)
    home.fetch = lambda: _hasty(web, LATER)  # type: ignore[method-assign]
    (one,) = calendar.refresh(home, now=LATER).calendars
    assert said in one.trouble
    assert titles(home) == ["Merger talks", "Team"]
    assert len(free.free(home, now=LATER).troubles) == 1
    findings = {one.subject: one for one in doctor(home, now=LATER, check=False).findings}
    assert findings["calendar 127.0.0.1"].well is False
    asked = len(web.asked)
    calendar.refresh(home, now=LATER + timedelta(minutes=1))
    assert (len(web.asked) == asked) == (reply.status == 429)  # who asks to wait is left alone


def _hasty(web: Web, now: datetime = NOW) -> Fetch:
    return Fetch(allow=frozenset({web.host}), retries=0, wait=lambda _: None, now=lambda: now)


def test_nothing_is_kept_of_a_calendar_that_cannot_be_read(home: Home, web: Web, tmp_path: Path) -> None:
    home.fetch = lambda: _hasty(web)  # type: ignore[method-assign]
    address = web.says("/a.ics", Reply(500))
    with pytest.raises(TroubleError):
        calendar.add(home, address, now=NOW)
    with pytest.raises(InputError, match="cannot be read"):
        calendar.add(home, str(tmp_path / "none.ics"), now=NOW)
    with pytest.raises(InputError, match="begins with https"):
        calendar.add(home, "gopher://x.example/a", now=NOW)
    assert "calendar add" in calendar.standing(home, now=NOW).sentence


def test_an_address_inside_is_not_asked_unless_she_named_the_host(home: Home) -> None:
    with pytest.raises(ForbiddenAddressError):
        calendar.add(home, "http://127.0.0.1:9/a.ics", now=NOW)
    with pytest.raises(InputError, match="take them out"):
        calendar.add(home, "https://ada:pw@cloud.example/dav", user="ada", now=NOW)
    with pytest.raises(ForbiddenAddressError, match="without encryption"):
        calendar.add(home, "http://cloud.example/dav", user="ada", password="x", now=NOW)


def test_too_large_a_file_is_refused_before_it_is_read(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "LARGEST", 100)
    path = tmp_path / "huge.ics"
    path.write_bytes(BOTH)
    with pytest.raises(InputError, match="export fewer years"):
        calendar.add(home, str(path), now=NOW)


def test_a_kept_address_that_cannot_be_opened_is_said_with_what_to_do(home: Home, web: Web) -> None:
    calendar.add(home, web.says("/a.ics", Reply(200, BOTH)), name="Family", now=NOW)
    secrets.key_file().unlink()
    (one,) = calendar.refresh(home, now=LATER).calendars
    assert one.trouble.startswith("The address of Family cannot be opened where it is kept; remove the calendar")
    assert titles(home) == ["Merger talks", "Team"]


def test_how_events_count_is_said_calendar_by_calendar(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "birthdays.ics"
    path.write_bytes(
        material.calendar(
            event("b", ";VALUE=DATE:20260303", ";VALUE=DATE:20260304"),
            event("c", ":20260305T110000Z", ":20260305T120000Z", "STATUS:TENTATIVE"),
        )
    )
    assert calendar.add(home, str(path), now=NOW).busy == 2
    kept = calendar.add(home, str(path), all_day=Counts.FREE, tentative=Counts.FREE, titles=False, now=NOW)
    assert (kept.name, kept.busy) == ("birthdays 2", 0)


def test_what_is_over_is_forgotten_and_with_the_calendar_everything(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(BOTH)
    calendar.add(home, str(path), now=NOW)
    path.unlink()
    calendar.refresh(home, now=NOW + timedelta(days=3))
    assert titles(home) == ["Team"]
    calendar.remove(home, "WORK")
    assert titles(home) == []
    with pytest.raises(InputError, match="there are: none yet"):
        calendar.remove(home, "work")


def test_busy_times_leave_no_session_and_planning_asks_nobody(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(material.calendar(event("x", ":20260303T110000Z", ":20260303T120000Z")))
    calendar.add(home, str(path), now=NOW)
    free.change(home, holidays="NL", hours="Mon to Fri 9-17", now=NOW)

    def nobody(*_: object) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr(socket.socket, "connect", nobody)
    held = free.taken(home, zone="Europe/Amsterdam", now=NOW, days=7)
    assert (datetime(2026, 3, 3, 10, 55, tzinfo=UTC), datetime(2026, 3, 3, 12, 5, tzinfo=UTC)) in held
    assert reasons(home)[:2] == ["Busy: 12:00 to 13:00 (work).", "All 25 minutes are free."]


def test_no_session_is_planned_into_what_is_busy(planned: Home, tmp_path: Path) -> None:
    before = plan(planned, now=NOW)
    path = tmp_path / "work.ics"
    path.write_bytes(material.calendar(event("x", ":20260303T110000Z", ":20260303T120000Z")))
    calendar.add(planned, str(path), now=NOW)
    after = plan(planned, now=NOW)
    keys = [{one.slot.key for one in made.sessions} for made in (before, after)]
    assert keys[0] - keys[1] >= {"2026-03-03 12:30 desk"}
    free.change(planned, before=0, after=0, now=NOW)
    path.write_bytes(material.calendar(event("x", ":20260303T113500Z", ":20260303T120000Z")))
    calendar.refresh(planned, now=NOW)
    shorter = next(one for one in plan(planned, now=NOW).sessions if one.slot.key == "2026-03-03 12:30 desk")
    assert shorter.slot.minutes == 5


def test_a_sync_reads_calendars_too(home: Home, web: Web) -> None:
    calendar.add(home, web.says("/a.ics", Reply(200, material.calendar(TEAM)), Reply(200, BOTH)), now=NOW)
    synced = sync(home, now=LATER)
    assert ([one.busy for one in synced.calendars], synced.reports, synced.placed) == ([2], (), None)
    sent = " ".join(f"{one.path} {dict(one.headers)} {one.body!r}" for one in web.asked)
    assert not [title for title in ("Merger", "Team") if title in sent]


def test_one_calendar_of_a_server_is_named_in_any_case_or_by_the_end_of_its_address(
    planned: Home, radicale: Radicale
) -> None:
    def added(name: str) -> calendar.Standing:
        return calendar.add(planned, radicale.url, user=USER, password=PASSWORD, collection=name, now=NOW)

    bare, slashed, plain = f"/{USER}/bare%20one/", radicale.calendar("ada/Finch"), radicale.calendar("Wren")
    body = '<C:mkcalendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
    assert radicale.ask("MKCALENDAR", bare, body)[0] == 201
    try:
        for name in ("Bare One", "finch", "wREN"):
            assert added(name).kind == "caldav"
        assert [one.address for one in calendars.calendars(planned.database)] == [
            f"{radicale.url}{path[1:]}" for path in (bare, slashed, plain)
        ]
        second = radicale.calendar("wren")
        ends = [path.rstrip("/").rpartition("/")[2] for path in (plain, second)]
        with pytest.raises(InputError, match=rf"Several .*: Wren \({ends[0]}\), wren \({ends[1]}\); say"):
            added("Wren")
        assert added(ends[1].upper()).name == "wren 2"
        with pytest.raises(InputError, match=r"--calendar; there are: .*Finch"):
            added("owl")
    finally:
        radicale.remove(bare)


def test_a_caldav_calendar_is_read_with_what_repeats(planned: Home, radicale: Radicale) -> None:
    first, second = radicale.calendar("Work"), radicale.calendar("Home")
    weekly = event("w", ":20260203T110000Z", ":20260203T114000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Weekly")
    assert radicale.put(f"{first}w.ics", weekly) == 201
    with pytest.raises(InputError, match=r"--calendar; there are: .*Home.*Work"):
        calendar.add(planned, radicale.url, user=USER, password=PASSWORD, now=NOW)
    at = f"{radicale.url}{first[1:]}"
    kept = calendar.add(planned, at, user=USER, password=PASSWORD, now=NOW)
    assert (kept.name, kept.kind, kept.busy, kept.shown) == ("Work", "caldav", 9, "127.0.0.1")
    empty = calendar.add(planned, f"{radicale.url}{second[1:]}", user=USER, password=PASSWORD, now=NOW)
    assert (empty.name, empty.busy) == ("Home", 0)
    radicale.remove(f"{first}w.ics")
    assert [one.busy for one in calendar.refresh(planned, now=LATER).calendars] == [0, 0]
    with pytest.raises(CredentialsError, match="does not let us in"):
        calendar.add(planned, at, user=USER, password="wrong", now=NOW)
    with sqlite3.connect(planned.folder / "outward.db") as db:
        assert PASSWORD not in "\n".join(db.iterdump())
    db.close()


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(412), ChangedError),
        (Reply(404), NotThereError),
        (Reply(418), MalformedError),
        (Reply(500), TroubleError),
        (Reply(403), CredentialsError),
        (Reply(200, b"x" * 10, fault="cut"), UnreachableError),
    ],
)
def test_a_calendar_server_that_refuses_is_an_error_that_names_no_address(
    web: Web, reply: Reply, error: type[Exception]
) -> None:
    web.says("/secret-path/a.ics", reply)
    with _hasty(web) as fetch, Dav(fetch, f"{web.url}/secret-path/", USER, PASSWORD) as server:
        with pytest.raises(error) as created:
            server.create("a.ics", b"x")
        with pytest.raises(error) as replaced:
            server.replace("a.ics", b"x", Stored(b"x", '"1"'))
    assert "secret-path" not in f"{created.value} {replaced.value}"
    asked = {one.headers.get("if-none-match") or one.headers.get("if-match") for one in web.asked}
    assert asked - {None} == {"*", '"1"'}


@pytest.mark.parametrize("body", [b"<html>", b"<not-closed", b"\x00", b'<?xml version="1.0"?><a xmlns="DAV:"/>'])
def test_a_server_that_speaks_no_caldav_is_said_so(web: Web, body: bytes) -> None:
    web.says("/", Reply(207, body, {"content-type": "application/xml"}))
    with _hasty(web) as fetch, Dav(fetch, f"{web.url}/", USER, PASSWORD) as server:
        try:
            found = server.collections()
        except MalformedError as error:
            assert "does not answer as a calendar server" in str(error)  # noqa: PT017 - or nothing is found there
        else:
            assert found == ()
