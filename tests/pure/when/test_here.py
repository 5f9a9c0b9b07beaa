"""Where she is and where something is pinned to, in a word or two."""

from datetime import date, time

import pytest

from outward.errors import InputError
from outward.model import Setting
from outward.when.here import here
from outward.when.pin_words import place

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("listen", (Setting.LISTEN, "")),
        ("No  Sound", (Setting.READ, "")),
        ("train", (Setting.READ, "train")),
        ("Küche", (Setting.DESK, "kitchen")),
        ("car", (Setting.LISTEN, "car")),
    ],
)
def test_a_place_means_a_setting(words: str, expected: tuple[Setting, str]) -> None:
    assert here(words) == expected


def test_an_unknown_place_is_refused_with_a_near_one() -> None:
    with pytest.raises(InputError, match="Did you mean train"):
        here("trian")
    with pytest.raises(InputError, match=r"like train\.$"):
        here("☂")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", (MONDAY, None)),
        ("tomorrow 12:30", (date(2026, 11, 24), time(12, 30))),
        ("Mon", (MONDAY, None)),
        ("on thu, at 8.05", (date(2026, 11, 26), time(8, 5))),
        ("2026-12-01", (date(2026, 12, 1), None)),
    ],
)
def test_a_day_and_a_time_are_read(words: str, expected: tuple[date, time | None]) -> None:
    assert place(words, MONDAY) == expected


@pytest.mark.parametrize("words", ["", "12:30", "some day", "tue wed", "tue 25:00", "tue 8:00 9:00", "2026-13-01"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(InputError, match="names no day"):
        place(words, MONDAY)


def test_a_day_gone_by_is_refused() -> None:
    with pytest.raises(InputError, match="is over"):
        place("2026-11-22", MONDAY)
