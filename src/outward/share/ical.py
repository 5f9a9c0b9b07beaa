"""Sessions as an iCalendar file: each an event whose title is its if-then sentence.

Times are UTC instants, which every calendar shows in its own zone. A session without a time is an all-day event
that blocks nothing. The same slot always has the same UID, so that a new plan updates the old events.
Events are private: what a user learns for is nobody's business at work.

`event` is one session as a calendar server takes it, `edited` what became of it there, `updated` her event with our
words, `retimed` with our time and hers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from outward.errors import InputError, MalformedError
from outward.model import OWN_EVENT, Item, ItemKind, Session, SessionState
from outward.model.posts import paywall

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
SUFFIX = ".ics"

_MADE_BY = "-//Outward//Sessions//EN"
_TIMES = ("DTSTART", "DTEND", "DTSTAMP", "TRANSP")
_TAKEAWAY = "At the end: one takeaway, and what you will do differently."


def write(sessions: Sequence[Session], *, now: datetime) -> bytes:
    """A calendar of the sessions as made at `now`; a skipped session is a cancelled event.

    Raises `InputError` for times without a time zone.
    """
    from icalendar import Calendar

    if now.tzinfo is None or any(session.slot.start.tzinfo is None for session in sessions):
        raise InputError("A calendar needs times with their time zone; plan the sessions again.")
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Outward")
    for session in sessions:
        calendar.add_component(_event(session, uid(session), now.astimezone(UTC)))
    return bytes(calendar.to_ical())


def uid(session: Session, number: int = 1) -> str:
    """The stable name of a session's event; the `number`-th for the same slot where the first has moved away."""
    again = f" {number}" if number > 1 else ""
    return f"{uuid5(NAMESPACE_URL, f'outward session {session.slot.key}{again}')}{OWN_EVENT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """Our event as it lies in her calendar now.

    `start` is aware and `timed`, or the midnight UTC of a day; `words` is a fingerprint of title and description,
    `text` both as they read; `gone`: she has cancelled it.
    """

    start: datetime
    minutes: int
    timed: bool
    words: str
    text: str
    gone: bool


def event(session: Session, name: str, *, now: datetime) -> bytes:
    """A session alone, named by the UID `name`."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add_component(_event(session, name, now.astimezone(UTC)))
    return bytes(calendar.to_ical())


def updated(text: bytes, session: Session, name: str, *, now: datetime) -> bytes:
    """Her event with our title, description and time in it; all else of it stays. Raises `MalformedError`."""
    return _with(("SUMMARY", "DESCRIPTION", "STATUS", *_TIMES), text, session, name, now)


def retimed(text: bytes, session: Session, name: str, *, now: datetime) -> bytes:
    """Her event at our time; her words and all else of it stay. Raises `MalformedError`."""
    return _with(_TIMES, text, session, name, now)


def _with(fields: Sequence[str], text: bytes, session: Session, name: str, now: datetime) -> bytes:
    """Her event with these fields as we write them."""
    calendar, held = _own(text, name)
    fresh = _event(session, name, now.astimezone(UTC))
    for field in fields:
        held.pop(field, None)
        held[field] = fresh[field]
    held.pop("DURATION", None)
    sequence = int(held.pop("SEQUENCE", 0)) + 1
    held.add("sequence", sequence)
    return bytes(calendar.to_ical())


def edited(text: bytes, name: str) -> Edited:
    """What our event says now. Raises `MalformedError` where it is none any more."""
    _, held = _own(text, name)
    try:
        start, end = held.start, held.end
    except (ValueError, KeyError, AttributeError):
        raise _unreadable() from None
    timed = isinstance(start, datetime)
    begin, over = _aware(start), _aware(end)
    texts = str(held.get("SUMMARY", "")), str(held.get("DESCRIPTION", ""))
    return Edited(
        start=begin,
        minutes=int((over - begin).total_seconds() // 60),
        timed=timed,
        words=_fingerprint(*texts),
        text="\n".join(texts),
        gone=str(held.get("STATUS", "")).upper() == "CANCELLED",
    )


def words(session: Session) -> str:
    """A fingerprint of the title and description a session's event has."""
    return _fingerprint(_clean(session.intention), _description(session))


def _fingerprint(*texts: str) -> str:
    """The same for texts that differ in spaces only, which servers write as they like."""
    return hashlib.blake2b("\n".join(" ".join(text.split()) for text in texts).encode(), digest_size=12).hexdigest()


def _own(text: bytes, name: str) -> tuple[Calendar, Event]:
    from icalendar import Calendar

    try:
        calendar: Any = Calendar.from_ical(text)
        held = [one for one in calendar.walk("VEVENT") if str(one.get("UID", "")) == name]
    except (ValueError, LookupError, AttributeError, TypeError):
        raise _unreadable() from None
    if not held:
        raise _unreadable()
    return calendar, held[0]


def _unreadable() -> MalformedError:
    return MalformedError("An event of ours cannot be read in your calendar any more, so it is left as it is there.")


def _aware(value: date) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), tzinfo=UTC)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _event(session: Session, name: str, now: datetime) -> Event:
    from icalendar import Event

    slot = session.slot
    event = Event()
    event.add("uid", name)
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
