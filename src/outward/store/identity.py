"""Who is whom in the user's own words: which accounts she said are one person, and which are not."""

from collections.abc import Collection, Iterable
from datetime import datetime

from outward.model import Account
from outward.store import rows
from outward.store.database import Database


def verdicts(database: Database) -> list[tuple[str, str, str]]:
    """Everything she said: two account ids, the smaller first, and "same" or "apart"."""
    with database.reading() as db:
        return [tuple(row) for row in db.execute("SELECT one, other, verdict FROM identity ORDER BY one, other")]


def said(database: Database, accounts: Collection[str]) -> list[tuple[str, str, str, datetime]]:
    """What she said of these accounts, and when; oldest first."""
    with database.reading() as db:
        found = db.execute(
            "WITH who AS (SELECT value AS id FROM json_each(?)) SELECT * FROM identity"
            " WHERE one IN (SELECT id FROM who) OR other IN (SELECT id FROM who) ORDER BY at, one, other",
            (rows.json(list(accounts)),),
        )
        return [
            (row["one"], row["other"], row["verdict"], at)
            for row in found
            if (at := rows.moment(row["at"])) is not None
        ]


def say(database: Database, pairs: Iterable[tuple[str, str]], verdict: str, now: datetime) -> None:
    """Keep what she says of pairs of accounts; the last word on a pair counts."""
    with database.writing() as db:
        db.executemany(
            "INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?)",
            [(min(pair), max(pair), verdict, rows.seconds(now)) for pair in pairs if pair[0] != pair[1]],
        )


def reunite(database: Database, some: Collection[str], others: Collection[str]) -> None:
    """Take back what she said to keep these accounts from those, and all she said of them in the same breath."""
    with database.writing() as db:
        db.execute(_REUNITE, {"some": rows.json(list(some)), "others": rows.json(list(others))})


def matching(database: Database, words: str) -> list[Account]:
    """The accounts somebody may mean by an id, a handle, a profile's address or a name; nothing else is looked at."""
    plain = words.strip()
    bare = plain.partition("://")[2].removeprefix("www.").rstrip("/")
    urls = [f"{begun}{bare}{ended}" for begun in ("https://", "https://www.", "http://") for ended in ("", "/") if bare]
    with database.reading() as db:
        for query, value in (
            ("SELECT * FROM account WHERE id = ?", plain),
            ("SELECT * FROM account WHERE ltrim(handle, '@') = ltrim(?, '@') COLLATE NOCASE ORDER BY id", plain),
            (_PROFILES, rows.json(urls)),
            ("SELECT * FROM account WHERE name = ? COLLATE NOCASE ORDER BY id", plain),
        ):
            if held := db.execute(query, (value,)).fetchall():
                return [rows.account(row) for row in held]
    return []


_PROFILES = "SELECT * FROM account WHERE url COLLATE NOCASE IN (SELECT value FROM json_each(?)) ORDER BY id"
_REUNITE = """
WITH some (id) AS (SELECT value FROM json_each(:some)), others (id) AS (SELECT value FROM json_each(:others)),
  both (id) AS (SELECT id FROM some UNION SELECT id FROM others)
DELETE FROM identity WHERE verdict = 'apart' AND (one IN (SELECT id FROM both) OR other IN (SELECT id FROM both))
  AND at IN (SELECT at FROM identity WHERE verdict = 'apart' AND (
    (one IN (SELECT id FROM some) AND other IN (SELECT id FROM others))
    OR (other IN (SELECT id FROM some) AND one IN (SELECT id FROM others))))
"""
