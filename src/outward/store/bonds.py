"""To whom each account turned, added up: kept beside the ties and carried forward with what is new.

What is left of a contact fades by the same share every day (`whom.strength`), so a sum over many contacts fades as each
of them does: it is carried forward exactly, and new contacts are added to it. What new ties cost depends on how many
they are and to how many people their accounts had turned, never on how many ties there are. Triggers note which ties
are new (`fresh`), whoever writes them; where ties are taken out, their account is added up again from its ties.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
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
_PLACES = {str(kind): place for place, kind in enumerate(COUNTED)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What ties are worth: each kind; which do not fade; what is left after a day; how old one without a date is."""

    kinds: Mapping[TieKind, float]
    stand: frozenset[TieKind]
    fade: float
    undated: float


class Turned(NamedTuple):
    """To whom one account turned: `targets` sorted, and for each of them the ties counted by kind (n × 9), the worth
    of what stands, and of what fades as of the second `at`."""

    at: int
    targets: "NDArray[Any]"
    times: "NDArray[Any]"
    standing: "NDArray[Any]"
    faded: "NDArray[Any]"

    @property
    def weights(self) -> "NDArray[Any]":
        """How many ties there are to each target."""
        import numpy as np

        added: NDArray[Any] = self.times.sum(axis=1, dtype=np.uint8)
        return added


class _Come(NamedTuple):
    """Ties that are new: numbers of source and target, place of the kind, second (NaN: undated), 1 if to be counted."""

    source: "NDArray[Any]"
    target: "NDArray[Any]"
    kind: "NDArray[Any]"
    at: "NDArray[Any]"
    counts: "NDArray[Any]"


def add_up(database: Database, worths: Worths, now: datetime) -> int:
    """Take in all ties that are new; returns how many. One whose day has not come yet is counted, but worth nothing."""
    taken = 0
    while True:
        with database.writing() as db:
            _again(db)
            held = db.execute(
                "SELECT rowid, source, target, kind, at FROM fresh ORDER BY rowid LIMIT ?", (AT_ONCE,)
            ).fetchall()
            last = held[-1]["rowid"] if held else 0
            _take(db, [tuple(row)[1:] for row in held], worths, int(now.timestamp()))
            db.execute("DELETE FROM fresh WHERE rowid <= ?", (last,))
            taken += len(held)
        if len(held) < AT_ONCE:
            return taken


def sums(database: Database, accounts: Sequence[str], worths: Worths, now: datetime) -> dict[tuple[str, str], float]:
    """What is left at a moment of the worth of all ties, added up so far, from these accounts to each other one."""
    moment = now.timestamp()
    found: dict[tuple[str, str], float] = {}
    with database.reading() as db:
        numbers = {row["id"]: row["number"] for row in _numbers(db, accounts)}
        held = {number: _held(db, number) for number in numbers.values()}
        ends = _ids(db, {int(target) for row in held.values() if row for target in row.targets})
        for account, number in numbers.items():
            row = held[number]
            if row is None:
                continue
            left = row.standing + row.faded * worths.fade ** ((moment - row.at) / 86_400)
            for target, worth in zip(row.targets.tolist(), left.tolist(), strict=True):
                if target in ends:
                    found[account, ends[target]] = worth
    return found


def counted(db: sqlite3.Connection) -> "tuple[dict[int, str], NDArray[Any], NDArray[Any], NDArray[Any]]":
    """All pairs of accounts with ties: the id of each number; sources, targets, weights. New ties are included."""
    import numpy as np

    ids = {row["number"]: row["id"] for row in db.execute("SELECT number, id FROM node")}
    over = _overlaid(db, ids)
    sources: list[int] = []
    lengths: list[int] = []
    targets: list[bytes] = []
    weights: list[bytes] = []
    for source, target, weight in _all(db, over):
        sources.append(source)
        lengths.append(len(weight))
        targets.append(target)
        weights.append(weight)
    return (
        ids,
        np.repeat(np.array(sources, dtype=np.int32), np.array(lengths, dtype=np.int64)),
        np.frombuffer(b"".join(targets), dtype="<i4"),
        np.frombuffer(b"".join(weights), dtype=np.uint8),
    )


def _all(db: sqlite3.Connection, over: Mapping[int, Turned]) -> Iterator[tuple[int, bytes, bytes]]:
    """Source, targets and weights of every account that turned to anybody."""
    for source, targets, weights in db.execute("SELECT source, targets, weights FROM turned"):
        if source not in over:
            yield source, targets, weights
    for source, turned in over.items():
        yield source, turned.targets.astype("<i4").tobytes(), turned.weights.tobytes()


def _overlaid(db: sqlite3.Connection, ids: dict[int, str]) -> dict[int, Turned]:
    """Accounts with ties not added up yet, as if they were; nothing is written, `ids` learns the new numbers."""
    spoilt = [row[0] for row in db.execute(_SPOILT)]
    come = [
        tuple(row)
        for row in db.execute(
            "SELECT source, target, kind, at FROM fresh WHERE target IS NOT NULL AND source NOT IN"
            " (SELECT value FROM json_each(?1)) UNION ALL SELECT source, target, kind, at FROM tie WHERE source IN"
            " (SELECT value FROM json_each(?1))",
            (rows.json(spoilt),),
        )
    ]
    numbers = {id_: number for number, id_ in ids.items()}
    unknown = sorted({end for tie in come for end in tie[:2]} - numbers.keys())
    given = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'node'").fetchone()
    numbers |= {id_: number for number, id_ in enumerate(unknown, start=(given[0] if given else 0) + 1)}
    ids |= {numbers[id_]: id_ for id_ in unknown}
    emptied = {numbers[id_]: _nobody(0) for id_ in spoilt if id_ in numbers}
    nothing = Worths(kinds=dict.fromkeys(TieKind, 0.0), stand=frozenset(), fade=1.0, undated=0.0)
    return emptied | {
        source: _joined(emptied.get(source) or _held(db, source), new, nothing, 0)
        for source, new in _by_source(_come(come, numbers))
    }


def _again(db: sqlite3.Connection) -> None:
    """Make ready to be added up anew: accounts of which ties were taken out."""
    spoilt = rows.json([row[0] for row in db.execute(_SPOILT)])
    if spoilt == "[]":
        return
    which = "(SELECT value FROM json_each(?))"
    db.execute(f"DELETE FROM fresh WHERE source IN {which}", (spoilt,))
    db.execute(f"DELETE FROM waits WHERE source IN {which}", (spoilt,))
    db.execute(f"DELETE FROM turned WHERE source IN (SELECT number FROM node WHERE id IN {which})", (spoilt,))
    db.execute(f"INSERT INTO fresh SELECT source, target, kind, at FROM tie WHERE source IN {which}", (spoilt,))


def _take(db: sqlite3.Connection, ties: Sequence[tuple[Any, ...]], worths: Worths, now: int) -> None:
    """Add up these ties and those whose day has come."""
    import numpy as np

    due = [tuple(row) for row in db.execute("SELECT source, target, kind, at FROM waits WHERE at <= ?", (now,))]
    db.execute("DELETE FROM waits WHERE at <= ?", (now,))
    if not ties and not due:
        return
    ends = sorted({end for tie in (*ties, *due) for end in tie[:2]})
    db.executemany("INSERT OR IGNORE INTO node (id) VALUES (?)", [(end,) for end in ends])
    numbers = {row["id"]: row["number"] for row in _numbers(db, ends)}
    new, old = _come(ties, numbers), _come(due, numbers, counts=0)
    db.executemany("INSERT INTO waits VALUES (?, ?, ?, ?)", [tie for tie in ties if _later(tie, now)])
    together = _Come(*(np.concatenate(pair) for pair in zip(new, old, strict=True)))
    db.executemany(
        "INSERT OR REPLACE INTO turned VALUES (?, ?, ?, ?, ?, ?, ?)",
        (_row(source, _joined(_held(db, source), come, worths, now)) for source, come in _by_source(together)),
    )


def _later(tie: tuple[Any, ...], now: int) -> bool:
    return tie[2] in _PLACES and tie[3] is not None and tie[3] > now


def _come(ties: Sequence[tuple[Any, ...]], numbers: Mapping[str, int], counts: int = 1) -> _Come:
    """New ties in numbers; kinds that are not counted are left out."""
    import numpy as np

    kept = [
        (numbers[source], numbers[target], _PLACES[kind], at) for source, target, kind, at in ties if kind in _PLACES
    ]
    source, target, kind, at = zip(*kept, strict=True) if kept else ((), (), (), ())
    return _Come(
        np.array(source, dtype=np.int64),
        np.array(target, dtype=np.int64),
        np.array(kind, dtype=np.int64),
        np.array(at, dtype=np.float64),
        np.full(len(kept), counts, dtype=np.int64),
    )


def _by_source(come: _Come) -> Iterator[tuple[int, _Come]]:
    import numpy as np

    if not len(come.source):
        return
    order = np.argsort(come.source, kind="stable")
    sorted_ = _Come(*(column[order] for column in come))
    starts = np.flatnonzero(np.r_[True, np.diff(sorted_.source) != 0])
    for start, end in zip(starts.tolist(), (*starts[1:].tolist(), len(order)), strict=True):
        yield int(sorted_.source[start]), _Come(*(column[start:end] for column in sorted_))


def _joined(held: Turned | None, come: _Come, worths: Worths, now: int) -> Turned:
    """To whom one account turned, with its new ties, as of a moment."""
    import numpy as np

    old = held or _nobody(now)
    targets = np.union1d(old.targets, come.target)
    before, after = np.searchsorted(targets, old.targets), np.searchsorted(targets, come.target)
    times = np.zeros((len(targets), len(COUNTED)), dtype=np.int64)
    times[before] = old.times
    np.add.at(times, (after, come.kind), come.counts)
    kinds = np.array([worths.kinds[kind] for kind in COUNTED])
    stands = np.array([kind in worths.stand for kind in COUNTED])[come.kind]
    days = (now - come.at) / 86_400
    undated = np.isnan(days)
    # what stands was counted when it came; what has no date never changes, so it stands as well
    left = kinds[come.kind] * np.where(undated, worths.fade**worths.undated, worths.fade ** np.maximum(days, 0.0))
    stood = np.where(stands, kinds[come.kind], left) * (stands | undated) * come.counts
    fades = np.where(stands | undated | (days < 0), 0.0, left)
    standing, faded = np.zeros(len(targets)), np.zeros(len(targets))
    standing[before], faded[before] = old.standing, old.faded * worths.fade ** ((now - old.at) / 86_400)
    np.add.at(standing, after, stood)
    np.add.at(faded, after, fades)
    return Turned(now, targets, np.minimum(times, MOST).astype(np.uint8), standing, faded)


def _nobody(at: int) -> Turned:
    import numpy as np

    empty = np.empty(0)
    return Turned(at, empty.astype(np.int64), np.empty((0, len(COUNTED)), dtype=np.uint8), empty, empty)


def _held(db: sqlite3.Connection, source: int) -> Turned | None:
    import numpy as np

    row = db.execute("SELECT at, targets, times, standing, faded FROM turned WHERE source = ?", (source,)).fetchone()
    if row is None:
        return None
    return Turned(
        row["at"],
        np.frombuffer(row["targets"], dtype="<i4").astype(np.int64),
        np.frombuffer(row["times"], dtype=np.uint8).reshape(-1, len(COUNTED)),
        np.frombuffer(row["standing"], dtype="<f8"),
        np.frombuffer(row["faded"], dtype="<f8"),
    )


def _row(source: int, turned: Turned) -> tuple[object, ...]:
    return (
        source,
        turned.at,
        turned.targets.astype("<i4").tobytes(),
        turned.weights.tobytes(),
        turned.times.tobytes(),
        turned.standing.astype("<f8").tobytes(),
        turned.faded.astype("<f8").tobytes(),
    )


def _numbers(db: sqlite3.Connection, accounts: Sequence[str]) -> sqlite3.Cursor:
    return db.execute(
        "SELECT id, number FROM node WHERE id IN (SELECT value FROM json_each(?))", (rows.json(list(accounts)),)
    )


def _ids(db: sqlite3.Connection, numbers: set[int]) -> dict[int, str]:
    found = db.execute(
        "SELECT number, id FROM node WHERE number IN (SELECT value FROM json_each(?))", (rows.json(sorted(numbers)),)
    )
    return {row["number"]: row["id"] for row in found}


_SPOILT = "SELECT DISTINCT source FROM fresh WHERE target IS NULL"
