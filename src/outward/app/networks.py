"""NETWORKS: every network as it stands: connected or not, last read, what it cost, whether it was of any use."""

from dataclasses import dataclass
from datetime import datetime

from outward.app import connect
from outward.app.home import Home
from outward.app.use import last_used
from outward.errors import OutwardError
from outward.fetch import Price
from outward.model import Source
from outward.networks import Network, Prices, SignsIn, Unpacks, registry
from outward.store import connections, posts

UNUSED = 30
"""Days without use after which a network is said to be unused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One network as it stands.

    `state` is "connected" (something is read), "files only" (posts from files of the user's), "settings only" or
    "not connected"; `price` what one sync of all its sources can cost at most (None where it is free), `unused` the
    days since it was last used when they are 30 or more.
    """

    network: str
    title: str
    state: str
    signed_in: bool
    signs_in: bool
    reads_files: bool
    sources: tuple[str, ...]
    posts: int
    synced_at: datetime | None
    troubles: tuple[str, ...]
    cost: str
    price: Price | None
    unused: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Networks:
    """All networks there are, those connected first."""

    networks: tuple[Standing, ...]


def networks(home: Home, *, now: datetime) -> Networks:
    """How every network stands. Asks none of them."""
    counts = posts.by_network(home.database)
    used = last_used(home, now)
    order = {"connected": 0, "files only": 1, "settings only": 2, "not connected": 3}
    held = [_standing(home, room, counts.get(room.NAME, 0), used.get(room.NAME), now) for room in registry().values()]
    return Networks(networks=tuple(sorted(held, key=lambda one: (order[one.state], one.title.casefold()))))


def price(home: Home, name: str, sources: tuple[Source, ...]) -> Price | None:
    """What one sync of these sources can cost at most together; None where it is free or nobody can say."""
    room = registry()[name]
    if not isinstance(room, Prices):
        return None
    try:
        settings = connect.settings(home, name)
        with home.fetch() as fetch:
            found = [one for source in sources if (one := room.price(fetch, settings, source)) is not None]
    except OutwardError:
        return None
    if not found:
        return None
    total, first = sum(one.total for one in found), found[0]
    most = sum(one.most for one in found)
    return Price(
        most=most,
        each=total / most if most else first.each,
        unit=first.unit,
        cap=first.cap,
        spent=first.spent,
        period=first.period,
    )


def _standing(home: Home, room: Network, held: int, used: datetime | None, now: datetime) -> Standing:
    name = room.NAME
    states = connections.states(home.database, name)
    settings = connections.settings(home.database, name)
    synced = [state.synced_at for state in states if state.synced_at]
    days = (now - used).days if used and (states or held) else None
    state = "connected" if states else "files only" if held else "settings only" if settings else "not connected"
    return Standing(
        network=name,
        title=room.TITLE,
        state=state,
        signed_in=any(field.kept for field in connect.fields(home, name)),
        signs_in=isinstance(room, SignsIn),
        reads_files=isinstance(room, Unpacks),
        sources=tuple(str(one.source) for one in states),
        posts=held,
        synced_at=max(synced, default=None),
        troubles=tuple(f"{one.source}: {one.trouble}" for one in states if one.trouble),
        cost=room.COST,
        price=price(home, name, tuple(one.source for one in states)),
        unused=days if days is not None and days >= UNUSED else None,
    )
