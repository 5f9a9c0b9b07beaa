"""Connections and the sources read through them: what was approved, where reading stopped, what went wrong."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from outward.model import Connection, Dropped, Page, Parsed, Source
from outward.store import rows
from outward.store.cutting import UNCUT, cut, shown
from outward.store.database import Database
from outward.store.posts import Counts, save

_settings = msgspec.json.Decoder(dict[str, str]).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How reading one source stands. `checked` is False while nobody has been able to check its address."""

    source: Source
    cursor: str
    synced_at: datetime | None
    checked: bool
    trouble: str | None
    retry_at: datetime | None


def connect(database: Database, connection: Connection, now: datetime) -> None:
    """Make or change a connection; sources already known keep their place."""
    with database.writing() as db:
        db.execute(
            "INSERT INTO connection VALUES (?, ?, ?) ON CONFLICT (network) DO UPDATE SET settings = excluded.settings",
            (connection.network, rows.json(connection.settings), rows.seconds(now)),
        )
    approve(database, connection.sources, now)


def approve(database: Database, sources: Sequence[Source], now: datetime, unchecked: Sequence[str] = ()) -> int:
    """Approve sources to be read; returns how many are new. `unchecked` are values nobody has checked yet."""
    with database.writing() as db:
        before = db.total_changes
        db.executemany(
            "INSERT OR IGNORE INTO source (network, kind, value, approved_at, checked) VALUES (?, ?, ?, ?, ?)",
            [(s.network, s.kind, s.value, rows.seconds(now), int(s.value not in unchecked)) for s in sources],
        )
        return db.total_changes - before


def withdraw(database: Database, sources: Sequence[Source]) -> int:
    """Stop reading sources; what was read stays. Returns how many were known."""
    with database.writing() as db:
        before = db.total_changes
        db.executemany(
            "DELETE FROM source WHERE network = ? AND kind = ? AND value = ?",
            [(s.network, s.kind, s.value) for s in sources],
        )
        return db.total_changes - before


def settings(database: Database, network: str) -> dict[str, str]:
    """The settings of a connection; empty when there is none."""
    with database.reading() as db:
        row = db.execute("SELECT settings FROM connection WHERE network = ?", (network,)).fetchone()
        return {} if row is None else _settings(row[0])


def connected(database: Database) -> dict[str, datetime]:
    """Networks of which something is read, and since when the first of it."""
    with database.reading() as db:
        found = db.execute("SELECT network, min(approved_at) FROM source GROUP BY network").fetchall()
        return {network: moment for network, at in found if (moment := rows.moment(at)) is not None}


def states(database: Database, network: str | None = None) -> list[SourceState]:
    """How every approved source stands, in a stable order."""
    with database.reading() as db:
        found = db.execute(
            "SELECT * FROM source WHERE ? IS NULL OR network = ? ORDER BY network, kind, value", (network, network)
        )
        return [
            SourceState(
                source=Source(row["network"], row["kind"], row["value"]),
                cursor=row["cursor"],
                synced_at=rows.moment(row["synced_at"]),
                checked=bool(row["checked"]),
                trouble=row["trouble"],
                retry_at=rows.moment(row["retry_at"]),
            )
            for row in found
        ]


def keep_page(database: Database, source: Source, page: Page, parsed: Parsed, now: datetime) -> Counts:
    """Keep a page: its raw bytes, what it says and where to go on, all in one transaction."""
    with database.writing() as db:
        counts = keep(db, source, parsed, raw=page.raw, url=page.url, now=now)
        db.execute(
            "UPDATE source SET cursor = ?, checked = 1 WHERE network = ? AND kind = ? AND value = ?",
            (page.cursor, source.network, source.kind, source.value),
        )
        return counts


def keep(db: sqlite3.Connection, source: Source, parsed: Parsed, *, raw: bytes, url: str, now: datetime) -> Counts:
    """Keep raw bytes (the same ones once), what they say and what could not be read, in the caller's transaction.

    Records of people who were forgotten are cut out of the bytes before.
    """
    counts = save(db, parsed)
    if counts.hers:
        raw = b"" if source.network in UNCUT else cut(raw, counts.hers)
    if raw:
        db.execute(
            "INSERT OR IGNORE INTO raw (network, kind, value, url, fetched_at, body, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                source.network,
                source.kind,
                source.value,
                url,
                rows.seconds(now),
                zlib.compress(raw, 6),
                hashlib.blake2b(raw, digest_size=16).digest(),
            ),
        )
    db.execute("UPDATE mark SET network = ? WHERE network = ''", (source.network,))
    note_dropped(db, source, [d for d in parsed.dropped if not (counts.hers and shown(d.excerpt, counts.hers))], now)
    return counts


def note_dropped(db: sqlite3.Connection, source: Source, records: Sequence[Dropped], now: datetime) -> None:
    """Keep the reasons why records could not be read, in the caller's transaction."""
    db.executemany(
        "INSERT OR REPLACE INTO dropped VALUES (?, ?, ?, ?, ?, ?)",
        [(source.network, source.kind, source.value, d.reason, d.excerpt, rows.seconds(now)) for d in records],
    )


def raw_pages(database: Database, after: int = 0) -> Iterator[tuple[int, Source, bytes]]:
    """Everything kept as it came, oldest first, from the one after number `after`: number, source, bytes."""
    while True:
        with database.reading() as db:
            row = db.execute("SELECT * FROM raw WHERE id > ? ORDER BY id LIMIT 1", (after,)).fetchone()
        if row is None:
            return
        after = row["id"]
        yield after, Source(row["network"], row["kind"], row["value"]), zlib.decompress(row["body"])


def raw_count(database: Database) -> int:
    """How many pages and pieces are kept as they came."""
    with database.reading() as db:
        return int(db.execute("SELECT count(*) FROM raw").fetchone()[0])


def spend(database: Database, network: str, amount: float, what: str, now: datetime) -> None:
    """Note what a call cost, in the network's own unit."""
    with database.writing() as db:
        db.execute("INSERT INTO spending VALUES (?, ?, ?, ?)", (network, rows.seconds(now), amount, what))


def spent(database: Database, network: str, since: datetime) -> float:
    """What calls to a network have cost since a moment, in the network's own unit."""
    with database.reading() as db:
        found = db.execute(
            "SELECT coalesce(sum(amount), 0) FROM spending WHERE network = ? AND at >= ?",
            (network, rows.seconds(since)),
        )
        return float(found.fetchone()[0])


def finish(
    database: Database, source: Source, now: datetime, trouble: str | None = None, retry_at: datetime | None = None
) -> None:
    """Note that reading a source ended: well, or with a sentence of trouble and perhaps a time to try again."""
    with database.writing() as db:
        db.execute(
            "UPDATE source SET synced_at = CASE WHEN ?1 IS NULL THEN ?2 ELSE synced_at END, trouble = ?1,"
            " retry_at = ?3, checked = CASE WHEN ?1 IS NULL THEN 1 ELSE checked END"
            " WHERE network = ?4 AND kind = ?5 AND value = ?6",
            (trouble, rows.seconds(now), rows.seconds(retry_at), source.network, source.kind, source.value),
        )


def checked(database: Database, source: Source, trouble: str | None, retry_at: datetime | None) -> None:
    """Note what asking a source's address once has shown, without reading it."""
    with database.writing() as db:
        db.execute(
            "UPDATE source SET checked = ?, trouble = ?, retry_at = ? WHERE network = ? AND kind = ? AND value = ?",
            (int(trouble is None), trouble, rows.seconds(retry_at), source.network, source.kind, source.value),
        )


def dropped(database: Database, limit: int = 100) -> list[tuple[Source, Dropped]]:
    """Records that could not be read, newest first."""
    with database.reading() as db:
        return [
            (Source(row["network"], row["kind"], row["value"]), Dropped(row["reason"], row["excerpt"]))
            for row in db.execute("SELECT * FROM dropped ORDER BY at DESC LIMIT ?", (limit,))
        ]


def dropped_reasons(database: Database, limit: int) -> list[tuple[int, str, str]]:
    """Why records could not be read: how many, of which network, and the reason, the most frequent first."""
    with database.reading() as db:
        query = "SELECT count(*), network, reason FROM dropped GROUP BY network, reason ORDER BY 1 DESC, 2, 3 LIMIT ?"
        return [tuple(row) for row in db.execute(query, (limit,))]


def dropped_count(database: Database) -> int:
    """How many records could not be read."""
    with database.reading() as db:
        return int(db.execute("SELECT count(*) FROM dropped").fetchone()[0])


def disconnect(database: Database, network: str) -> int:
    """Forget a connection and its sources; what was read stays. Returns how many sources there were."""
    with database.writing() as db:
        db.execute("DELETE FROM connection WHERE network = ?", (network,))
        return db.execute("DELETE FROM source WHERE network = ?", (network,)).rowcount
