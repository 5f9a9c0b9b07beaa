"""Sessions: planned, started, paused, done, skipped; and how far she came in each."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from outward.model import Session, SessionState
from outward.store import rows
from outward.store.database import Database

SITTING = 4 * 3600
"""Seconds after which, without a sign of her, the machine has slept or its clock has jumped: they count for nothing."""
_COUNT = f"counted = counted + iif(?1 - going_since BETWEEN 0 AND {SITTING}, ?1 - going_since, 0)"
_PAUSE = f"UPDATE session SET {_COUNT}, going_since = NULL WHERE state = 'started' AND going_since IS NOT NULL"
_NUMBER = "(SELECT max(last, coalesce((SELECT max(id) FROM session), 0)) + 1 FROM session_number)"
"""The number of the next session."""
_decode = msgspec.json.Decoder(Session).decode


@dataclass(frozen=True, slots=True)
class Gone:
    """An item of a session she went past: its name, 'done', 'skipped' or 'left', and why in her words."""

    item: str
    state: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A session as it stands, with when it was started and the minutes the user gave it.

    `counted` are seconds up to her last sign (a pause, an item gone past), `going_since` is when that was (None while
    it does not go on); `at_once` says that it was packed for the moment it was asked for, `moved` that she moved it in
    her calendar.
    """

    session: Session
    started_at: datetime | None
    minutes: int | None
    counted: int = 0
    going_since: datetime | None = None
    at_once: bool = False
    moved: bool = False

    def seconds(self, now: datetime) -> int:
        """Seconds she has been at it; pauses, sleep of the machine and jumps of its clock not counted."""
        going = (now - self.going_since).total_seconds() if self.going_since else 0.0
        return self.counted + (round(going) if 0 <= going <= SITTING else 0)


def is_due(kept: Kept, now: datetime) -> bool:
    """Whether its time is now, and she has not begun it: it stays until it is over."""
    slot = kept.session.slot
    planned = kept.session.state is SessionState.PLANNED
    return planned and slot.timed and slot.start <= now < slot.end


def plan(
    database: Database,
    sessions: Sequence[Session],
    now: datetime,
    *,
    stay: Collection[int] = (),
    gone: Collection[int] = (),
) -> tuple[Session, ...]:
    """Put a new plan in the place of the old one from a moment on: what is started or over stays, the rest goes.

    `stay` are numbers of sessions whose time is now; they and those she has moved in her calendar stay as they are.
    Those in `gone` have gone by: they stay as a record. A session of the same slot keeps its number, no number comes
    again. Returns what is planned and to come.
    """
    late = set(gone)
    with database.writing() as db:
        keys = {session.slot.key for session in sessions}
        for row in db.execute(
            "SELECT id, slot FROM session WHERE state = 'planned' AND starts_at >= ? AND NOT moved",
            (rows.seconds(now),),
        ).fetchall():
            if row["slot"] not in keys and row["id"] not in late and row["id"] not in stay:
                db.execute("DELETE FROM session WHERE id = ?", (row["id"],))
        for session in sessions:
            row = db.execute(
                f"INSERT INTO session (id, slot, body, starts_at, state, planned_at) VALUES ({_NUMBER}, ?1, ?2, ?3,"
                " 'planned', ?4) ON CONFLICT (slot) DO UPDATE SET body = ?2, starts_at = ?3, planned_at = ?4"
                " WHERE state = 'planned' AND NOT moved RETURNING id",
                (session.slot.key, rows.json(session), rows.seconds(session.slot.start), rows.seconds(now)),
            ).fetchone()
            late -= {row["id"]} if row else set()  # where she is now, that time is to come again
    kept = [held.session for held in since(database, now)]
    return tuple(one for one in kept if one.state is SessionState.PLANNED and one.id not in late)


def add(database: Database, session: Session, now: datetime) -> Session:
    """Keep one session of its own (asked for at once); it takes the place of one only planned for the same minute."""
    with database.writing() as db:
        db.execute("DELETE FROM session WHERE slot = ? AND state = 'planned'", (session.slot.key,))
        again = db.execute("SELECT count(*) FROM session WHERE slot LIKE ? || '%'", (session.slot.key,)).fetchone()[0]
        key = f"{session.slot.key} ({again + 1})" if again else session.slot.key
        row = db.execute(
            "INSERT INTO session (id, slot, body, starts_at, state, planned_at)"
            f" VALUES ({_NUMBER}, ?, ?, ?, 'planned', ?) RETURNING *",
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
    """The session that is under way, else the last one that was paused, if any."""
    with database.reading() as db:
        row = db.execute(
            "SELECT * FROM session WHERE state = 'started' ORDER BY going_since IS NULL, started_at DESC LIMIT 1"
        ).fetchone()
        return None if row is None else _kept(row)


def start(database: Database, number: int, now: datetime) -> None:
    """Note that a session has begun or goes on; one that was interrupted keeps its first start, others are paused."""
    with database.writing() as db:
        db.execute(f"{_PAUSE} AND id != ?2", (rows.seconds(now), number))
        db.execute(
            "UPDATE session SET state = 'started', started_at = coalesce(started_at, ?1),"
            " going_since = coalesce(going_since, ?1) WHERE id = ?2",
            (rows.seconds(now), number),
        )


def pause(database: Database, number: int, now: datetime) -> None:
    """Note that a session does not go on for now."""
    with database.writing() as db:
        db.execute(f"{_PAUSE} AND id = ?2", (rows.seconds(now), number))


def end(db: sqlite3.Connection, number: int, state: SessionState, minutes: int, now: datetime) -> None:
    """Note, inside the caller's transaction, that a session is over and how long it took."""
    db.execute(
        "UPDATE session SET state = ?, ended_at = ?, minutes = ?, going_since = NULL WHERE id = ?",
        (str(state), rows.seconds(now), minutes, number),
    )


def go_past(db: sqlite3.Connection, number: int, gone: Sequence[Gone], now: datetime) -> None:
    """Note, inside the caller's transaction, what became of items of a session; the first word on each stays.

    It is a sign of her: the time up to now counts.
    """
    db.execute(
        f"UPDATE session SET {_COUNT}, going_since = ?1 WHERE id = ?2 AND going_since IS NOT NULL",
        (rows.seconds(now), number),
    )
    db.executemany(
        "INSERT OR IGNORE INTO passed VALUES (?, ?, ?, ?, ?)",
        [(number, one.item, one.state, one.why, rows.seconds(now)) for one in gone],
    )


def passed(database: Database, number: int) -> tuple[Gone, ...]:
    """What became of the items of a session so far, in the order she came to them."""
    with database.reading() as db:
        found = db.execute("SELECT item, state, why FROM passed WHERE session = ? ORDER BY at, item", (number,))
        return tuple(Gone(*row) for row in found)


def seen(database: Database) -> frozenset[str]:
    """Keys of the items of all sessions done, as far as she came to them, and of those let go what she was done with:
    they are not offered again.
    """
    with database.reading() as db:
        return frozenset(
            row[0]
            for row in db.execute(
                "SELECT DISTINCT item.value ->> 'key' FROM session, json_each(session.body, '$.items') AS item"
                " WHERE session.state = 'done' AND NOT EXISTS (SELECT 1 FROM passed WHERE session = session.id AND"
                " passed.state != 'done' AND passed.item = (item.value ->> 'kind') || ' ' || (item.value ->> 'key'))"
                " OR session.state = 'skipped' AND EXISTS (SELECT 1 FROM passed WHERE session = session.id AND"
                " passed.state = 'done' AND passed.item = (item.value ->> 'kind') || ' ' || (item.value ->> 'key'))"
            )
        )


def _kept(row: sqlite3.Row) -> Kept:
    session = replace(_decode(row["body"]), id=row["id"], state=SessionState(row["state"]))
    return Kept(
        session=session,
        started_at=rows.moment(row["started_at"]),
        minutes=row["minutes"],
        counted=row["counted"],
        going_since=rows.moment(row["going_since"]),
        at_once=session.slot.timed and row["planned_at"] == row["starts_at"],
        moved=bool(row["moved"]),
    )
