"""FOLLOW: a plan that stands follows what happened: a session missed, time taken, something done or better."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.model import Session
from outward.store import answers, planning, sessions
from outward.when.slots import MOST_DAYS

if TYPE_CHECKING:
    from outward.app.plan import Plan

TRUSTED = timedelta(days=8)
"""How far a clock may go back for the plan to follow it; further back it is wrong, and what stands outlives it."""


def reason(home: Home, *, now: datetime) -> str:
    """Why the plan has to be looked at again, in a sentence; empty while it does not, or where none stands."""
    from outward.app.plan import open_slots, week

    given = answers.latest(home.database)
    local = now.astimezone(ZoneInfo(given.zone))
    stood = week(home, local)
    made = planning.stood_at(home.database)
    if made is None or made - now > TRUSTED or not (stood.stands or stood.missed):
        return ""
    if made > now or stood.missed:
        missed = "A session went by without you; that is no debt."
        return missed if made <= now else "The clock went back since it was planned."
    days = max((session.slot.start.date() - local.date()).days for session in stood.stands) + 1
    open_ = {slot.key for slot in open_slots(home, given, local, min(max(1, days), MOST_DAYS))}
    if any(session.slot.key not in open_ for session in stood.stands if session.slot.start > local):
        return "Time that was planned is no longer free."
    if _had(home, stood.stands):
        return "Something planned was taken meanwhile."
    held = planning.material(home.database)
    if held is not None and planning.seq(home.database) > held.seq:
        return "Something new has been read since."
    return ""


def follow(home: Home, *, now: datetime) -> tuple[str, ...]:
    """Change the plan as little as need be, where there is a reason to; returns each change with its cause."""
    return again(home, now=now).changes if reason(home, now=now) else ()


def again(home: Home, *, now: datetime, anew: bool = False) -> "Plan":
    """Plan again as the plan that stands was asked for: its goal, days, recipe and topic."""
    from outward.app.plan import plan

    asked = planning.asked(home.database)
    return plan(home, now=now, goal=asked.goal, days=asked.days, recipe=asked.recipe, topic=asked.topic, anew=anew)


def changes(home: Home, *, now: datetime) -> tuple[str, ...]:
    """What was changed in the plan during the last day, each with its cause."""
    return planning.changes(home.database, now - timedelta(days=1), now)


def _had(home: Home, stands: tuple[Session, ...]) -> bool:
    seen = sessions.seen(home.database)
    return any(item.kind == "learn" and item.key in seen for session in stands for item in session.items)
