"""When she looked at what is worth it for a goal, and how she wants its ranking adjusted."""

from datetime import datetime, timedelta
from typing import NamedTuple

from outward.store import rows
from outward.store.database import Database

SITTING = timedelta(hours=1)
"""Looks this close together are one: opening a page twice does not make everything old."""


class Look(NamedTuple):
    """A moment she looked, and the newest document held then."""

    at: datetime
    held: int


def looked(database: Database, answers: int, now: datetime) -> None:
    """Note that she was shown what is worth it for a goal."""
    with database.writing() as db:
        db.execute(
            "INSERT INTO look VALUES (?, ?, (SELECT coalesce(max(doc), 0) FROM post))", (answers, rows.seconds(now))
        )


def last_look(database: Database, answers: int, now: datetime) -> Look | None:
    """Her last look for a goal before this sitting."""
    with database.reading() as db:
        found = db.execute(
            "SELECT at, doc FROM look WHERE answers = ? AND at <= ? ORDER BY at DESC LIMIT 1",
            (answers, rows.seconds(now - SITTING)),
        ).fetchone()
    moment = rows.moment(found["at"]) if found else None
    return Look(moment, found["doc"]) if moment else None


def adjustment(database: Database, answers: int) -> str:
    """The words by which she adjusts the ranking for a goal; empty where she does not."""
    with database.reading() as db:
        found = db.execute("SELECT words FROM adjustment WHERE answers = ?", (answers,)).fetchone()
    return found["words"] if found else ""


def keep_adjustment(database: Database, answers: int, words: str) -> None:
    """Keep the words by which she adjusts the ranking for a goal; empty ones are forgotten."""
    with database.writing() as db:
        db.execute("DELETE FROM adjustment WHERE answers = ?", (answers,))
        if words:
            db.execute("INSERT INTO adjustment VALUES (?, ?)", (answers, words))
