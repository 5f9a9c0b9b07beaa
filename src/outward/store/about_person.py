"""What is held of one person: her posts, where they stand, what she pointed at, what others did with her name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from outward.store import rows
from outward.store.database import Database

NEWEST = 2_000
"""Posts of a person that are counted by topic, the newest."""


class Line(NamedTuple):
    """One post of hers, in short."""

    doc: int
    text: str
    tags: tuple[str, ...]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Spoke:
    """How much one account wrote: posts, those of the last 90 days, the first and the last."""

    account: str
    posts: int
    lately: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Turned:
    """How others turned to her: the sort of tie, how many people, how often, when last."""

    kind: str
    people: int
    times: int
    last: datetime | None


def lines(database: Database, accounts: Collection[str]) -> list[Line]:
    """Her newest posts, newest first; repeats of others left out."""
    with database.reading() as db:
        found = db.execute(
            "SELECT doc, text, tags, created_at FROM post WHERE author IN (SELECT value FROM json_each(?))"
            " AND NOT deleted AND repost_of IS NULL ORDER BY created_at DESC, doc DESC LIMIT ?",
            (rows.json(sorted(accounts)), NEWEST),
        )
        return [Line(row["doc"], row["text"], rows.texts(row["tags"]), rows.moment(row["created_at"])) for row in found]


def spoke(database: Database, accounts: Collection[str], now: datetime) -> list[Spoke]:
    """How much each account wrote, the one heard last first."""
    with database.reading() as db:
        found = db.execute(
            "SELECT author, count(*) AS posts, sum(created_at >= ?) AS lately, min(created_at) AS first,"
            " max(created_at) AS last FROM post WHERE author IN (SELECT value FROM json_each(?)) AND NOT deleted"
            " GROUP BY author ORDER BY last DESC, author",
            (int(now.timestamp()) - 90 * 86_400, rows.json(sorted(accounts))),
        )
        return [
            Spoke(row["author"], row["posts"], row["lately"] or 0, rows.moment(row["first"]), rows.moment(row["last"]))
            for row in found
        ]


def gone(database: Database, accounts: Collection[str]) -> int:
    """How many posts of hers were taken back."""
    with database.reading() as db:
        query = "SELECT count(*) FROM post WHERE author IN (SELECT value FROM json_each(?)) AND deleted"
        return int(db.execute(query, (rows.json(sorted(accounts)),)).fetchone()[0])


def silenced(database: Database, accounts: Collection[str]) -> frozenset[str]:
    """Those of the accounts of which all that was read was taken back."""
    query = (
        "SELECT author FROM post WHERE author IN (SELECT value FROM json_each(?)) GROUP BY author HAVING min(deleted)"
    )
    with database.reading() as db:
        return frozenset(row[0] for row in db.execute(query, (rows.json(sorted(accounts)),)))


def shared(database: Database, accounts: Collection[str], limit: int = 500) -> list[int]:
    """Numbers of her newest posts that point at something else, or at something longer of her own."""
    with database.reading() as db:
        found = db.execute(
            "SELECT max(doc) FROM post JOIN resource ON resource.url = post.resource"
            " WHERE post.author IN (SELECT value FROM json_each(?)) AND NOT deleted AND form != 'post'"
            " GROUP BY post.resource ORDER BY max(created_at) DESC LIMIT ?",
            (rows.json(sorted(accounts)), limit),
        )
        return [row[0] for row in found]


def sharers(database: Database, urls: Collection[str]) -> dict[str, int]:
    """How many people pointed at each of these resources."""
    with database.reading() as db:
        found = db.execute(
            "SELECT resource, count(DISTINCT coalesce(account.person, post.author)) FROM post"
            " LEFT JOIN account ON account.id = post.author"
            " WHERE resource IN (SELECT value FROM json_each(?)) AND NOT deleted GROUP BY resource",
            (rows.json(sorted(urls)),),
        )
        return {row[0]: row[1] for row in found}


def turned(database: Database, accounts: Collection[str]) -> list[Turned]:
    """How others turned to her, by sort of tie."""
    with database.reading() as db:
        found = db.execute(
            "SELECT kind, count(DISTINCT coalesce(account.person, source)) AS people, count(*) AS times,"
            " max(at) AS last FROM tie LEFT JOIN account ON account.id = tie.source"
            " WHERE target IN (SELECT value FROM json_each(?1)) AND source NOT IN (SELECT value FROM json_each(?1))"
            " AND kind != 'mute' GROUP BY kind ORDER BY times DESC, kind",
            (rows.json(sorted(accounts)),),
        )
        return [Turned(row["kind"], row["people"], row["times"], rows.moment(row["last"])) for row in found]


def lists(database: Database, accounts: Collection[str], limit: int = 20) -> list[int]:
    """Numbers of the posts that tell of lists and starter packs she is on, newest first."""
    with database.reading() as db:
        found = db.execute(
            "SELECT DISTINCT post.doc FROM tie JOIN post ON post.id = tie.post WHERE kind = 'listed'"
            " AND target IN (SELECT value FROM json_each(?)) AND NOT deleted ORDER BY created_at DESC LIMIT ?",
            (rows.json(sorted(accounts)), limit),
        )
        return [row[0] for row in found]


def takeaways(database: Database, accounts: Collection[str]) -> list[int]:
    """Numbers of the user's takeaways from something she wrote or pointed at."""
    with database.reading() as db:
        found = db.execute(
            "SELECT id FROM takeaway WHERE url != '' AND url IN (SELECT resource FROM post WHERE author IN"
            " (SELECT value FROM json_each(?1)) AND NOT deleted UNION SELECT url FROM resource WHERE author IN"
            " (SELECT value FROM json_each(?1))) ORDER BY created_at DESC",
            (rows.json(sorted(accounts)),),
        )
        return [row[0] for row in found]
