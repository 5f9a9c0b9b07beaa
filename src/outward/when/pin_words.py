"""Where something is pinned to, in plain words: "tue", "today", "2026-12-01", each with a time if she likes."""

import re
from datetime import date, time, timedelta

from outward.errors import InputError
from outward.when.vocabulary import DAYS

_AHEAD = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1}
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)")


def place(words: str, today: date) -> tuple[date, time | None]:
    """The day, and the wall time if one is said. A weekday is the next one, today included.

    Raises `InputError` for what it cannot read and for days gone by.
    """
    parts = words.casefold().replace(",", " ").split()
    clocks = [found for part in parts if (found := _CLOCK.fullmatch(part))]
    days = [part for part in parts if not _CLOCK.fullmatch(part) and part not in ("at", "on", "um", "am")]
    if len(days) != 1 or len(clocks) > 1:
        raise _unread(words)
    day = _day(days[0], today)
    if day is None:
        raise _unread(words)
    if day < today:
        raise InputError(f"{day:%A %-d %B %Y} is over; pin to a day that is still to come.")
    return day, time(int(clocks[0]["hour"]), int(clocks[0]["minute"])) if clocks else None


def _day(word: str, today: date) -> date | None:
    if word in _AHEAD:
        return today + timedelta(days=_AHEAD[word])
    if word in DAYS:
        return today + timedelta(days=(DAYS[word] - today.weekday()) % 7)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _unread(words: str) -> InputError:
    return InputError(
        f"{words[:60]!r} names no day; write it like 'tue', 'tomorrow' or '2026-12-01', then a time: 12:30."
    )
