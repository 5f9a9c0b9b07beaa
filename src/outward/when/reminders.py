"""Which reminders are due, when the next one is, and how it reads.

All arithmetic is of moments (UTC), never of wall time: a slot over a change of the clock keeps its length.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from outward.model import Reminder, Session, SessionState, Slot

LONGEST = 24 * 60
"""Minutes before a session that a reminder may come at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The next reminder: of which session, and when it is due (UTC)."""

    session: Session
    at: datetime


def name(slot: Slot) -> str:
    """What a session is known by once she was reminded of it: its moment and slot, so that a moved one is another."""
    return f"{slot.start.astimezone(UTC):%Y-%m-%dT%H:%MZ} {slot.key}"


def due(sessions: Sequence[Session], *, before: int, told: Container[str], now: datetime) -> tuple[Session, ...]:
    """Sessions to remind of now, in order of time: from `before` minutes before their start until their slot is over.

    `told` holds the names of those she was reminded of. What is under way, paused, done or let go is none; nor is what
    has no time of day.
    """
    return tuple(one for one in _open(sessions, told, now) if _at(one.slot, before) <= now)


def following(sessions: Sequence[Session], *, before: int, told: Container[str], now: datetime) -> Coming | None:
    """The next reminder there will be if nothing changes; one that is due already is due now."""
    there = _open(sessions, told, now)
    if not there:
        return None
    return Coming(session=there[0], at=max(_at(there[0].slot, before), now.astimezone(UTC)))


def untimed(sessions: Sequence[Session], now: datetime) -> int:
    """How many planned sessions to come have no time of day, so that there is no moment to remind of them."""
    return sum(not one.slot.timed and one.state is SessionState.PLANNED and one.slot.end > now for one in sessions)


def reminder(session: Session, *, zone: str, now: datetime, desk: str, titles: bool) -> Reminder:
    """How the reminder of a session reads at `now`: time, minutes, setting and the desk's address.

    Only with `titles` does it say what is in the session; reasons, which quote the goal, never.
    """
    slot = session.slot
    start, end = slot.start.astimezone(ZoneInfo(zone)), _over(slot).astimezone(ZoneInfo(zone))
    length = f"{slot.minutes} minute{'' if slot.minutes == 1 else 's'}"
    when = f"{start:%H:%M} on {start:%A %-d %B}"
    said = f"Your session begins at {when}: {length}, {slot.setting.phrase}."
    if start <= now:
        said = f"Your session began at {when} and its time is until {end:%H:%M}: {length}, {slot.setting.phrase}."
    inside = [f"- {item.minutes} min: {_clean(item.title)}" for item in session.items] if titles else []
    return Reminder(title=f"{start:%A %H:%M}: {length}", text="\n".join([said, *inside, f"Your desk: {desk}"]))


def _open(sessions: Sequence[Session], told: Container[str], now: datetime) -> list[Session]:
    """Sessions that can still be reminded of, the earliest first."""
    there = [one for one in sessions if one.state is SessionState.PLANNED and one.slot.timed and now < _over(one.slot)]
    return sorted((one for one in there if name(one.slot) not in told), key=lambda one: _at(one.slot, 0))


def _at(slot: Slot, before: int) -> datetime:
    return slot.start.astimezone(UTC) - timedelta(minutes=before)


def _over(slot: Slot) -> datetime:
    return slot.start.astimezone(UTC) + timedelta(minutes=slot.minutes)


def _clean(text: str) -> str:
    """One line without signs that do not show."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
