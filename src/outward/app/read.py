"""READ: the whole of one resource, fetched when the user opens it: an article's text, a video's transcript."""

from dataclasses import dataclass
from datetime import datetime

from outward.app import connect
from outward.app.home import Home
from outward.app.reread import understood
from outward.errors import InputError, MalformedError
from outward.fetch import canonical
from outward.model import Form, Resource, Source
from outward.networks import Opens, network, registry
from outward.store import connections, posts
from outward.when.minutes import minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One resource with its whole text, and who made it. `minutes` it takes (`about`: estimated)."""

    resource: Resource
    author: str
    minutes: int
    about: bool


def read(home: Home, url: str, *, now: datetime) -> Read:
    """Fetch the whole of a resource from its own address, now and once. Raises `SourceError`, `InputError`."""
    address = canonical(url)
    if not address:
        raise InputError(f"{url[:200]!r} is no web address; give one that begins with https://.")
    held = posts.resource(home.database, address) or Resource(url=address, form=Form.ARTICLE)
    source = opened_by(held)
    if source is None:
        raise InputError(f"Outward cannot read more of {held.url} than it shows; open it in your browser.")
    room = network(source.network)
    with home.fetch() as fetch:
        for page in room.pages(fetch, connect.settings(home, source.network), source, ""):
            parsed = understood(room, page.raw, source)
            if parsed.dropped and not parsed.resources:
                raise MalformedError(f"{held.url} cannot be read: {parsed.dropped[0].reason}")
            connections.keep_page(home.database, source, page, parsed, now)
    home.catch_up()
    whole = posts.resource(home.database, address)
    if whole is None:  # it led elsewhere
        whole = posts.resource(home.database, posts.led_to(home.database, address) or "") or held
    time, about = minutes(whole)
    maker = posts.accounts(home.database, [whole.author]).get(whole.author) if whole.author else None
    return Read(resource=whole, author=(maker.name or maker.handle) if maker else "", minutes=time, about=about)


def opened_by(resource: Resource) -> Source | None:
    """The source that has the whole of a resource; None when no network has."""
    rooms = (room for _, room in sorted(registry().items()) if isinstance(room, Opens))
    return next((source for room in rooms if (source := room.opens(resource)) is not None), None)
