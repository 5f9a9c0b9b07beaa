"""Asking a Mastodon server: its interface first, its feeds where it does not let strangers in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from outward.errors import CredentialsError
from outward.fetch import Fetch
from outward.fetch.conditional import changed
from outward.fetch.cursor import Leaf, depth_of, walk
from outward.model import Page, Source
from outward.networks.mastodon.client import UNREADABLE, Client, ClosedError, Numbered, Place, base_of, key
from outward.networks.mastodon.legs import own_pages
from outward.networks.mastodon.quiet import quiet

LIMIT = 40
"""Posts of a page, the most a server gives."""

_PLAIN = ("tag", "account", "home")


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """Pages of a source, newest first. Raises `SourceError`.

    Hashtags, accounts and the home timeline are the JSON array as it came; where a server shows a timeline to its
    members only, the feed it offers to everybody is read instead. All else is wrapped in an `Envelope` with what
    is needed to understand it. The words of private messages are taken out before anything is kept.
    """
    depth = depth_of(settings.depth)
    place = _place(settings, source)
    if source.kind not in _PLAIN:
        yield from own_pages(Client(fetch, place), source, cursor, depth)
        return
    timeline = _Timeline(Client(fetch, place), source)
    try:
        yield from walk(cursor, depth, timeline.read)
    except ClosedError as closed:
        if timeline.answered or not place.feed:
            raise closed.reason from None
        yield from changed(fetch, place.base + place.feed, cursor)


def _place(settings: Any, source: Source) -> Place:
    """Raises `CredentialsError` for what is the user's own without a token. A token goes to its own server only."""
    name, _, server = source.value.partition("@") if source.kind in ("tag", "account") else ("", "", "")
    own = base_of(settings.server)
    base = base_of(server) if server else own
    token = settings.token.strip() if base == own else ""
    if source.kind not in ("tag", "account", "trends") and not token:
        raise CredentialsError(
            f"{source} needs your sign-in on {Place(own, '').host}; add it with: outward connect mastodon --sign-in."
        )
    feed = {"tag": f"/tags/{quote(name, safe='')}.rss", "account": f"/@{quote(name, safe='')}.rss"}.get(source.kind, "")
    return Place(base, token, "" if token else feed)


class _Timeline:
    """A hashtag, an account or the home timeline, whose records are in the order of their numbers."""

    def __init__(self, client: Client, source: Source) -> None:
        self.answered = False
        self._client, self._source, self._path = client, source, ""

    def read(self, mark: str, known: str) -> Leaf:
        """The page below a mark, of what is newer than `known`. Raises `SourceError`, `ClosedError`."""
        path = self._path = self._path or self._find()
        bounds = {"max_id": mark, "since_id": known.strip()}
        after = self._client.ask(path, {"limit": LIMIT, **{n: bound for n, bound in bounds.items() if bound}}).next
        raw = self._client.raw
        try:
            listed = msgspec.json.decode(raw, type=list[Numbered], strict=False)
        except UNREADABLE:
            raise self._client.unreadable() from None
        self.answered = True
        keys = tuple(key(one.id) for one in listed)
        url = self._client.place.base + path
        return Leaf(raw=quiet(raw), keys=keys, after=after if keys else "", url=url)

    def _find(self) -> str:
        """The path of the source's timeline; an account's number has to be asked for first."""
        name = self._source.value.partition("@")[0]
        if self._source.kind == "home":
            return "/api/v1/timelines/home"
        if self._source.kind == "tag":
            return f"/api/v1/timelines/tag/{quote(name, safe='')}"
        self._client.ask("/api/v1/accounts/lookup", {"acct": name})
        try:
            number = msgspec.json.decode(self._client.raw, type=Numbered, strict=False).id
        except UNREADABLE:
            raise self._client.unreadable() from None
        return f"/api/v1/accounts/{quote(number, safe='')}/statuses"
