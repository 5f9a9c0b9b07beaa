"""Threads as they are held: chains of one author's posts that changed, and each gathered thread as one resource."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from outward.model import Post
from outward.store import rows
from outward.store.database import Database
from outward.store.posts import lead


@dataclass(frozen=True, slots=True)
class Chains:
    """Posts of authors who answer themselves, with every post of each chain; `gone` are ids of deleted ones."""

    posts: tuple[Post, ...]
    gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A thread: its first post, its later parts, the words of all."""

    root: Post
    later: tuple[Post, ...]
    text: str
    words: int


def changed(database: Database) -> tuple[list[str], int]:
    """First posts (ids) of the chains that changed since the last gathering, and the write that is looked at last."""
    with database.reading() as db:
        until = int(db.execute("SELECT seq FROM counter").fetchone()[0])
        after = int(db.execute("SELECT seq FROM gathered").fetchone()[0])
        return [row[0] for row in db.execute(_TOPS, (after,))] if until > after else [], until


def looked(database: Database, until: int) -> None:
    """Note that everything up to a write has been gathered."""
    with database.writing() as db:
        db.execute("UPDATE gathered SET seq = ?", (until,))


def chains(db: sqlite3.Connection, tops: Collection[str]) -> Chains:
    """The chains that begin with these posts."""
    held = db.execute(_DOWN, (rows.json(list(tops)),)).fetchall()
    return Chains(posts=tuple(map(rows.post, held)), gone=frozenset(row["id"] for row in held if row["deleted"]))


def keep(db: sqlite3.Connection, held: Chains, found: Sequence[Gathered]) -> None:
    """Hold the threads of these chains as they are now, inside the caller's transaction; again changes nothing.

    A thread whose first post points at nothing else is one resource, to which later parts that point at nothing else
    lead. What is no part any more is a post of its own again.
    """
    led = _led(db, held)
    forms = _forms(db, held)

    def alone(post: Post) -> bool:
        """Whether it points at nothing but itself."""
        if not post.url or forms.get(post.url, "post") not in ("post", "thread"):
            return False
        return post.resource == post.url or post.resource == led.get(post.url)

    standing = [thread for thread in found if alone(thread.root)]
    wanted = {
        part.url: thread.root.url
        for thread in standing
        for part in thread.later
        if part.url != thread.root.url and alone(part)
    }
    _release(db, {url: to for url, to in led.items() if wanted.get(url) != to})
    whole = {thread.root.url for thread in standing}
    _dissolve(db, [post for post in held.posts if forms.get(post.url) == "thread" and post.url not in whole])
    for thread in standing:
        _write(db, thread)
    for url, root in wanted.items():
        if led.get(url) != root:
            lead(db, url, root)


def _led(db: sqlite3.Connection, held: Chains) -> dict[str, str]:
    """Addresses of posts that lead to a thread: of these chains' posts, and whatever leads to one of them."""
    urls = rows.json([post.url for post in held.posts])
    return {row[0]: row[1] for row in db.execute(_LED, (urls,))}


def _forms(db: sqlite3.Connection, held: Chains) -> dict[str, str]:
    urls = rows.json([post.url for post in held.posts])
    query = "SELECT url, form FROM resource WHERE url IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1] for row in db.execute(query, (urls,))}


def _release(db: sqlite3.Connection, led: Mapping[str, str]) -> None:
    """What is no part of its thread any more is a resource of its own again."""
    for url, root in led.items():
        db.execute("DELETE FROM alias WHERE url = ?", (url,))
        own = db.execute("SELECT * FROM post WHERE url = ? AND resource = ?", (url, root)).fetchall()
        if own:
            db.execute("UPDATE post SET resource = ?1 WHERE url = ?1 AND resource = ?2", (url, root))
            _single(db, rows.post(own[0]))
        _told(db, url, root)


def _dissolve(db: sqlite3.Connection, roots: Sequence[Post]) -> None:
    """What began a thread is a single post again."""
    for root in roots:
        db.execute("DELETE FROM thread WHERE url = ?", (root.url,))
        _single(db, root)
        _told(db, root.url)


def _single(db: sqlite3.Connection, post: Post) -> None:
    """The resource that a post by itself is."""
    db.execute(
        "INSERT INTO resource (url, form, title, text, author, published_at, lang, words, free)"
        " VALUES (?, 'post', '', ?, ?, ?, ?, ?, 1) ON CONFLICT (url) DO UPDATE SET form = 'post', text = excluded.text,"
        " words = excluded.words",
        (post.url, post.text, post.author, rows.seconds(post.created_at), post.lang, len(post.text.split())),
    )


def _write(db: sqlite3.Connection, thread: Gathered) -> None:
    root = thread.root
    db.execute("INSERT OR IGNORE INTO thread VALUES (?)", (root.url,))
    if db.execute(
        "INSERT INTO resource (url, form, title, text, author, published_at, lang, words, free)"
        " VALUES (?1, 'thread', '', ?2, ?3, ?4, ?5, ?6, 1) ON CONFLICT (url) DO UPDATE SET form = 'thread', text = ?2,"
        " words = ?6 WHERE form != 'thread' OR text != ?2 OR words IS NOT ?6",
        (root.url, thread.text, root.author, rows.seconds(root.created_at), root.lang, thread.words),
    ).rowcount:
        _told(db, root.url)


def _told(db: sqlite3.Connection, *resources: str) -> None:
    """The index is to look again at all posts of these resources."""
    seq = db.execute("UPDATE counter SET seq = seq + 1 RETURNING seq").fetchone()[0]
    db.executemany("UPDATE post SET seq = ? WHERE resource = ?", [(seq, url) for url in resources])


_TOPS = """
WITH RECURSIVE fresh (id) AS (
  SELECT post.id FROM post WHERE seq > ?1 AND repost_of IS NULL AND author IS NOT NULL AND (
    EXISTS (SELECT 1 FROM post AS before WHERE before.id = post.reply_to AND before.author = post.author)
    OR EXISTS (SELECT 1 FROM post AS answer INDEXED BY post_reply
      WHERE answer.reply_to = post.id AND answer.author = post.author)
    OR EXISTS (SELECT 1 FROM alias JOIN thread ON thread.url = alias.resource WHERE alias.url = post.url)
    OR EXISTS (SELECT 1 FROM thread WHERE thread.url = post.url))
  UNION
  SELECT root.id FROM post JOIN alias ON alias.url = post.url JOIN thread ON thread.url = alias.resource
    JOIN post AS root ON root.url = thread.url AND root.repost_of IS NULL
    WHERE post.seq > ?1 AND root.author IS NOT NULL
), up (id) AS (
  SELECT id FROM fresh
  UNION
  SELECT before.id FROM up JOIN post ON post.id = up.id JOIN post AS before
    ON before.id = post.reply_to AND before.author = post.author AND before.repost_of IS NULL
)
SELECT up.id FROM up JOIN post ON post.id = up.id WHERE NOT EXISTS (
  SELECT 1 FROM post AS before WHERE before.id = post.reply_to AND before.author = post.author
    AND before.repost_of IS NULL)
ORDER BY up.id
"""
_DOWN = """
WITH RECURSIVE down (id) AS (
  SELECT value FROM json_each(?)
  UNION
  SELECT answer.id FROM down JOIN post ON post.id = down.id JOIN post AS answer INDEXED BY post_reply
    ON answer.reply_to = post.id AND answer.author = post.author AND answer.repost_of IS NULL
)
SELECT post.* FROM down JOIN post ON post.id = down.id
"""
_LED = """
WITH who (url) AS (SELECT value FROM json_each(?))
SELECT alias.url, alias.resource FROM who JOIN alias ON alias.resource = who.url
  JOIN thread ON thread.url = alias.resource
  WHERE EXISTS (SELECT 1 FROM post WHERE post.url = alias.url AND post.repost_of IS NULL)
UNION
SELECT alias.url, alias.resource FROM who JOIN alias ON alias.url = who.url
  JOIN thread ON thread.url = alias.resource
"""
