"""How ties with people began and what became of them, in the user's words; and what she said needs no answer."""

import sqlite3
from datetime import datetime
from typing import NamedTuple

from outward.store import rows
from outward.store.database import Database


class Met(NamedTuple):
    """What she said last of one person: how they met, what became of it (one word), and more in her words."""

    met: str
    became: str
    words: str
    at: datetime


def met(database: Database, person: str | None = None) -> dict[str, Met]:
    """What she said last, by the person as known now."""
    with database.reading() as db:
        found = db.execute(_SAID, {"person": person})
        return {row["person"]: Met(row["met"], row["became"], row["words"], _moment(row["at"])) for row in found}


def say(database: Database, person: str, said: Met) -> None:
    """Keep what she says of a person; what she said before stays, to be gone back to."""
    with database.writing() as db:
        db.execute(
            "INSERT INTO met (person, met, became, words, at) VALUES (?, ?, ?, ?, ?)",
            (person, said.met, said.became, said.words, rows.seconds(said.at)),
        )


def unsay(database: Database, person: str) -> bool:
    """Take back what she said of a person last; False when there is nothing."""
    with database.writing() as db:
        row = db.execute(_LAST, {"person": person}).fetchone()
        if row is None:
            return False
        db.execute("DELETE FROM met WHERE id = ?", (row[0],))
        return True


def settle(database: Database, person: str, now: datetime) -> None:
    """Note that what a person said until now needs no answer."""
    with database.writing() as db:
        db.execute("INSERT INTO settled (person, at) VALUES (?, ?)", (person, rows.seconds(now)))


def unsettle(database: Database, person: str) -> bool:
    """Take the last such note on a person back; False when there is none."""
    with database.writing() as db:
        return db.execute(_UNSETTLE, {"person": person}).rowcount > 0


def settled(database: Database) -> dict[str, datetime]:
    """Up to when what each person said needs no answer."""
    with database.reading() as db:
        found: list[sqlite3.Row] = db.execute(
            "SELECT coalesce(account.person, settled.person) AS person, max(at) AS at FROM settled"
            " LEFT JOIN account ON account.id = settled.person GROUP BY 1"
        ).fetchall()
        return {row["person"]: _moment(row["at"]) for row in found}


def _moment(value: int) -> datetime:
    moment = rows.moment(value)
    assert moment is not None  # noqa: S101 - the column is NOT NULL
    return moment


_SAID = """
SELECT coalesce(account.person, met.person) AS person, met, became, words, at
FROM met LEFT JOIN account ON account.id = met.person
WHERE :person IS NULL OR coalesce(account.person, met.person) = :person ORDER BY met.id
"""
_LAST = """
SELECT max(met.id) FROM met LEFT JOIN account ON account.id = met.person
WHERE coalesce(account.person, met.person) = :person HAVING max(met.id) IS NOT NULL
"""
_UNSETTLE = """
DELETE FROM settled WHERE id = (SELECT max(settled.id) FROM settled LEFT JOIN account ON account.id = settled.person
  WHERE coalesce(account.person, settled.person) = :person)
"""
