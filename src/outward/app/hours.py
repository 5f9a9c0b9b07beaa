"""HOURS: in which hours of the week she keeps her sessions, learned from them or as she says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.errors import InputError
from outward.model import SessionState
from outward.store import answers, planning, sessions
from outward.when.hours import ENOUGH, WORDS, Hour, eases, histogram

BACK = timedelta(days=180)
"""How far back sessions tell of her hours."""
LEARNED = "learned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Every hour of the week something is known of, and what that comes to in a sentence."""

    hours: tuple[Hour, ...]
    kept: int
    missed: int
    sentence: str
    zone: str


def hours(home: Home, *, now: datetime) -> Hours:
    """Weekday × hour of the sessions of half a year, kept or gone by, and what each hour weighs in a plan."""
    zone = ZoneInfo(answers.latest(home.database).zone)
    there = [kept for kept in sessions.since(home.database, now - BACK) if kept.session.slot.timed or kept.started_at]
    told: list[tuple[datetime, bool]] = []
    for kept in there:
        if kept.session.state is SessionState.DONE:
            told.append(((kept.started_at or kept.session.slot.start).astimezone(zone), True))
        elif kept.session.slot.timed and kept.session.slot.end <= now and not kept.at_once:
            told.append((kept.session.slot.start.astimezone(zone), False))
    found = histogram(told, planning.hours(home.database))
    done = sum(hour.kept for hour in found)
    return Hours(hours=found, kept=done, missed=len(told) - done, sentence=_sentence(found, len(told)), zone=str(zone))


def eased(home: Home, *, now: datetime) -> Mapping[tuple[int, int], float]:
    """What each hour weighs in a plan, where it is not as any other."""
    return eases(hours(home, now=now).hours)


def say_hour(home: Home, weekday: int, hour: int, word: str, *, now: datetime) -> Hours:
    """Say of an hour that it is good, usual or bad for a session; "learned" leaves it to her sessions again."""
    if not (0 <= weekday <= 6 and 0 <= hour <= 23):
        raise InputError("An hour of the week is a weekday and 0 to 23; write it like 'Tue 12'.")
    if word not in (*WORDS, LEARNED):
        raise InputError(f"An hour cannot be {word[:40]!r}; say {', '.join(WORDS)} or {LEARNED}.")
    planning.say_hour(home.database, weekday, hour, WORDS.get(word))
    return hours(home, now=now)


def _sentence(found: tuple[Hour, ...], told: int) -> str:
    if told < ENOUGH and not any(hour.hers for hour in found):
        return f"From {ENOUGH} sessions on, kept or not, the hours you keep weigh a little in your plan; so far {told}."
    liked = [hour for hour in found if hour.ease > 1]
    if not liked:
        return "No hour stands out, so all weigh the same."
    best = max(liked, key=lambda hour: hour.ease)
    day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[best.weekday]
    return f"{day} at {best.hour} is your best hour; it weighs {best.ease - 1:.0%} more in your plan."
