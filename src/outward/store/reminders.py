"""How she is reminded, and of which sessions she was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from outward.model import Session
from outward.store import rows
from outward.store.database import Database

_settings = msgspec.json.Decoder(dict[str, str | int]).decode
SENDING, SENT, REFUSED = "sending", "sent", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A messenger she switched on: its settings, where its password is kept, and how it went last.

    `before` is minutes before a session; `failed` counts troubles in a row, `retry_at` is when it is tried again.
    """

    name: str
    settings: Mapping[str, str | int]
    password: str
    before: int
    titles: bool
    trouble: str = ""
    failed: int = 0
    retry_at: datetime | None = None


def chosen(database: Database) -> list[Chosen]:
    """The messengers she switched on, by name."""
    with database.reading() as db:
        return [
            Chosen(
                name=row["name"],
                settings=_settings(row["settings"]),
                password=row["password"],
                before=row["before"],
                titles=bool(row["titles"]),
                trouble=row["trouble"],
                failed=row["failed"],
                retry_at=rows.moment(row["retry_at"]),
            )
            for row in db.execute("SELECT * FROM messenger ORDER BY name")
        ]


def choose(database: Database, one: Chosen) -> None:
    """Switch a messenger on, or change it; trouble it had before is of no account any more."""
    with database.writing() as db:
        db.execute(
            "INSERT OR REPLACE INTO messenger (name, settings, password, before, titles) VALUES (?, ?, ?, ?, ?)",
            (one.name, rows.json(dict(one.settings)), one.password, one.before, int(one.titles)),
        )


def drop(database: Database, name: str) -> bool:
    """Switch a messenger off; False where it was not on. What she was reminded of stays known."""
    with database.writing() as db:
        return db.execute("DELETE FROM messenger WHERE name = ?", (name,)).rowcount > 0


def told(database: Database, messenger: str) -> frozenset[str]:
    """The names of the sessions a messenger is not to remind of again."""
    with database.reading() as db:
        found = db.execute("SELECT session FROM reminded WHERE messenger = ?", (messenger,))
        return frozenset(row["session"] for row in found)


def begin(database: Database, messenger: str, session: Session, name: str, now: datetime) -> bool:
    """Note that a reminder is about to be sent, before it is; whoever notes it first sends it, all others not.

    False where it was noted already, where the session is no longer planned for that moment, or the messenger is off.
    """
    with database.writing() as db:
        start = rows.seconds(session.slot.start)
        there = db.execute(
            "SELECT 1 FROM session, messenger WHERE id = ? AND starts_at = ? AND state = 'planned' AND name = ?",
            (session.id, start, messenger),
        ).fetchone()
        if there is None:
            return False
        noted = db.execute(
            "INSERT OR IGNORE INTO reminded VALUES (?, ?, ?, ?)", (messenger, name, SENDING, rows.seconds(now))
        )
        return noted.rowcount == 1


def arrived(database: Database, messenger: str, name: str = "") -> None:
    """Note that a reminder was sent, and that the messenger is well; without a name only the latter."""
    with database.writing() as db:
        db.execute("UPDATE reminded SET state = ? WHERE messenger = ? AND session = ?", (SENT, messenger, name))
        db.execute("UPDATE messenger SET trouble = '', failed = 0, retry_at = NULL WHERE name = ?", (messenger,))


def failed(database: Database, messenger: str, name: str, trouble: str, *, retry_at: datetime, state: str = "") -> None:
    """Note why a reminder was not sent. `state` is what stays noted of it; empty: it is tried again."""
    with database.writing() as db:
        if state:
            db.execute("UPDATE reminded SET state = ? WHERE messenger = ? AND session = ?", (state, messenger, name))
        else:
            db.execute("DELETE FROM reminded WHERE messenger = ? AND session = ?", (messenger, name))
        db.execute(
            "UPDATE messenger SET trouble = ?, failed = failed + 1, retry_at = ? WHERE name = ?",
            (trouble, rows.seconds(retry_at), messenger),
        )
