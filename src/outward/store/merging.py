"""One record met again: what is new goes in, what changed is updated, what says less takes nothing away."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from outward.store import rows

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """How one table's records meet: its columns (the first is the key), and how the old and the new are joined.

    `keep` are columns where an empty new value leaves the old one; `own` names a column that must be filled for
    the record to override (else it only fills gaps); `body` is a column that only a record with `measure` replaces once
    the old one has it, and always then (a whole text takes the place of a teaser, never the other way around); `fixed`
    are never changed by a later record; `written` is the column that takes the new value only when one of `words`
    changed.
    """

    name: str
    columns: tuple[str, ...]
    keep: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    own: str = ""
    body: str = ""
    measure: str = ""
    written: str = ""
    words: frozenset[str] = frozenset()

    def join(self, old: Row, new: Row) -> Row:
        """The record as it stands after hearing the new one."""
        fills_only = bool(self.own) and not new[self.columns.index(self.own)]
        place = self.columns.index(self.measure) if self.measure else -1
        teaser = place >= 0 and old[place] is not None and new[place] is None
        whole = place >= 0 and old[place] is None and new[place] is not None
        return tuple(
            self._value(name, before, after, teaser if name == self.body and (teaser or whole) else fills_only)
            for name, before, after in zip(self.columns, old, new, strict=True)
        )

    def settle(self, old: Row, joined: Row) -> Row:
        """The joined record, its `written` column as it was where no word changed."""
        if not self.written:
            return joined
        told = any(joined[i] != old[i] for i, name in enumerate(self.columns) if name in self.words)
        at = self.columns.index(self.written)
        return joined if told else (*joined[:at], old[at], *joined[at + 1 :])

    def _value(self, name: str, before: Any, after: Any, fills_only: bool) -> Any:
        if name in self.fixed or (fills_only and before not in (None, "")):
            return before
        if name in self.keep and after in (None, "", "[]"):
            return before
        return after


ACCOUNT = Table(
    name="account",
    columns=tuple("id network handle name bio url followers following bot indexable links verified person".split()),
    keep=frozenset({"handle", "name", "bio", "url", "followers", "following", "indexable", "links", "verified"}),
    fixed=frozenset({"person"}),
)
RESOURCE = Table(
    name="resource",
    columns=tuple(
        (
            "url form title text author published_at lang words seconds free chapters captions transcript chapters_at"
        ).split()
    ),
    keep=frozenset(
        "title text author published_at lang words seconds free chapters captions transcript chapters_at".split()
    ),
    own="author",
    body="text",
    measure="words",
)
POST = Table(
    name="post",
    columns=tuple(
        (
            "id network author text url resource created_at lang reply_to quotes repost_of tags mentions"
            " likes reposts replies seq"
        ).split()
    ),
    keep=frozenset({"created_at", "lang", "reply_to", "quotes", "likes", "reposts", "replies"}),
    written="seq",
    words=frozenset({"text", "resource", "repost_of", "reply_to"}),
)


@dataclass(frozen=True, slots=True)
class Merged:
    """Keys of the records that were added and updated; how many were as they are."""

    added: list[str]
    updated: list[str]
    unchanged: int


def merge(db: sqlite3.Connection, table: Table, records: Sequence[Row]) -> Merged:
    """Write records (rows in the order of the table's columns), inside the caller's transaction."""
    columns = ", ".join(table.columns)
    key = table.columns[0]
    known: dict[str, Row] = {
        row[0]: tuple(row)
        for row in db.execute(
            f"SELECT {columns} FROM {table.name} WHERE {key} IN (SELECT value FROM json_each(?))",
            (rows.json([record[0] for record in records]),),
        )
    }
    heard: dict[str, Row] = {}
    for record in records:
        old = heard.get(record[0]) or known.get(record[0])
        heard[record[0]] = record if old is None or old == record else table.join(old, record)
    fresh = {name: record for name, record in heard.items() if name not in known}
    settled = {name: table.settle(known[name], heard[name]) for name in heard if name in known}
    changed = {name: record for name, record in settled.items() if record != known[name]}
    marks = ", ".join("?" * len(table.columns))
    db.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", fresh.values())
    places = ", ".join(f"{name} = ?" for name in table.columns)
    db.executemany(
        f"UPDATE {table.name} SET {places} WHERE {key} = ?", [(*record, record[0]) for record in changed.values()]
    )
    return Merged(list(fresh), list(changed), len(heard) - len(fresh) - len(changed))


def added(db: sqlite3.Connection, insert: str, records: Sequence[Row]) -> int:
    """Write records that are never changed; returns how many were new."""
    return max(0, db.executemany(insert, records).rowcount)
