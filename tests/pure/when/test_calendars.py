"""iCalendar to busy times: what is taken, what is free, and every broken thing refused or left out with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import MalformedError
from outward.model import Booked, Counts
from outward.when import calendars
from tests.calendars.material import calendar, event

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = datetime(2026, 4, 30, tzinfo=UTC)
BERLIN = ";TZID=Europe/Berlin:"


def read(data: bytes, **more: object) -> Booked:
    return calendars.read(data, since=SINCE, until=UNTIL, zone="Europe/Berlin", **more)  # type: ignore[arg-type]


def times(data: bytes, **more: object) -> list[str]:
    return [f"{one.start:%m-%d %H:%M}-{one.end:%H:%M}" for one in read(data, **more).busy]


def one(*more: str, start: str = f"{BERLIN}20260303T090000", end: str = f"{BERLIN}20260303T100000") -> bytes:
    return calendar(event("a", start, end, *more))


def test_an_event_is_busy_with_its_title_in_utc() -> None:
    said = read(one("SUMMARY:Team  \tmeeting"), name="Work")
    assert [(b.start, b.end, b.title, b.calendar, b.all_day) for b in said.busy] == [
        (datetime(2026, 3, 3, 8, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC), "Team meeting", "Work", False)
    ]
    assert (said.events, said.dropped, said.notes) == (1, (), ())


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@mail.example",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@mail.example\r\nATTENDEE:mailto:bo@mail.example",
    ],
)
def test_what_is_cancelled_transparent_or_declined_by_her_is_free(line: str) -> None:
    assert times(one(line), mine=["ada@mail.example"]) == []


@pytest.mark.parametrize(
    "line", ["STATUS:CONFIRMED", "TRANSP:OPAQUE", "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@mail.example", "ATTENDEE:x"]
)
def test_what_others_declined_is_busy(line: str) -> None:
    assert times(one(line), mine=["ada@mail.example"]) == ["03-03 08:00-09:00"]


@pytest.mark.parametrize("line", ["STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"])
def test_what_is_tentative_counts_as_she_says(line: str) -> None:
    assert [b.tentative for b in read(one(line)).busy] == [True]
    assert times(one(line), tentative=Counts.FREE) == []


def test_a_whole_day_is_hers_from_midnight_to_midnight_also_over_the_change_of_clocks() -> None:
    day = one(start=";VALUE=DATE:20260329", end=";VALUE=DATE:20260330")
    (busy,) = read(day).busy
    assert (busy.all_day, busy.end - busy.start) == (True, timedelta(hours=23))
    assert busy.start == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert times(day, all_day=Counts.FREE) == []
    assert times(one(start=";VALUE=DATE:20260310", end="")[:-1] + b"\n") == ["03-09 23:00-23:00"]


def test_a_series_keeps_its_wall_time_over_the_change_of_clocks_without_what_was_taken_out_or_moved() -> None:
    series = event(
        "a",
        f"{BERLIN}20260302T090000",
        f"{BERLIN}20260302T093000",
        "RRULE:FREQ=WEEKLY",
        f"EXDATE{BERLIN}20260309T090000",
    )
    moved = event("a", f"{BERLIN}20260317T140000", f"{BERLIN}20260317T150000", f"RECURRENCE-ID{BERLIN}20260316T090000")
    gone = event(
        "a",
        f"{BERLIN}20260323T090000",
        f"{BERLIN}20260323T093000",
        f"RECURRENCE-ID{BERLIN}20260323T090000",
        "STATUS:CANCELLED",
    )
    assert times(calendar(series, moved, gone))[:4] == [
        "03-02 08:00-08:30",
        "03-17 13:00-14:00",
        "03-30 07:00-07:30",
        "04-06 07:00-07:30",
    ]


def test_an_endless_series_is_cut_at_the_horizon() -> None:
    assert len(times(one("RRULE:FREQ=DAILY"))) == 58
    assert times(one("RRULE:FREQ=DAILY;UNTIL=20260305T080000Z")) == [f"03-0{d} 08:00-09:00" for d in (3, 4, 5)]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"])
def test_what_repeats_all_the_time_is_left_out_with_the_reason(rule: str) -> None:
    said = read(one(f"RRULE:{rule}"))
    assert (said.busy, [d.reason[:30] for d in said.dropped]) == ((), ["An event repeats too often to "])
    assert said.dropped[0].excerpt == "2026-03-03"


def test_a_few_hours_or_a_counted_series_are_read() -> None:
    assert len(times(one("RRULE:FREQ=HOURLY;INTERVAL=12;UNTIL=20260304T000000Z"))) == 2
    assert len(times(one("RRULE:FREQ=MINUTELY;COUNT=3", end=f"{BERLIN}20260303T090030"))) == 3


def test_over_midnight_and_from_before_the_horizon() -> None:
    night = one(start=f"{BERLIN}20260303T230000", end=f"{BERLIN}20260304T013000")
    assert times(night) == ["03-03 22:00-00:30"]
    assert times(one(start=f"{BERLIN}20260227T090000", end=f"{BERLIN}20260302T100000")) == ["02-27 08:00-09:00"]


def test_a_time_without_a_zone_is_hers_and_a_zone_nobody_knows_is_said() -> None:
    assert read(one(start=":20260303T090000", end=":20260303T100000")).notes == ()
    assert times(one(start=":20260303T090000", end=":20260303T100000")) == ["03-03 08:00-09:00"]
    unknown = read(one(start=";TZID=Middle/Earth:20260303T090000", end=";TZID=Middle/Earth:20260303T100000"))
    assert [b.start.hour for b in unknown.busy] == [8]
    assert unknown.notes == ("Nobody knows the time zone 'Middle/Earth'; its times are read as yours.",)


def test_zones_of_other_programs_are_known() -> None:
    windows = ";TZID=W. Europe Standard Time:"
    assert times(one(start=f"{windows}20260303T090000", end=f"{windows}20260303T100000")) == ["03-03 08:00-09:00"]
    named = calendar(event("a", ":20260303T090000Z", ":20260303T100000Z"), head="X-WR-TIMEZONE:America/New_York\r\n")
    assert times(named) == ["03-03 09:00-10:00"]


def test_titles_of_private_events_and_all_titles_when_not_wanted_are_not_kept() -> None:
    assert [b.title for b in read(one("SUMMARY:Doctor", "CLASS:PRIVATE")).busy] == [""]
    assert [b.title for b in read(one("SUMMARY:Doctor"), titles=False).busy] == [""]
    assert [len(b.title) for b in read(one(f"SUMMARY:{'x' * 400}")).busy] == [120]


def test_our_own_sessions_are_no_busy_times() -> None:
    assert read(calendar(event("x@outward", ":20260303T090000Z", ":20260303T100000Z"))).events == 0


def test_an_event_without_length_or_outside_takes_no_time() -> None:
    assert times(one(end="")) == []
    assert times(one(start=":20240303T090000Z", end=":20240303T100000Z")) == []
    assert times(one(start=":20270303T090000Z", end=":20270303T100000Z")) == []
    assert times(one("DURATION:PT1H", start=":20240303T090000Z", end="")) == []


@pytest.mark.parametrize(
    ("data", "dropped", "noted"),
    [
        (calendar(event("a", ":nonsense", ":20260303T100000Z")), "An event has no beginning that can be read.", 0),
        (calendar(event("a", ":20260303T090000Z", "", "RRULE:FREQ=SOMETIMES")), "", 1),
        (one("RDATE;VALUE=TIME:083000"), "An event breaks the standard", 0),
    ],
)
def test_a_broken_event_is_left_out_and_the_others_are_read(data: bytes, dropped: str, noted: int) -> None:
    good = event("good", ":20260304T090000Z", ":20260304T100000Z")
    said = read(data.replace(b"END:VCALENDAR", good.encode() + b"END:VCALENDAR"))
    assert "03-04 09:00" in [f"{b.start:%m-%d %H:%M}" for b in said.busy]
    assert [d.reason[: len(dropped)] for d in said.dropped] == ([dropped] if dropped else [])
    assert len(said.notes) == noted


def test_free_busy_components_say_what_is_taken() -> None:
    lines = (
        "BEGIN:VFREEBUSY\r\nUID:f\r\nDTSTAMP:20260101T000000Z\r\n"
        "FREEBUSY:20260303T090000Z/PT1H,20260303T120000Z/20260303T130000Z\r\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260304T090000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=FREE:20260305T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )
    assert times(calendar(lines)) == ["03-03 09:00-10:00", "03-03 12:00-13:00", "03-04 09:00-10:00"]
    assert len(times(calendar(lines), tentative=Counts.FREE)) == 2
    single = calendar(
        "BEGIN:VFREEBUSY\r\nUID:f\r\nDTSTAMP:20260101T000000Z\r\nFREEBUSY:20260303T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )
    assert times(single) == ["03-03 09:00-10:00"]
    assert times(calendar("BEGIN:VFREEBUSY\r\nUID:f\r\nEND:VFREEBUSY\r\n")) == []
    broken = calendar("BEGIN:VFREEBUSY\r\nUID:f\r\nFREEBUSY;VALUE=TEXT:some day\r\nEND:VFREEBUSY\r\n")
    assert [d.reason for d in read(broken).dropped] == ["What is free and busy is not said in a way that can be read."]


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>Sign in</html>", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n", b"\x00\xff" * 50],
)
def test_what_is_no_calendar_or_half_of_one_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedError, match=r"(no calendar|cannot be read)"):
        read(data)


def test_too_large_a_calendar_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "LARGEST", 1024)
    with pytest.raises(MalformedError, match="more than 0 MB"):
        read(one(f"DESCRIPTION:{'x' * 2000}"))


def test_another_calendar_than_the_usual_one_breaks_no_reading() -> None:
    assert times(calendar(event("a", ":20260303T090000Z", ":20260303T100000Z"), head="CALSCALE:HEBREW\r\n")) == [
        "03-03 09:00-10:00"
    ]


GOOD = event("good", ":20260304T090000Z", ":20260304T100000Z")
GOOD_TIME = "03-04 09:00-10:00"


def beside(*events: str, head: str = "") -> tuple[list[str], list[str], tuple[str, ...]]:
    """What a calendar says with a good event beside these: the other times, the reasons, the notes."""
    said = read(calendar(*events, GOOD, head=head))
    found = [f"{b.start:%m-%d %H:%M}-{b.end:%H:%M}" for b in said.busy]
    assert GOOD_TIME in found
    return [one for one in found if one != GOOD_TIME], [d.reason for d in said.dropped], said.notes


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (":00010101T000000", ":00010101T010000"),
        (f"{BERLIN}00010101T000000", f"{BERLIN}00010101T010000"),
        (";VALUE=DATE:00010101", ";VALUE=DATE:00010102"),
        (":99991231T235959", ":99991231T235959Z"),
        (";TZID=America/New_York:99991231T230000", ";TZID=America/New_York:99991231T235959"),
    ],
)
def test_the_edges_of_time_are_outside_and_break_nothing(start: str, end: str) -> None:
    assert beside(event("a", start, end)) == ([], [], ())


@pytest.mark.parametrize("end", [":99991231T235959", ";TZID=America/New_York:99991231T235959", ":99991231T235959Z"])
def test_what_lasts_for_ever_is_busy_as_far_as_anybody_looks(end: str) -> None:
    (busy,) = [b for b in read(calendar(event("a", ":20260303T090000", end), GOOD)).busy if b.start.hour == 8]
    assert busy.end == UNTIL + timedelta(days=366)


@pytest.mark.parametrize(
    ("start", "end", "more", "expected"),
    [
        (f"{BERLIN}20260329T010000", f"{BERLIN}20260329T040000", "", ["03-29 00:00-02:00"]),
        (f"{BERLIN}20260329T023000", f"{BERLIN}20260329T033000", "", ["03-29 01:30-02:30"]),
        (
            f"{BERLIN}20260328T023000",
            f"{BERLIN}20260328T033000",
            "RRULE:FREQ=DAILY;COUNT=3",
            ["03-28 01:30-02:30", "03-29 01:30-02:30", "03-30 00:30-01:30"],
        ),
        (f"{BERLIN}20260328T233000", f"{BERLIN}20260329T033000", "", ["03-28 22:30-01:30"]),
    ],
)
def test_over_the_hour_the_clocks_skip(start: str, end: str, more: str, expected: list[str]) -> None:
    assert beside(event("a", start, end, *([more] if more else []))) == (expected, [], ())


def test_over_the_hour_the_clocks_show_twice() -> None:
    series = event("a", f"{BERLIN}20261024T023000", f"{BERLIN}20261024T033000", "RRULE:FREQ=DAILY;COUNT=3")
    found = calendars.read(
        calendar(series),
        since=datetime(2026, 10, 1, tzinfo=UTC),
        until=datetime(2026, 11, 1, tzinfo=UTC),
        zone="Europe/Berlin",
    ).busy
    assert [f"{b.start:%d %H:%M}" for b in found] == ["24 00:30", "25 00:30", "26 01:30"]
    assert all(timedelta(hours=1) <= b.end - b.start <= timedelta(hours=2) for b in found)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("EXDATE:20260310T080000Z",), ["03-03", "03-17"]),
        (("EXDATE;VALUE=DATE:20260310",), ["03-03", "03-17"]),
        ((f"EXDATE{BERLIN}20260310T093000",), ["03-03", "03-10", "03-17"]),
        (("RDATE;VALUE=PERIOD:20260311T083000Z/PT2H",), ["03-03", "03-10", "03-11", "03-17"]),
        ((f"RDATE{BERLIN}20260310T090000",), ["03-03", "03-10", "03-17"]),
    ],
)
def test_dates_taken_out_and_put_in_count_where_they_match(lines: tuple[str, ...], expected: list[str]) -> None:
    series = event("a", f"{BERLIN}20260303T090000", f"{BERLIN}20260303T100000", "RRULE:FREQ=WEEKLY;COUNT=3", *lines)
    found, dropped, notes = beside(series)
    assert ([one[:5] for one in found], dropped, notes) == (expected, [], ())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (f"{BERLIN}20270309T110000", f"{BERLIN}20270309T120000", f"RECURRENCE-ID{BERLIN}20260309T090000"),
            ["02", "16"],
        ),
        (
            (f"{BERLIN}20260310T110000", f"{BERLIN}20260310T120000", "RECURRENCE-ID:20260309T073000Z"),
            ["02", "09", "10", "16"],
        ),
        (
            (
                f"{BERLIN}20260309T110000",
                f"{BERLIN}20260309T120000",
                f"RECURRENCE-ID{BERLIN}20260309T090000",
                "STATUS:CANCELLED",
            ),
            ["02", "16"],
        ),
    ],
)
def test_an_instance_moved_far_off_or_cancelled_is_gone_and_one_of_no_series_stands(
    lines: tuple[str, ...], expected: list[str]
) -> None:
    series = event("a", f"{BERLIN}20260302T090000", f"{BERLIN}20260302T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert [one[3:5] for one in beside(series, event("a", *lines))[0]] == expected


@pytest.mark.parametrize(
    ("start", "end", "more"),
    [
        (":20260303T100000Z", ":20260303T090000Z", ()),
        (":20260303T100000Z", "", ("DURATION:-PT1H",)),
        (":20260303T090000Z", ":20260303T100000Z", ("DURATION:PT3H",)),
    ],
)
def test_an_end_before_the_beginning_is_read_as_the_time_between(start: str, end: str, more: tuple[str, ...]) -> None:
    assert beside(event("a", start, end, *more)) == (["03-03 09:00-10:00"], [], ())


@pytest.mark.parametrize(
    ("lines", "dropped", "noted"),
    [
        (("RRULE:FREQ=DAILY;INTERVAL=0",), "An event repeats too often to be read", ""),
        (("RRULE:FREQ=DAILY;INTERVAL=-1",), "An event repeats too often to be read", ""),
        (
            (f"RRULE:FREQ=DAILY;BYHOUR=8,9;BYMINUTE={','.join(map(str, range(60)))}",),
            "An event repeats too often to be read",
            "",
        ),
        (("RRULE:COUNT=3",), "An event breaks the standard", ""),
        (("DTEND:20260303T110000Z",), "An event breaks the standard", ""),
        (("RRULE:FREQ=DAILY;INTERVAL=99999999999999",), "", "An event repeats in a way that cannot be read"),
    ],
)
def test_what_cannot_be_expanded_is_left_out_or_noted(lines: tuple[str, ...], dropped: str, noted: str) -> None:
    _, reasons, notes = beside(event("a", ":20260303T090000Z", ":20260303T100000Z", *lines))
    assert [one[: len(dropped)] for one in reasons] == ([dropped] if dropped else [])
    assert [one[: len(noted)] for one in notes] == ([noted] if noted else [])


def test_an_end_that_cannot_be_read_takes_no_time_and_is_noted() -> None:
    found, dropped, notes = beside(event("a", ":20260303T090000Z", "", "DURATION:P99999999999D"))
    assert (found, dropped, notes) == ([], [], ("An event has an end that cannot be read; it takes no time.",))


@pytest.mark.parametrize("name", ["Customized Time Zone", '"(UTC+01:00) Amsterdam, Berlin"', "../../etc/passwd"])
def test_a_zone_that_nobody_defines_is_hers_and_said(name: str) -> None:
    found, dropped, notes = beside(event("a", f";TZID={name}:20260303T090000", f";TZID={name}:20260303T100000"))
    assert (found, dropped) == (["03-03 08:00-09:00"], [])
    assert notes == (f"Nobody knows the time zone {name.strip(chr(34))!r}; its times are read as yours.",)


def test_zones_a_calendar_brings_are_used_and_broken_ones_cost_nothing_else() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Far Away\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:{0}\r\n"
        "TZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    away = event("a", ";TZID=Far Away:20260303T090000", ";TZID=Far Away:20260303T100000")
    broken = beside(away, head=zone.format("+9900"))
    assert broken[0] == ["03-03 08:00-09:00"]
    assert broken[2][0] == "The time zones this calendar brings cannot be read; those of that name are taken instead."
    assert beside(away, head=zone.format("+0300")) == (["03-03 06:00-07:00"], [], ())
    folded = zone.format("+9900").replace("VTIMEZONE", "VTIME\r\n ZONE")
    with pytest.raises(MalformedError, match="breaks the standard"):
        read(calendar(away, head=zone.format("+9900") + folded))


def test_what_comes_to_no_end_is_left_out_with_all_that_repeats_by_the_same_rule() -> None:
    asked: list[int] = []

    @contextmanager
    def impatient() -> Iterator[None]:
        asked.append(1)
        if len(asked) == 1:
            raise calendars.EndlessError
        yield

    rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    endless = [event(str(n), ":20260303T090000Z", ":20260303T100000Z", rule) for n in range(9)]
    said = read(calendar(*endless, GOOD), patience=impatient)
    assert ([b.start.day for b in said.busy], len(said.dropped), len(asked)) == ([4], 9, 2)
    assert "comes to no end" in said.dropped[8].reason


@given(st.binary(max_size=60), st.integers(0, 500))
def test_a_calendar_with_rubbish_anywhere_is_read_or_refused(rubbish: bytes, place: int) -> None:
    whole = one("SUMMARY:Team", "RRULE:FREQ=WEEKLY;COUNT=3")
    said = ""
    try:
        busy = len(read(whole[:place] + rubbish + whole[place:]).busy)
    except MalformedError as error:
        busy, said = 0, str(error)
    assert busy <= 10
    assert "\n" not in said
