"""Taking one person out of every table; what the user did herself stays, without the person's name or link."""

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from outward.model import ItemKind
from outward.store import forgotten, rows
from outward.store.cutting import SITES, UNCUT, Search, Traces, cut, shown, traces
from outward.store.database import Database

AT_ONCE = 200
"""Raw pages looked through in one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOf:
    """How much there is of one person: what was read, contacts with her, notes of the user's that lead to her."""

    accounts: int
    posts: int
    resources: int
    ties: int
    touches: int
    takeaways: int


def held_of(database: Database, accounts: Collection[str]) -> HeldOf:
    """How much goes when the person of these accounts is forgotten; for takeaways: how many lose a link."""
    with database.writing() as db:
        _gather(db, accounts)
        row = db.execute(
            "SELECT (SELECT count(*) FROM hers) AS accounts,"
            " (SELECT count(*) FROM lost JOIN post USING (doc) WHERE NOT deleted) AS posts,"
            " (SELECT count(*) FROM gone WHERE url NOT IN (SELECT url FROM lost)) AS resources,"
            " (SELECT count(*) FROM tie WHERE source IN hers OR target IN hers) AS ties,"
            " (SELECT count(*) FROM touch WHERE person IN hers) AS touches,"
            " (SELECT count(*) FROM takeaway WHERE url IN gone OR url IN (SELECT url FROM lost)) AS takeaways"
        ).fetchone()
        return HeldOf(**dict(row))


def mark(database: Database, accounts: Collection[str], now: datetime) -> Traces:
    """Keep the marks by which she is kept out from now on; returns how her records are known in bytes."""
    with database.writing() as db:
        _gather(db, accounts)
        held = [rows.account(row) for row in db.execute("SELECT * FROM account WHERE id IN hers")]
        own = [tuple(row) for row in db.execute("SELECT id, url FROM lost WHERE own")]
        repeats = [row[0] for row in db.execute("SELECT id FROM lost WHERE NOT own")]
        names = {name for account in held for name in forgotten.about(account)} | {f"account:{id_}" for id_ in accounts}
        for id_, url in own:
            names |= {f"post:{id_}"} | ({f"address:{url}"} if url else set())
        authored = "SELECT url FROM resource WHERE author IN hers AND url IN gone"
        names |= {f"address:{row[0]}" for row in db.execute(authored)}
        forgotten.remember(db, names, now)
        homes = [row[0] for row in db.execute(_HOMES, (rows.json(sorted(SITES)),))]
    more = [one for pair in own for one in pair if one]
    return traces(held, (), sorted(accounts), (*more, *repeats, *homes))


_HOMES = """
WITH theirs AS (
  SELECT id, substr(id, instr(id, ':') + 1, CASE instr(id, '#') WHEN 0 THEN length(id) ELSE instr(id, '#')
    - instr(id, ':') - 1 END) AS home, network
  FROM account WHERE network IN (SELECT value FROM json_each(?))
)
SELECT DISTINCT home FROM theirs WHERE id IN hers AND NOT EXISTS
  (SELECT 1 FROM theirs AS other WHERE other.network = theirs.network AND other.home = theirs.home
    AND other.id NOT IN hers)
"""
"""Sites and feeds of which she is the only author."""


def cut_pages(
    database: Database, hers: Traces, well: Callable[[str, str, str, bytes], bool], progress: Callable[[int, int], None]
) -> int:
    """Cut her records out of everything kept as it came; returns how many pages changed or went.

    `well` says of a page that was cut (network, kind, value, bytes) whether reading it brings nothing of hers; else the
    whole page goes, what it said of others stays in the tables. `progress` is told pages looked at, and of how many.
    """
    import hashlib
    import zlib

    search, after, looked, touched = Search(hers), 0, 0, 0
    with database.reading() as db:
        total = int(db.execute("SELECT count(*) FROM raw").fetchone()[0])
    while True:
        with database.reading() as db:
            some = db.execute("SELECT * FROM raw WHERE id > ? ORDER BY id LIMIT ?", (after, AT_ONCE)).fetchall()
        if not some:
            return touched
        changed: list[tuple[int, bytes]] = []
        for row in some:
            raw = zlib.decompress(row["body"])
            left = b"" if hers.met(row["value"]) or shown(row["url"], hers) else raw
            if left and search.may(raw):
                left = b"" if row["network"] in UNCUT else cut(raw, hers)
                left = left if left and well(row["network"], row["kind"], row["value"], left) else b""
            if left != raw:
                changed.append((row["id"], left))
        with database.writing() as db:
            for number, left in changed:
                digest = hashlib.blake2b(left, digest_size=16).digest()
                db.execute(
                    "UPDATE OR IGNORE raw SET body = ?, digest = ? WHERE id = ?",
                    (zlib.compress(left, 6), digest, number),
                )
                db.execute("DELETE FROM raw WHERE id = ? AND (? OR digest != ?)", (number, not left, digest))
        after, looked, touched = some[-1]["id"], looked + len(some), touched + len(changed)
        progress(looked, total)


def forget_person(database: Database, accounts: Collection[str], hers: Traces) -> None:
    """Take her out of every table. Her posts stay as empty rows marked as gone, for the index to hear."""
    with database.writing() as db:
        db.execute("PRAGMA secure_delete=ON")
        _gather(db, accounts)
        seq = int(db.execute("UPDATE counter SET seq = seq + 1 RETURNING seq").fetchone()[0])
        for query in _EVERYWHERE.split(";\n"):
            db.execute(query, {"seq": seq} if ":seq" in query else {})
        _sources(db, hers)
        _sessions(db)
        _answers(db, hers)
        _elsewhere(db)
        _ungather(db)


def _gather(db: sqlite3.Connection, accounts: Collection[str]) -> None:
    """What goes, in tables of this connection: accounts `hers`, posts `lost`, addresses `gone`."""
    _ungather(db)
    db.execute("CREATE TEMP TABLE hers (id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("CREATE TEMP TABLE lost (doc INTEGER PRIMARY KEY, id TEXT, url TEXT, resource TEXT, own INTEGER)")
    db.execute("CREATE TEMP TABLE gone (url TEXT PRIMARY KEY) WITHOUT ROWID")
    db.executemany("INSERT OR IGNORE INTO hers VALUES (?)", [(one,) for one in accounts])
    db.execute("INSERT INTO lost SELECT doc, id, url, resource, 1 FROM post WHERE author IN hers")
    db.execute("CREATE INDEX temp.lost_id ON lost (id)")
    db.execute("CREATE INDEX temp.lost_url ON lost (url)")
    db.execute(
        "INSERT OR IGNORE INTO lost SELECT doc, id, url, resource, 0 FROM post WHERE repost_of IS NOT NULL AND"
        " (repost_of IN (SELECT id FROM lost) OR id IN"
        " (SELECT post FROM tie WHERE kind = 'repost' AND target IN hers AND source NOT IN hers))"
    )
    db.execute(
        "INSERT OR IGNORE INTO gone SELECT resource FROM lost WHERE resource != '' AND NOT EXISTS (SELECT 1 FROM post"
        " WHERE post.resource = lost.resource AND post.doc NOT IN (SELECT doc FROM lost) AND NOT post.deleted)"
        " AND (resource NOT IN (SELECT url FROM mark)"
        " OR resource IN (SELECT url FROM resource WHERE author IN hers))"
    )
    db.execute(
        "INSERT OR IGNORE INTO gone SELECT url FROM resource WHERE (author IN hers OR url IN"
        " (SELECT url FROM lost WHERE own)) AND (form IN ('post', 'thread') OR NOT EXISTS (SELECT 1 FROM post"
        " WHERE post.resource = resource.url AND post.doc NOT IN (SELECT doc FROM lost) AND NOT post.deleted))"
    )
    db.execute("INSERT OR IGNORE INTO gone SELECT alias.url FROM alias JOIN gone ON gone.url = alias.resource")


def _ungather(db: sqlite3.Connection) -> None:
    for table in ("hers", "lost", "gone"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")


_LINKS = "(SELECT url FROM gone UNION SELECT url FROM lost UNION SELECT id FROM lost UNION SELECT id FROM hers)"
_EVERYWHERE = f"""
-- others that pointed at a post of hers point at themselves
UPDATE post SET resource = url, seq = :seq
  WHERE resource IN gone AND doc NOT IN (SELECT doc FROM lost) AND url != '';
INSERT OR IGNORE INTO resource (url, form, title, text, author, published_at, lang, words, free)
  SELECT url, 'post', '', text, author, created_at, lang, NULL, 1 FROM post
  WHERE seq = :seq AND resource = url AND doc NOT IN (SELECT doc FROM lost);
-- the words of a resource go with its first post, which may be another's from now on
UPDATE post SET seq = :seq WHERE resource IN (SELECT resource FROM lost);
DELETE FROM mark WHERE url IN gone OR url IN (SELECT url FROM lost);
DELETE FROM shown WHERE subject IN gone OR subject IN hers;
DELETE FROM offered WHERE person IN hers;
DELETE FROM feedback WHERE subject IN {_LINKS};
UPDATE takeaway SET url = '' WHERE url IN {_LINKS};
UPDATE ledger SET subject = '' WHERE subject IN {_LINKS};
DELETE FROM thread WHERE url IN gone OR url IN (SELECT url FROM lost);
DELETE FROM alias WHERE url IN gone OR resource IN gone OR url IN (SELECT url FROM lost);
DELETE FROM resource WHERE url IN gone;
-- what others shared of hers stays as an address with its title
UPDATE resource SET author = NULL, text = '' WHERE author IN hers;
INSERT OR IGNORE INTO resource (url, form, title, text) VALUES ('', 'post', '', '');
UPDATE post SET reply_to = NULL WHERE reply_to IN (SELECT id FROM lost)
  OR id IN (SELECT post FROM tie WHERE kind = 'reply' AND target IN hers);
UPDATE post SET quotes = NULL WHERE quotes IN (SELECT id FROM lost)
  OR id IN (SELECT post FROM tie WHERE kind = 'quote' AND target IN hers);
UPDATE post SET reply_to = NULL WHERE reply_to IS NOT NULL
  AND EXISTS (SELECT 1 FROM hers WHERE instr(reply_to, ':at://' || substr(id, instr(id, ':') + 1) || '/'));
UPDATE post SET quotes = NULL WHERE quotes IS NOT NULL
  AND EXISTS (SELECT 1 FROM hers WHERE instr(quotes, ':at://' || substr(id, instr(id, ':') + 1) || '/'));
UPDATE post SET mentions =
  (SELECT json_group_array(value) FROM json_each(post.mentions) WHERE value NOT IN (SELECT id FROM hers))
  WHERE mentions != '[]' AND EXISTS (SELECT 1 FROM json_each(post.mentions) WHERE value IN (SELECT id FROM hers));
UPDATE post SET deleted = 1, seq = :seq, text = '', url = '', resource = '', author = NULL, tags = '[]',
  mentions = '[]', reply_to = NULL, quotes = NULL, repost_of = NULL, id = 'gone:' || doc, network = '', lang = NULL,
  created_at = NULL, likes = NULL, reposts = NULL, replies = NULL WHERE doc IN (SELECT doc FROM lost);
DELETE FROM tie WHERE source IN hers OR target IN hers OR post IN (SELECT id FROM lost);
DELETE FROM touch WHERE person IN hers OR url IN (SELECT url FROM lost WHERE url != '');
DELETE FROM turned WHERE source IN (SELECT number FROM node WHERE id IN hers);
UPDATE node SET id = 'gone:' || number WHERE id IN hers;
DELETE FROM identity WHERE one IN hers OR other IN hers;
DELETE FROM account WHERE id IN hers;
UPDATE account SET person = id WHERE person IN hers;
"""


def _sources(db: sqlite3.Connection, hers: Traces) -> None:
    """Sources that are hers are read no more; reasons of unreadable records that name her go."""
    for table in ("source", "dropped"):
        found = db.execute(f"SELECT DISTINCT network, kind, value FROM {table}").fetchall()
        db.executemany(
            f"DELETE FROM {table} WHERE network = ? AND kind = ? AND value = ?",
            [tuple(row) for row in found if hers.met(row["value"])],
        )
    for (excerpt,) in db.execute("SELECT DISTINCT excerpt FROM dropped WHERE excerpt != ''").fetchall():
        if shown(excerpt, hers):
            db.execute("DELETE FROM dropped WHERE excerpt = ?", (excerpt,))


def _sessions(db: sqlite3.Connection) -> None:
    """Sessions without the items that are hers; their sentence goes with the first of them."""
    links = {row[0] for row in db.execute(f"SELECT * FROM {_LINKS}")} - {""}
    for row in db.execute("SELECT id, body FROM session").fetchall():
        session: dict[str, Any] = msgspec.json.decode(row["body"])
        left = [one for one in session["items"] if not {one["key"], one["url"], one["person"]} & links]
        if len(left) < len(session["items"]):
            body = {**session, "items": left, "intention": ""}
            db.execute("UPDATE session SET body = ? WHERE id = ?", (rows.json(body), row["id"]))
    names = [(f"{kind} {link}",) for link in links for kind in ItemKind]
    db.executemany("DELETE FROM passed WHERE item = ?", names)
    for row in db.execute("SELECT item, body FROM pin").fetchall():
        if {value for value in msgspec.json.decode(row["body"]).values() if isinstance(value, str)} & links:
            db.execute("DELETE FROM pin WHERE item = ?", (row["item"],))
    for table in ("material", "material_of", "replanned"):  # made again any time
        db.execute(f"DELETE FROM {table}")


def _answers(db: sqlite3.Connection, hers: Traces) -> None:
    """Her name is no longer among those the user wants to start from, nor a thing of hers among the examples."""
    links = {row[0] for row in db.execute(f"SELECT * FROM {_LINKS}")}
    for table in ("answers", "revised"):
        for row in db.execute(f"SELECT id, body FROM {table}").fetchall():
            body: dict[str, Any] = msgspec.json.decode(row["body"])
            company, goal = body.get("company") or {}, body["goal"]
            known = [one for one in company.get("known", ()) if not hers.met(one)]
            examples = [one for one in goal.get("examples", ()) if one not in links]
            if len(known) < len(company.get("known", ())) or len(examples) < len(goal.get("examples", ())):
                body = {**body, "company": {**company, "known": known}, "goal": {**goal, "examples": examples}}
                db.execute(f"UPDATE {table} SET body = ? WHERE id = ?", (rows.json(body), row["id"]))


_DONE = frozenset(
    (
        "account post resource tie touch mark shown feedback takeaway ledger thread alias identity source dropped raw"
        " session answers revised connection counter gathered own_account spending look adjustment learned forgotten"
        " forgotten_person salt passed pin material material_of replanned hour"
    ).split()
)


def _elsewhere(db: sqlite3.Connection) -> None:
    """Every other table: rows go in which a column is an account, a post or an address of hers."""
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table in _DONE or table.startswith("sqlite_"):
            continue
        for column in db.execute(f"PRAGMA table_info({table})").fetchall():
            if column["type"].upper() == "TEXT":
                db.execute(f"DELETE FROM {table} WHERE {column['name']} IN {_LINKS} AND {column['name']} != ''")
