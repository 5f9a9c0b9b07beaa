"""TODAY: the next session, under way or planned."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.model import Session, SessionState
from outward.store import answers, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The next session, or none and a sentence what to do."""

    session: Session | None
    zone: str
    sentence: str


def today(home: Home, *, now: datetime) -> Today:
    """The session under way, else the next one whose time is not over."""
    zone = answers.latest(home.database).zone
    under_way = sessions.started(home.database)
    if under_way is not None:
        return Today(
            session=under_way.session,
            zone=zone,
            sentence=(
                "This session is under way; 'outward session done'."
                if under_way.going_since
                else "This session is paused; 'outward session start' goes on."
            ),
        )
    local = now.astimezone(ZoneInfo(zone))
    there = sessions.since(home.database, local.replace(hour=0, minute=0, second=0, microsecond=0))
    for kept in sorted(there, key=lambda one: _turn(one, local)):
        session = kept.session
        if session.state is SessionState.PLANNED and session.slot.end > local:
            return Today(session=session, zone=zone, sentence=_when(session, local))
    return Today(session=None, zone=zone, sentence="Nothing is planned; 'outward plan' plans the coming week.")


def _turn(kept: sessions.Kept, now: datetime) -> tuple[int, float, int]:
    """What was asked for at once goes first, the newest of it before the others; then the session whose time is now;
    then what is planned, in order.
    """
    start = kept.session.slot.start.timestamp()
    if kept.at_once:
        return 0, -start, -(kept.session.id or 0)
    return (1 if sessions.is_due(kept, now) else 2), start, 0


def _when(session: Session, local: datetime) -> str:
    days = (session.slot.start.astimezone(local.tzinfo).date() - local.date()).days
    day = {0: "Today", 1: "Tomorrow"}.get(days, f"On {session.slot.start:%A}")
    clock = f" at {session.slot.start:%H:%M}" if session.slot.timed else ""
    return f"{day}{clock}, {session.slot.minutes} minutes, {session.slot.label or session.slot.setting.phrase}."
