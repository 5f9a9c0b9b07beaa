"""Her calendars, what they say is taken, and the rules of her week."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from outward.errors import InputError
from outward.model import Booked, Busy, Counts, WeekRules
from outward.store import rows
from outward.store.database import Database

_rules = msgspec.json.Decoder(WeekRules).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar as it stands.

    `kind` is "file", "subscription" or "caldav"; `address` is a path, a CalDAV address, or where the secret address of
    a subscription is kept, `shown` what a page may show of it. `until` is how far its busy times reach, `etag` and
    `modified` what its server said of the version read; `chosen`: sessions are put into it.
    """

    id: int
    name: str
    kind: str
    address: str
    shown: str
    user: str = ""
    password: str = ""
    all_day: Counts = Counts.BUSY
    tentative: Counts = Counts.BUSY
    titles: bool = True
    etag: str = ""
    modified: str = ""
    read_at: datetime | None = None
    until: datetime | None = None
    events: int = 0
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: str = ""
    retry_at: datetime | None = None
    chosen: bool = False


def add(database: Database, calendar: Calendar) -> Calendar:
    """Keep a calendar; its number is given to it. Raises `InputError` for a name that is taken."""
    with database.writing() as db:
        if db.execute("SELECT 1 FROM calendar WHERE name = ?", (calendar.name,)).fetchone():
            raise InputError(f"A calendar is called {calendar.name!r} already; choose another name with --name.")
        row = db.execute(
            "INSERT INTO calendar (name, kind, address, shown, user, password, all_day, tentative, titles)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            (
                calendar.name,
                calendar.kind,
                calendar.address,
                calendar.shown,
                calendar.user,
                calendar.password,
                str(calendar.all_day),
                str(calendar.tentative),
                int(calendar.titles),
            ),
        ).fetchone()
    return _calendar(row)


def secrets_at(database: Database, number: int, address: str, password: str) -> None:
    """Say where a calendar's secrets are kept."""
    with database.writing() as db:
        db.execute("UPDATE calendar SET address = ?, password = ? WHERE id = ?", (address, password, number))


def calendars(database: Database) -> list[Calendar]:
    """All of them, in the order they were named."""
    with database.reading() as db:
        return [_calendar(row) for row in db.execute("SELECT * FROM calendar ORDER BY id")]


def remove(database: Database, number: int) -> None:
    """Forget a calendar and everything it said."""
    with database.writing() as db:
        db.execute("DELETE FROM calendar WHERE id = ?", (number,))


def book(
    database: Database, number: int, booked: Booked, *, etag: str, modified: str, until: datetime, now: datetime
) -> None:
    """Put what a calendar says now in the place of what it said before."""
    with database.writing() as db:
        db.execute("DELETE FROM busy_time WHERE calendar = ?", (number,))
        db.executemany(
            "INSERT INTO busy_time VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, rows.seconds(b.start), rows.seconds(b.end), b.title, int(b.all_day), int(b.tentative))
                for b in booked.busy
            ],
        )
        reasons = [f"{d.excerpt}: {d.reason}" if d.excerpt else d.reason for d in booked.dropped]
        db.execute(
            "UPDATE calendar SET etag = ?, modified = ?, read_at = ?, until = ?, events = ?, dropped = ?, notes = ?,"
            " trouble = NULL, retry_at = NULL WHERE id = ?",
            (
                etag,
                modified,
                rows.seconds(now),
                rows.seconds(until),
                booked.events,
                rows.json(reasons[:500]),
                rows.json(booked.notes),
                number,
            ),
        )


def unchanged(database: Database, number: int, now: datetime) -> None:
    """Note that a calendar was asked and says what it said before."""
    with database.writing() as db:
        db.execute(
            "UPDATE calendar SET read_at = ?, trouble = NULL, retry_at = NULL WHERE id = ?",
            (rows.seconds(now), number),
        )


def failed(database: Database, number: int, trouble: str, retry_at: datetime | None) -> None:
    """Note that a calendar could not be read; what it said before stays."""
    with database.writing() as db:
        db.execute(
            "UPDATE calendar SET trouble = ?, retry_at = ? WHERE id = ?", (trouble, rows.seconds(retry_at), number)
        )


def choose(database: Database, number: int | None) -> None:
    """Say into which calendar sessions are put, None for no calendar."""
    with database.writing() as db:
        db.execute("UPDATE calendar SET chosen = (id IS ?)", (number,))


def busy(database: Database, since: datetime, until: datetime) -> list[Busy]:
    """What all calendars say is taken between two moments, in order of time."""
    with database.reading() as db:
        found = db.execute(
            "SELECT busy_time.*, calendar.name FROM busy_time JOIN calendar ON calendar.id = busy_time.calendar"
            " WHERE ends_at > ? AND starts_at < ? ORDER BY starts_at, ends_at, title",
            (rows.seconds(since), rows.seconds(until)),
        )
        return [
            Busy(
                start=datetime.fromtimestamp(row["starts_at"], UTC),
                end=datetime.fromtimestamp(row["ends_at"], UTC),
                title=row["title"],
                calendar=row["name"],
                all_day=bool(row["all_day"]),
                tentative=bool(row["tentative"]),
            )
            for row in found
        ]


def over(database: Database, before: datetime) -> int:
    """Take out what has been over since a moment; returns how much that was."""
    with database.writing() as db:
        return db.execute("DELETE FROM busy_time WHERE ends_at < ?", (rows.seconds(before),)).rowcount


def rules(database: Database) -> WeekRules:
    """The rules of her week, or the usual ones."""
    with database.reading() as db:
        row = db.execute("SELECT body FROM week_rules").fetchone()
        return WeekRules() if row is None else _rules(row[0])


def keep_rules(database: Database, rules_: WeekRules) -> None:
    """Keep the rules of her week."""
    with database.writing() as db:
        db.execute("INSERT OR REPLACE INTO week_rules VALUES (1, ?)", (rows.json(rules_),))


def _calendar(row: sqlite3.Row) -> Calendar:
    return Calendar(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        address=row["address"],
        shown=row["shown"],
        user=row["user"],
        password=row["password"],
        all_day=Counts(row["all_day"]),
        tentative=Counts(row["tentative"]),
        titles=bool(row["titles"]),
        etag=row["etag"],
        modified=row["modified"],
        read_at=rows.moment(row["read_at"]),
        until=rows.moment(row["until"]),
        events=row["events"],
        dropped=rows.texts(row["dropped"]),
        notes=rows.texts(row["notes"]),
        trouble=row["trouble"] or "",
        retry_at=rows.moment(row["retry_at"]),
        chosen=bool(row["chosen"]),
    )
