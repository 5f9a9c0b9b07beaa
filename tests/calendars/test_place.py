"""The plan in a real CalDAV calendar: written, followed, never twice, and nothing touched that is not ours."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped]

from outward.app import calendar, place, secrets, session
from outward.app.edits import fitting
from outward.app.free import free
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.share import planned as sessions_of
from outward.app.sync import sync
from outward.errors import InputError, NothingYetError, UnreachableError
from outward.fetch.dav import Dav, Stored
from outward.model import Item, ItemKind, Session
from outward.store import answers, calendars, placed, sessions
from outward.when.problem import TAKEAWAY_MINUTES
from outward.when.words import windows
from tests.app.material import NOW
from tests.calendars import material
from tests.calendars.material import event
from tests.calendars.radicale_server import PASSWORD, USER, Radicale

TITLE, TEXT = (rf"^{name}:.*\r?\n(?: .*\r?\n)*" for name in ("SUMMARY", "DESCRIPTION"))
LATER = NOW + timedelta(minutes=10)


def take_up(home: Home, server: Radicale, path: str, name: str) -> None:
    """A calendar of hers as `calendar.add` keeps it, not read."""
    url = f"{server.url}{path[1:]}"
    held = calendars.add(
        home.database, calendars.Calendar(id=0, name=name, kind="caldav", address=url, shown="127.0.0.1", user=USER)
    )
    kept = secrets.keep(home.folder, calendar.ROOM, f"password_{held.id}", PASSWORD)
    calendars.secrets_at(home.database, held.id, url, kept)


def chosen(home: Home, server: Radicale) -> str:
    """A calendar of hers, taken up and chosen; its path."""
    path = server.calendar("Work")
    take_up(home, server, path, "Work")
    place.choose(home, "work")
    return path


def ours(server: Radicale, path: str) -> dict[str, vobject.base.Component]:
    """Our events as another library reads them, by the beginning of their title."""
    found = {href: vobject.readOne(text).vevent for href, text in server.events(path).items()}
    return {href: one for href, one in found.items() if one.uid.value.endswith("@outward")}


def timed(home: Home, server: Radicale, path: str) -> tuple[Session, str]:
    """The first session with a time of day, and its event."""
    was = next(one for one in sessions_of(home, now=NOW) if one.slot.timed)
    return was, next(href for href, one in ours(server, path).items() if one.summary.value == was.intention)


def roomy(home: Home) -> None:
    """Time in which a session can go elsewhere on the same day, planned."""
    given = answers.latest(home.database)
    free = windows("Tue between 12 and 17 for 25 min; Thu 9:00 for 12 min")
    answers.revise(home.database, replace(given, windows=free), NOW)
    plan(home, now=NOW, anew=True)


def renamed(home: Home, server: Radicale, *changes: tuple[str, str]) -> tuple[str, Session, str]:
    """A session with time around it whose event she changed: the calendar, the session, the event."""
    roomy(home)
    path = chosen(home, server)
    place.place(home, now=NOW)
    was, href = timed(home, server, path)
    rewritten(server, href, *changes)
    return path, was, href


def meeting(home: Home, start: datetime, end: datetime) -> None:
    """Something comes up in another calendar of hers."""
    file = home.folder / "meetings.ics"
    file.write_bytes(material.calendar(event("m", *(f":{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (start, end)))))
    calendar.add(home, str(file), now=NOW)


def rewritten(server: Radicale, href: str, *changes: tuple[str, str]) -> None:
    """What her own calendar program does: the event read, changed, written back."""
    _, headers, text = server.ask("GET", href)
    for pattern, new in changes:
        text, number = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert number, (pattern, text)
    assert server.ask("PUT", href, text, Content_Type="text/calendar", If_Match=headers["etag"])[0] in (201, 204)


def test_another_program_reads_what_was_written_and_a_second_round_writes_nothing(
    planned: Home, radicale: Radicale
) -> None:
    path = chosen(planned, radicale)
    wanted = {one.slot.key: one for one in sessions_of(planned, now=NOW)}
    first = place.place(planned, now=NOW)
    assert (first.added, first.changed, first.removed, first.trouble) == (len(wanted), 0, 0, "")
    there = ours(radicale, path)
    assert {one.summary.value for one in there.values()} == {one.intention for one in wanted.values()}
    timed = next(one for one in wanted.values() if one.slot.timed)
    event_ = next(one for one in there.values() if one.summary.value == timed.intention)
    assert event_.dtstart.value == timed.slot.start
    assert event_.dtend.value == timed.slot.end
    assert all(item.url in event_.description.value and item.person in event_.description.value for item in timed.items)
    again = place.place(planned, now=LATER)
    assert (again.added, again.changed, again.removed, again.moved, again.let_go) == (0, 0, 0, (), ())


def test_an_event_she_moves_moves_its_session_and_a_new_plan_makes_no_duplicate(
    planned: Home, radicale: Radicale
) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    before = {one.slot.key: one for one in sessions_of(planned, now=NOW)}
    was = next(one for one in before.values() if one.slot.timed)
    href = next(h for h, one in ours(radicale, path).items() if one.summary.value == was.intention)
    rewritten(radicale, href, (r"^DTSTART:.*$", "DTSTART:20260304T140000Z"), (r"^DTEND:.*$", "DTEND:20260304T142500Z"))
    followed = place.place(planned, now=LATER)
    assert followed.moved == ("2026-03-04 15:00 desk",)
    moved = next(one for one in sessions_of(planned, now=LATER) if one.slot.key in followed.moved)
    assert (moved.id, moved.items, moved.slot.minutes) == (was.id, was.items, 25)
    assert "Wednesday 15:00" in moved.intention
    assert ours(radicale, path)[href].summary.value == moved.intention  # our words follow her time
    assert was.slot.key not in {one.slot.key for one in sessions_of(planned, now=LATER)}

    plan(planned, now=LATER)
    place.place(planned, now=LATER)
    kept = [one for one in sessions_of(planned, now=LATER) if one.slot.key == moved.slot.key]
    assert [one.items for one in kept] == [was.items]
    assert was.slot.key not in {one.slot.key for one in sessions_of(planned, now=LATER)}  # nothing where she was to go
    assert [one.why for one in free(planned, now=LATER).week.looked if one.start == was.slot.start] == [
        f"Busy: {was.slot.start:%H:%M} to {was.slot.end:%H:%M}, you moved its session away."
    ]
    items = [item.key for one in sessions_of(planned, now=LATER) for item in one.items]
    assert len(items) == len(set(items))
    there = ours(radicale, path)
    assert len(there) == len({one.uid.value for one in there.values()}) == len(sessions_of(planned, now=LATER))
    assert there[href].dtstart.value == datetime.fromisoformat("2026-03-04T14:00:00+00:00")
    assert place.place(planned, now=LATER).added == 0


def test_an_event_she_deletes_or_cancels_lets_its_session_go(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    first, second, *_ = ours(radicale, path)
    radicale.remove(first)
    rewritten(radicale, second, ("^STATUS:.*$", "STATUS:CANCELLED"))
    number = len(sessions_of(planned, now=NOW))
    followed = place.place(planned, now=LATER)
    assert len(followed.let_go) == 2
    assert len(sessions_of(planned, now=LATER)) == number - 2
    plan(planned, now=LATER)
    assert place.place(planned, now=LATER).added == 0
    assert first not in ours(radicale, path)


def test_words_she_wrote_are_never_written_over(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    href = next(iter(ours(radicale, path)))
    rewritten(radicale, href, (r"^SUMMARY:.*\r?\n(?: .*\r?\n)*", "SUMMARY:Mine now\r\n"))
    followed = place.place(planned, now=LATER)
    assert followed.hers == 1
    for kept in sessions.since(planned.database, NOW - timedelta(days=1)):
        session.skip(planned, kept.session.id, now=LATER)
    done = place.place(planned, now=LATER)
    assert done.added == done.changed == 0
    assert [one.summary.value for one in ours(radicale, path).values()] == ["Mine now"]


@pytest.mark.parametrize(
    "changes",
    [
        ((TITLE, "SUMMARY:Mine now\r\n"),),
        ((TEXT, "DESCRIPTION:My own notes\r\n"),),
        ((TITLE, "SUMMARY:Mine now\r\n"), (TEXT, "DESCRIPTION:My own notes\r\n")),
    ],
)
def test_her_words_go_with_their_session_when_a_meeting_moves_it(
    planned: Home, radicale: Radicale, changes: tuple[tuple[str, str], ...]
) -> None:
    path, was, href = renamed(planned, radicale, *changes)
    before = ours(radicale, path)[href]
    assert place.place(planned, now=LATER).hers == 1
    meeting(planned, was.slot.start, was.slot.end)
    plan(planned, now=LATER)
    wanted = {one.slot.start: one for one in sessions_of(planned, now=LATER)}
    assert was.slot.start not in wanted
    place.place(planned, now=LATER)
    there = ours(radicale, path)
    assert len(there) == len(wanted)  # none is doubled
    after = there[href]
    assert (after.summary.value, after.description.value) == (before.summary.value, before.description.value)
    session_ = wanted[after.dtstart.value]
    assert [item.name for item in session_.items] == [item.name for item in was.items]
    assert after.dtend.value == session_.slot.end
    again = place.place(planned, now=LATER)
    assert (again.added, again.changed, again.removed, again.moved, again.hers) == (0, 0, 0, (), 1)


def test_her_words_changed_in_the_same_moment_wait_for_the_next_round(
    planned: Home, radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, was, href = renamed(planned, radicale, (TITLE, "SUMMARY:Mine now\r\n"))
    place.place(planned, now=LATER)
    meeting(planned, was.slot.start, was.slot.end)
    plan(planned, now=LATER)
    real = Dav.replace

    def late(self: Dav, address: str, text: bytes, stored: Stored) -> str:
        monkeypatch.setattr(Dav, "replace", real)
        rewritten(radicale, href, (r"^SUMMARY:Mine now", "SUMMARY:Mine again"))
        return real(self, address, text, stored)

    monkeypatch.setattr(Dav, "replace", late)
    assert place.place(planned, now=LATER).trouble == ""
    assert (ours(radicale, path)[href].dtstart.value, len(ours(radicale, path))) == (
        was.slot.start,
        len(sessions_of(planned, now=LATER)),
    )
    place.place(planned, now=LATER)
    moved = ours(radicale, path)[href]
    assert moved.summary.value == "Mine again"
    assert moved.dtstart.value != was.slot.start
    assert len(ours(radicale, path)) == len(sessions_of(planned, now=LATER))


def test_an_answer_lost_while_her_words_were_moved_doubles_nothing(
    planned: Home, radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, was, href = renamed(planned, radicale, (TITLE, "SUMMARY:Mine now\r\n"))
    place.place(planned, now=LATER)
    meeting(planned, was.slot.start, was.slot.end)
    plan(planned, now=LATER)
    real = Dav.replace

    def lost(self: Dav, address: str, text: bytes, stored: Stored) -> str:
        real(self, address, text, stored)
        raise UnreachableError("The answer is lost.")

    with monkeypatch.context() as patched:
        patched.setattr(Dav, "replace", lost)
        assert place.place(planned, now=LATER).trouble == "The answer is lost."
    assert place.place(planned, now=LATER).trouble == ""
    there = ours(radicale, path)
    assert len(there) == len(sessions_of(planned, now=LATER))
    assert there[href].summary.value == "Mine now"
    assert there[href].dtstart.value != was.slot.start
    assert place.place(planned, now=LATER).changed == 0


def test_where_another_session_takes_its_things_up_her_words_stand_for_that_one(
    planned: Home, radicale: Radicale
) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    was, href = timed(planned, radicale, path)
    rewritten(radicale, href, (TITLE, "SUMMARY:Mine now\r\n"))
    place.place(planned, now=LATER)
    meeting(planned, was.slot.start, was.slot.end)
    plan(planned, now=LATER)
    (left,) = sessions_of(planned, now=LATER)
    done = place.place(planned, now=LATER)
    assert (done.added, done.changed, done.removed) == (0, 1, 1)
    there = ours(radicale, path)
    assert [(one.summary.value, one.dtstart.value) for one in there.values()] == [("Mine now", left.slot.start)]
    again = place.place(planned, now=LATER)
    assert (again.added, again.changed, again.removed, again.moved, again.hers) == (0, 0, 0, (), 1)


def test_her_words_stay_where_they_are_when_nothing_of_their_session_is_planned(
    planned: Home, radicale: Radicale
) -> None:
    path, was, href = renamed(
        planned, radicale, (TITLE, "SUMMARY:Mine now\r\n"), (TEXT, "DESCRIPTION:My own notes\r\n")
    )
    place.place(planned, now=LATER)
    meeting(planned, was.slot.start, was.slot.start + timedelta(days=1))
    plan(planned, now=LATER)
    place.place(planned, now=LATER)
    there = ours(radicale, path)
    assert (there[href].summary.value, there[href].dtstart.value) == ("Mine now", was.slot.start)
    assert len(there) == len(sessions_of(planned, now=LATER)) + 1


def test_an_event_of_hers_gets_shorter_where_a_meeting_leaves_less(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    was, href = timed(planned, radicale, path)
    rewritten(radicale, href, (TITLE, "SUMMARY:Mine now\r\n"))
    place.place(planned, now=LATER)
    meeting(planned, was.slot.end - timedelta(minutes=10), was.slot.end)
    plan(planned, now=LATER)
    place.place(planned, now=LATER)
    there = ours(radicale, path)
    assert len(there) == len(sessions_of(planned, now=LATER))
    assert there[href].summary.value == "Mine now"
    assert there[href].dtend.value <= was.slot.end - timedelta(minutes=10)


def test_what_no_longer_fits_an_event_she_made_shorter_goes_out_and_is_planned_again(
    planned: Home, radicale: Radicale
) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    was, href = timed(planned, radicale, path)
    minutes = was.items[0].minutes + TAKEAWAY_MINUTES
    assert was.minutes > was.items[0].minutes
    rewritten(
        radicale,
        href,
        (r"^DTEND:.*$", f"DTEND:{(was.slot.start + timedelta(minutes=minutes)).astimezone(UTC):%Y%m%dT%H%M%SZ}"),
    )
    followed = place.place(planned, now=LATER)
    now_there = next(one for one in sessions_of(planned, now=LATER) if one.id == was.id)
    assert now_there.slot.minutes == minutes
    assert now_there.items == was.items[:1]
    assert followed.no_room == tuple(item.title for item in was.items[1:])
    event_ = ours(radicale, path)[href]
    assert event_.summary.value == now_there.intention
    assert not [item.title for item in was.items[1:] if item.title in event_.description.value]
    plan(planned, now=LATER)
    names = [item.name for one in sessions_of(planned, now=LATER) for item in one.items]
    assert len(names) == len(set(names))
    assert {item.name for item in was.items[1:]} & set(names)
    assert place.place(planned, now=LATER).no_room == ()


def test_an_event_too_short_for_anything_stays_and_its_session_can_still_be_had(
    planned: Home, radicale: Radicale
) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    was, href = timed(planned, radicale, path)
    rewritten(
        radicale,
        href,
        (r"^DTEND:.*$", f"DTEND:{(was.slot.start + timedelta(minutes=2)).astimezone(UTC):%Y%m%dT%H%M%SZ}"),
    )
    assert place.place(planned, now=LATER).no_room == tuple(item.title for item in was.items)
    assert "look at what is there" in ours(radicale, path)[href].summary.value
    plan(planned, now=LATER)
    session.start(planned, was.id, now=LATER)
    assert session.going(planned, was.id, now=LATER).item is None
    assert session.done(planned, was.id, now=LATER).minutes == 1


def test_a_step_with_a_person_is_the_first_to_have_no_room() -> None:
    def item(name: str, kind: ItemKind, minutes: int) -> Item:
        return Item(
            key=name,
            kind=kind,
            title=name,
            url=f"https://a.example/{name}",
            minutes=minutes,
            value=0.5,
            form="article",
            person="",
        )

    person, long, short = item("p", ItemKind.PERSON, 3), item("l", ItemKind.LEARN, 8), item("s", ItemKind.LEARN, 4)
    assert fitting((person, long, short), 17) == (long, short, person)
    assert fitting((long, short, person), 16) == (long, short)
    assert fitting((long, short, person), 9) == (short, person)


def test_events_that_are_not_ours_are_never_touched(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    assert (
        radicale.put(f"{path}hers.ics", event("hers", ":20260303T100000Z", ":20260303T110000Z", "SUMMARY:Own")) == 201
    )
    before = radicale.ask("GET", f"{path}hers.ics")
    place.place(planned, now=NOW)
    place.stop(planned, now=LATER)
    assert list(radicale.events(path)) == [f"{path}hers.ics"]
    after = radicale.ask("GET", f"{path}hers.ics")
    assert (after[1]["etag"], after[2]) == (before[1]["etag"], before[2])
    with pytest.raises(NothingYetError, match="calendar put"):
        place.place(planned, now=LATER)


def test_a_session_skipped_or_done_here_follows_there(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    number = len(ours(radicale, path))
    last = sessions_of(planned, now=NOW)[-1]
    session.skip(planned, last.id, now=LATER)
    assert place.place(planned, now=LATER).removed == 1
    assert len(ours(radicale, path)) == number - 1


def test_an_event_changed_in_between_wins(planned: Home, radicale: Radicale, monkeypatch: pytest.MonkeyPatch) -> None:
    """She changes it after it was followed and before it is written: 412, and the next round follows."""
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    href = next(h for h, one in ours(radicale, path).items() if isinstance(one.dtstart.value, datetime))
    real = Dav.load

    def late(self: Dav, address: str) -> object:
        stored = real(self, address)
        if address.endswith(href):
            monkeypatch.setattr(Dav, "load", real)
            rewritten(radicale, href, (r"^STATUS:CONFIRMED", "STATUS:TENTATIVE"))
        return stored

    one = next(one for one in placed.placed(planned.database, 1) if one.href.endswith(href))
    placed.keep(planned.database, replace(one, words="older"))
    work = place._Work(planned, place._chosen(planned), LATER)
    monkeypatch.setattr(Dav, "load", late)
    with planned.fetch() as fetch, calendar.dav(planned, fetch, place._chosen(planned)) as server:
        work.write(server)
    assert work.changed == 0
    assert ours(radicale, path)[href].status.value == "TENTATIVE"
    assert place.place(planned, now=LATER).trouble == ""


def test_events_from_before_are_taken_up_as_they_are_there(planned: Home, radicale: Radicale) -> None:
    """The calendar was forgotten here, and she edited there meanwhile: nothing doubles, nothing of hers is lost."""
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    number = len(ours(radicale, path))
    href = next(iter(ours(radicale, path)))
    rewritten(radicale, href, (r"^SUMMARY:.*\r?\n(?: .*\r?\n)*", "SUMMARY:Mine now\r\n"))
    calendar.remove(planned, "Work")
    assert len(ours(radicale, path)) == number
    take_up(planned, radicale, path, "Work again")
    place.choose(planned, "Work again")
    again = place.place(planned, now=LATER)
    assert (again.added, again.changed, again.removed, again.hers) == (0, 0, 0, 1)
    assert len(ours(radicale, path)) == number
    assert ours(radicale, path)[href].summary.value == "Mine now"


def test_a_session_under_way_is_not_moved_and_what_is_over_stays_as_a_record(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    number = len(ours(radicale, path))
    was = next(one for one in sessions_of(planned, now=NOW) if one.slot.timed)
    href = next(h for h, one in ours(radicale, path).items() if one.summary.value == was.intention)
    session.start(planned, was.id, now=LATER)
    rewritten(radicale, href, (r"^DTEND:.*$", "DTEND:20260303T130000Z"))
    assert place.place(planned, now=LATER).moved == ()
    assert was.slot.key in {one.slot.key for one in sessions_of(planned, now=LATER)}
    much_later = NOW + timedelta(days=12)
    assert place.place(planned, now=much_later).removed == 0
    place.place(planned, now=NOW + place.KNOWN + timedelta(days=12))
    assert placed.placed(planned.database, 1) == []
    assert len(ours(radicale, path)) == number


def test_an_event_she_made_a_whole_day_of_is_some_time_that_day(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    was = next(one for one in sessions_of(planned, now=NOW) if one.slot.timed)
    href = next(h for h, one in ours(radicale, path).items() if one.summary.value == was.intention)
    rewritten(
        radicale,
        href,
        (r"^DTSTART:.*$", "DTSTART;VALUE=DATE:20260306"),
        (r"^DTEND:.*$", "DTEND;VALUE=DATE:20260307"),
    )
    assert place.place(planned, now=LATER).moved == ("2026-03-06 any desk",)
    moved = next(one for one in sessions_of(planned, now=LATER) if one.id == was.id)
    assert (moved.slot.timed, moved.slot.minutes, f"{moved.slot.start:%a %H:%M}") == (False, 25, "Fri 00:00")
    assert place.place(planned, now=LATER).moved == ()
    plan(planned, now=LATER)
    assert was.slot.key not in {one.slot.key for one in sessions_of(planned, now=LATER)}
    begin, end = (f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (was.slot.start, was.slot.end))
    rewritten(radicale, href, (r"^DTSTART.*$", f"DTSTART:{begin}"), (r"^DTEND.*$", f"DTEND:{end}"))
    assert place.place(planned, now=LATER).moved == (was.slot.key,)  # back again
    assert was.slot.key not in {one.slot for one in placed.left_free(planned.database, LATER)}


def test_a_moved_session_takes_the_place_of_one_planned_there(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    first, second = [one for one in sessions_of(planned, now=NOW) if one.slot.timed][:2]
    href = next(h for h, one in ours(radicale, path).items() if one.summary.value == first.intention)
    begin, end = (f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (second.slot.start, second.slot.end))
    rewritten(radicale, href, (r"^DTSTART:.*$", f"DTSTART:{begin}"), (r"^DTEND:.*$", f"DTEND:{end}"))
    assert place.place(planned, now=LATER).moved == (second.slot.key,)
    there = [one for one in sessions_of(planned, now=LATER) if one.slot.key == second.slot.key]
    assert [one.id for one in there] == [first.id]
    assert len([one for one in ours(radicale, path).values() if one.dtstart.value == second.slot.start]) == 1


def test_an_event_of_ours_that_cannot_be_read_any_more_is_left_as_it_is(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    first = placed.placed(planned.database, 1)[0]
    href = first.href.removeprefix(radicale.url)
    radicale.remove(href)
    assert radicale.put(href, event("hers", ":20260303T100000Z", ":20260303T110000Z")) == 201
    assert place.place(planned, now=LATER).hers == 1
    for kept in sessions_of(planned, now=LATER):
        session.skip(planned, kept.id, now=LATER)
    place.place(planned, now=LATER)
    assert [vobject.readOne(text).vevent.uid.value for text in radicale.events(path).values()] == ["hers"]


def test_another_calendar_is_chosen_only_when_the_first_is_empty_again(planned: Home, radicale: Radicale) -> None:
    chosen(planned, radicale)
    place.place(planned, now=NOW)
    take_up(planned, radicale, radicale.calendar("Home"), "Home")
    with pytest.raises(InputError, match="put --stop"):
        place.choose(planned, "Home")
    place.stop(planned, now=NOW)
    assert place.choose(planned, "Home").chosen


def test_a_password_that_is_no_longer_good_is_told_and_changes_nothing(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    number = len(ours(radicale, path))
    secrets.keep(planned.folder, "calendar", "password_1", "revoked")
    told = place.place(planned, now=LATER)
    assert "does not let us in" in told.trouble
    assert PASSWORD not in told.trouble
    assert len(sessions_of(planned, now=LATER)) == len(ours(radicale, path)) == number


def test_only_a_caldav_calendar_can_be_chosen(planned: Home, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none yet"):
        place.choose(planned, "Work")
    (tmp_path / "work.ics").write_bytes(material.calendar())
    calendar.add(planned, str(tmp_path / "work.ics"), now=NOW)
    with pytest.raises(InputError, match="which is a file"):
        place.choose(planned, "work")


def test_a_sync_follows_and_writes_and_trouble_with_the_server_is_told(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    first = sync(planned, now=LATER).placed
    assert first is not None
    assert first.added == len(ours(radicale, path)) > 0
    radicale.remove(path)
    second = sync(planned, now=LATER).placed
    assert second is not None
    assert (second.added, "not there any more" in second.trouble) == (0, True)
    assert len(sessions_of(planned, now=LATER)) == first.added  # the sessions stay
