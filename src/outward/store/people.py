"""People: their accounts, who turned to whom, how active and answering they are."""

import sqlite3
import statistics
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from outward.model import Account, Activity, Tie, TieKind
from outward.store import bonds, rows
from outward.store.database import Database
from outward.store.merging import added

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVER = 3_650
"""Days in which posts are counted as ever written."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Ties between people: who, to whom, how much it weighs (positions in `people`; arrays of C numbers)."""

    people: tuple[str, ...]
    source: Sequence[int]
    target: Sequence[int]
    weight: Sequence[float]


def touching(database: Database, accounts: Collection[str], limit: int = 20_000) -> list[Tie]:
    """Ties from or to these accounts, newest first."""
    with database.reading() as db:
        found = db.execute(
            "WITH who AS (SELECT value AS id FROM json_each(?)) SELECT * FROM ("
            " SELECT * FROM tie WHERE source IN (SELECT id FROM who)"
            " UNION ALL SELECT * FROM tie WHERE target IN (SELECT id FROM who) AND source NOT IN (SELECT id FROM who))"
            " ORDER BY at DESC LIMIT ?",
            (rows.json(list(accounts)), limit),
        )
        return [_tie(row) for row in found]


def between(database: Database, ones: Collection[str], others: Collection[str]) -> list[Tie]:
    """Ties from one of these accounts to one of those, or back."""
    with database.leafing() as db:
        found = db.execute(_BETWEEN, {"ones": rows.json(sorted(ones)), "others": rows.json(sorted(others))})
        return [_tie(row) for row in found]


def _tie(row: sqlite3.Row) -> Tie:
    return Tie(
        source=row["source"],
        target=row["target"],
        kind=TieKind(row["kind"]),
        at=rows.moment(row["at"]),
        post=row["post"] or None,
    )


def web(database: Database) -> int:
    """A number that is another one whenever `edges` may have changed, whichever program changed them."""
    with database.reading() as db:
        return int(db.execute("SELECT state FROM web").fetchone()[0])


def edges(database: Database) -> Edges:
    """All ties as a graph of people, several ties between two people added up (one kind counts at most ten times)."""
    import numpy as np

    with database.leafing() as db:
        persons, source, target, weight = bonds.counted(db)
    names = sorted(set(persons.values()))
    place = {person: number for number, person in enumerate(names)}
    # an account that is gone may still be counted, under a number that means nobody
    top = max(max(persons, default=0), int(source.max(initial=0)), int(target.max(initial=0)))
    of = np.full(top + 1, -1, dtype=np.intc)
    of[list(persons)] = [place[person] for person in persons.values()]
    source, target, weight = of[source], of[target], weight.astype(np.float32)
    between = (source >= 0) & (target >= 0) & (source != target)
    if not between.all():
        source, target, weight = source[between], target[between], weight[between]
    many = np.bincount(of[of >= 0], minlength=len(names)) > 1
    if many.any():
        source, target, weight = _added_up(source, target, weight, many)
    used = np.zeros(len(names), dtype=bool)
    used[source] = used[target] = True
    if not used.all():
        again = np.cumsum(used, dtype=np.intc) - 1
        source, target = again[source], again[target]
    return Edges(
        people=tuple(name for name, is_used in zip(names, used.tolist(), strict=True) if is_used),
        source=array("i", source.astype(np.intc).tobytes()),
        target=array("i", target.astype(np.intc).tobytes()),
        weight=array("f", weight.tobytes()),
    )


def _added_up(
    source: "NDArray[Any]", target: "NDArray[Any]", weight: "NDArray[Any]", many: "NDArray[Any]"
) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
    """The same edges, those of people with several accounts (`many`) added up; others are there once already."""
    import numpy as np

    of_many = many[source] | many[target]
    pairs, which = np.unique(source[of_many].astype(np.int64) * len(many) + target[of_many], return_inverse=True)
    total = np.bincount(which, weights=weight[of_many], minlength=len(pairs))
    once = ~of_many
    return (
        np.concatenate((source[once], pairs // len(many))).astype(np.intc),
        np.concatenate((target[once], pairs % len(many))).astype(np.intc),
        np.concatenate((weight[once], total)).astype(np.float32),
    )


def accounts(database: Database, persons: Collection[str]) -> dict[str, tuple[Account, ...]]:
    """The accounts of each person."""
    with database.reading() as db:
        found = db.execute(
            "SELECT * FROM account WHERE person IN (SELECT value FROM json_each(?)) ORDER BY followers DESC, id",
            (rows.json(list(persons)),),
        ).fetchall()
    held: dict[str, tuple[Account, ...]] = {}
    for row in found:
        held[row["person"]] = (*held.get(row["person"], ()), rows.account(row))
    return held


def named(database: Database, handles: Collection[tuple[str, str]]) -> frozenset[str]:
    """Ids of all accounts of the people who have one of these (network, handle)."""
    query = (
        "SELECT id FROM account WHERE person IN (SELECT person FROM account WHERE network = ? AND handle = ?"
        " COLLATE NOCASE)"
    )
    with database.reading() as db:
        return frozenset(row[0] for one in handles for row in db.execute(query, one))


def own(db: sqlite3.Connection, accounts: Sequence[str]) -> int:
    """Note that accounts are the user's own, inside the caller's transaction; returns how many are new."""
    return added(db, "INSERT OR IGNORE INTO own_account VALUES (?)", [(account,) for account in accounts])


def mine(database: Database) -> frozenset[str]:
    """Ids of all accounts of the user, as far as she, a file of hers or a connection has named them."""
    with database.reading() as db:
        return frozenset(row[0] for row in db.execute("SELECT id FROM mine"))


def followed(database: Database) -> frozenset[str]:
    """Accounts that an account of the user's own follows."""
    with database.reading() as db:
        found = db.execute("SELECT target FROM tie WHERE kind = 'follow' AND source IN (SELECT id FROM mine)")
        return frozenset(row[0] for row in found)


def following(database: Database, accounts: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """People whom one of these accounts follows or is in contact with, and people who follow one of them."""
    query = (
        "SELECT account.person FROM tie JOIN account ON account.id = tie.{there}"
        " WHERE tie.{here} IN (SELECT value FROM json_each(?)) AND tie.kind IN ('follow', 'connect')"
    )
    held = (rows.json(sorted(accounts)),)
    with database.reading() as db:
        to, of = (
            frozenset(row[0] for row in db.execute(query.format(here=here, there=there), held))
            for here, there in (("source", "target"), ("target", "source"))
        )
    return to, of


def muted(database: Database) -> frozenset[str]:
    """Accounts the user muted or blocked on a network of hers, with the other accounts of the same people."""
    with database.reading() as db:
        found = db.execute(
            "SELECT target FROM tie WHERE kind = 'mute' AND source IN (SELECT id FROM mine) UNION"
            " SELECT id FROM account WHERE person IN (SELECT person FROM account JOIN tie ON tie.target = account.id"
            " WHERE tie.kind = 'mute' AND tie.source IN (SELECT id FROM mine))"
        )
        return frozenset(row[0] for row in found)


def everybody(database: Database) -> list[Account]:
    """Every account read of."""
    with database.reading() as db:
        return [rows.account(row) for row in db.execute("SELECT * FROM account")]


def persons(database: Database) -> dict[str, str]:
    """The person each account belongs to."""
    with database.reading() as db:
        return {row[0]: row[1] for row in db.execute("SELECT id, person FROM account")}


def person_of(database: Database, account: str) -> str:
    """The person an account belongs to; the id itself where no such account is known."""
    with database.reading() as db:
        row = db.execute("SELECT person FROM account WHERE id = ?", (account,)).fetchone()
        return account if row is None else str(row[0])


def join(database: Database, joined: Mapping[str, str]) -> int:
    """Say which person each account belongs to; returns how many accounts changed hands."""
    with database.writing() as db:
        before = {row[0]: row[1] for row in db.execute("SELECT id, person FROM account")}
        moved = [
            (joined[account], account) for account, person in before.items() if joined.get(account, person) != person
        ]
        db.executemany("UPDATE account SET person = ? WHERE id = ?", moved)
        return len(moved)


def mentioning(database: Database, accounts: Collection[str], limit: int = 200) -> dict[str, list[int]]:
    """Numbers of the posts by others that mention, quote or answer each account, newest first."""
    with database.reading() as db:
        found = db.execute(
            "SELECT heard.target, post.doc FROM (SELECT target, post, at FROM tie WHERE target IN"
            " (SELECT value FROM json_each(?)) AND kind IN ('mention', 'quote', 'reply', 'listed') AND source != target"
            " ORDER BY at DESC LIMIT ?) AS heard JOIN post ON post.id = heard.post"
            " WHERE NOT post.deleted ORDER BY heard.at DESC",
            (rows.json(list(accounts)), limit),
        )
        held: dict[str, list[int]] = {}
        for account, doc in found:
            held.setdefault(account, []).append(doc)
        return held


def answers(
    database: Database, accounts: Collection[str], now: datetime, days: int
) -> list[tuple[str, int, float, str, str]]:
    """What these accounts answered others in the last days.

    Account, number of the answer, its age in days, the person who gave it and the one who was answered.
    """
    values = {"who": rows.json(list(accounts)), "since": int(now.timestamp()) - days * 86_400, "now": rows.seconds(now)}
    with database.reading() as db:
        return [tuple(row) for row in db.execute(_ANSWERS, values)]


def written(database: Database, accounts: Collection[str], now: datetime) -> dict[str, int]:
    """How many posts of the last ten years are held of each account; those that wrote none are left out."""
    values = {"who": rows.json(list(accounts)), "since": int(now.timestamp()) - EVER * 86_400, "now": rows.seconds(now)}
    with database.reading() as db:
        return {row[0]: row[1] for row in db.execute(_WRITTEN, values)}


def activity(database: Database, accounts: Sequence[str], now: datetime, days: int) -> dict[str, Activity]:
    """How active and answering each account was in the last days."""
    with database.reading() as db:
        values = {
            "who": rows.json(list(accounts)),
            "since": int(now.timestamp()) - days * 86_400,
            "now": rows.seconds(now),
        }
        wrote = {row["author"]: row for row in db.execute(_WROTE, values)}
        strangers = dict(tuple(row) for row in db.execute(_STRANGERS, values))
        asked = {row["target"]: row["asked"] for row in db.execute(_ASKED, values)}
        hours: dict[str, list[float]] = {}
        for account, waited in db.execute(_ANSWERED, values):
            hours.setdefault(account, []).append(waited / 3600)
    return {
        account: Activity(
            account=account,
            posts=wrote[account]["posts"],
            last_days=wrote[account]["last_days"],
            replies=wrote[account]["replies"],
            to_strangers=strangers.get(account, 0),
            asked=asked.get(account, 0),
            answered=len(hours.get(account, ())),
            answer_hours=statistics.median(hours[account]) if account in hours else None,
        )
        for account in accounts
    }


_BETWEEN = """
WITH one AS MATERIALIZED (SELECT value AS id FROM json_each(:ones)),
  other AS MATERIALIZED (SELECT value AS id FROM json_each(:others))
SELECT * FROM tie WHERE source IN (SELECT id FROM one) AND target IN (SELECT id FROM other) UNION
SELECT * FROM tie WHERE source IN (SELECT id FROM other) AND target IN (SELECT id FROM one)
"""
_WRITTEN = """
SELECT author, count(*) FROM post INDEXED BY post_author WHERE author IN (SELECT value FROM json_each(:who))
  AND created_at BETWEEN :since AND :now AND NOT deleted GROUP BY author
"""
_ANSWERS = """
SELECT DISTINCT tie.source, post.doc, (:now - post.created_at) / 86400.0, coalesce(one.person, tie.source),
  coalesce(other.person, tie.target)
FROM tie CROSS JOIN post ON post.id = tie.post LEFT JOIN account AS one ON one.id = tie.source
LEFT JOIN account AS other ON other.id = tie.target
WHERE tie.source IN (SELECT value FROM json_each(:who)) AND tie.kind = 'reply' AND tie.target != tie.source
  AND tie.at BETWEEN :since AND :now AND post.created_at BETWEEN :since AND :now AND NOT post.deleted
"""
_WROTE = """
SELECT who.value AS author, count(post.doc) AS posts, count(post.reply_to) AS replies, (:now - (
    SELECT created_at FROM post AS last WHERE last.author = who.value AND created_at <= :now AND NOT deleted
    ORDER BY created_at DESC LIMIT 1)) / 86400.0 AS last_days
FROM json_each(:who) AS who LEFT JOIN post
  ON post.author = who.value AND post.created_at BETWEEN :since AND :now AND NOT post.deleted
GROUP BY who.value
"""
_STRANGERS = """
SELECT answer.source, count(DISTINCT answer.post) FROM tie AS answer CROSS JOIN post ON post.id = answer.post
WHERE answer.source IN (SELECT value FROM json_each(:who)) AND answer.kind = 'reply' AND answer.target != answer.source
  AND answer.at BETWEEN :since AND :now AND NOT post.deleted AND NOT EXISTS (SELECT 1 FROM tie AS follow
    WHERE follow.source = answer.source AND follow.target = answer.target AND follow.kind = 'follow')
GROUP BY answer.source
"""
_ASKED = """
SELECT target, count(DISTINCT post) AS asked FROM tie WHERE target IN (SELECT value FROM json_each(:who))
  AND kind IN ('mention', 'reply') AND source != target AND at BETWEEN :since AND :now GROUP BY target
"""
_ANSWERED = """
SELECT answer.author, answer.created_at - asked.created_at FROM tie
JOIN post AS asked ON asked.id = tie.post
JOIN post AS answer INDEXED BY post_reply ON answer.reply_to = asked.id AND answer.author = tie.target
WHERE tie.target IN (SELECT value FROM json_each(:who)) AND tie.kind IN ('mention', 'reply')
  AND tie.source != tie.target AND tie.at BETWEEN :since AND :now
  AND answer.created_at BETWEEN asked.created_at AND :now
"""
