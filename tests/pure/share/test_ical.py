"""What is written as a calendar, a second program reads back as the same sessions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError, MalformedError
from outward.model import Item, ItemKind, Session, SessionState, Setting, Slot
from outward.share import ical

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def item(title: str = "Leaks; and, how", **fields: object) -> Item:
    usual: dict[str, object] = {"key": "a", "kind": ItemKind.LEARN, "title": title, "url": "https://a.example/x"}
    usual |= {"minutes": 6, "value": 0.5, "form": "article", "person": "Ada"}
    return Item(**{**usual, **fields})  # type: ignore[arg-type]


def session(start: datetime, minutes: int = 25, *, timed: bool = True, items: tuple[Item, ...] = ()) -> Session:
    slot = Slot(start=start, minutes=minutes, timed=timed)
    return Session(slot=slot, items=items or (item(),), intention="If it is Tuesday, then I read “Leaks; and, how”.")


TIMED = session(datetime(2026, 11, 24, 12, 30, tzinfo=BERLIN))


def events(data: bytes) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_her_event_gets_our_time_and_keeps_all_else() -> None:
    name = ical.uid(TIMED)
    hers = (
        ical.event(TIMED, name, now=NOW).replace(b"CONFIRMED", b"TENTATIVE").replace(b"SUMMARY:If", b"SUMMARY:Mine, if")
    )
    later = session(TIMED.slot.start + timedelta(hours=2), 12, items=(item("Other"),))
    there = ical.edited(ical.retimed(hers, later, name, now=NOW), name)
    assert (there.start, there.minutes) == (later.slot.start, 12)
    assert there.words == ical.edited(hers, name).words
    assert "Mine, if it is Tuesday" in there.text
    assert "Leaks; and, how" in there.text
    (event,) = events(ical.retimed(hers, later, name, now=NOW))
    assert (str(event["status"]), str(event["sequence"])) == ("TENTATIVE", "1")


def test_a_session_is_an_event_at_its_moment_with_what_it_holds() -> None:
    step = item("Maya Lind", kind=ItemKind.PERSON, why="She did it.", minutes=3)
    (event,) = events(ical.write([replace(TIMED, items=(item(), step))], now=NOW))
    assert event.decoded("dtstart") == TIMED.slot.start
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=25)
    assert str(event["summary"]) == TIMED.intention
    assert str(event["description"]).splitlines() == [
        "6 min: Leaks; and, how, Ada",
        "https://a.example/x",
        "3 min: Maya Lind",
        "She did it.",
        "https://a.example/x",
        "At the end: one takeaway, and what you will do differently.",
    ]
    assert (str(event["transp"]), str(event["status"])) == ("OPAQUE", "CONFIRMED")
    assert event.decoded("dtstamp") == NOW


def test_an_item_behind_a_paywall_says_so_in_the_calendar() -> None:
    (event,) = events(ical.write([replace(TIMED, items=(item(free=False), item(free=True)))], now=NOW))
    assert [
        line.endswith(", behind a paywall") for line in str(event["description"]).splitlines() if " min: " in line
    ] == [
        True,
        False,
    ]


def test_a_session_without_a_time_is_all_day_and_blocks_nothing() -> None:
    (event,) = events(ical.write([session(datetime(2026, 11, 24, tzinfo=BERLIN), timed=False)], now=NOW))
    assert event.decoded("dtstart") == date(2026, 11, 24)
    assert event.decoded("dtend") == date(2026, 11, 25)
    assert str(event["transp"]) == "TRANSPARENT"


def test_the_same_slot_keeps_its_uid_and_a_skipped_session_is_cancelled() -> None:
    other = replace(TIMED, items=(item("Something better"),), state=SessionState.SKIPPED)
    first, second = (events(ical.write([one], now=NOW))[0] for one in (TIMED, other))
    assert first["uid"] == second["uid"] == ical.uid(TIMED)
    assert str(second["status"]) == "CANCELLED"


def test_an_empty_plan_is_an_empty_calendar() -> None:
    assert events(ical.write([], now=NOW)) == []


def test_times_without_a_zone_are_refused() -> None:
    with pytest.raises(InputError, match="time zone"):
        ical.write([TIMED], now=NOW.replace(tzinfo=None))
    with pytest.raises(InputError, match="time zone"):
        ical.write([session(datetime(2026, 11, 24))], now=NOW)


zones = st.sampled_from([UTC, BERLIN, ZoneInfo("America/Havana"), ZoneInfo("Asia/Kathmandu")])
starts = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=zones).map(
    lambda at: at.replace(second=0, microsecond=0).astimezone(UTC).astimezone(at.tzinfo)
)
settings = st.sampled_from(Setting)


@given(st.lists(st.tuples(starts, st.integers(1, 600), st.booleans(), st.text(max_size=80), settings), max_size=5))
def test_two_other_readers_find_the_same_sessions(
    drawn: list[tuple[datetime, int, bool, str, Setting]],
) -> None:
    sessions = {
        one.slot.key: one
        for start, minutes, timed, text, setting in drawn
        for one in [
            Session(
                slot=Slot(start=start, minutes=minutes, timed=timed, setting=setting, label=text.strip()[:5]),
                items=(item(text),),
                intention=f"If so, then {text}",
            )
        ]
    }
    data = ical.write(list(sessions.values()), now=NOW)
    wanted = {
        ical.uid(one): (one.slot.start.astimezone(UTC) if one.slot.timed else one.slot.start.date())
        for one in sessions.values()
    }
    seen = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between((2024, 12, 1), (2027, 2, 1))
    assert {str(event["uid"]): event.decoded("dtstart") for event in seen} == wanted
    again = vobject.readOne(data.decode())
    assert {event.uid.value: event.dtstart.value for event in getattr(again, "vevent_list", [])} == wanted


NAME = ical.uid(TIMED)


def test_an_event_alone_says_when_and_what_and_its_words_have_a_fingerprint() -> None:
    said = ical.edited(ical.event(TIMED, NAME, now=NOW), NAME)
    assert (said.start, said.minutes, said.timed, said.gone) == (TIMED.slot.start.astimezone(UTC), 25, True, False)
    assert said.words == ical.words(TIMED)
    assert said.words != ical.words(replace(TIMED, intention="Another."))
    assert len({NAME, ical.uid(TIMED, 2), ical.uid(TIMED, 3)}) == 3


def test_an_event_without_a_time_is_a_day() -> None:
    some_time = session(datetime(2026, 11, 24, tzinfo=BERLIN), timed=False)
    said = ical.edited(ical.event(some_time, "a@outward", now=NOW), "a@outward")
    assert (said.start, said.minutes, said.timed) == (datetime(2026, 11, 24, tzinfo=UTC), 24 * 60, False)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("DTSTART;TZID=Europe/Berlin:20261125T140000", datetime(2026, 11, 25, 13, tzinfo=UTC)),
        ("DTSTART:20261125T140000", datetime(2026, 11, 25, 14, tzinfo=UTC)),
    ],
)
def test_what_she_changed_is_seen(line: str, start: datetime) -> None:
    text = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@outward\r\n{line}\r\nDURATION:PT20M\r\n"
        "SUMMARY:Mine\r\nSTATUS:CANCELLED\r\nX-HERS:kept\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    said = ical.edited(text, "a@outward")
    assert (said.start, said.minutes, said.gone) == (start, 20, True)
    (event,) = events(ical.updated(text, TIMED, "a@outward", now=NOW))
    assert (str(event["X-HERS"]), str(event["sequence"]), str(event["status"])) == ("kept", "1", "CONFIRMED")
    assert event.decoded("dtstart") == TIMED.slot.start
    assert "DURATION" not in event
    assert ical.edited(ical.updated(text, TIMED, "a@outward", now=NOW), "a@outward").words == ical.words(TIMED)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        ical.event(TIMED, "another@outward", now=NOW),
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@outward\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
)
def test_an_event_that_is_none_of_ours_any_more_is_said(text: bytes) -> None:
    with pytest.raises(MalformedError, match="left as it is"):
        ical.edited(text, "a@outward")
