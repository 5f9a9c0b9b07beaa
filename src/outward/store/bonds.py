"""To whom each account turned, added up: kept beside the ties and carried forward with what is new.

What is left of a contact fades by the same share every day (`whom.strength`), so a sum over many contacts fades as each
of them does: it is carried forward exactly, and new contacts are added to it. What new ties cost depends on how many
they are and to how many people their accounts had turned, never on how many ties there are. Triggers note which ties
are new (`fresh`), whoever writes them; where ties are taken out, their account is added up again from its ties.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from outward.model import TieKind
from outward.store import rows
from outward.store.database import Database

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNTED = (
    TieKind.FOLLOW, TieKind.REPLY, TieKind.MENTION, TieKind.LIKE, TieKind.REPOST, TieKind.QUOTE, TieKind.CONNECT,
    TieKind.MESSAGE, TieKind.LISTED,
)  # fmt: skip
"""Kinds of ties that are counted, in the order of the columns of `times`; new ones go to the end."""
MOST = 10
"""Ties of one kind between two accounts that are counted at most."""
AT_ONCE = 500_000
"""New ties added up in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What ties are worth: each kind; which do not fade; what is left after a day; how old one without a date is."""

    kinds: Mapping[TieKind, float]
    stand: frozenset[TieKind]
    fade: float
    undated: float


class _Sums(NamedTuple):
    """Pairs of accounts, sorted by `key` (number of the source · 2^32 + number of the target), and what was added up:
    ties counted by kind (n x 9), the worth of what stands, and of what fades as of one moment."""

    key: "NDArray[Any]"
    times: "NDArray[Any]"
    standing: "NDArray[Any]"
    faded: "NDArray[Any]"


class _Come(NamedTuple):
    """Ties that are new: the key of the pair, the place of the kind, second (NaN: undated), 1 if to be counted."""

    key: "NDArray[Any]"
    kind: "NDArray[Any]"
    at: "NDArray[Any]"
    counts: "NDArray[Any]"


def add_up(database: Database, worths: Worths, now: datetime) -> int:
    """Take in all ties that are new; returns how many. One whose day has not come yet is counted, but worth nothing."""
    taken, moment = 0, int(now.timestamp())
    while True:
        with database.writing() as db:
            _again(db)
            last, number = db.execute(
                "SELECT max(rowid), count(*) FROM (SELECT rowid FROM fresh ORDER BY rowid LIMIT ?)", (AT_ONCE,)
            ).fetchone()
            _take(db, last or 0, worths, moment)
            db.execute("DELETE FROM fresh WHERE rowid <= ?", (last or 0,))
        taken += int(number)
        if number < AT_ONCE:
            return taken


def sums(database: Database, accounts: Sequence[str], worths: Worths, now: datetime) -> dict[tuple[str, str], float]:
    """What is left at a moment of the worth of all ties, added up so far, from these accounts to each other one."""
    with database.reading() as db:
        numbers = {row["number"]: row["id"] for row in _numbers(db, accounts)}
        held = _held(db, list(numbers), worths, now.timestamp())
        ends = _ids(db, held.key & _LOW) | numbers
    left = zip(held.key.tolist(), (held.standing + held.faded).tolist(), strict=True)
    return {(ends[key >> 32], ends[key & _LOW]): worth for key, worth in left if key & _LOW in ends}


def counted(db: sqlite3.Connection) -> "tuple[dict[int, str], NDArray[Any], NDArray[Any], NDArray[Any]]":
    """All pairs of accounts with ties, new ones too: the person of each number; sources, targets, weights."""
    import numpy as np

    persons: dict[int, str] = dict(db.execute(_PERSONS).fetchall())
    held = db.execute("SELECT source, targets, weights FROM turned").fetchall()
    if db.execute("SELECT 1 FROM fresh LIMIT 1").fetchone():
        over, instead, unknown = _overlaid(db)
        persons |= unknown
        held = [row for row in held if row[0] not in instead]
    else:
        over = _Sums(np.empty(0, dtype=np.int64), np.empty((0, len(COUNTED)), dtype=np.uint8), np.empty(0), np.empty(0))
    source = np.repeat(np.array([row[0] for row in held], dtype=np.intc), [len(row[2]) for row in held])
    return (
        persons,
        np.concatenate((source, (over.key >> 32).astype(np.intc))),
        np.concatenate(
            (np.frombuffer(b"".join([row[1] for row in held]), dtype="<i4"), (over.key & _LOW).astype("<i4"))
        ),
        np.concatenate((np.frombuffer(b"".join([row[2] for row in held]), dtype=np.uint8), _weights(over.times))),
    )


def _overlaid(db: sqlite3.Connection) -> tuple[_Sums, frozenset[int], dict[int, str]]:
    """Accounts with ties not added up yet, as if they were; which they are, and the person of each number made for it.

    Nothing is written.
    """
    spoilt = rows.json([row[0] for row in db.execute(_SPOILT)])
    come = db.execute(_NOT_YET, (spoilt,)).fetchall()
    ends = {end for row in come for end in (row["source"], row["target"])}
    numbers = {row["id"]: row["number"] for row in _numbers(db, list(ends))}
    given = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'node'").fetchone()
    unknown = {id_: number for number, id_ in enumerate(sorted(ends - numbers.keys()), (given[0] if given else 0) + 1)}
    again = {row["number"] for row in db.execute(_NUMBERS, (spoilt,))}
    numbers |= unknown
    new = _come([[(numbers[row[0]], numbers[row[1]], *tuple(row)[2:]) for row in come]])
    known = sorted({*(new.key >> 32).tolist()} - again)
    persons = {
        unknown[row["id"]]: row["person"]
        for row in db.execute(f"SELECT id, person FROM account WHERE id IN {_THESE}", (rows.json(list(unknown)),))
    }
    return _joined(_held(db, known, _NOTHING, 0), new, _NOTHING, 0), frozenset((*known, *again)), persons


def _again(db: sqlite3.Connection) -> None:
    """Make ready to be added up anew: accounts of which ties were taken out."""
    spoilt = rows.json([row[0] for row in db.execute(_SPOILT)])
    if spoilt == "[]":
        return
    held = _held(db, [row["number"] for row in db.execute(_NUMBERS, (spoilt,))], _NOTHING, 0)
    ends = rows.json(sorted({*(held.key >> 32).tolist(), *(held.key & _LOW).tolist()}))
    db.execute(f"DELETE FROM fresh WHERE source IN {_THESE}", (spoilt,))
    db.execute(f"DELETE FROM waits WHERE source IN {_THESE}", (spoilt,))
    db.execute(f"DELETE FROM turned WHERE source IN (SELECT number FROM node WHERE id IN {_THESE})", (spoilt,))
    db.execute(f"INSERT INTO fresh SELECT source, target, kind, at FROM tie WHERE source IN {_THESE}", (spoilt,))
    db.execute(f"DELETE FROM node WHERE number IN {_THESE} AND {_ALONE}", (ends,))


def _take(db: sqlite3.Connection, last: int, worths: Worths, now: int) -> None:
    """Add up the new ties up to this row, and those whose day has come."""
    import numpy as np

    values = {"last": last, "now": now}
    for end in ("source", "target"):
        db.execute(f"INSERT OR IGNORE INTO node (id) SELECT {end} FROM fresh WHERE rowid <= :last", values)
    new = _come(_batches(db.execute(_FRESH, values)))
    due = _come(_batches(db.execute(_DUE, values)), counts=0)
    db.execute("DELETE FROM waits WHERE at <= :now", values)
    db.execute(_WAIT, values)
    come = _Come(*(np.concatenate(pair) for pair in zip(new, due, strict=True)))
    if not len(come.key):
        return
    joined = _joined(_held(db, np.unique(come.key >> 32).tolist(), worths, now), come, worths, now)
    db.executemany("INSERT OR REPLACE INTO turned VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(joined, now))


def _batches(cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    while batch := cursor.fetchmany(20_000):
        yield batch


def _come(batches: Iterable[Sequence[Any]], counts: int = 1) -> _Come:
    """New ties (number of source, of target, place of the kind, second or None) as columns."""
    import numpy as np

    found = [np.array([tuple(row) for row in batch], dtype=np.float64).reshape(-1, 4) for batch in batches]
    table = np.concatenate((np.empty((0, 4)), *found))
    source, target, kind = table[:, :3].astype(np.int64).T
    return _Come((source << 32) | target, kind, table[:, 3], np.full(len(table), counts))


def _joined(held: _Sums, come: _Come, worths: Worths, now: int) -> _Sums:
    """What is held (as of `now`) with new ties added to it."""
    import numpy as np

    keys, place = np.unique(np.concatenate((held.key, come.key)), return_inverse=True)
    before, after = place[: len(held.key)], place[len(held.key) :]
    times = np.zeros((len(keys), len(COUNTED)), dtype=np.uint8)
    times[before] = held.times
    for number in range(len(COUNTED)):
        more = np.bincount(after[come.kind == number], come.counts[come.kind == number], len(keys))
        times[:, number] = np.minimum(times[:, number] + more, MOST)
    stood, fades = _worth(come, worths, now)
    return _Sums(
        keys,
        times,
        np.bincount(place, np.concatenate((held.standing, stood)), len(keys)),
        np.bincount(place, np.concatenate((held.faded, fades)), len(keys)),
    )


def _worth(come: _Come, worths: Worths, now: int) -> "tuple[NDArray[Any], NDArray[Any]]":
    """What each new tie is worth: what stands, and what is left at `now` of what fades.

    What has no date is always as old, so what is left of it stands; what stands was counted when it came, and what lies
    ahead is worth nothing yet.
    """
    import numpy as np

    kinds = np.array([worths.kinds[kind] for kind in COUNTED])[come.kind]
    stands = np.array([kind in worths.stand for kind in COUNTED])[come.kind]
    days = (now - come.at) / _DAY
    undated = np.isnan(days)
    stood = kinds * np.where(stands, 1.0, worths.fade**worths.undated) * (stands | undated) * come.counts
    fades = np.where(stands | undated | (days < 0), 0.0, kinds * worths.fade ** np.where(days > 0, days, 0.0))
    return stood, fades


def _held(db: sqlite3.Connection, sources: Sequence[int], worths: Worths, now: float) -> _Sums:
    """What is held of these accounts, carried forward to `now`."""
    import numpy as np

    found = db.execute(_TURNED, (rows.json(sources),)).fetchall()
    lengths = np.array([len(row["standing"]) // 8 for row in found], dtype=np.int64)
    source = np.repeat(np.array([row["source"] for row in found], dtype=np.int64), lengths)
    days = np.repeat(np.array([(now - row["at"]) / _DAY for row in found], dtype=np.float64), lengths)
    target = np.frombuffer(b"".join(row["targets"] for row in found), dtype="<i4").astype(np.int64)
    return _Sums(
        (source << 32) | target,
        np.frombuffer(b"".join(row["times"] for row in found), dtype=np.uint8).reshape(-1, len(COUNTED)),
        np.frombuffer(b"".join(row["standing"] for row in found), dtype="<f8"),
        np.frombuffer(b"".join(row["faded"] for row in found), dtype="<f8") * worths.fade**days,
    )


def _rows(joined: _Sums, now: int) -> Iterator[tuple[object, ...]]:
    """A row of `turned` for each source."""
    import numpy as np

    source, target, weights = joined.key >> 32, (joined.key & _LOW).astype("<i4"), _weights(joined.times)
    starts = np.flatnonzero(np.r_[True, np.diff(source) != 0]).tolist()
    for start, end in zip(starts, (*starts[1:], len(source)), strict=True):
        yield (
            int(source[start]),
            now,
            target[start:end].tobytes(),
            weights[start:end].tobytes(),
            joined.times[start:end].tobytes(),
            joined.standing[start:end].astype("<f8").tobytes(),
            joined.faded[start:end].astype("<f8").tobytes(),
        )


def _weights(times: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np

    added: NDArray[Any] = times.sum(axis=1, dtype=np.uint8)
    return added


def _numbers(db: sqlite3.Connection, accounts: Sequence[str]) -> sqlite3.Cursor:
    return db.execute(_NUMBERS, (rows.json(list(accounts)),))


def _ids(db: sqlite3.Connection, numbers: "NDArray[Any]") -> dict[int, str]:
    found = db.execute(
        "SELECT number, id FROM node WHERE number IN (SELECT value FROM json_each(?))", (rows.json(numbers.tolist()),)
    )
    return {row["number"]: row["id"] for row in found}


_NOTHING = Worths(kinds=dict.fromkeys(TieKind, 0.0), stand=frozenset(), fade=1.0, undated=0.0)
"""For counting only."""
_DAY = 86_400
_THESE = "(SELECT value FROM json_each(?))"
_PERSONS = "SELECT number, person FROM account INDEXED BY account_person CROSS JOIN node ON node.id = account.id"
_LOW = 0xFFFFFFFF
_KIND = "CASE kind " + " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(COUNTED)) + " END"
_IS_COUNTED = "kind IN ('" + "', '".join(COUNTED) + "')"
_ALONE = (
    "NOT EXISTS (SELECT 1 FROM tie WHERE source = node.id) AND NOT EXISTS (SELECT 1 FROM tie WHERE target = node.id)"
)
_NUMBERS = "SELECT id, number FROM node WHERE id IN (SELECT value FROM json_each(?))"
_SPOILT = "SELECT DISTINCT source FROM fresh WHERE target IS NULL"
_TURNED = """SELECT source, at, targets, times, standing, faded FROM turned
WHERE source IN (SELECT value FROM json_each(?)) ORDER BY source"""
_FRESH = f"""
SELECT one.number, other.number, {_KIND}, at FROM fresh JOIN node AS one ON one.id = source
JOIN node AS other ON other.id = target WHERE fresh.rowid <= :last AND {_IS_COUNTED}
"""
_DUE = f"""
SELECT one.number, other.number, {_KIND}, at FROM waits JOIN node AS one ON one.id = source
JOIN node AS other ON other.id = target WHERE at <= :now
"""
_WAIT = f"""
INSERT INTO waits SELECT source, target, kind, at FROM fresh WHERE rowid <= :last AND at > :now AND {_IS_COUNTED}
"""
_NOT_YET = f"""
SELECT source, target, {_KIND}, at FROM fresh
WHERE target IS NOT NULL AND {_IS_COUNTED} AND source NOT IN (SELECT value FROM json_each(?1))
UNION ALL
SELECT source, target, {_KIND}, at FROM tie WHERE {_IS_COUNTED} AND source IN (SELECT value FROM json_each(?1))
"""
