"""Sessions as an iCalendar file: each an event whose title is its if-then sentence.

Times are UTC instants, which every calendar shows in its own zone. A session without a time is an all-day event
that blocks nothing. The same slot always has the same UID, so that a new plan updates the old events.
Events are private: what a user learns for is nobody's business at work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from outward.errors import InputError
from outward.model import Item, ItemKind, Session, SessionState
from outward.model.posts import paywall

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
SUFFIX = ".ics"

_TAKEAWAY = "At the end: one takeaway, and what you will do differently."


def write(sessions: Sequence[Session], *, now: datetime) -> bytes:
    """A calendar of the sessions as made at `now`; a skipped session is a cancelled event.

    Raises `InputError` for times without a time zone.
    """
    from icalendar import Calendar

    if now.tzinfo is None or any(session.slot.start.tzinfo is None for session in sessions):
        raise InputError("A calendar needs times with their time zone; plan the sessions again.")
    calendar = Calendar()
    calendar.add("prodid", "-//Outward//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Outward")
    for session in sessions:
        calendar.add_component(_event(session, now.astimezone(UTC)))
    return bytes(calendar.to_ical())


def uid(session: Session) -> str:
    """The stable name of a session's event."""
    return f"{uuid5(NAMESPACE_URL, f'outward session {session.slot.key}')}@outward"


def _event(session: Session, now: datetime) -> Event:
    from icalendar import Event

    slot = session.slot
    event = Event()
    event.add("uid", uid(session))
    event.add("dtstamp", now)
    event.add("summary", _clean(session.intention))
    event.add("description", _description(session))
    if slot.timed:
        start = slot.start.astimezone(UTC)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=slot.minutes))
        event.add("transp", "OPAQUE")
    else:
        event.add("dtstart", slot.start.date())
        event.add("dtend", slot.start.date() + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if session.state is SessionState.SKIPPED else "CONFIRMED")
    return event


def _description(session: Session) -> str:
    lines = [line for item in session.items for line in _lines(item)]
    return _clean("\n".join([*lines, _TAKEAWAY]))


def _lines(item: Item) -> list[str]:
    by = f", {item.person}" if item.person and item.kind is ItemKind.LEARN else ""
    paid = f", {said}" if (said := paywall(item.free)) else ""
    return list(filter(None, [f"{item.minutes} min: {item.title}{by}{paid}", item.why, item.url]))


def _clean(text: str) -> str:
    """Without control characters, which the format forbids."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())
