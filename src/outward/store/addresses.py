"""Where a post's own address leads."""

from outward.store.database import Database


def resource_of(database: Database, url: str) -> str | None:
    """The canonical URL of what the post at this address points at; None when no such post is held."""
    with database.reading() as db:
        row = db.execute("SELECT resource FROM post WHERE url = ? AND NOT deleted LIMIT 1", (url,)).fetchone()
        return None if row is None else str(row[0])
