"""What was really done: takeaways, touches, the ledger, and what the user said of what she was shown."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from outward.model import LedgerEntry, LedgerKind, Mark, MarkKind, Takeaway
from outward.store import rows
from outward.store import touches as contacts
from outward.store.database import Database
from outward.store.merging import added

keep_touches = contacts.keep
touches = contacts.touches


def note(db: sqlite3.Connection, entry: LedgerEntry) -> None:
    """Write one line of the ledger, inside the caller's transaction."""
    db.execute(
        "INSERT INTO ledger (kind, at, minutes, subject, network) VALUES (?, ?, ?, ?, ?)",
        (str(entry.kind), rows.seconds(entry.at), entry.minutes, entry.subject, entry.network),
    )


def ledger(database: Database, since: datetime) -> list[LedgerEntry]:
    """Ledger entries from a moment on, oldest first; a person in them has the id she is known by now."""
    with database.reading() as db:
        found = db.execute(
            "SELECT ledger.id, kind, at, minutes, coalesce(account.person, subject) AS subject, ledger.network"
            " FROM ledger LEFT JOIN account ON account.id = ledger.subject WHERE at >= ? ORDER BY at, ledger.id",
            (rows.seconds(since),),
        )
        return [
            LedgerEntry(
                id=row["id"],
                kind=LedgerKind(row["kind"]),
                at=_moment(row["at"]),
                minutes=row["minutes"],
                subject=row["subject"],
                network=row["network"],
            )
            for row in found
        ]


def keep_takeaway(db: sqlite3.Connection, takeaway: Takeaway) -> int:
    """Keep a takeaway, new or reviewed, inside the caller's transaction; returns its number."""
    row = db.execute(
        "INSERT INTO takeaway VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text,"
        " change = excluded.change, due = excluded.due, card = excluded.card, applied_at = excluded.applied_at"
        " RETURNING id",
        (
            takeaway.id,
            takeaway.text,
            takeaway.change,
            takeaway.url,
            rows.seconds(takeaway.created_at),
            rows.seconds(takeaway.due),
            takeaway.card,
            rows.seconds(takeaway.applied_at),
        ),
    ).fetchone()
    return int(row[0])


def takeaways(database: Database) -> list[Takeaway]:
    """All takeaways, the one due first first."""
    with database.reading() as db:
        return [
            Takeaway(
                id=row["id"],
                text=row["text"],
                change=row["change"],
                url=row["url"],
                created_at=_moment(row["created_at"]),
                due=_moment(row["due"]),
                card=row["card"],
                applied_at=rows.moment(row["applied_at"]),
            )
            for row in db.execute("SELECT * FROM takeaway ORDER BY due, id")
        ]


def keep_marks(db: sqlite3.Connection, marks: Sequence[Mark]) -> int:
    """Keep what the user did with resources elsewhere, inside the caller's transaction. Returns the new ones."""
    return added(
        db,
        "INSERT OR IGNORE INTO mark (url, kind, at)"
        " VALUES (coalesce((SELECT resource FROM alias WHERE url = ?1), ?1), ?2, ?3)",
        [(m.url, str(m.kind), rows.seconds(m.at)) for m in marks],
    )


def marked(database: Database, kind: MarkKind) -> frozenset[str]:
    """Addresses of the resources the user has seen, liked or saved elsewhere."""
    with database.reading() as db:
        return frozenset(row[0] for row in db.execute("SELECT url FROM mark WHERE kind = ?", (str(kind),)))


def say(database: Database, verdict: str, aim: str, subject: str, now: datetime) -> None:
    """Keep a judgement: the verdict, what it aims at (resource, person, topic ...) and which one."""
    with database.writing() as db:
        judge(db, verdict, aim, subject, now)


def judge(db: sqlite3.Connection, verdict: str, aim: str, subject: str, now: datetime) -> None:
    """Keep a judgement inside the caller's transaction."""
    db.execute(
        "INSERT INTO feedback (verdict, aim, subject, at) VALUES (?, ?, ?, ?)",
        (verdict, aim, subject, rows.seconds(now)),
    )


def unsay(database: Database, number: int | None = None) -> tuple[str, str, str] | None:
    """Take back the judgement of that number, the last by default; returns its verdict, aim and subject.

    None when there is none.
    """
    with database.writing() as db:
        row = db.execute(
            "DELETE FROM feedback WHERE id = coalesce(?, (SELECT max(id) FROM feedback))"
            " RETURNING verdict, aim, subject",
            (number,),
        ).fetchone()
        return None if row is None else (row["verdict"], row["aim"], row["subject"])


def judgements(database: Database) -> list[tuple[str, str, str, datetime]]:
    """Every judgement: verdict, aim, subject, when; oldest first. A person has the id she is known by now."""
    with database.reading() as db:
        found = db.execute(
            "SELECT verdict, aim, coalesce(account.person, subject) AS subject, at FROM feedback"
            " LEFT JOIN account ON account.id = subject AND aim IN ('person', 'source') ORDER BY feedback.id"
        )
        return [(row["verdict"], row["aim"], row["subject"], _moment(row["at"])) for row in found]


class Said(NamedTuple):
    """One judgement with its number; `name` of a person or title of a resource, empty where nobody knows."""

    number: int
    verdict: str
    aim: str
    subject: str
    at: datetime
    name: str


def said(database: Database) -> list[Said]:
    """Every judgement with its number, the last first."""
    with database.reading() as db:
        found = db.execute(
            "SELECT feedback.id, verdict, aim, subject, at, coalesce(nullif(resource.title, ''),"
            " nullif(account.name, ''), account.handle, '') AS name FROM feedback"
            " LEFT JOIN resource ON aim = 'resource' AND resource.url = subject"
            " LEFT JOIN account ON aim IN ('person', 'source') AND account.id = subject ORDER BY feedback.id DESC"
        )
        return [
            Said(row["id"], row["verdict"], row["aim"], row["subject"], _moment(row["at"]), row["name"])
            for row in found
        ]


class Shown(NamedTuple):
    """One result as it is shown: the probability of its seat, and what every scorer found in it (0..1)."""

    subject: str
    propensity: float
    found: Mapping[str, float]


def shown(database: Database, answers: int, recipe: str, results: Sequence[Shown], now: datetime) -> None:
    """Log what was shown, in order: by which recipe, at which place, how probably, and what was found in it."""
    with database.writing() as db:
        db.executemany(
            "INSERT INTO shown (at, answers, subject, position, propensity, recipe, found)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (rows.seconds(now), answers, one.subject, place, one.propensity, recipe, _json(one.found))
                for place, one in enumerate(results, start=1)
            ],
        )


class Judged(NamedTuple):
    """A judgement of a result, and how it was shown last before: place, probability, findings, `row` of the log."""

    verdict: str
    subject: str
    position: int
    propensity: float
    found: Mapping[str, float]
    row: int


def judged(database: Database) -> list[Judged]:
    """Judgements of results that had been shown, oldest first."""
    with database.reading() as db:
        found = db.execute(
            "SELECT verdict, feedback.subject, position, propensity, found, shown.rowid AS row"
            " FROM feedback JOIN shown ON shown.rowid ="
            " (SELECT rowid FROM shown WHERE subject = feedback.subject AND at <= feedback.at AND found != '{}'"
            " ORDER BY at DESC, rowid DESC LIMIT 1) WHERE aim = 'resource' ORDER BY feedback.id"
        )
        return [
            Judged(
                row["verdict"], row["subject"], row["position"], row["propensity"], json.loads(row["found"]), row["row"]
            )
            for row in found
        ]


def found(database: Database, row: int, most: int = 1_000) -> list[Mapping[str, float]]:
    """What was found in the results shown last before a row of the log, that one included."""
    with database.reading() as db:
        last = db.execute(
            "SELECT found FROM shown WHERE found != '{}' AND rowid <= ? ORDER BY rowid DESC LIMIT ?", (row, most)
        )
        return [json.loads(row["found"]) for row in last]


class Choice(NamedTuple):
    """Whether her judgements may weigh, and whether she was told that they do."""

    wanted: bool
    told: bool


def choice(database: Database) -> Choice:
    """What she chose; unless she did, her judgements may weigh."""
    with database.reading() as db:
        row = db.execute("SELECT wanted, told FROM learned").fetchone()
        return Choice(bool(row["wanted"]), bool(row["told"])) if row else Choice(wanted=True, told=False)


def choose(database: Database, choice: Choice) -> None:
    """Keep what she chose."""
    with database.writing() as db:
        db.execute("INSERT OR REPLACE INTO learned VALUES (1, ?, ?)", choice)


def _json(found: Mapping[str, float]) -> str:
    return json.dumps({name: round(x, 4) for name, x in found.items()}, separators=(",", ":"))


def _moment(value: int) -> datetime:
    moment = rows.moment(value)
    assert moment is not None  # noqa: S101 - the column is NOT NULL
    return moment
