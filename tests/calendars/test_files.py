"""Every calendar of the open set is read or refused with a reason, and none crashes."""

import time
from datetime import UTC, datetime
from pathlib import Path

from outward.errors import MalformedError
from outward.when import calendars
from tests.data import data, files


def test_every_file_of_the_open_set_is_read_or_refused() -> None:
    known = files("payloads", "ical", suffix=".ics")
    refused: dict[str, str] = {}
    events = 0
    for path in known:
        try:
            read = calendars.read(
                path.read_bytes(),
                since=datetime(2019, 2, 1, tzinfo=UTC),
                until=datetime(2019, 6, 1, tzinfo=UTC),
                zone="Europe/Berlin",
            )
        except MalformedError as error:
            refused[path.name] = str(error)
            continue
        events += read.events
        assert all(one.start < one.end for one in read.busy)
        assert all(one.reason for one in read.dropped)
    assert len(known) >= 120
    assert events >= 440
    assert len(refused) <= 6, refused
    assert all(said.startswith("This ") and len(said) < 200 for said in refused.values())


def starts(name: str) -> list[str]:
    """When the events of a file of the open set begin, in 2019, UTC."""
    path: Path = data("payloads", "ical", "recurring_ical_events", name)
    read = calendars.read(
        path.read_bytes(),
        since=datetime(2019, 1, 1, tzinfo=UTC),
        until=datetime(2020, 1, 1, tzinfo=UTC),
        zone="Europe/Berlin",
    )
    return [f"{one.start:%m-%d %H:%M}" for one in read.busy]


def test_a_deleted_time_is_free_and_the_others_follow_the_clock() -> None:
    assert starts("each_week_but_one_deleted.ics") == [
        *("03-03 23:30", "03-17 23:30", "03-24 23:30"),
        *("03-31 22:30", "04-07 22:30", "04-14 22:30", "04-21 22:30"),
    ]


def test_a_moved_time_is_busy_where_it_went_only() -> None:
    found = starts("recurring_events_moved.ics")
    assert "03-08 00:00" in found
    assert "03-08 01:00" not in found
    assert {"03-07 01:00", "03-18 03:00", "03-19 03:00", "03-20 03:00"} <= set(found)


def test_a_large_calendar_is_read_in_seconds() -> None:
    """2,000 events, one in ten of them weekly: about a second a thousand, most of it parsing."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20250101T000000Z\r\nDTSTART;TZID=Europe/Berlin:2026{1 + n % 12:02d}"
        f"{1 + n % 28:02d}T1{n % 10}0000\r\nDTEND;TZID=Europe/Berlin:2026{1 + n % 12:02d}{1 + n % 28:02d}T1{n % 10}3000"
        f"\r\n{'RRULE:FREQ=WEEKLY' + chr(13) + chr(10) if n % 10 == 0 else ''}END:VEVENT\r\n"
        for n in range(2_000)
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()
    begun = time.process_time()
    read = calendars.read(
        text, since=datetime(2026, 11, 1, tzinfo=UTC), until=datetime(2027, 1, 1, tzinfo=UTC), zone="Europe/Berlin"
    )
    assert (read.events, len(read.dropped)) == (2_000, 0)
    assert len(read.busy) > 100
    assert time.process_time() - begun < 20
