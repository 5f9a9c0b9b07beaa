"""Contacts between the user and others: noted by her, told by a network, or read from ties and posts; each once."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from outward.model import Direction, Tie, TieKind, Touch
from outward.store import rows
from outward.store.database import Database
from outward.store.merging import added

HOW = {
    TieKind.REPLY: "reply",
    TieKind.MENTION: "mention",
    TieKind.QUOTE: "quoted",
    TieKind.REPOST: "reposted",
    TieKind.LIKE: "liked",
    TieKind.FOLLOW: "followed",
    TieKind.MESSAGE: "message",
}
"""How a dated tie between the user and somebody else is called as a contact."""
SAYING = ("reply", "mention", "quoted")
"""Contacts that are a post: the same post is one contact, whatever else it does. The first that fits names it."""
TOLD = frozenset({*HOW.values(), "invited", "endorsed", "recommended"})
"""Contacts a network tells of; any other was noted by hand."""
_TWIN = timedelta(days=3)
"""A contact noted by hand and one seen on a network this near to it are one and the same."""
_CROSSPOSTED = timedelta(days=1)
_LEAST = 20
"""Letters and digits a text has at least that is taken for the same one on another network."""


class _Seen(NamedTuple):
    """A contact with what tells it from others: the account, the end of its address, its text."""

    touch: Touch
    account: str
    mark: str
    text: str


def keep(db: sqlite3.Connection, touches: Sequence[Touch]) -> int:
    """Keep contacts with people, inside the caller's transaction; one kept already is not new. Returns the new ones."""
    return added(
        db,
        "INSERT OR IGNORE INTO touch (person, direction, how, at, url) VALUES (?, ?, ?, ?, ?)",
        [(t.person, str(t.direction), t.how, rows.seconds(t.at), t.url) for t in touches],
    )


def touches(database: Database, person: str | None = None) -> list[Touch]:
    """Contacts with one person or all, oldest first, each with the id of the person she is known as now.

    Beside those that were kept: every dated tie between an account of the user's and somebody else's. So a reply that
    was read before she said which accounts are hers counts from the moment she does. What was met twice is told once.
    """
    values = {"person": person}
    with database.reading() as db:
        from_ties = [_tied(row) for row in db.execute(_TIED, values)]
        kept = [_kept(row) for row in db.execute(_KEPT, values)]
    seen = [one for one in kept if one.touch.how in TOLD]
    noted = [one.touch for one in kept if one.touch.how not in TOLD]
    found = [one.touch for one in _once(_apart([*from_ties, *seen]))]
    return sorted([*found, *_untwinned(noted, found)], key=lambda touch: (touch.at, touch.id or 0, touch.person))


def standing(database: Database, person: str | None = None) -> dict[str, list[Tie]]:
    """The user's ties that are no dated contact, by the person at the other end: follows, lists, undated likes."""
    held: dict[str, list[Tie]] = {}
    with database.reading() as db:
        for row in db.execute(_STANDING, {"person": person}):
            tie = Tie(
                source=row["source"],
                target=row["target"],
                kind=TieKind(row["kind"]),
                at=rows.moment(row["at"]),
                post=row["post"] or None,
            )
            held.setdefault(row["person"], []).append(tie)
    return held


def words(database: Database, urls: Iterable[str]) -> dict[str, str]:
    """The text of the posts at these addresses, as far as they are held."""
    with database.reading() as db:
        found = db.execute(
            "SELECT url, text FROM post WHERE url IN (SELECT value FROM json_each(?)) AND url != '' AND NOT deleted",
            (rows.json(sorted(set(urls))),),
        )
        return {row["url"]: row["text"] for row in found}


def tags(database: Database, touch: Touch) -> tuple[str, ...]:
    """The hashtags of the post a contact is seen in, and of the one it answers or quotes."""
    with database.reading() as db:
        found = db.execute(
            "SELECT post.tags, other.tags FROM post LEFT JOIN post AS other"
            " ON other.id IN (post.reply_to, post.quotes) AND NOT other.deleted"
            " WHERE post.url = ? AND post.url != '' AND NOT post.deleted ORDER BY other.doc",
            (touch.url,),
        ).fetchall()
        held = [tag for row in found for column in reversed(tuple(row)) for tag in rows.texts(column or "[]")]
        return tuple(dict.fromkeys(held))


def introducer(database: Database, person: str, before: datetime) -> str | None:
    """The account of somebody else who turned to both the user and this person in one post first, until a moment."""
    with database.reading() as db:
        row = db.execute(_INTRODUCED, {"person": person, "before": rows.seconds(before)}).fetchone()
        return None if row is None else str(row[0])


def _tied(row: sqlite3.Row) -> _Seen:
    at = rows.moment(row["at"])
    assert at is not None  # noqa: S101 - the query asks for it
    touch = Touch(
        person=row["person"],
        direction=Direction(row["direction"]),
        how=HOW[TieKind(row["kind"])],
        at=at,
        url=row["url"] or "",
    )
    return _Seen(touch, row["account"], _tail(row["url"] or row["post"]), row["text"] or "")


def _kept(row: sqlite3.Row) -> _Seen:
    at = rows.moment(row["at"])
    assert at is not None  # noqa: S101 - the column is NOT NULL
    touch = Touch(
        id=row["id"],
        person=row["person"],
        direction=Direction(row["direction"]),
        how=row["how"],
        at=at,
        url=row["url"],
    )
    return _Seen(touch, row["account"], _tail(row["url"]), row["text"] or "")


def _tail(address: str) -> str:
    """The end of an address or a post's id: the post's own number, the same under any name of its author."""
    return re.split(r"[/:?=]", urlsplit(address)._replace(fragment="").geturl().rstrip("/"))[-1] if address else ""


def _apart(seen: Iterable[_Seen]) -> Iterator[_Seen]:
    """Contacts without those that tell of the same post, like or follow, or happened in the same second."""
    order = {how: place for place, how in enumerate(SAYING)}
    ranked = sorted(seen, key=lambda one: order.get(one.touch.how, 0))
    held: dict[tuple[object, ...], _Seen] = {}
    for one in ranked:
        held.setdefault(_key(one), one)
    return iter(held.values())


def _key(one: _Seen) -> tuple[object, ...]:
    touch = one.touch
    who = (touch.person, touch.direction)
    if touch.how in SAYING and one.mark:
        return (*who, "said", one.mark)
    if touch.how in ("liked", "reposted") and one.mark:
        return (*who, touch.how, one.mark)
    if touch.how == "followed":
        return (*who, touch.how)
    return (*who, touch.how, touch.at)


def _once(seen: Iterable[_Seen]) -> Iterator[_Seen]:
    """Contacts without those whose very words were said on another network within a day."""
    said: dict[tuple[object, ...], list[_Seen]] = {}
    for one in sorted(seen, key=lambda one: one.touch.at):
        text = re.sub(r"\W+", "", re.sub(r"https?://\S+|@\S+", "", one.text)).casefold()
        if one.touch.how not in SAYING or len(text) < _LEAST:
            yield one
            continue
        twins = said.setdefault((one.touch.person, one.touch.direction, text), [])
        if not any(_network(t) != _network(one) and one.touch.at - t.touch.at <= _CROSSPOSTED for t in twins):
            twins.append(one)
            yield one


def _network(one: _Seen) -> str:
    return one.account.partition(":")[0]


def _untwinned(noted: Sequence[Touch], found: Sequence[Touch]) -> Iterator[Touch]:
    """Contacts noted by hand without those that a network told of too; each of the network's takes one away at most."""
    seen: dict[tuple[str, Direction], list[Touch]] = {}
    for touch in found:
        if touch.how in SAYING or touch.how not in HOW.values():
            seen.setdefault((touch.person, touch.direction), []).append(touch)
    for touch in noted:
        near = seen.get((touch.person, touch.direction), [])
        twin = min(near, key=lambda other: abs(other.at - touch.at), default=None)
        if twin is not None and abs(twin.at - touch.at) <= _TWIN:
            near.remove(twin)
        else:
            yield touch


_ENDS = """
WITH own AS MATERIALIZED (SELECT id FROM mine),
hers AS MATERIALIZED (
  SELECT id FROM account WHERE person = :person UNION
  SELECT :person WHERE NOT EXISTS (SELECT 1 FROM account WHERE id = :person)
),
ends AS (
  SELECT source, target, target AS account, 'out' AS direction, kind, at, post FROM tie
  WHERE source IN (SELECT id FROM own) AND target NOT IN (SELECT id FROM own)
    AND (:person IS NULL OR target IN (SELECT id FROM hers))
  UNION ALL
  SELECT source, target, source AS account, 'in' AS direction, kind, at, post FROM tie
  WHERE target IN (SELECT id FROM own) AND source NOT IN (SELECT id FROM own)
    AND (:person IS NULL OR source IN (SELECT id FROM hers))
)
"""
_TIED = f"""{_ENDS}
SELECT coalesce(account.person, account) AS person, account, direction, kind, at, ends.post, post.url,
  substr(post.text, 1, 300) AS text
FROM ends LEFT JOIN account ON account.id = account LEFT JOIN post ON post.id = ends.post AND NOT post.deleted
WHERE kind IN ('reply', 'mention', 'quote', 'repost', 'like', 'follow', 'message') AND at IS NOT NULL
"""
_STANDING = f"""{_ENDS}
SELECT coalesce(account.person, account) AS person, source, target, kind, at, post
FROM ends LEFT JOIN account ON account.id = account
WHERE kind != 'mute' AND (kind IN ('follow', 'connect', 'listed') OR at IS NULL)
"""
_INTRODUCED = """
WITH own AS MATERIALIZED (SELECT id FROM mine), hers AS MATERIALIZED (SELECT id FROM account WHERE person = :person)
SELECT one.source FROM tie AS one JOIN tie AS other ON other.source = one.source AND other.post = one.post
WHERE one.target IN (SELECT id FROM hers) AND one.kind IN ('mention', 'reply') AND one.post != '' AND one.at <= :before
  AND other.target IN (SELECT id FROM own) AND other.kind IN ('mention', 'reply')
  AND one.source NOT IN (SELECT id FROM own) AND one.source NOT IN (SELECT id FROM hers)
ORDER BY one.at, one.post LIMIT 1
"""
_KEPT = """
SELECT touch.id, coalesce(account.person, touch.person) AS person, touch.person AS account, direction, how, at,
  touch.url, substr((SELECT text FROM post WHERE post.url = touch.url AND touch.url != '' AND NOT deleted), 1, 300)
  AS text
FROM touch LEFT JOIN account ON account.id = touch.person
WHERE (:person IS NULL OR coalesce(account.person, touch.person) = :person)
  AND touch.person NOT IN (SELECT id FROM mine)
"""
