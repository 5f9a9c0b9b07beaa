"""Steps with people: what was suggested and what became of it, and what there is to speak of with somebody."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from outward.model import LedgerKind, Post, Touch
from outward.store import rows
from outward.store.database import Database

OPEN, DONE, LEFT = "open", "done", "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One step as it was suggested: `rung` as it was then, `url` where what it starts from was said (empty: nowhere).

    `state` is open, done or left; `touch` the contact noted.
    """

    id: int
    person: str
    rung: str
    url: str
    suggested_at: datetime
    state: str
    ended_at: datetime | None
    touch: int | None


def since(db: sqlite3.Connection, moment: datetime) -> list[Logged]:
    """Steps suggested after a moment, oldest first; a person has the id she is known by now."""
    found = db.execute(
        "SELECT step.id, coalesce(account.person, step.person) AS person, rung, step.url, suggested_at, state,"
        " ended_at, touch"
        " FROM step LEFT JOIN account ON account.id = step.person WHERE suggested_at > ?"
        " ORDER BY suggested_at, step.id",
        (rows.seconds(moment),),
    )
    return [_logged(row) for row in found]


def held(database: Database, moment: datetime) -> list[Logged]:
    """`since`, outside a transaction."""
    with database.reading() as db:
        return since(db, moment)


def suggest(db: sqlite3.Connection, steps: Iterable[tuple[str, str, str]], now: datetime) -> None:
    """Log steps suggested now, (person, rung, address to start from) each, inside the caller's transaction."""
    db.executemany(
        "INSERT INTO step (person, rung, url, suggested_at) VALUES (?, ?, ?, ?)",
        [(person, rung, url, rows.seconds(now)) for person, rung, url in steps],
    )


def end(db: sqlite3.Connection, number: int, state: str, now: datetime, touch: int | None = None) -> None:
    """Say what became of a step, inside the caller's transaction; `touch` is the contact noted for it."""
    db.execute(
        "UPDATE step SET state = ?, ended_at = ?, touch = ? WHERE id = ?", (state, rows.seconds(now), touch, number)
    )


def reopen(db: sqlite3.Connection, step: Logged) -> None:
    """Take back what was said of a step, with the contact noted for it and its lines in the ledger."""
    if step.touch is not None:
        noted = db.execute("DELETE FROM touch WHERE id = ? RETURNING person, at", (step.touch,)).fetchone()
        kinds = (str(LedgerKind.TALKED), str(LedgerKind.HELP_GIVEN))
        if noted is not None:
            for kind in kinds:
                db.execute(
                    "DELETE FROM ledger WHERE id ="
                    " (SELECT max(id) FROM ledger WHERE kind = ? AND subject = ? AND at = ?)",
                    (kind, noted["person"], noted["at"]),
                )
    db.execute("UPDATE step SET state = 'open', ended_at = NULL, touch = NULL WHERE id = ?", (step.id,))


def never(db: sqlite3.Connection, person: str, now: datetime) -> None:
    """Suggest no step with a person any more, inside the caller's transaction."""
    db.execute("INSERT OR IGNORE INTO no_step VALUES (?, ?)", (person, rows.seconds(now)))


def again(db: sqlite3.Connection, person: str) -> bool:
    """Suggest steps with a person again, inside the caller's transaction; whether none had been suggested."""
    gone = db.execute(
        "DELETE FROM no_step WHERE person = ?1 OR person IN (SELECT id FROM account WHERE person = ?1)", (person,)
    )
    return gone.rowcount > 0


def unwanted(database: Database) -> frozenset[str]:
    """People with whom no step is wanted, by the ids they are known by now."""
    with database.reading() as db:
        found = db.execute(
            "SELECT coalesce(account.person, no_step.person) FROM no_step LEFT JOIN account"
            " ON account.id = no_step.person"
        )
        return frozenset(row[0] for row in found)


def read(database: Database) -> frozenset[str]:
    """People whose words the user has read as a step."""
    with database.reading() as db:
        found = db.execute(
            "SELECT DISTINCT coalesce(account.person, step.person) FROM step LEFT JOIN account"
            " ON account.id = step.person WHERE state = 'done' AND rung = 'read'"
        )
        return frozenset(row[0] for row in found)


def number_of(db: sqlite3.Connection, touch: Touch) -> int | None:
    """The number of a contact that was kept, None where there is none such."""
    row = db.execute(
        "SELECT id FROM touch WHERE person = ? AND direction = ? AND how = ? AND at = ? AND url = ?",
        (touch.person, str(touch.direction), touch.how, rows.seconds(touch.at), touch.url),
    ).fetchone()
    return None if row is None else int(row["id"])


def written(database: Database, accounts: Collection[str], limit: int) -> list[int]:
    """Numbers of the newest posts of these accounts, repeats of others' left out."""
    with database.reading() as db:
        found = db.execute(
            "SELECT doc FROM post WHERE author IN (SELECT value FROM json_each(?)) AND NOT deleted"
            " AND repost_of IS NULL ORDER BY created_at DESC, doc DESC LIMIT ?",
            (rows.json(list(accounts)), limit),
        )
        return [row[0] for row in found]


def post_at(database: Database, url: str) -> Post | None:
    """The post that is at an address, None where none is known there."""
    with database.reading() as db:
        row = db.execute(
            "SELECT * FROM post WHERE url = ? AND url != '' AND NOT deleted ORDER BY doc LIMIT 1", (url,)
        ).fetchone()
        return None if row is None else rows.post(row)


def passed_on(database: Database, accounts: Collection[str], urls: Collection[str]) -> frozenset[str]:
    """Those of some addresses behind which is something that one of these accounts wrote or pointed at."""
    with database.reading() as db:
        found = db.execute(
            "WITH asked AS (SELECT value AS url, coalesce((SELECT resource FROM alias WHERE url = value), value)"
            " AS resource FROM json_each(:urls)), who AS (SELECT value AS id FROM json_each(:who))"
            " SELECT url FROM asked WHERE"
            " EXISTS (SELECT 1 FROM post WHERE resource = asked.resource AND author IN who AND NOT deleted)"
            " OR EXISTS (SELECT 1 FROM post WHERE url = asked.url AND author IN who AND NOT deleted)"
            " OR EXISTS (SELECT 1 FROM resource WHERE url = asked.resource AND author IN who)",
            {"urls": rows.json(list(urls)), "who": rows.json(list(accounts))},
        )
        return frozenset(row[0] for row in found)


def _logged(row: sqlite3.Row) -> Logged:
    suggested = rows.moment(row["suggested_at"])
    assert suggested is not None  # noqa: S101 - the column is NOT NULL
    return Logged(
        id=row["id"],
        person=row["person"],
        rung=row["rung"],
        url=row["url"],
        suggested_at=suggested,
        state=row["state"],
        ended_at=rows.moment(row["ended_at"]),
        touch=row["touch"],
    )
