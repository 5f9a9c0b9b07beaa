"""Plain words about free time are read as meant, said back, and never guessed."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Setting, Window
from outward.when import vocabulary
from outward.when.words import LONGEST, days, restate, windows

DESK, LISTEN, READ = Setting.DESK, Setting.LISTEN, Setting.READ
WEEK = (0, 1, 2, 3, 4)
ALL = tuple(range(7))


def w(
    days: tuple[int, ...],
    start: str | None,
    minutes: int,
    setting: Setting = DESK,
    label: str = "",
    *,
    until: str | None = None,
) -> tuple[Window, ...]:
    at, end = (time.fromisoformat(clock) if clock else None for clock in (start, until))
    return (Window(days=days, start=at, minutes=minutes, setting=setting, label=label, until=end),)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Tue and Thu 12:30 for 25 minutes; train 12 min, listening",
            w((1, 3), "12:30", 25) + w(WEEK, None, 12, LISTEN, "train"),
        ),
        ("weekdays at 8am 15 min", w(WEEK, "08:00", 15)),
        ("Mon-Fri 7.45, 20 minutes, reading", w(WEEK, "07:45", 20, READ)),
        ("every morning 10 min on the bus", w(ALL, None, 10, READ, "morning bus")),
        ("1am at night 10 min", w(WEEK, "01:00", 10, DESK, "night")),
        ("mornings 10 min", w(WEEK, None, 10, DESK, "morning")),
        ("Saturday 9:00-9:30", w((5,), "09:00", 30)),
        ("Saturday 9:00-12:00 for 25 minutes", w((5,), "09:00", 25, until="12:00")),
        ("any time between 9 am and 5 pm on weekdays, 15 min", w(WEEK, "09:00", 15, until="17:00")),
        ("Di zwischen 9 und 11 Uhr 20 Minuten", w((1,), "09:00", 20, until="11:00")),
        ("evening between 7 and 9 for 15 min", w(WEEK, "19:00", 15, DESK, "evening", until="21:00")),
        ("Fri 23:00-1:00, 30 min", w((4,), "23:00", 30, until="01:00")),
        ("Tue 9:00-9:20 for 30 min", w((1,), "09:00", 20)),
        ("lunch 20 min", w(WEEK, None, 20, DESK, "lunch")),
        ("Di und Do 12:30, 25 Min", w((1, 3), "12:30", 25)),
        ("Mo bis Fr 8 Uhr 15 Minuten", w(WEEK, "08:00", 15)),
        ("jeden Morgen 10 Min im Bus", w(ALL, None, 10, READ, "morning bus")),
        ("half an hour on Fridays", w((4,), None, 30)),
        ("quarter of an hour daily", w(ALL, None, 15)),
        ("an hour and a half on Sundays", w((6,), None, 90)),
        ("1h30 on Sat", w((5,), None, 90)),
        ("1 hour and 15 minutes Sunday", w((6,), None, 75)),
        ("1.5 hours Sunday", w((6,), None, 90)),
        ("twenty minutes on Friday at noon", w((4,), "12:00", 20)),
        ("midnight Mon 20 min", w((0,), "00:00", 20)),
        ("10-15 min Mon", w((0,), None, 10)),
        ("Fri-Mon 20 min", w((0, 4, 5, 6), None, 20)),
        ("11-1pm Sat", w((5,), "11:00", 120)),
        ("1-2pm Sat", w((5,), "13:00", 60)),
        ("9-10am Mon", w((0,), "09:00", 60)),
        ("9.30am to 10am Mon", w((0,), "09:30", 30)),
        ("from 9 to 9:30 Mon", w((0,), "09:00", 30)),
        ("23:50-00:10 Mon", w((0,), "23:50", 20)),
        ("12am Mon 5 min", w((0,), "00:00", 5)),
        ("12pm Mon 5 min", w((0,), "12:00", 5)),
        ("Tuesday evening 8:00 20 min", w((1,), "20:00", 20, DESK, "evening")),
        ("Tuesday 8pm in the evening 20 min", w((1,), "20:00", 20, DESK, "evening")),
        ("Tue 12:30 and Thu 8:00 for 25 minutes", w((1,), "12:30", 25) + w((3,), "08:00", 25)),
        ("Tue 12:30 25 min, Thu 8:00", w((1,), "12:30", 25) + w((3,), "08:00", 25)),
        ("Tue 12:30 25 min, Thu 8:00 15 min", w((1,), "12:30", 25) + w((3,), "08:00", 15)),
        ("Tuesday, Thursday 12:30, 25 min", w((1, 3), "12:30", 25)),
        ("25 minutes on Tuesday and Thursday at 8", w((1, 3), "08:00", 25)),
        ("Tue 20 min; Tue 20 min", w((1,), None, 20)),
        ("car 20 min", w(WEEK, None, 20, LISTEN, "car")),
        ("train, at my desk, 20 min", w(WEEK, None, 20, DESK, "train")),
        ("car, train 20 min", w(WEEK, None, 20, LISTEN, "car train")),
        ("“kitchen table” 10 min", w(WEEK, None, 10, DESK, "kitchen table")),
        ("“ ” 10 min", w(WEEK, None, 10)),
        ("I do 20 min on Friday", w((4,), None, 20)),
        ("Do 20 min", w((3,), None, 20)),
        ("do und fr 20 min", w((3, 4), None, 20)),
        ("3 min Mon", w((0,), None, 3)),
        ("15 min every weekday before work", w(WEEK, None, 15, DESK, "work")),
        ("Ta\u0308glich 10 min", w(ALL, None, 10)),
        (
            "Mondays and Wednesdays at lunch 25 min, 12 minutes on the train home, listening",
            w((0, 2), None, 25, DESK, "lunch") + w(WEEK, None, 12, LISTEN, "train home"),
        ),
        ("Mon. 8:00. 20 min.\nweekend 1 hour", w((0,), "08:00", 20) + w((5, 6), None, 60)),
    ],
)
def test_plain_words_are_read_as_meant(text: str, meant: tuple[Window, ...]) -> None:
    assert windows(text) == meant
    assert windows("; ".join(restate(window) for window in meant)) == meant


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Say when"),
        (" ;\n; ", "Say when"),
        ("x" * 3000, "2000 characters"),
        ("banana", "“banana” .* a name of your own in quotes"),
        ("12", "“12”"),
        ("%", "“%”"),
        ("Tusday 12:30 25 min", "did you mean “tuesday”"),
        ("Tue 12:30", "how long"),
        ("Tue 25:99 20 min", "“25:99” is not a time"),
        ("13pm 20 min", "not a time"),
        ("0am 20 min", "not a time"),
        ("Mon 0 minutes", "0 minutes cannot"),
        ("Mon 700 min", "700 minutes cannot"),
        ("Mon 9:00-9:00", "0 minutes cannot"),
        ("Tue 9999999999999999999999 min", "minutes cannot"),
        ("every other Tuesday 20 min", "does not come back every week"),
        ("weekdays except Wed 20 min", "takes something away"),
        ("train 12 min, listening, reading", "two settings"),
        ("Mon 8:00 9:00 20 min", "two times"),
        ("Mon 10 min 20 min", "two lengths"),
        ("Mon 20 min; Thu", "“Thu”"),
    ],
)
def test_words_that_cannot_be_read_are_named_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as raised:
        windows(text)
    assert "\n" not in str(raised.value).replace(text, "")
    assert str(raised.value).endswith(".")


labels = st.sampled_from(
    ["", "night train", *sorted({label for label, _ in vocabulary.PLACES.values()}), "morning", "my own corner"]
)


def roomy(window: Window, room: int) -> Window:
    if window.start is None or not room or window.minutes + room >= 24 * 60:
        return window
    end = datetime.combine(date(2026, 1, 1), window.start) + timedelta(minutes=window.minutes + room)
    return replace(window, until=end.time())


@given(
    st.builds(
        Window,
        days=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
        start=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        minutes=st.integers(1, LONGEST),
        setting=st.sampled_from(Setting),
        label=labels,
    ),
    st.integers(0, 900),
)
def test_what_is_said_back_means_the_same_window(window: Window, room: int) -> None:
    meant = roomy(window, room)
    assert windows(restate(meant)) == (meant,)
    assert meant.reach >= meant.minutes


names = [*vocabulary.DAYS, *vocabulary.PLACES, *vocabulary.SETTINGS, *vocabulary.PARTS, *vocabulary.PHRASES]
signs = [
    "12 min",
    "7.45-8.15",
    "and",
    ",",
    ";",
    "for",
    "every",
    "to",
    "-",
    "25:99",
    "0 min",
    "“corner”",
    "o'clock",
    "h",
]
words = st.sampled_from([*names, *signs, "8:00", "9am", "10-11pm", "1h30", "not", "twice"])


@given(st.lists(words, max_size=8).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_windows_that_can_be_said_back_or_one_sentence(text: str) -> None:
    found: tuple[Window, ...] = ()
    with suppress(InputError):
        found = windows(text)
        assert found
    for window in found:
        assert windows(restate(window)) == (window,)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (ALL, "Every day"),
        ((0, 1, 2), "Monday to Wednesday"),
        ((5, 6), "Saturday and Sunday"),
        ((0, 2, 4), "Monday, Wednesday and Friday"),
        ((3,), "Thursday"),
    ],
)
def test_days_are_said_as_people_say_them(numbers: tuple[int, ...], said: str) -> None:
    assert days(numbers) == said
