"""Posts, accounts, resources and ties: written a page at a time, read by number."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outward.model import Account, Form, Found, Parsed, Post, Resource
from outward.store import people, rows, used
from outward.store.cutting import Traces
from outward.store.database import Database
from outward.store.forgotten import guard
from outward.store.merging import ACCOUNT, POST, RESOURCE, added, merge

LATELY = 500
"""Newest posts among which those of people followed, and of the quietest, are looked for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a write did to the posts, and how many records were dropped as unreadable.

    `changes` says the same of everything that was written: `posts`, `accounts`, `resources`, `ties`, `touches`,
    `marks` → (added, updated). `left_out` counts what belongs to people who were forgotten, by the same names, and
    `hers` tells how it is known again in the page's bytes.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    dropped: int = 0
    changes: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    left_out: Mapping[str, int] = field(default_factory=dict, compare=False)
    hers: Traces | None = field(default=None, compare=False)

    @property
    def posts(self) -> int:
        """How many posts could be read."""
        return self.added + self.updated + self.unchanged

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.dropped + other.dropped,
            {
                what: (was[0] + now[0], was[1] + now[1])
                for what in {**self.changes, **other.changes}
                for was, now in [(self.changes.get(what, (0, 0)), other.changes.get(what, (0, 0)))]
            },
            {
                what: self.left_out.get(what, 0) + other.left_out.get(what, 0)
                for what in {**self.left_out, **other.left_out}
            },
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds of a post: its number, the write that last changed it, its words; `gone`: take it out."""

    doc: int
    seq: int
    text: str
    gone: bool


def save(db: sqlite3.Connection, parsed: Parsed) -> Counts:
    """Write what a page says, inside the caller's transaction; writing it again changes nothing.

    What belongs to people who were forgotten is left out: everything that is kept comes through here.
    """
    guarded = guard(db, parsed)
    parsed = guarded.parsed
    seq = int(db.execute("UPDATE counter SET seq = seq + 1 RETURNING seq").fetchone()[0])
    leads = _aliases(db, parsed)
    accounts = merge(db, ACCOUNT, [_account(account) for account in parsed.accounts])
    resources = merge(db, RESOURCE, [_resource(one) for one in _standing(db, parsed.resources) if one.url not in leads])
    posts = merge(db, POST, [_post(post, seq, leads) for post in parsed.posts])
    db.executemany("UPDATE post SET seq = ? WHERE resource = ?", [(seq, url) for url in resources.updated])
    # another post may now be the first to carry the words of the resource
    db.executemany(
        "UPDATE post SET seq = ? WHERE resource = (SELECT resource FROM post WHERE id = ? AND NOT deleted)",
        [(seq, gone) for gone in parsed.deleted],
    )
    db.executemany("UPDATE post SET deleted = 1 WHERE id = ?", [(gone,) for gone in parsed.deleted])
    ties = added(
        db,
        "INSERT OR IGNORE INTO tie VALUES (?, ?, ?, ?, ?)",
        [(t.source, t.target, str(t.kind), t.post or "", rows.seconds(t.at)) for t in parsed.ties],
    )
    for url, target in parsed.leads:
        _led(db, url, leads.get(target, target))
    return Counts(
        len(posts.added),
        len(posts.updated),
        posts.unchanged,
        len(parsed.dropped),
        {
            "posts": (len(posts.added), len(posts.updated)),
            "accounts": (len(accounts.added), len(accounts.updated)),
            "resources": (len(resources.added), len(resources.updated)),
            "ties": (ties, 0),
            "touches": (used.keep_touches(db, parsed.touches), 0),
            "marks": (used.keep_marks(db, parsed.marks), 0),
            "mine": (people.own(db, parsed.mine), 0),
        },
        guarded.left_out,
        guarded.hers,
    )


def lead(db: sqlite3.Connection, url: str, resource: str) -> None:
    """Note that an address only leads to a resource (which is held), inside the caller's transaction."""
    if url == resource:
        return
    seq = int(db.execute("UPDATE counter SET seq = seq + 1 RETURNING seq").fetchone()[0])
    db.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (url, resource))
    db.execute("UPDATE alias SET resource = ? WHERE resource = ?", (resource, url))
    # the words of a resource go with its first post, which may be another one now
    db.execute("UPDATE post SET seq = ? WHERE resource IN (?, ?)", (seq, url, resource))
    db.execute("UPDATE post SET resource = ? WHERE resource = ?", (resource, url))
    db.execute("UPDATE OR IGNORE mark SET url = ? WHERE url = ?", (resource, url))
    db.execute("DELETE FROM mark WHERE url = ?", (url,))
    db.execute("DELETE FROM resource WHERE url = ?", (url,))


def _led(db: sqlite3.Connection, url: str, resource: str) -> None:
    """Note a lead that a page told of, unless it is known, or what it leads to is not held (two lead to each other)."""
    known = db.execute("SELECT 1 FROM alias WHERE url = ? AND resource = ?", (url, resource)).fetchone()
    if not known and db.execute("SELECT 1 FROM resource WHERE url = ?", (resource,)).fetchone():
        lead(db, url, resource)


def _aliases(db: sqlite3.Connection, parsed: Parsed) -> dict[str, str]:
    """The addresses of a page that only lead to another resource."""
    named = {post.resource for post in parsed.posts} | {resource.url for resource in parsed.resources}
    return dict(tuple(row) for row in _among(db, "SELECT url, resource FROM alias WHERE url IN", named))


def _standing(db: sqlite3.Connection, heard: Sequence[Resource]) -> Iterator[Resource]:
    """Resources without single posts that were gathered into a thread of their own: it says more."""
    alone = [resource.url for resource in heard if resource.form in (Form.POST, Form.THREAD)]
    threads = {row[0] for row in _among(db, "SELECT url FROM thread WHERE url IN", alone)}
    return (resource for resource in heard if resource.url not in threads)


def documents(database: Database, after: int) -> Iterator[list[Document]]:
    """What changed after the write `after`, in batches; the words of a resource go with its first post only."""
    with database.reading() as db:
        cursor = db.execute(_DOCUMENTS, (after,))
        while batch := cursor.fetchmany(10_000):
            yield [Document(doc, seq, text, bool(gone)) for doc, seq, text, gone in batch]


def found(database: Database, docs: Sequence[int]) -> list[Found]:
    """The posts of these numbers, in this order, with resource, author and person; unknown numbers are left out."""
    with database.leafing() as db:
        posts = {row["doc"]: (rows.post(row), row["person"]) for row in _among(db, _FOUND, docs)}
        resources = {
            row["url"]: rows.resource(row) for row in _among(db, _RESOURCES, {p.resource for p, _ in posts.values()})
        }
        authors = _accounts(db, {p.author for p, _ in posts.values() if p.author})
    return [
        Found(
            doc=doc,
            post=posts[doc][0],
            resource=resources[posts[doc][0].resource],
            author=authors.get(posts[doc][0].author or ""),
            person=posts[doc][1],
        )
        for doc in docs
        if doc in posts and posts[doc][0].resource in resources
    ]


def said(database: Database, docs: Sequence[int]) -> dict[int, Found]:
    """The posts of these numbers as far as their words, who said them and in what form go; for reading many at once."""
    with database.leafing() as db:
        told = _among(db, _SAID, docs).fetchall()
        authors = _accounts(db, {row[3] for row in told if row[3]})
    return {
        doc: Found(
            doc=doc,
            post=Post(id=id_, network=network, author=author, text=text, url=url, resource=resource),
            resource=Resource(url=resource, form=Form(form)),
            author=authors.get(author or ""),
            person=person,
        )
        for doc, id_, network, author, text, url, resource, form, person in told
    }


def accounts(database: Database, ids: Collection[str]) -> dict[str, Account]:
    """The accounts of these ids."""
    with database.reading() as db:
        return _accounts(db, ids)


def _accounts(db: sqlite3.Connection, ids: Collection[str]) -> dict[str, Account]:
    return {row["id"]: rows.account(row) for row in _among(db, "SELECT * FROM account WHERE id IN", ids)}


def resource(database: Database, url: str) -> Resource | None:
    """The resource at a canonical URL."""
    with database.reading() as db:
        row = db.execute("SELECT * FROM resource WHERE url = ?", (url,)).fetchone()
        return None if row is None else rows.resource(row)


def resource_of(database: Database, url: str) -> str | None:
    """The canonical URL of what the post at this address points at; None when no such post is held."""
    with database.reading() as db:
        row = db.execute("SELECT resource FROM post WHERE url = ? AND NOT deleted LIMIT 1", (url,)).fetchone()
        return None if row is None else str(row[0])


def led_to(database: Database, url: str) -> str | None:
    """The resource an address only leads to; None when it leads nowhere else."""
    with database.reading() as db:
        row = db.execute("SELECT resource FROM alias WHERE url = ?", (url,)).fetchone()
        return None if row is None else str(row[0])


def pointing_at(database: Database, url: str, limit: int = 50) -> list[int]:
    """Numbers of the posts that point at a resource, oldest first."""
    return _docs(
        database, "SELECT doc FROM post WHERE resource = ? AND NOT deleted ORDER BY created_at LIMIT ?", url, limit
    )


def recent(database: Database, limit: int) -> list[int]:
    """Numbers of the newest posts, newest first."""
    return _docs(database, "SELECT doc FROM post WHERE NOT deleted ORDER BY created_at DESC LIMIT ?", limit)


def late(database: Database) -> list[tuple[int, str | None]]:
    """Numbers and authors of the `LATELY` newest posts, newest first."""
    with database.reading() as db:
        query = "SELECT doc, author FROM post WHERE NOT deleted ORDER BY created_at DESC LIMIT ?"
        return [(row[0], row[1]) for row in db.execute(query, (LATELY,))]


def monthly(database: Database, authors: Collection[str], now: datetime) -> dict[str, float]:
    """Posts of each account in the last 30 days, 0 for one that wrote none."""
    with database.reading() as db:
        since = int(now.timestamp()) - 30 * 86_400
        query = "SELECT author, count(*) FROM post INDEXED BY post_author WHERE created_at >= ? AND author IN"
        wrote = {row[0]: float(row[1]) for row in _among(db, query, authors, since, tail=" GROUP BY author")}
        return dict.fromkeys(authors, 0.0) | wrote


def ids(database: Database) -> frozenset[str]:
    """Ids of all posts held."""
    with database.reading() as db:
        return frozenset(row[0] for row in db.execute("SELECT id FROM post WHERE NOT deleted"))


def by_network(database: Database) -> dict[str, int]:
    """How many posts are held of each network."""
    with database.reading() as db:
        return dict(tuple(row) for row in db.execute("SELECT network, count(*) FROM post WHERE NOT deleted GROUP BY 1"))


def gone(database: Database) -> list[int]:
    """Numbers of the posts that were taken out."""
    return _docs(database, "SELECT doc FROM post WHERE deleted")


def any_held(database: Database) -> bool:
    """Whether there is any post at all."""
    with database.reading() as db:
        return db.execute("SELECT 1 FROM post LIMIT 1").fetchone() is not None


def size(database: Database) -> dict[str, int]:
    """How many posts, resources, accounts, people and ties are held."""
    with database.reading() as db:
        row = db.execute(
            "SELECT (SELECT count(*) FROM post) - (SELECT count(*) FROM post WHERE deleted) AS posts,"
            " (SELECT count(*) FROM resource WHERE url != '') AS resources, (SELECT count(*) FROM account) AS accounts,"
            " (SELECT count(DISTINCT person) FROM account) AS people, (SELECT count(*) FROM tie) AS ties"
        ).fetchone()
        return dict(row)


_DOCUMENTS = """
SELECT post.doc, post.seq,
  CASE WHEN post.resource = post.url OR NOT EXISTS (
      SELECT 1 FROM post AS first WHERE first.resource = post.resource
        AND (first.doc < post.doc OR (resource.form = 'thread' AND first.url = first.resource))
        AND first.repost_of IS NULL AND NOT first.deleted)
    THEN CASE WHEN resource.form = 'thread' AND post.url = post.resource THEN '' ELSE post.text END
      || char(10) || resource.title || char(10) || CASE WHEN resource.text = post.text THEN '' ELSE resource.text END
    ELSE post.text || char(10) || resource.title END,
  post.deleted OR post.repost_of IS NOT NULL
FROM post JOIN resource ON resource.url = post.resource
WHERE post.seq > ? ORDER BY post.seq, post.doc
"""
_FOUND = """SELECT post.*, account.person FROM post LEFT JOIN account ON account.id = post.author
WHERE NOT deleted AND doc IN"""
_SAID = """SELECT post.doc, post.id, post.network, post.author, post.text, post.url, post.resource, form, account.person
FROM post JOIN resource ON resource.url = post.resource LEFT JOIN account ON account.id = post.author
WHERE NOT post.deleted AND post.doc IN"""
_RESOURCES = "SELECT * FROM resource WHERE url IN"


def _among(
    db: sqlite3.Connection, query: str, keys: Collection[object], *values: object, tail: str = ""
) -> sqlite3.Cursor:
    return db.execute(f"{query} (SELECT value FROM json_each(?)){tail}", (*values, rows.json(list(keys))))


def _docs(database: Database, query: str, *values: object) -> list[int]:
    with database.reading() as db:
        return [row[0] for row in db.execute(query, values)]


def _account(account: Account) -> tuple[object, ...]:
    return (
        account.id,
        account.network,
        account.handle,
        account.name,
        account.bio,
        account.url,
        account.followers,
        account.following,
        int(account.bot),
        None if account.indexable is None else int(account.indexable),
        rows.json(account.links),
        rows.json(account.verified) if account.verified else "",
        account.id,
    )


def _resource(resource: Resource) -> tuple[object, ...]:
    return (
        resource.url,
        str(resource.form),
        resource.title,
        resource.text,
        resource.author,
        rows.seconds(resource.published_at),
        resource.lang,
        resource.words,
        resource.seconds,
        None if resource.free is None else int(resource.free),
        rows.json(resource.chapters) if resource.chapters else "",
        None if resource.captions is None else int(resource.captions),
        resource.transcript,
        resource.chapters_at,
    )


def _post(post: Post, seq: int, leads: Mapping[str, str]) -> tuple[object, ...]:
    return (
        post.id,
        post.network,
        post.author,
        post.text,
        post.url,
        leads.get(post.resource, post.resource),
        rows.seconds(post.created_at),
        post.lang,
        post.reply_to,
        post.quotes,
        post.repost_of,
        rows.json(post.tags),
        rows.json(post.mentions),
        post.likes,
        post.reposts,
        post.replies,
        seq,
    )
