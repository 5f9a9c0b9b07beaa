"""Understanding raw bytes, and understanding everything kept again without the network."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from outward.app.home import Home
from outward.app.join import join
from outward.errors import InputError, SourceError
from outward.fetch import plain_text
from outward.model import Dropped, Parsed, Source
from outward.networks import Network, network
from outward.store import connections
from outward.store.posts import save


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What understanding everything again changed: pages read, posts added and updated, records dropped now."""

    pages: int
    added: int
    updated: int
    dropped: int


def understood(room: Network, raw: bytes, source: Source) -> Parsed:
    """What raw bytes say; a reader's own fault costs them, with a reason, and never the others."""
    if not raw:
        return Parsed()
    try:
        return room.parse(raw, source)
    except SourceError as error:
        return _unread(str(error), raw)
    except Exception as error:  # noqa: BLE001 - a reader's own fault costs its page, never the other sources
        return _unread(f"Outward could not understand it ({type(error).__name__}).", raw)


def reread(home: Home, *, now: datetime, progress: Callable[[int, int], None] = lambda *_: None) -> Reread:
    """Read every page and piece kept as it came again, with what Outward knows today. Asks no network."""
    total, pages, added, updated, dropped = connections.raw_count(home.database), 0, 0, 0, 0
    for _, source, raw in connections.raw_pages(home.database):
        try:
            room = network(source.network)
        except InputError:
            continue
        parsed = understood(room, raw, source)
        with home.database.writing() as db:
            counts = save(db, parsed)
            connections.note_dropped(db, source, parsed.dropped, now)
        pages, added, updated = pages + 1, added + counts.added, updated + counts.updated
        dropped += counts.dropped
        progress(pages, total)
    join(home, now=now)
    home.catch_up()
    return Reread(pages=pages, added=added, updated=updated, dropped=dropped)


def _unread(reason: str, raw: bytes) -> Parsed:
    return Parsed(dropped=(Dropped(reason, plain_text(raw[:200].decode("utf-8", "replace").replace("<", "("))),))
