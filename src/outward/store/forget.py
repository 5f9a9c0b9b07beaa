"""Taking out what was read from one network; what the user did with it (sessions, takeaways, the ledger) stays."""

from dataclasses import dataclass

from outward.store.database import Database
from outward.store.touches import TOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much was read from a network: posts, accounts, ties, what she did there, pages as they came."""

    posts: int
    accounts: int
    ties: int
    touches: int
    marks: int
    pages: int


def held(database: Database, network: str) -> Held:
    """How much there is to take out; contacts she noted herself are not among it."""
    with database.reading() as db:
        row = db.execute(
            "SELECT (SELECT count(*) FROM post WHERE network = :n AND NOT deleted) AS posts,"
            " (SELECT count(*) FROM account WHERE network = :n) AS accounts,"
            " (SELECT count(*) FROM tie WHERE source LIKE :p OR target LIKE :p) AS ties,"
            " (SELECT count(*) FROM touch WHERE person LIKE :p AND " + _READ + ") AS touches,"
            " (SELECT count(*) FROM mark WHERE network = :n) AS marks,"
            " (SELECT count(*) FROM raw WHERE network = :n) AS pages",
            _values(network),
        ).fetchone()
        return Held(**dict(row))


def forget(database: Database, network: str) -> Held:
    """Take out everything read from a network. Its posts stay as empty rows marked as gone, for the index to hear."""
    counted = held(database, network)
    values = _values(network)
    with database.writing() as db:
        seq = int(db.execute("UPDATE counter SET seq = seq + 1 RETURNING seq").fetchone()[0])
        alone = f"SELECT url FROM mark WHERE network = :n AND url NOT IN (SELECT resource FROM post) UNION {_ONLY_HERE}"
        gone = [row[0] for row in db.execute(alone, values)]
        db.execute("DELETE FROM mark WHERE network = :n", values)
        # the words of a resource go with its first post, which may be another network's from now on
        db.execute(
            "UPDATE post SET seq = :seq WHERE network != :n AND resource IN"
            " (SELECT resource FROM post WHERE network = :n)",
            {**values, "seq": seq},
        )
        db.executemany(
            "DELETE FROM resource WHERE url = ?1 AND url NOT IN (SELECT url FROM mark)", [(url,) for url in gone]
        )
        db.execute("INSERT OR IGNORE INTO resource (url, form, title, text) VALUES ('', 'post', '', '')")
        db.execute(
            "UPDATE post SET deleted = 1, seq = :seq, text = '', url = '', resource = '', author = NULL, tags = '[]',"
            " mentions = '[]', reply_to = NULL, quotes = NULL, repost_of = NULL, id = 'gone:' || doc, network = ''"
            " WHERE network = :n",
            {**values, "seq": seq},
        )
        db.execute("DELETE FROM tie WHERE source LIKE :p OR target LIKE :p", values)
        for table in ("fresh", "waits"):
            db.execute(f"DELETE FROM {table} WHERE source LIKE :p OR target LIKE :p", values)
        db.execute("DELETE FROM turned WHERE source IN (SELECT number FROM node WHERE id LIKE :p)", values)
        db.execute("DELETE FROM node WHERE id LIKE :p", values)
        db.execute(f"DELETE FROM touch WHERE person LIKE :p AND {_READ}", values)
        db.execute("DELETE FROM own_account WHERE id LIKE :p", values)
        db.execute("DELETE FROM account WHERE network = :n", values)
        db.execute("UPDATE account SET person = id WHERE person LIKE :p", values)
        for table in ("material", "material_of"):  # made again any time
            db.execute(f"DELETE FROM {table}")
        for table in ("raw", "dropped", "source"):  # what was spent counts on against the cap
            db.execute(f"DELETE FROM {table} WHERE network = :n", values)
    return counted


def _values(network: str) -> dict[str, str]:
    return {"n": network, "p": f"{network}:%"}


_READ = "(url != '' OR how IN ('" + "', '".join(sorted(TOLD)) + "'))"
"""A contact that was read; others she noted herself."""
_ONLY_HERE = (
    "SELECT resource FROM post AS here WHERE network = :n AND NOT EXISTS"
    " (SELECT 1 FROM post AS other WHERE other.resource = here.resource AND other.network != :n)"
)
