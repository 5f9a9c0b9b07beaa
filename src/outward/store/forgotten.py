"""People who were forgotten: known by salted marks only, and kept out of everything that is to be kept.

A mark is BLAKE2b (RFC 7693) of what it stands for, keyed with 32 random bytes of this data file. Nobody reads a mark
back; whoever has the file and guesses an account can see whether it is one of them.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from outward.model import Account, Form, Parsed, Post, Resource, TieKind
from outward.store import rows
from outward.store.cutting import Traces, traces
from outward.store.database import Database

ADDRESSED = frozenset({"bluesky", "mastodon", "x"})
"""Networks on which a handle is one person's address; elsewhere many may have the same one."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """What of a page may be kept. `left_out` counts what belongs to people who were forgotten, by sort of record.

    `hers` tells how their records are known again in the page's bytes; None where nothing was left out.
    """

    parsed: Parsed
    left_out: Mapping[str, int] = field(default_factory=dict)
    hers: Traces | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """How many people were forgotten, and how many records of theirs were kept out since."""

    people: int
    kept_out: int


def handle(network: str, name: str) -> str:
    """A handle as it is marked: with its network, without `@` and case."""
    return f"handle:{network}:{name.strip().lstrip('@').casefold()}"


def about(account: Account) -> set[str]:
    """What an account is marked by."""
    names = {f"account:{account.id}"}
    if account.network in ADDRESSED:
        names |= {handle(account.network, account.handle)} if account.handle else set()
        names |= {f"address:{account.url}"} if account.url else set()
    return names


def remember(db: sqlite3.Connection, names: Iterable[str], now: datetime) -> int:
    """Keep the marks of one person, inside the caller's transaction; returns the number she is counted under."""
    salt = _salt(db)
    marks = [_mark(salt, name) for name in names]
    row = db.execute(f"SELECT min(person) FROM ({_OWNERS})", (rows.json(marks),)).fetchone()
    if row[0] is None:
        row = db.execute("INSERT INTO forgotten_person (at) VALUES (?) RETURNING id", (rows.seconds(now),)).fetchone()
    number = int(row[0])
    db.execute("UPDATE forgotten_person SET clean = 0 WHERE id = ?", (number,))
    db.executemany("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", [(mark, number) for mark in marks])
    return number


def allow(database: Database, names: Collection[str]) -> int:
    """Let people back in who are marked by one of these names; returns how many they were."""
    with database.writing() as db:
        salt = _salt(db)
        marks = rows.json([_mark(salt, name) for name in names])
        found = sorted({row[0] for row in db.execute(_OWNERS, (marks,))})
        db.executemany("DELETE FROM forgotten WHERE person = ?", [(number,) for number in found])
        db.executemany("DELETE FROM forgotten_person WHERE id = ?", [(number,) for number in found])
        return len(found)


def count(database: Database) -> Known:
    """How many were forgotten."""
    with database.reading() as db:
        row = db.execute("SELECT count(*), coalesce(sum(kept_out), 0) FROM forgotten_person").fetchone()
        return Known(people=int(row[0]), kept_out=int(row[1]))


def unclean(database: Database) -> bool:
    """Whether something of a forgotten person may still lie in the index or in the file's free pages."""
    with database.reading() as db:
        return db.execute("SELECT 1 FROM forgotten_person WHERE NOT clean LIMIT 1").fetchone() is not None


def cleaned(database: Database) -> None:
    """Note that nothing of them lies anywhere any more."""
    with database.writing() as db:
        db.execute("UPDATE forgotten_person SET clean = 1")


def known(db: sqlite3.Connection, names: Collection[str]) -> frozenset[str]:
    """Those of these names (`account:`, `handle:`, `post:`, `address:` and what they are of) that are marked."""
    if not names or db.execute("SELECT 1 FROM forgotten LIMIT 1").fetchone() is None:
        return frozenset()
    salt = _salt(db)
    marks = {_mark(salt, name): name for name in names}
    query = "SELECT mark FROM forgotten WHERE mark IN (SELECT value FROM json_each(?))"
    return frozenset(marks[row[0]] for row in db.execute(query, (rows.json(list(marks)),)))


def guard(db: sqlite3.Connection, parsed: Parsed) -> Guarded:
    """A page without people who were forgotten, inside the caller's transaction. All that is kept passes here.

    Their accounts, posts, repeats of their posts, ties, contacts and marks go; what others said stays, without the
    link to them.
    """
    if db.execute("SELECT 1 FROM forgotten LIMIT 1").fetchone() is None:
        return Guarded(parsed)
    marked = known(db, set(_names(parsed)))
    if not marked:
        return Guarded(parsed)
    people = {name.partition(":")[2] for name in marked if name.startswith("account:")}
    people |= {account.id for account in parsed.accounts if about(account) & marked}
    lost = _lost(parsed, people, marked)
    kept = _without(parsed, people, lost, marked)
    left = {
        name: len(getattr(parsed, name)) - len(getattr(kept, name))
        for name in ("posts", "accounts", "resources", "ties", "touches", "marks")
    }
    left = {name: number for name, number in left.items() if number}
    gone = [account for account in parsed.accounts if account.id in people]
    hers = traces(gone, [post for post in parsed.posts if post.id in lost], sorted(people), sorted(_native(marked)))
    first = min(person for (person,) in db.execute(_OWNERS, (rows.json([_mark(_salt(db), name) for name in marked]),)))
    db.execute("UPDATE forgotten_person SET kept_out = kept_out + ? WHERE id = ?", (sum(left.values()), first))
    return Guarded(kept, left, hers)


_OWNERS = "SELECT person FROM forgotten WHERE mark IN (SELECT value FROM json_each(?))"


def _salt(db: sqlite3.Connection) -> bytes:
    return bytes(db.execute("SELECT salt FROM salt").fetchone()[0])


def _mark(salt: bytes, name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=salt, digest_size=16).hexdigest()


def _names(parsed: Parsed) -> Iterator[str]:
    """Everything in a page that may be marked."""
    for account in parsed.accounts:
        yield from about(account)
    people = [tie.source for tie in parsed.ties] + [tie.target for tie in parsed.ties]
    people += [touch.person for touch in parsed.touches]
    people += [resource.author for resource in parsed.resources if resource.author]
    for post in parsed.posts:
        people += [post.author or "", *post.mentions]
        yield from (f"post:{one}" for one in (post.id, post.reply_to, post.quotes, post.repost_of) if one)
        yield from (f"address:{one}" for one in (post.url, post.resource) if one)
    yield from (f"account:{one}" for one in dict.fromkeys(people) if one)
    yield from (f"address:{resource.url}" for resource in parsed.resources)
    yield from (f"address:{mark.url}" for mark in parsed.marks)


def _native(marked: Collection[str]) -> set[str]:
    """Posts and addresses of theirs as they are named."""
    return {name.partition(":")[2] for name in marked if name.startswith(("post:", "address:"))}


def _lost(parsed: Parsed, people: Collection[str], marked: Collection[str]) -> set[str]:
    """Ids of posts of theirs, and of those that only repeat one."""
    own = {post.id for post in parsed.posts if post.author in people or f"post:{post.id}" in marked}
    repeats = {tie.post for tie in parsed.ties if tie.kind is TieKind.REPOST and tie.target in people}
    return own | {
        post.id
        for post in parsed.posts
        if post.repost_of and (post.repost_of in own or f"post:{post.repost_of}" in marked or post.id in repeats)
    }


def _without(parsed: Parsed, people: Collection[str], lost: Collection[str], marked: Collection[str]) -> Parsed:
    turned = {
        kind: {tie.post for tie in parsed.ties if tie.kind is kind and tie.target in people} for kind in _TO_POSTS
    }
    posts = tuple(_unlinked(post, people, lost, marked, turned) for post in parsed.posts if post.id not in lost)
    resources, moved = _resources(parsed, posts, people, lost, marked)
    gone = {resource.url for resource in parsed.resources} - {resource.url for resource in resources}
    gone |= {name.removeprefix("address:") for name in marked if name.startswith("address:")}
    return replace(
        parsed,
        posts=tuple(replace(post, resource=post.url) if post.id in moved else post for post in posts),
        accounts=tuple(account for account in parsed.accounts if account.id not in people),
        resources=resources,
        ties=tuple(tie for tie in parsed.ties if not {tie.source, tie.target} & set(people) and tie.post not in lost),
        touches=tuple(touch for touch in parsed.touches if touch.person not in people),
        marks=tuple(mark for mark in parsed.marks if mark.url not in gone),
        mine=tuple(one for one in parsed.mine if one not in people),
        leads=tuple(lead for lead in parsed.leads if not set(lead) & gone),
    )


_TO_POSTS = (TieKind.REPLY, TieKind.QUOTE)


def _unlinked(
    post: Post,
    people: Collection[str],
    lost: Collection[str],
    marked: Collection[str],
    turned: Mapping[TieKind, Collection[str | None]],
) -> Post:
    """Somebody else's post without what ties it to them; her words stay. `turned` are posts that turn to theirs."""

    def hers(other: str | None, kind: TieKind) -> bool:
        if other is None:
            return False
        return other in lost or f"post:{other}" in marked or owner(other) in people or post.id in turned[kind]

    return replace(
        post,
        mentions=tuple(one for one in post.mentions if one not in people),
        reply_to=None if hers(post.reply_to, TieKind.REPLY) else post.reply_to,
        quotes=None if hers(post.quotes, TieKind.QUOTE) else post.quotes,
    )


def owner(post: str) -> str:
    """The account a post's id tells it is of, where it does (`bluesky:at://did/…`); else empty."""
    network, _, native = post.partition(":at://")
    return f"{network}:{native.partition('/')[0]}" if native else ""


def _resources(
    parsed: Parsed, posts: Collection[Post], people: Collection[str], lost: Collection[str], marked: Collection[str]
) -> tuple[tuple[Resource, ...], set[str]]:
    """What there is to learn from without theirs, and ids of posts of others that are to point at themselves now."""
    own = {post.url for post in parsed.posts if post.id in lost}
    wanted = {post.resource for post in posts} | {mark.url for mark in parsed.marks}
    single = {
        resource.url
        for resource in parsed.resources
        if resource.form in (Form.POST, Form.THREAD)
        and (resource.author in people or resource.url in own or f"address:{resource.url}" in marked)
    }
    only_theirs = {post.resource for post in parsed.posts if post.id in lost} - wanted
    kept: list[Resource] = []
    for resource in parsed.resources:
        if resource.url in single or resource.url in only_theirs:
            continue
        if resource.author not in people:
            kept.append(resource)
        elif resource.url in wanted:
            kept.append(replace(resource, author=None, text=""))
    moved = {post.id for post in posts if post.resource in single}
    kept.extend(
        Resource(url=post.url, form=Form.POST, text=post.text, author=post.author, published_at=post.created_at)
        for post in posts
        if post.id in moved
    )
    return tuple(kept), moved
