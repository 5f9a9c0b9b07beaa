"""Sessions: planned, started, done, skipped."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from outward.model import Session, SessionState
from outward.store import rows
from outward.store.database import Database

_decode = msgspec.json.Decoder(Session).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A session as it stands, with when it was started and the minutes the user gave it."""

    session: Session
    started_at: datetime | None
    minutes: int | None


def plan(database: Database, sessions: Sequence[Session], now: datetime) -> tuple[Session, ...]:
    """Put a new plan in the place of the old one: what is started or over stays, what was only planned goes.

    What she has moved in her calendar stays where she put it.
    """
    with database.writing() as db:
        db.execute(
            "DELETE FROM session WHERE state = 'planned' AND starts_at >= ?"
            " AND slot NOT IN (SELECT slot FROM placed WHERE moved)",
            (rows.seconds(now),),
        )
        for session in sessions:
            db.execute(
                "INSERT INTO session (slot, body, starts_at, state, planned_at) VALUES (?, ?, ?, 'planned', ?)"
                " ON CONFLICT (slot) DO NOTHING",
                (session.slot.key, rows.json(session), rows.seconds(session.slot.start), rows.seconds(now)),
            )
    return tuple(kept.session for kept in since(database, now) if kept.session.state is SessionState.PLANNED)


def add(database: Database, session: Session, now: datetime) -> Session:
    """Keep one session of its own (asked for at once); it takes the place of one only planned for the same minute."""
    with database.writing() as db:
        db.execute("DELETE FROM session WHERE slot = ? AND state = 'planned'", (session.slot.key,))
        again = db.execute("SELECT count(*) FROM session WHERE slot LIKE ? || '%'", (session.slot.key,)).fetchone()[0]
        key = f"{session.slot.key} ({again + 1})" if again else session.slot.key
        row = db.execute(
            "INSERT INTO session (slot, body, starts_at, state, planned_at) VALUES (?, ?, ?, 'planned', ?) RETURNING *",
            (key, rows.json(session), rows.seconds(session.slot.start), rows.seconds(now)),
        ).fetchone()
    return _kept(row).session


def since(database: Database, moment: datetime) -> list[Kept]:
    """Sessions that start at this moment or later (untimed ones from the beginning of its day), in order."""
    with database.reading() as db:
        found = db.execute("SELECT * FROM session WHERE starts_at >= ? ORDER BY starts_at", (rows.seconds(moment),))
        return [_kept(row) for row in found]


def one(database: Database, number: int) -> Kept | None:
    """The session of that number."""
    with database.reading() as db:
        row = db.execute("SELECT * FROM session WHERE id = ?", (number,)).fetchone()
        return None if row is None else _kept(row)


def started(database: Database) -> Kept | None:
    """The session that is under way, if any."""
    with database.reading() as db:
        row = db.execute("SELECT * FROM session WHERE state = 'started' ORDER BY started_at DESC LIMIT 1").fetchone()
        return None if row is None else _kept(row)


def start(database: Database, number: int, now: datetime) -> None:
    """Note that a session has begun; one that was interrupted keeps its first start."""
    with database.writing() as db:
        db.execute(
            "UPDATE session SET state = 'started', started_at = coalesce(started_at, ?) WHERE id = ?",
            (rows.seconds(now), number),
        )


def end(db: sqlite3.Connection, number: int, state: SessionState, minutes: int, now: datetime) -> None:
    """Note, inside the caller's transaction, that a session is over and how long it took."""
    db.execute(
        "UPDATE session SET state = ?, ended_at = ?, minutes = ? WHERE id = ?",
        (str(state), rows.seconds(now), minutes, number),
    )


def seen(database: Database) -> frozenset[str]:
    """Keys of the items of all sessions done: they are not offered again."""
    with database.reading() as db:
        return frozenset(
            row[0]
            for row in db.execute(
                "SELECT DISTINCT item.value ->> 'key' FROM session, json_each(session.body, '$.items') AS item"
                " WHERE session.state = 'done'"
            )
        )


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        session=replace(_decode(row["body"]), id=row["id"], state=SessionState(row["state"])),
        started_at=rows.moment(row["started_at"]),
        minutes=row["minutes"],
    )
