"""ADD: a post, a profile or an article the user is looking at, handed over by herself; nothing is fetched."""

from dataclasses import dataclass
from datetime import datetime

from outward.app.home import Home
from outward.app.join import join
from outward.app.reread import understood
from outward.errors import InputError
from outward.fetch import canonical
from outward.networks import Pastes, network, registry
from outward.store import connections

LONGEST = 100_000
"""Characters of a pasted text that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was kept of what was handed over; `said` tells it in one sentence."""

    network: str
    title: str
    posts: int
    people: int
    new: bool
    said: str


def add(home: Home, url: str, *, title: str = "", text: str = "", now: datetime) -> Added:
    """Keep what the user is looking at: its address, and what she copied of it."""
    address = url.strip()
    if not canonical(address):
        raise InputError(f"{url[:200]!r} is no web address; give the one in your browser's address bar.")
    rooms = sorted(registry().items(), key=lambda pair: (pair[0] == "web", pair[0]))
    for name, room in rooms:
        if not isinstance(room, Pastes):
            continue
        piece = room.paste(address, title.strip()[:1_000], text.strip()[:LONGEST])
        if piece is None:
            continue
        parsed = understood(network(name), piece.raw, piece.source)
        if parsed.dropped:
            raise InputError(f"This cannot be kept: {parsed.dropped[0].reason} Copy its text too and try again.")
        with home.database.writing() as db:
            counts = connections.keep(db, piece.source, parsed, raw=piece.raw, url=address, now=now)
        join(home, now=now)
        home.catch_up()
        new = any(added for added, _ in counts.changes.values())
        what = "post" if parsed.posts else "profile" if parsed.accounts and not parsed.resources else "page"
        said = f"Kept: a {what} on {room.TITLE}." if new else f"This {what} on {room.TITLE} was already here."
        return Added(
            network=name, title=room.TITLE, posts=len(parsed.posts), people=len(parsed.accounts), new=new, said=said
        )
    raise InputError("Outward cannot take this address; open the page it leads to and give that one.")
