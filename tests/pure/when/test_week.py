"""The week: what is taken, which windows are free, and the reason of each."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Busy, Setting, Week, WeekRules, Window
from outward.when import days_off
from outward.when.slots import slots
from outward.when.week import look, taken

ZONE = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 07:00
NOTHING: dict[date, str] = {}


def at(text: str) -> datetime:
    """Monday's clock, or "Tue 09:00"."""
    day, _, clock = text.rpartition(" ")
    ahead = ["", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].index(day)
    return datetime.combine(date(2026, 11, 23 + ahead), time.fromisoformat(clock), ZoneInfo(ZONE))


def busy(begin: str, end: str, title: str = "", *, tentative: bool = False, calendar: str = "") -> Busy:
    return Busy(start=at(begin), end=at(end), title=title, tentative=tentative, calendar=calendar)


def window(clock: str | None, minutes: int, *days: int, setting: Setting = Setting.DESK, label: str = "") -> Window:
    start = time.fromisoformat(clock) if clock else None
    return Window(days=days or (0,), start=start, minutes=minutes, setting=setting, label=label)


def seen(*windows: Window, taken: tuple[Busy, ...] = (), rules: WeekRules | None = None, **more: object) -> Week:
    off = more.pop("off", NOTHING)
    return look(windows, taken, rules or WeekRules(), off, zone=ZONE, start=MONDAY, **more)  # type: ignore[arg-type]


def why(*windows: Window, **more: object) -> list[str]:
    return [f"{'+' if one.taken else '-'} {one.why}" for one in seen(*windows, **more).looked]  # type: ignore[arg-type]


def test_a_free_window_is_taken_whole() -> None:
    week = seen(window("12:30", 25, 1, 3))
    assert [one.why for one in week.looked] == ["All 25 minutes are free."] * 2
    assert [f"{one.start:%a} {one.clock}" for one in week.looked] == ["Tue 12:30-12:55", "Thu 12:30-12:55"]
    assert (week.minutes, len(week.days), week.busy, week.gaps) == (50, 7, (), ())


def test_a_window_that_has_begun_is_left() -> None:
    assert why(window("06:00", 90)) == ["- It has begun already."]


def test_minutes_with_room_around_them_say_where_they_were_found_and_what_they_gave_way_to() -> None:
    lunch = replace(window("12:00", 25), until=time(13, 30))
    week = seen(lunch)
    assert [(one.clock, one.why) for one in week.looked] == [("12:00-13:30", "25 of 25 minutes are free at 12:00.")]
    team = busy("11:30", "12:45", "Team")
    assert why(lunch, taken=(team,), rules=WeekRules(before=5, after=5)) == ["+ 25 of 25 minutes are free at 12:50."]
    long = busy("12:10", "13:30", "Board")
    assert why(lunch, taken=(long,), rules=WeekRules(before=0, after=0)) == [
        "+ 10 of 25 minutes are free at 12:00. Busy: 12:10 to 13:30, Board."
    ]
    assert why(lunch, taken=(busy("11:00", "14:00"),)) == ["- Busy: 11:00 to 14:00."]
    assert why(replace(window("05:00", 25), until=time(6, 10))) == ["- It has begun already."]


def test_a_window_with_room_had_its_session_and_says_so() -> None:
    lunch = replace(window("12:00", 25), until=time(13, 30))
    had = {(date(2026, 11, 23), lunch.room)}
    assert why(lunch, had=had) == ["- It had its session already: held, let go, or moved by you."]
    assert why(window("12:00", 25), had=had) == ["+ All 25 minutes are free."]


def test_windows_that_overlap_say_only_their_own_minutes() -> None:
    assert why(replace(window("12:00", 15), until=time(14)), window("12:30", 25)) == [
        "+ 15 of 15 minutes are free at 12:00.",
        "+ All 25 minutes are free.",
    ]


def test_room_over_midnight_is_seen_from_the_day_after() -> None:
    night = replace(window("22:00", 25, 0), until=time(2))
    week = look([night], (), WeekRules(), NOTHING, zone=ZONE, start=at("Tue 00:30"))
    assert [f"{one.start:%a} {one.clock} {one.why}" for one in week.looked] == [
        "Mon 22:00-02:00 25 of 25 minutes are free at 00:30.",
        "Mon 22:00-02:00 25 of 25 minutes are free at 22:00.",
    ]
    late = look([night], (), WeekRules(), NOTHING, zone=ZONE, start=at("Tue 02:30"))
    assert [f"{one.start:%a}" for one in late.looked] == ["Mon"]


def test_what_is_in_the_way_is_named_with_its_calendar() -> None:
    meeting = busy("12:20", "13:00", "Team", calendar="Work")
    assert why(window("12:30", 25), taken=(meeting,)) == ["- Busy: 12:20 to 13:00, Team (Work)."]
    short = busy("12:30", "12:40", tentative=True)
    assert why(window("12:30", 25), taken=(short,)) == ["+ 10 of 25 minutes are free. Busy: 12:30 to 12:40, tentative."]
    night = Busy(start=at("12:00"), end=at("Tue 01:00"))
    assert why(window("12:30", 25), taken=(night,)) == ["- Busy: 12:00 to Tue 01:00."]
    many = tuple(busy(f"12:{30 + n * 2}", f"12:{31 + n * 2}") for n in range(5))
    assert why(window("12:30", 10), taken=many)[0].endswith("12:34 to 12:35 and 2 more.")


def test_minutes_are_kept_before_and_after() -> None:
    rules = WeekRules(before=15, after=10)
    next_to = (busy("12:00", "12:20"), busy("13:10", "14:00"))
    assert why(window("12:30", 25), taken=next_to, rules=rules) == ["+ All 25 minutes are free."]
    closer = (busy("12:00", "12:25"),)
    assert why(window("12:30", 25), taken=closer, rules=rules) == [
        "+ 20 of 25 minutes are free. Busy: 12:00 to 12:25 (15 minutes before and 10 after stay free)."
    ]


def test_some_time_of_a_day_is_left_only_when_the_whole_day_is_taken() -> None:
    commute = window(None, 12, label="train", setting=Setting.LISTEN)
    assert why(commute, taken=(busy("08:00", "20:00"),)) == ["+ Some time that day; nothing takes the whole of it."]
    day = Busy(start=at("00:00"), end=at("Tue 00:00"), title="Fair", all_day=True)
    assert why(commute, taken=(day,)) == ["- Busy: all day, Fair."]
    assert seen(commute, taken=(day,)).looked[0].clock == "some time"


def test_a_day_that_is_wholly_busy_takes_nothing_of_its_neighbours() -> None:
    day = Busy(start=at("Tue 00:00"), end=at("Wed 00:00"), all_day=True)
    assert why(window("23:50", 10), window("00:00", 10, 2), taken=(day,)) == ["+ All 10 minutes are free."] * 2


def test_holidays_are_left_free() -> None:
    off = {date(2026, 11, 23): "Day of Repose", date(2027, 1, 1): "New Year"}
    week = seen(window("12:30", 25), window(None, 10), off=off)
    assert [one.why for one in week.looked] == ["Public holiday: Day of Repose."] * 2
    assert list(week.off) == [date(2026, 11, 23)]


def test_outside_of_working_hours_a_window_is_left_and_what_else_is_free_within_is_told() -> None:
    rules = WeekRules(hours=(window("09:00", 480),))
    week = seen(window("08:00", 25), window("12:30", 25), taken=(busy("10:00", "11:00"),), rules=rules)
    assert [one.why for one in week.looked] == ["Outside of your working hours.", "All 25 minutes are free."]
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in week.gaps] == ["09:00-09:55", "11:05-12:30", "12:55-17:00"]
    early = WeekRules(hours=(window("06:30", 60),))
    assert [f"{a:%H:%M}-{b:%H:%M}" for a, b in seen(rules=early).gaps] == ["07:00-07:30"]
    none_left = WeekRules(hours=(window("09:00", 60),))
    assert seen(taken=(busy("08:00", "12:00"),), rules=none_left).gaps == ()


def test_hours_over_midnight_are_worked_too() -> None:
    rules = WeekRules(hours=(window("22:00", 300, *range(7)),))
    assert why(window("01:00", 20, 1), rules=rules) == ["+ All 20 minutes are free."]
    spans = taken((), rules, NOTHING, zone=ZONE, start=MONDAY, days=1)
    assert [(b - a) for a, b in spans] == [timedelta(hours=19)] * 2
    round_the_clock = WeekRules(hours=(window("00:00", 600, *range(7)), window("10:00", 600, *range(7)),
                                       window("20:00", 240, *range(7))))  # fmt: skip
    assert taken((), round_the_clock, NOTHING, zone=ZONE, start=MONDAY, days=1) == []


def test_a_shorter_window_of_another_setting_keeps_its_time() -> None:
    said = why(window("12:00", 10), window("12:00", 10, setting=Setting.READ, label="train"))
    assert sorted(said) == [
        "+ All 10 minutes are free.",
        "- Another window has this time, or less than 5 minutes of it are left.",
    ]


def test_part_of_a_window_may_be_another_ones_without_anything_busy() -> None:
    said = why(window("12:00", 60), window("12:20", 10, setting=Setting.READ))
    assert "+ 50 of 60 minutes are free." in said


def test_only_what_is_busy_in_these_days_is_shown() -> None:
    shown = seen(taken=(busy("Tue 09:00", "Tue 10:00"), busy("Sun 09:00", "Sun 10:00")), days=3)
    assert [one.clock(ZONE) for one in shown.busy] == ["09:00-10:00"]
    assert [len(shown.on(day)) for day in shown.days] == [0, 1, 0]
    assert Busy(start=MONDAY, end=MONDAY, all_day=True).clock(ZONE) == "all day"


def test_holidays_come_from_the_library_by_country_and_part() -> None:
    first, last = date(2026, 12, 20), date(2027, 1, 10)
    assert list(days_off.public("DE", first, last)) == [date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)]
    assert date(2027, 1, 6) in days_off.public("de-bw", first, last)
    assert days_off.public("", first, last) == {}


@pytest.mark.parametrize(
    ("place", "said"), [("XX", "write its two letters"), ("DE-XX", "DE has no part 'XX'"), ("??", "DE, FR, US")]
)
def test_a_place_nobody_knows_is_refused_with_those_there_are(place: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        days_off.public(place, date(2026, 1, 1), date(2026, 12, 31))


minutes = st.integers(0, 7 * 24 * 60)


@given(
    st.lists(st.tuples(minutes, st.integers(1, 600)), max_size=6),
    st.lists(st.tuples(st.integers(0, 23), st.integers(5, 120), st.integers(0, 6)), min_size=1, max_size=4),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from([datetime(2026, 3, 27, 5, tzinfo=UTC), datetime(2026, 10, 23, 5, tzinfo=UTC), MONDAY]),
)
def test_no_slot_touches_what_is_taken_and_every_window_has_its_reason(
    times: list[tuple[int, int]], said: list[tuple[int, int, int]], before: int, after: int, start: datetime
) -> None:
    held = [Busy(start=start + timedelta(minutes=a), end=start + timedelta(minutes=a + length)) for a, length in times]
    windows = [window(f"{hour:02d}:00", length, day) for hour, length, day in said]
    rules = WeekRules(before=before, after=after)
    week = look(windows, held, rules, NOTHING, zone=ZONE, start=start)
    assert len(week.looked) == len(windows)
    assert all(one.why.endswith(".") for one in week.looked)
    used = {slot.key: slot for one in week.looked for slot in one.slots}
    for slot in used.values():
        for one in held:
            kept = (one.start - timedelta(minutes=before), one.end + timedelta(minutes=after))
            assert slot.end <= kept[0] or slot.start >= kept[1]
    closed = taken(held, rules, NOTHING, zone=ZONE, start=start, days=7)
    assert {slot.key for slot in slots(windows, zone=ZONE, start=start, busy=closed)} == set(used)
