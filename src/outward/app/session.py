"""SESSION: now, start, done, skip."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.app.plan import offered
from outward.app.today import today
from outward.app.whom import whom
from outward.errors import InputError, NothingYetError
from outward.model import ItemKind, LedgerEntry, LedgerKind, Session, SessionState, Setting, Slot, Takeaway
from outward.store import answers, posts, sessions, used
from outward.when import review, solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a session came to: minutes as the user gave them, and what she took away."""

    session: Session
    minutes: int
    takeaway: Takeaway | None


def now_session(home: Home, *, minutes: int, setting: Setting, label: str = "", now: datetime) -> Session:
    """Pack the minutes the user has right now; from what is stored, nothing is asked of any network."""
    if not 1 <= minutes <= 600:
        raise InputError(f"A session of {minutes} minutes cannot be packed; give 1 to 600.")
    given = answers.latest(home.database)
    slot = Slot(start=now.astimezone(ZoneInfo(given.zone)), minutes=minutes, setting=setting, label=label)
    items = offered(home, given, whom(home, now=now), now)
    solved = solve.now_session(items, slot, now=now, seed=home.config.seed)
    if not solved.sessions:
        raise NothingYetError(solved.note)
    return sessions.add(home.database, solved.sessions[0], now)


def start(home: Home, number: int | None = None, *, now: datetime) -> Session:
    """Begin a session (the next one by default); one that was interrupted goes on."""
    session = _session(home, number, now)
    if session.state in (SessionState.DONE, SessionState.SKIPPED):
        raise InputError(f"Session {session.id} is {session.state} already; 'outward today' shows the next one.")
    sessions.start(home.database, session.id or 0, now)
    return session


def done(
    home: Home,
    number: int | None = None,
    *,
    minutes: int | None = None,
    takeaway: str = "",
    change: str = "",
    now: datetime,
) -> Ended:
    """End a session: the user's own minutes, one takeaway in her words, what she will do differently."""
    session = _session(home, number, now)
    if session.state is SessionState.DONE:
        raise InputError(f"Session {session.id} is done already.")
    if number is None and not _has_come(home, session, now):
        raise NothingYetError(
            f"No session is under way, and session {session.id} is for {session.slot.start:%A}; "
            "'outward session start' begins it."
        )
    spent = _minutes(home, session, minutes, now)
    kept = review.first(takeaway, change, _subject(session), now) if takeaway.strip() else None
    with home.database.writing() as db:
        sessions.end(db, session.id or 0, SessionState.DONE, spent, now)
        subject = _subject(session)
        used.note(db, LedgerEntry(kind=LedgerKind.SESSION_DONE, at=now, subject=subject))
        networks = " ".join(_networks(home, session))
        used.note(db, LedgerEntry(kind=LedgerKind.LEARNED, at=now, minutes=spent, subject=subject, network=networks))
        if kept is not None:
            used.keep_takeaway(db, kept)
            used.note(db, LedgerEntry(kind=LedgerKind.TAKEAWAY_KEPT, at=now, subject=subject))
    return Ended(session=session, minutes=spent, takeaway=kept)


def skip(home: Home, number: int | None = None, *, why: str = "", now: datetime) -> Session:
    """Let a session go; it is not a debt."""
    session = _session(home, number, now)
    if session.state is SessionState.DONE:
        raise InputError(f"Session {session.id} is done already.")
    with home.database.writing() as db:
        sessions.end(db, session.id or 0, SessionState.SKIPPED, 0, now)
        used.note(db, LedgerEntry(kind=LedgerKind.SESSION_SKIPPED, at=now, subject=why))
    return session


def _session(home: Home, number: int | None, now: datetime) -> Session:
    if number is not None:
        kept = sessions.one(home.database, number)
        if kept is None:
            raise InputError(f"There is no session {number}; 'outward plan' lists those there are.")
        return kept.session
    following = today(home, now=now)
    if following.session is None:
        raise NothingYetError(following.sentence)
    return following.session


def _has_come(home: Home, session: Session, now: datetime) -> bool:
    """Whether a session was begun, or its day is here."""
    kept = sessions.one(home.database, session.id or 0)
    begun = kept is not None and kept.started_at is not None
    return begun or session.slot.start.date() <= now.astimezone(session.slot.start.tzinfo).date()


def _minutes(home: Home, session: Session, given: int | None, now: datetime) -> int:
    if given is not None:
        if not 0 <= given <= 600:
            raise InputError(f"{given} minutes cannot be noted; give 0 to 600.")
        return given
    kept = sessions.one(home.database, session.id or 0)
    if kept is None or kept.started_at is None:
        return session.minutes
    return min(max(round((now - kept.started_at).total_seconds() / 60), 1), session.slot.minutes)


def _networks(home: Home, session: Session) -> list[str]:
    """The networks its items were found on: they have been used."""
    docs = [doc for item in session.items for doc in posts.pointing_at(home.database, item.url)]
    return sorted({found.post.network for found in posts.found(home.database, docs)})


def _subject(session: Session) -> str:
    learned = [item.url for item in session.items if item.kind is ItemKind.LEARN]
    return learned[0] if learned else ""
