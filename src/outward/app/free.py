"""FREE TIME: what her calendars, holidays and working hours leave of the coming days, and why; offline."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from outward.app import calendar as calendars_of
from outward.app.home import Home
from outward.errors import InputError
from outward.model import Busy, SessionState, Week, WeekRules, Window
from outward.share import week as picture_of_week
from outward.store import answers, calendars, placed, planning, sessions
from outward.when import days_off
from outward.when import week as weeks
from outward.when import words as when_words
from outward.when.slots import wall

NONE = ("none", "-")
"""What takes working hours or holidays away again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTime:
    """The coming days as they stand. `rules` and `hours` say by which rules, `read_at` how old the oldest calendar is.

    `empty` says what to do while nothing is known; `troubles` are of calendars that could not be read.
    """

    week: Week
    rules: WeekRules
    hours: str
    calendars: int
    read_at: datetime | None
    troubles: tuple[str, ...] = ()
    empty: str = ""


def taken(home: Home, *, zone: str, now: datetime, days: int) -> list[tuple[datetime, datetime]]:
    """What no session may touch in the coming days; `slots` takes it as busy. Asks nobody."""
    rules = calendars.rules(home.database)
    return weeks.taken(_busy(home, now, days), rules, _off(rules, now, days), zone=zone, start=now, days=days)


def had(home: Home, now: datetime) -> frozenset[tuple[date, str]]:
    """Windows with room (`Window.room`) and dates of which a session was begun, held or let go, is due just now, or was
    moved away by her: they find no other one.
    """
    since = now - timedelta(days=3)
    there = [
        (kept.session.slot.day, kept.session.slot.room)
        for kept in sessions.since(home.database, since)
        if kept.session.state is not SessionState.PLANNED or sessions.is_due(kept, now)
    ]
    moved = [(one.day, one.room) for one in placed.left_free(home.database, since)]
    return frozenset((day, room) for day, room in (*there, *moved) if day is not None)


def pinned(home: Home, zone: str, now: datetime) -> tuple[datetime, ...]:
    """The moments she pinned something to: a window with room lets its session begin there."""
    place = ZoneInfo(zone)
    kept = planning.pins(home.database, now.astimezone(place).date())
    return tuple(wall(one.pin.day, one.pin.clock, place) for one in kept if one.pin.clock is not None)


def free(home: Home, *, now: datetime, days: int = 7) -> FreeTime:
    """The coming days window by window, from what is stored. Raises `NothingYetError` before the three questions."""
    given = answers.latest(home.database)
    rules = calendars.rules(home.database)
    held = calendars.calendars(home.database)
    week = weeks.look(
        given.windows,
        _busy(home, now, days),
        rules,
        _off(rules, now, days),
        zone=given.zone,
        start=now,
        days=days,
        had=had(home, now),
        pinned=pinned(home, given.zone, now),
    )
    return FreeTime(
        week=week,
        rules=rules,
        hours="; ".join(map(_worked, rules.hours)),
        calendars=len(held),
        read_at=min((one.read_at for one in held if one.read_at), default=None),
        troubles=tuple(f"{one.name}: {calendars_of.trouble(one)}" for one in held if one.trouble),
        empty="" if held else "No calendar is looked at yet; 'outward calendar add' takes an address or a file.",
    )


def change(
    home: Home,
    *,
    before: int | None = None,
    after: int | None = None,
    hours: str | None = None,
    holidays: str | None = None,
    now: datetime,
) -> WeekRules:
    """Change the rules of her week: minutes around what is busy, working hours in plain words, holidays by place."""
    rules = calendars.rules(home.database)
    if before is not None:
        rules = replace(rules, before=_minutes(before))
    if after is not None:
        rules = replace(rules, after=_minutes(after))
    if hours is not None:
        rules = replace(rules, hours=() if _nothing(hours) else _hours(hours))
    if holidays is not None:
        place = "" if _nothing(holidays) else holidays.strip().upper().replace("_", "-")
        days_off.public(place, now.date(), now.date())
        rules = replace(rules, holidays=place)
    calendars.keep_rules(home.database, rules)
    return rules


def picture(given: FreeTime, target: Path) -> Path:
    """The week as a picture of its own (SVG)."""
    try:
        target.write_bytes(picture_of_week.write(given.week))
    except OSError as error:
        raise InputError(f"{target} cannot be written ({error.strerror}); choose another place.") from error
    return target


def _busy(home: Home, now: datetime, days: int) -> list[Busy]:
    """What her calendars say, and the sessions she has moved there herself."""
    since, until = now - timedelta(days=2), now + timedelta(days=days + 2)
    own = [
        Busy(start=kept.session.slot.start, end=kept.session.slot.end, title="a session you have moved")
        for kept in sessions.since(home.database, since)
        if kept.moved and kept.session.slot.timed
    ]
    left = [
        Busy(start=one.start, end=one.end, title="you moved its session away")
        for one in placed.left_free(home.database, since)
        if not one.room and one.end - one.start < timedelta(days=1)
    ]
    return [*calendars.busy(home.database, since, until), *own, *left]


def _off(rules: WeekRules, now: datetime, days: int) -> dict[date, str]:
    return days_off.public(rules.holidays, now.date() - timedelta(days=1), now.date() + timedelta(days=days + 1))


def _hours(text: str) -> tuple[Window, ...]:
    found = when_words.windows(text)
    if any(window.start is None for window in found):
        raise InputError(
            f"Working hours need a beginning and an end; write them like Mon to Fri 9:00-17:30, not {text!r}."
        )
    return tuple(replace(window, minutes=window.reach, until=None) for window in found)


def _worked(window: Window) -> str:
    """Working hours said back: "Monday to Friday 09:00 to 17:30"."""
    begin = datetime.combine(date.min, window.start or time())
    days = when_words.restate(window).partition(",")[0]
    return f"{days} to {begin + timedelta(minutes=window.minutes):%H:%M}"


def _minutes(given: int) -> int:
    if not 0 <= given <= 240:
        raise InputError(f"{given} minutes cannot be kept free around what is busy; give 0 to 240.")
    return given


def _nothing(text: str) -> bool:
    return text.strip().casefold() in ("", *NONE)
