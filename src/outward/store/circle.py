"""The people around the user: what runs among them, what they said lately, who else is tied to one of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from outward.model import Tie, TieKind
from outward.store import rows
from outward.store.database import Database

MOST = 60_000
"""Ties among people that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Said:
    """One post: its words with the title of what it points at, where and when, its hashtags."""

    text: str
    url: str
    at: datetime | None
    tags: tuple[str, ...]


def among(database: Database, accounts: Collection[str]) -> list[Tie]:
    """Ties from one of these accounts to another of them; the newest `MOST` and those without a date first."""
    with database.reading() as db:
        found = db.execute(
            "WITH who AS MATERIALIZED (SELECT value AS id FROM json_each(?))"
            " SELECT source, target, kind, at, post FROM tie"
            " WHERE source IN (SELECT id FROM who) AND target IN (SELECT id FROM who) AND source != target"
            " ORDER BY at DESC NULLS FIRST LIMIT ?",
            (rows.json(sorted(accounts)), MOST),
        )
        return [
            Tie(
                source=row["source"],
                target=row["target"],
                kind=TieKind(row["kind"]),
                at=rows.moment(row["at"]),
                post=row["post"] or None,
            )
            for row in found
        ]


def said(database: Database, accounts: Collection[str], limit: int) -> dict[str, list[Said]]:
    """The newest posts of each account, at most `limit`; what only repeats another post is left out."""
    held: dict[str, list[Said]] = {}
    with database.leafing() as db:
        for account in sorted(accounts):
            found = db.execute(
                "SELECT post.text, resource.title, post.url, post.created_at, post.tags FROM post"
                " JOIN resource ON resource.url = post.resource"
                " WHERE post.author = ? AND NOT deleted AND repost_of IS NULL ORDER BY created_at DESC LIMIT ?",
                (account, limit),
            )
            told = [
                Said(
                    text=f"{row['text']}\n{row['title']}".strip(),
                    url=row["url"],
                    at=rows.moment(row["created_at"]),
                    tags=rows.texts(row["tags"]),
                )
                for row in found
            ]
            if told:
                held[account] = told
    return held


def around(database: Database, accounts: Sequence[str], limit: int = 300) -> list[str]:
    """The people most ties run to or from these accounts, at most `limit`; themselves left out."""
    with database.reading() as db:
        own = {row[0] for row in db.execute(_PERSONS, (rows.json(list(accounts)),))}
        counted: dict[str, int] = defaultdict(int)
        for query in (_OUT, _IN):
            for person, times in db.execute(query, (rows.json(list(accounts)),)):
                counted[person] += times
    return sorted(counted.keys() - own, key=lambda person: (-counted[person], person))[:limit]


_PERSONS = "SELECT person FROM account WHERE id IN (SELECT value FROM json_each(?))"
_OUT = """
SELECT account.person, count(*) FROM tie JOIN account ON account.id = tie.target
WHERE tie.source IN (SELECT value FROM json_each(?)) AND tie.kind != 'mute' GROUP BY account.person
"""
_IN = """
SELECT account.person, count(*) FROM tie JOIN account ON account.id = tie.source
WHERE tie.target IN (SELECT value FROM json_each(?)) AND tie.kind != 'mute' GROUP BY account.person
"""
