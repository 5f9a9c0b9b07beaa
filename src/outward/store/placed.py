"""Sessions put into her calendar: which event is which session, and as which version it was last seen."""

import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from outward.model import Session, Slot
from outward.store import rows
from outward.store.database import Database

UNSURE = "?"
"""The version of an event that is being written or taken away: nobody knows yet whether that came to pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One event of ours. `slot` is the key of its session's slot as it is now, `words` a fingerprint of what we wrote.

    `start` and `minutes` are the event's; `moved`: she has moved it; `hers`: she has changed its words. `etag` is
    `UNSURE` while it is being written: when that is broken off, it may be there or not.
    """

    uid: str
    calendar: int
    slot: str
    href: str
    etag: str
    words: str
    start: datetime
    minutes: int
    moved: bool = False
    hers: bool = False

    @property
    def end(self) -> datetime:
        """When the event is over."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def said(self) -> tuple[str, datetime, int]:
        """What the event said when it was kept: a fingerprint of its words, when it begins, its minutes."""
        return self.words, self.start, self.minutes


def placed(database: Database, calendar: int) -> list[Placed]:
    """Everything put into a calendar, in order of time."""
    with database.reading() as db:
        found = db.execute("SELECT * FROM placed WHERE calendar = ? ORDER BY starts_at, uid", (calendar,))
        return [_placed(row) for row in found]


def keep(database: Database, one: Placed) -> None:
    """Keep how an event stands."""
    with database.writing() as db:
        _keep(db, one)


def _keep(db: sqlite3.Connection, one: Placed) -> None:
    db.execute(
        "INSERT OR REPLACE INTO placed (uid, calendar, slot, href, etag, words, starts_at, minutes, moved, hers)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.uid,
            one.calendar,
            one.slot,
            one.href,
            one.etag,
            one.words,
            rows.seconds(one.start),
            one.minutes,
            int(one.moved),
            int(one.hers),
        ),
    )


def drop(database: Database, uid: str) -> None:
    """Forget an event: it is gone, or hers alone now."""
    with database.writing() as db:
        db.execute("DELETE FROM placed WHERE uid = ?", (uid,))


def one_of(database: Database, uid: str) -> Placed | None:
    """The event of that name, if it has been put anywhere."""
    with database.reading() as db:
        row = db.execute("SELECT * FROM placed WHERE uid = ?", (uid,)).fetchone()
        return None if row is None else _placed(row)


@dataclass(frozen=True, slots=True)
class LeftFree:
    """A slot she moved a session away from, with the times it had; `room` and `day` as in `Slot`."""

    slot: str
    start: datetime
    end: datetime
    room: str
    day: date | None


def left_free(database: Database, since: datetime) -> tuple[LeftFree, ...]:
    """Where she wants nothing: slots she moved a session away from, those that end after `since`."""
    with database.reading() as db:
        found = db.execute("SELECT * FROM left_free WHERE ends_at > ? ORDER BY starts_at", (rows.seconds(since),))
        return tuple(
            LeftFree(
                slot=row["slot"],
                start=datetime.fromtimestamp(row["starts_at"], UTC),
                end=datetime.fromtimestamp(row["ends_at"], UTC),
                room=row["room"],
                day=date.fromisoformat(row["day"]) if row["day"] else None,
            )
            for row in found
        )


def move(database: Database, number: int, away: Slot, to: Session, one: Placed) -> None:
    """Move a session that is still to come `away` from its slot to where she has put its event, and keep how the event
    stands; its old slot is left free from now on.

    One only planned for the same slot gives way; its event belongs to no slot any more. One that is over keeps no name.
    """
    with database.writing() as db:
        key = to.slot.key
        db.execute("DELETE FROM left_free WHERE slot = ? AND room = ''", (key,))
        if away.room or away.key != key:
            left = (away.key, rows.seconds(away.start), rows.seconds(away.end), away.room, str(away.day or ""))
            db.execute("INSERT OR REPLACE INTO left_free VALUES (?, ?, ?, ?, ?)", left)
        db.execute("UPDATE placed SET slot = '' WHERE slot = ? AND uid <> ?", (key, one.uid))
        db.execute("DELETE FROM session WHERE slot = ? AND state = 'planned' AND id <> ?", (key, number))
        db.execute("UPDATE session SET slot = slot || ' (' || id || ')' WHERE slot = ? AND id <> ?", (key, number))
        db.execute(
            "UPDATE session SET slot = ?, body = ?, starts_at = ?, moved = 1 WHERE id = ? AND state = 'planned'",
            (key, rows.json(replace(to, id=None)), rows.seconds(to.slot.start), number),
        )
        _keep(db, replace(one, slot=key, moved=True))


def token(database: Database, *, renew: bool = False) -> str:
    """The secret part of the address at which the desk gives the plan; made when there is none, or anew."""
    with database.writing() as db:
        row = db.execute("SELECT token FROM calendar_feed").fetchone()
        if row is not None and not renew:
            return str(row[0])
        fresh = secrets.token_urlsafe(24)
        db.execute("INSERT OR REPLACE INTO calendar_feed VALUES (1, ?)", (fresh,))
    return fresh


def _placed(row: sqlite3.Row) -> Placed:
    return Placed(
        uid=row["uid"],
        calendar=row["calendar"],
        slot=row["slot"],
        href=row["href"],
        etag=row["etag"],
        words=row["words"],
        start=datetime.fromtimestamp(row["starts_at"], UTC),
        minutes=row["minutes"],
        moved=bool(row["moved"]),
        hers=bool(row["hers"]),
    )
