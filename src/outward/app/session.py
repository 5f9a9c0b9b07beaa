"""SESSION: now, start, pause, next, done, skip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.app.material import at_hand
from outward.app.takeaway import reviewed
from outward.app.today import today
from outward.errors import InputError, NothingYetError
from outward.model import Item, ItemKind, LedgerEntry, LedgerKind, Session, SessionState, Setting, Slot, Takeaway
from outward.store import answers, posts, sessions, used
from outward.store.sessions import Gone, Kept
from outward.when import review, solve
from outward.when.problem import TAKEAWAY_MINUTES

PLANNED, UNDER_WAY, PAUSED, OVER = "not begun", "under way", "paused", "over"
_NOT_NOW = "not now"
_VERDICTS = ("not useful", _NOT_NOW, "less of this")
"""Reasons to skip something that are heard as judgements; any other is kept in her words and means not now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What a session came to: minutes as the user gave them or as they were counted, and what she took away."""

    session: Session
    minutes: int
    takeaway: Takeaway | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """How a session goes: `item` is what she is at (None when all is gone through), `place` its number from 1.

    `state` is "not begun", "under way", "paused" or "over"; `minutes` are those counted so far, pauses left out; `gone`
    is what became of the items before, `sentence` what comes next.
    """

    session: Session
    state: str
    item: Item | None
    place: int
    minutes: int
    gone: tuple[Gone, ...]
    sentence: str


def now_session(home: Home, *, minutes: int, setting: Setting, label: str = "", now: datetime) -> Session:
    """Pack the minutes the user has right now; from what is stored, nothing is asked of any network."""
    if not 1 <= minutes <= 600:
        raise InputError(f"A session of {minutes} minutes cannot be packed; give 1 to 600.")
    given = answers.latest(home.database)
    slot = Slot(start=now.astimezone(ZoneInfo(given.zone)), minutes=minutes, setting=setting, label=label)
    solved = solve.now_session(at_hand(home, given, now), slot, now=now, seed=home.config.seed)
    if not solved.sessions:
        raise NothingYetError(solved.note)
    return sessions.add(home.database, solved.sessions[0], now)


def start(home: Home, number: int | None = None, *, now: datetime) -> Session:
    """Begin a session (the next one by default); one that was interrupted goes on."""
    session = _not_over(_session(home, number, now))
    sessions.start(home.database, session.id or 0, now)
    return session


def going(home: Home, number: int | None = None, *, now: datetime) -> Going:
    """How a session goes, the one under way or the next by default; looking changes nothing."""
    return _going(home, _session(home, number, now).id or 0, now)


def pause(home: Home, number: int | None = None, *, now: datetime) -> Going:
    """Stop the clock of the session under way; `start` goes on where it stopped.

    Raises `NothingYetError` where none has begun.
    """
    session = _not_over(_session(home, number, now))
    if session.state is not SessionState.STARTED:
        raise _not_begun(session, named=number is not None)
    sessions.pause(home.database, session.id or 0, now)
    return _going(home, session.id or 0, now)


def next_item(
    home: Home,
    number: int | None = None,
    *,
    skipped: bool = False,
    why: str = "",
    remembered: bool | None = None,
    now: datetime,
) -> Going:
    """Go on to the next item of the session under way; the one before is done, or skipped with her reason.

    Of a takeaway that came back `remembered` says whether she still knew it. Something skipped is "not now", unless she
    says "not useful" or "less of this". A session whose time has come begins by it; raises `NothingYetError` for one to
    come.
    """
    if skipped and remembered is not None:
        raise InputError("An item is either skipped, or remembered or forgotten; say one of them.")
    session = _under_way(home, number, now)
    item = _going(home, session.id or 0, now).item
    if item is None:
        raise NothingYetError("All of the session is gone through; 'outward session done' ends it with one takeaway.")
    kept = None
    if item.kind is ItemKind.REVIEW and remembered is not None:
        kept = reviewed(home, int(item.key.removeprefix("takeaway:")), remembered, now=now)
    with home.database.writing() as db:
        if kept is not None:
            used.keep_takeaway(db, kept)
        if item.kind is ItemKind.LEARN and skipped:
            verdict = why.strip().lower() if why.strip().lower() in _VERDICTS else _NOT_NOW
            used.judge(db, verdict, "resource", item.key, now)
        state = "skipped" if skipped else "done"
        sessions.go_past(db, session.id or 0, [Gone(item.name, state, why.strip())], now)
    return _going(home, session.id or 0, now)


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
    fresh = max(spent - _learned_before(home, session), 0)
    learned = takeaway.strip() or change.strip()  # what she will do differently says what she learned
    kept = review.first(learned, change, _subject(session), now) if learned else None
    with home.database.writing() as db:
        sessions.go_past(db, session.id or 0, _rest(home, session), now)
        sessions.end(db, session.id or 0, SessionState.DONE, spent, now)
        subject = _subject(session)
        used.note(db, LedgerEntry(kind=LedgerKind.SESSION_DONE, at=now, subject=subject))
        networks = " ".join(_networks(home, session))
        used.note(db, LedgerEntry(kind=LedgerKind.LEARNED, at=now, minutes=fresh, subject=subject, network=networks))
        if kept is not None:
            used.keep_takeaway(db, kept)
            used.note(db, LedgerEntry(kind=LedgerKind.TAKEAWAY_KEPT, at=now, subject=subject))
    return Ended(session=session, minutes=spent, takeaway=kept)


def skip(home: Home, number: int | None = None, *, why: str = "", now: datetime) -> Ended:
    """Let a session go; it is not a debt. Of one under way, the minutes so far are learned all the same."""
    session = _session(home, number, now)
    if session.state is SessionState.DONE:
        raise InputError(f"Session {session.id} is done already.")
    if session.state is SessionState.SKIPPED:
        raise InputError(f"Session {session.id} is let go already; 'outward today' shows the next one.")
    spent = _so_far(home, session, now)
    with home.database.writing() as db:
        if session.state is SessionState.STARTED:
            left = _left(session, sessions.passed(home.database, session.id or 0))
            sessions.go_past(db, session.id or 0, [Gone(item.name, "left", "") for item in left], now)
        sessions.end(db, session.id or 0, SessionState.SKIPPED, spent, now)
        used.note(db, LedgerEntry(kind=LedgerKind.SESSION_SKIPPED, at=now, subject=why))
        if spent:
            networks = " ".join(_networks(home, session))
            subject = _subject(session)
            used.note(
                db, LedgerEntry(kind=LedgerKind.LEARNED, at=now, minutes=spent, subject=subject, network=networks)
            )
    return Ended(session=session, minutes=spent, takeaway=None)


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
    return _counted(kept, now)


def _counted(kept: Kept, now: datetime) -> int:
    """Minutes she has been at it, at least one, never more than the slot has: she may have gone away."""
    return min(max(round(kept.seconds(now) / 60), 1), kept.session.slot.minutes)


def _so_far(home: Home, session: Session, now: datetime) -> int:
    """Minutes counted of a session under way; none where she only looked in."""
    kept = sessions.one(home.database, session.id or 0)
    if kept is None or kept.started_at is None:
        return 0
    came = any(one.state == "done" for one in sessions.passed(home.database, session.id or 0))
    return _counted(kept, now) if came or round(kept.seconds(now) / 60) else 0


def _learned_before(home: Home, session: Session) -> int:
    """Minutes noted as learned when the session was let go."""
    kept = sessions.one(home.database, session.id or 0)
    return kept.minutes or 0 if kept is not None else 0


def _not_over(session: Session) -> Session:
    if session.state in (SessionState.DONE, SessionState.SKIPPED):
        raise InputError(f"Session {session.id} is {session.state} already; 'outward today' shows the next one.")
    return session


def _not_begun(session: Session, *, named: bool) -> NothingYetError:
    slot = session.slot
    when = f"{slot.start:%A %H:%M}" if slot.timed else f"{slot.start:%A}"
    if named:
        return NothingYetError(
            f"Session {session.id} is for {when} and has not begun; 'outward session start {session.id}' begins it."
        )
    return NothingYetError(
        f"No session is under way, and session {session.id} is for {when}; 'outward session start' begins it."
    )


def _under_way(home: Home, number: int | None, now: datetime) -> Session:
    """The session of that number, or the one under way; one not begun yet begins when its time has come."""
    session = _session(home, number, now)
    if session.state is SessionState.STARTED:
        return session
    kept = sessions.one(home.database, session.id or 0)
    at_once = kept is not None and kept.at_once  # its time has come, also when the clock went back since
    if session.state is SessionState.PLANNED and session.slot.start > now and not at_once:
        raise _not_begun(session, named=number is not None)
    return start(home, session.id, now=now)


def _going(home: Home, number: int, now: datetime) -> Going:
    kept = sessions.one(home.database, number)
    assert kept is not None  # noqa: S101 - looked up just before
    gone = sessions.passed(home.database, number)
    left = _left(kept.session, gone)
    over = kept.session.state in (SessionState.DONE, SessionState.SKIPPED)
    begun = UNDER_WAY if kept.going_since else PAUSED if kept.started_at else PLANNED
    state = OVER if over else begun
    item = None if over or not left else left[0]
    minutes = _counted(kept, now) if kept.started_at and not over else kept.minutes or 0
    return Going(
        session=kept.session,
        state=state,
        item=item,
        place=kept.session.items.index(item) + 1 if item else len(kept.session.items) + 1,
        minutes=minutes,
        gone=gone,
        sentence=_next(state, item, kept.session),
    )


def _next(state: str, item: Item | None, session: Session) -> str:
    if state == OVER:
        return "This session is over; 'outward today' shows the next one."
    if state == PLANNED:
        return f"'outward session start {session.id}' begins it."
    if state == PAUSED:
        return "Its clock stands still; 'outward session start' goes on."
    if item is None:
        return f"The last {TAKEAWAY_MINUTES} minutes are for one takeaway in your words: 'outward session done'."
    more = len(session.items) - session.items.index(item) - 1
    after = f"{more} more after it" if more else "then one takeaway"
    return f"{item.minutes} minute{'' if item.minutes == 1 else 's'}, {after}; 'outward session next' goes on."


def _left(session: Session, gone: Sequence[Gone]) -> tuple[Item, ...]:
    """Items she has not come past yet."""
    past = {one.item for one in gone}
    return tuple(item for item in session.items if item.name not in past)


def _rest(home: Home, session: Session) -> tuple[Gone, ...]:
    """What became of the items she said nothing of: all done, or where she went item by item, the one she was at."""
    gone = sessions.passed(home.database, session.id or 0)
    left = _left(session, gone)
    if not gone:
        return ()
    return tuple(Gone(item.name, "done" if item is left[0] else "left", "") for item in left)


def _networks(home: Home, session: Session) -> list[str]:
    """The networks its items were found on: they have been used."""
    docs = [doc for item in session.items for doc in posts.pointing_at(home.database, item.url)]
    return sorted({found.post.network for found in posts.found(home.database, docs)})


def _subject(session: Session) -> str:
    learned = [item.url for item in session.items if item.kind is ItemKind.LEARN]
    return learned[0] if learned else ""
