"""What a plan is made from and follows: pins, the candidates ranked last, hours as she said, what was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import msgspec

from outward.model import Item, Pin
from outward.store import rows
from outward.store.database import Database

_item = msgspec.json.Decoder(Item).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A pin, and the item as it was when it was pinned."""

    pin: Pin
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Candidates ranked at a moment, what they hang on beside what was read, and up to where the store was read."""

    items: tuple[Item, ...]
    state: str
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedAs:
    """How the plan that stands was asked for."""

    goal: int | None = None
    days: int = 7
    recipe: str = "plan"
    topic: str = ""


def pin(database: Database, pinned: Pinned, now: datetime) -> None:
    """Keep a pin; an item has one at most."""
    clock = pinned.pin.clock.isoformat() if pinned.pin.clock else None
    with database.writing() as db:
        db.execute(
            "INSERT OR REPLACE INTO pin VALUES (?, ?, ?, ?, ?)",
            (pinned.item.name, rows.json(pinned.item), pinned.pin.day.isoformat(), clock, rows.seconds(now)),
        )


def unpin(database: Database, item: str) -> bool:
    """Take the pin of an item away; False where it has none."""
    with database.writing() as db:
        return db.execute("DELETE FROM pin WHERE item = ?", (item,)).rowcount > 0


def pins(database: Database, today: date) -> tuple[Pinned, ...]:
    """Pins to today or later, in the order they were made."""
    with database.reading() as db:
        found = db.execute("SELECT * FROM pin WHERE day >= ? ORDER BY at, item", (today.isoformat(),))
        return tuple(
            Pinned(
                pin=Pin(
                    item=row["item"],
                    day=date.fromisoformat(row["day"]),
                    clock=time.fromisoformat(row["clock"]) if row["clock"] else None,
                ),
                item=_item(row["body"]),
            )
            for row in found
        )


def keep_material(database: Database, items: Sequence[Item], state: str, now: datetime) -> None:
    """Keep what was ranked, in the place of what was ranked before."""
    with database.writing() as db:
        db.execute("DELETE FROM material")
        db.executemany("INSERT INTO material (body) VALUES (?)", [(rows.json(item),) for item in items])
        db.execute(
            "INSERT OR REPLACE INTO material_of SELECT 1, ?, (SELECT seq FROM counter), ?", (state, rows.seconds(now))
        )


def material(database: Database) -> Material | None:
    """What was ranked last, if it is still there."""
    with database.reading() as db:
        row = db.execute("SELECT * FROM material_of").fetchone()
        if row is None:
            return None
        items = tuple(_item(one["body"]) for one in db.execute("SELECT body FROM material ORDER BY place"))
    at = rows.moment(row["at"])
    assert at is not None  # noqa: S101 - the column is NOT NULL
    return Material(items=items, state=row["state"], seq=row["seq"], at=at)


def said_so_far(database: Database) -> str:
    """Changes with what she says of results, people and adjustments, and with what she counts as hers."""
    queries = (
        "SELECT max(id), count(*) FROM feedback",
        "SELECT group_concat(answers || ' ' || words) FROM adjustment",
        "SELECT group_concat(wanted) FROM learned",
        "SELECT group_concat(person) FROM no_step",
    )
    with database.reading() as db:
        return repr([tuple(db.execute(query).fetchone()) for query in queries])


def seq(database: Database) -> int:
    """The number of the last write of what was read."""
    with database.reading() as db:
        return int(db.execute("SELECT seq FROM counter").fetchone()[0])


def open_steps(database: Database) -> frozenset[str]:
    """People a step with whom was suggested and is still open."""
    with database.reading() as db:
        return frozenset(row[0] for row in db.execute("SELECT person FROM step WHERE state = 'open'"))


def hours(database: Database) -> Mapping[tuple[int, int], float]:
    """How well she keeps sessions in an hour of the week, where she said so herself."""
    with database.reading() as db:
        return {(row["weekday"], row["hour"]): row["ease"] for row in db.execute("SELECT * FROM hour")}


def say_hour(database: Database, weekday: int, hour: int, ease: float | None) -> None:
    """Keep what she said of an hour; None: she says nothing any more."""
    with database.writing() as db:
        if ease is None:
            db.execute("DELETE FROM hour WHERE weekday = ? AND hour = ?", (weekday, hour))
        else:
            db.execute("INSERT OR REPLACE INTO hour VALUES (?, ?, ?)", (weekday, hour, ease))


def note_changes(database: Database, sentences: Sequence[str], now: datetime) -> None:
    """Keep that a plan was made, and what it changed in the one before."""
    with database.writing() as db:
        db.executemany(
            "INSERT INTO replanned (at, sentence) VALUES (?, ?)",
            [(rows.seconds(now), said) for said in sentences or ("",)],
        )


def note_asked(database: Database, asked: PlannedAs) -> None:
    """Keep how a plan was asked for."""
    with database.writing() as db:
        row = (asked.goal, asked.days, asked.recipe, asked.topic)
        db.execute("INSERT OR REPLACE INTO planned_as VALUES (1, ?, ?, ?, ?)", row)


def asked(database: Database) -> PlannedAs:
    """How the plan that stands was asked for, or the usual way."""
    with database.reading() as db:
        row = db.execute("SELECT goal, days, recipe, topic FROM planned_as").fetchone()
        return PlannedAs() if row is None else PlannedAs(*row)


def changes(database: Database, since: datetime, until: datetime) -> tuple[str, ...]:
    """What was changed between two moments, in order; what a clock that has jumped made later is not told."""
    with database.reading() as db:
        found = db.execute(
            "SELECT sentence FROM replanned WHERE at BETWEEN ? AND ? AND sentence != '' ORDER BY id",
            (rows.seconds(since), rows.seconds(until)),
        )
        return tuple(row["sentence"] for row in found)


def stood_at(database: Database) -> datetime | None:
    """What the clock said when the plan that stands was made; None where there is none."""
    with database.reading() as db:
        row = db.execute("SELECT at FROM replanned ORDER BY id DESC LIMIT 1").fetchone()
        return None if row is None else rows.moment(row["at"])


def last_planned(database: Database, until: datetime) -> datetime | None:
    """When a plan was last made, up to a moment."""
    with database.reading() as db:
        found = db.execute("SELECT max(at) FROM replanned WHERE at <= ?", (rows.seconds(until),))
        return rows.moment(found.fetchone()[0])
