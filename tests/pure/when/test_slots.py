"""Slots are real moments of the user's zone, free, and never overlap."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Setting, Slot, Window
from outward.when.slots import slots

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def window(clock: str | None, minutes: int, *days: int, setting: Setting = Setting.DESK, label: str = "") -> Window:
    start = time.fromisoformat(clock) if clock else None
    return Window(days=days or (0,), start=start, minutes=minutes, setting=setting, label=label)


def found(*windows: Window, start: datetime = MONDAY, zone: str = "Europe/Berlin", **more: object) -> list[str]:
    return [f"{s.start:%a %H:%M} {s.minutes}" for s in slots(windows, zone=zone, start=start, **more)]  # type: ignore[arg-type]


def test_a_window_comes_on_its_days_in_order() -> None:
    assert found(window("12:30", 25, 1, 3), window("08:00", 10, 2)) == ["Tue 12:30 25", "Wed 08:00 10", "Thu 12:30 25"]


def test_what_has_begun_today_is_past_and_days_limit_the_look_ahead() -> None:
    begun = window("06:59", 25, 0)
    assert found(begun, window("07:00", 25, 0)) == ["Mon 07:00 25"]
    assert found(begun, days=8) == ["Mon 06:59 25"]


def test_a_wall_time_the_clock_skips_moves_on_and_one_it_shows_twice_is_the_first() -> None:
    spring = slots([window("02:30", 20, 6)], zone="Europe/Berlin", start=datetime(2026, 3, 28, tzinfo=UTC))
    assert [s.start.isoformat() for s in spring] == ["2026-03-29T03:30:00+02:00"]
    autumn = slots([window("02:30", 20, 6)], zone="Europe/Berlin", start=datetime(2026, 10, 24, tzinfo=UTC))
    assert [s.start.isoformat() for s in autumn] == ["2026-10-25T02:30:00+02:00"]


def test_busy_times_and_their_buffer_are_cut_out() -> None:
    busy = [(datetime(2026, 11, 23, 9, 10, tzinfo=BERLIN), datetime(2026, 11, 23, 9, 20, tzinfo=BERLIN))]
    assert found(window("09:00", 60, 0), busy=busy, buffer=5) == ["Mon 09:00 5", "Mon 09:25 35"]
    assert found(window("09:00", 60, 0), busy=busy) == ["Mon 09:00 10", "Mon 09:20 40"]
    assert found(window("09:00", 60, 0), busy=busy, buffer=6) == ["Mon 09:26 34"]
    assert found(window("09:12", 5, 0), busy=busy, buffer=0) == []
    assert found(window("09:00", 3, 0)) == ["Mon 09:00 3"]


def roomy(clock: str, until: str, minutes: int, *days: int, setting: Setting = Setting.DESK) -> Window:
    return replace(window(clock, minutes, *days, setting=setting), until=time.fromisoformat(until))


def test_minutes_with_room_around_them_lie_where_they_are_free() -> None:
    def taken(*clocks: str) -> list[tuple[datetime, datetime]]:
        return [
            (datetime.fromisoformat(f"2026-11-23T{a}+01:00"), datetime.fromisoformat(f"2026-11-23T{b}+01:00"))
            for a, b in (clock.split("-") for clock in clocks)
        ]

    lunch = roomy("12:00", "14:00", 25, 0)
    assert found(lunch) == ["Mon 12:00 25"]
    assert found(lunch, busy=taken("11:00-12:10", "12:30-13:00"), buffer=5) == ["Mon 13:05 25"]
    assert found(lunch, busy=taken("12:00-13:50")) == ["Mon 13:50 10"]
    assert found(lunch, busy=taken("12:10-13:58")) == ["Mon 12:00 10"]
    assert found(lunch, busy=taken("12:02-13:58")) == []
    assert found(lunch, busy=taken("11:00-15:00")) == []
    assert found(roomy("12:00", "14:00", 3, 0), busy=taken("12:00-13:57")) == ["Mon 13:57 3"]
    assert found(lunch, window("12:00", 30, 0, setting=Setting.LISTEN)) == ["Mon 12:00 30", "Mon 12:30 25"]
    assert found(lunch, roomy("12:00", "13:00", 10, 0)) == ["Mon 12:00 10", "Mon 12:10 25"]
    assert found(roomy("23:00", "01:00", 30, 0), busy=taken("22:00-23:50")) == ["Mon 23:50 30"]


def test_room_that_has_begun_is_used_from_the_next_quarter_of_an_hour() -> None:
    lunch = roomy("12:00", "14:00", 25, 0)
    late = datetime(2026, 11, 23, 12, 2, 3, tzinfo=BERLIN)
    assert found(lunch, start=late) == ["Mon 12:15 25"]
    assert found(lunch, start=late.replace(minute=15, second=0)) == ["Mon 12:15 25"]
    assert found(lunch, start=late.replace(hour=13, minute=40)) == ["Mon 13:45 15"]
    assert found(lunch, start=late.replace(hour=13, minute=50)) == []


def test_a_window_with_room_has_one_session_a_day_and_begins_where_she_pinned_something() -> None:
    lunch = roomy("12:00", "14:00", 25, 0, 1)
    assert found(lunch, had={(MONDAY.date(), lunch.room)}) == ["Tue 12:00 25"]
    at = [MONDAY.replace(hour=12, minute=30), MONDAY.replace(day=24, hour=12, minute=50)]  # 13:30 and 13:50 there
    assert found(lunch, pinned=at) == ["Mon 13:30 25", "Tue 12:00 25"]
    busy = [(MONDAY.replace(hour=12), MONDAY.replace(hour=13))]
    assert found(lunch, pinned=at[:1], busy=busy) == ["Mon 12:00 25", "Tue 12:00 25"]
    (slot, _) = slots([lunch], zone="Europe/Berlin", start=MONDAY)
    assert (slot.room, slot.day) == (lunch.room, MONDAY.date())


def test_room_over_midnight_is_still_there_the_day_after() -> None:
    night = roomy("22:00", "02:00", 30, 2)
    at = datetime(2026, 11, 26, 0, 30, tzinfo=BERLIN)
    assert found(night, start=at, days=1) == ["Thu 00:30 30"]
    assert found(night, start=at.replace(hour=2), days=1) == []
    assert found(window("22:00", 240, 2), start=at, days=1) == []


def test_room_ends_by_the_clock_also_where_it_changes() -> None:
    spring = datetime(2027, 3, 28, 0, 0, tzinfo=BERLIN)
    busy = [(spring, spring.replace(hour=8))]
    assert found(roomy("00:00", "08:00", 20, 6), start=spring, days=1, busy=busy) == []
    autumn = datetime(2027, 10, 31, 0, 0, tzinfo=BERLIN)
    taken = [(autumn, autumn.replace(hour=3, minute=15))]
    assert found(roomy("01:00", "04:00", 30, 6), start=autumn, days=1, busy=taken) == ["Sun 03:15 30"]


def test_where_the_clock_repeats_an_hour_no_two_slots_have_one_name() -> None:
    night = datetime(2026, 10, 24, 12, tzinfo=UTC)
    busy = [
        (night.replace(day=25, hour=hour, minute=5), night.replace(day=25, hour=hour, minute=10)) for hour in (0, 1)
    ]
    got = slots([window("01:50", 120, 6)], zone="Europe/Berlin", start=night, busy=busy, buffer=0)
    assert [(f"{slot.start:%H:%M}", slot.minutes) for slot in got] == [("01:50", 15), ("02:10", 55)]


def test_a_moment_of_no_length_keeps_nothing_busy() -> None:
    moment = datetime(2026, 11, 23, 9, 10, tzinfo=BERLIN)
    assert found(window("09:00", 60, 0), busy=[(moment, moment)], buffer=0) == ["Mon 09:00 60"]


def test_some_time_that_day_falls_away_only_on_days_that_are_busy_from_end_to_end() -> None:
    holiday = [(datetime(2026, 11, 23, tzinfo=BERLIN), datetime(2026, 11, 24, tzinfo=BERLIN))]
    meeting = [(datetime(2026, 11, 24, 8, tzinfo=BERLIN), datetime(2026, 11, 24, 20, tzinfo=BERLIN))]
    train = window(None, 12, 0, 1, setting=Setting.LISTEN, label="train")
    (slot,) = slots([train], zone="Europe/Berlin", start=MONDAY, busy=holiday + meeting)
    assert not slot.timed
    assert slot.key == "2026-11-24 any listen train"


def test_one_setting_twice_on_a_day_without_time_is_one_slot_of_the_longer() -> None:
    assert found(window(None, 12, 0), window(None, 20, 0), window(None, 8, 0)) == ["Mon 00:00 20"]


def test_overlapping_windows_of_one_setting_become_one() -> None:
    assert found(window("09:00", 20, 0), window("09:10", 20, 0), window("09:15", 5, 0)) == ["Mon 09:00 30"]


def test_of_two_settings_the_shorter_keeps_its_time() -> None:
    walk = window("09:20", 10, 0, setting=Setting.LISTEN)
    assert found(window("09:00", 60, 0), walk) == ["Mon 09:00 20", "Mon 09:20 10", "Mon 09:30 30"]


@pytest.mark.parametrize(
    ("zone", "hint"),
    [("Europe/Berln", "Europe/Berlin"), ("", "Europe/London"), ("../etc", "write it"), ("Europe", "write it")],
)
def test_an_unknown_zone_is_refused_with_a_name_that_exists(zone: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        slots([window("09:00", 60, 0)], zone=zone, start=MONDAY)


def test_impossible_questions_are_refused() -> None:
    late, early = MONDAY + timedelta(hours=1), MONDAY
    for start, days, busy, buffer in (
        (MONDAY.replace(tzinfo=None), 7, [], 5),
        (MONDAY, 7, [(early.replace(tzinfo=None), late)], 5),
        (MONDAY, 0, [], 5),
        (MONDAY, 367, [], 5),
        (MONDAY, 7, [], -1),
        (MONDAY, 7, [(late, early)], 5),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            slots([window("09:00", 60, 0)], zone="UTC", start=start, days=days, busy=busy, buffer=buffer)


moments = st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 5), timezones=st.just(UTC))
some_windows = st.lists(
    st.builds(
        Window,
        days=st.sets(st.integers(0, 6), min_size=1).map(lambda d: tuple(sorted(d))),
        start=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        minutes=st.integers(1, 600),
        setting=st.sampled_from(Setting),
        label=st.sampled_from(["", "train"]),
        until=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    ).map(lambda one: one if one.start is not None and one.minutes < one.reach else replace(one, until=None)),
    max_size=5,
)
some_busy = st.lists(st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair))), max_size=4)


@given(some_windows, some_busy, moments, st.sampled_from(["UTC", "Europe/Berlin", "America/Havana", "Asia/Beirut"]))
def test_slots_are_sorted_ahead_free_and_never_overlap(
    windows: list[Window], busy: list[tuple[datetime, datetime]], start: datetime, zone: str
) -> None:
    got = slots(windows, zone=zone, start=start, busy=busy, buffer=0)
    assert list(got) == sorted(got, key=lambda slot: slot.start)
    assert len({slot.key for slot in got}) == len(got)
    timed = [slot for slot in got if slot.timed]
    ends = [slot.start.astimezone(UTC) + timedelta(minutes=slot.minutes) for slot in timed]
    for slot, end in zip(timed, ends, strict=True):
        assert start <= slot.start
        assert slot.minutes >= 1
        assert all(end <= begin or over <= slot.start for begin, over in busy if begin < over)
    assert all(end <= later.start for end, later in zip(ends, timed[1:], strict=False))


@given(some_windows, moments)
def test_an_empty_calendar_leaves_every_minute_of_a_lone_window(windows: list[Window], start: datetime) -> None:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    for lone in windows:
        got: tuple[Slot, ...] = slots([lone], zone="UTC", start=midnight)
        of_these_days = [slot for slot in got if slot.day is None or slot.day >= midnight.date()]
        assert [slot.minutes for slot in of_these_days] == [lone.minutes] * len(lone.days)
