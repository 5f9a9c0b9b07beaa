"""Bluesky's pages: which question brings a source, and what of the answer is kept."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from outward.errors import CredentialsError
from outward.fetch import Fetch
from outward.fetch.cursor import Leaf, depth_of, walk
from outward.model import Page, Source
from outward.networks.bluesky.beside import beside
from outward.networks.bluesky.client import CONNECT, client_of, query, signed_in, translated
from outward.networks.bluesky.records import DID, Item, read_item
from outward.networks.bluesky.shown import keys_of, shown, strangers

_QUERIES = MappingProxyType(
    {
        "account": ("app.bsky.feed.getAuthorFeed", "actor"),
        "list": ("app.bsky.feed.getListFeed", "list"),
        "starter_pack": ("app.bsky.feed.getListFeed", "list"),
        "feed": ("app.bsky.feed.getFeed", "feed"),
        "tag": ("app.bsky.feed.searchPosts", "q"),
        "search": ("app.bsky.feed.searchPosts", "q"),
        "timeline": ("app.bsky.feed.getTimeline", ""),
        "notifications": ("app.bsky.notification.listNotifications", ""),
        "bookmarks": ("app.bsky.bookmark.getBookmarks", ""),
        "likes": ("app.bsky.feed.getActorLikes", "actor"),
        "following": ("app.bsky.graph.getFollows", "actor"),
    }
)
_OWN = MappingProxyType(
    {
        "timeline": "Your timeline on Bluesky needs",
        "notifications": "Your notifications on Bluesky need",
        "bookmarks": "Your bookmarks on Bluesky need",
        "likes": "Your likes on Bluesky need",
        "following": "Whom you follow, muted and blocked on Bluesky needs",
    }
)
"""What only its owner is shown."""
_PAGE, _PROFILES = 100, 25  # the most Bluesky gives at once


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """Pages from the newest down, as `outward.fetch.cursor` walks; signs in when the settings say how.

    Each page carries the profiles of the people on it. Raises `SourceError`, `InputError` for useless settings.
    """
    depth = depth_of(settings.pages)
    own = bool(settings.handle and settings.app_password)
    if source.kind in _OWN and not own:
        raise CredentialsError(f"{_OWN[source.kind]} a sign-in; {CONNECT}.")
    client, me = signed_in(fetch, settings) if own else (client_of(fetch, settings.address), {})
    yield from walk(cursor, depth, _Reader(client, source, me).read, ranked=source.kind == "feed")


class _Reader:
    """One source being read; the profiles met on the way are asked for once. `me` is who is signed in, or nothing."""

    def __init__(self, client: Any, source: Source, me: Mapping[str, Any]) -> None:
        self._client, self._source, self._me = client, source, me
        self._value = ""
        self._pack: Any = None
        self._profiles: dict[str, Any] = {}

    def read(self, after: str, known: str) -> Leaf:
        """The page at a mark, nothing where strangers may not see more of a search than its newest page."""
        try:
            return self._read(after, known)
        except CredentialsError:
            if not after or self._me or self._source.kind not in ("tag", "search"):
                raise
            return Leaf(raw=b"", keys=(), after="", url="")

    def _read(self, after: str, _: str) -> Leaf:
        """The page at a mark; people who show their posts to signed-in people only are left out for others."""
        name, parameter = _QUERIES[self._source.kind]
        with translated(self._source, first=not after, signed_in=bool(self._me)):
            self._value = self._value or self._resolved()
            asked = {"limit": _PAGE, "cursor": after or None} | ({parameter: self._value} if parameter else {})
            answer = query(self._client, name, asked)
            said = {"signedIn": bool(self._me), **self._me, **shown(self._source.kind, answer)}
            first = {} if after else beside(self._client, self._source.kind, self._value, self._pack)
            said |= first
            if not self._me:
                said = strangers(said)
            keys = keys_of(self._source.kind, said, first=bool(first))
            raw = msgspec.json.encode({**said, "profiles": self._known(_people(said))})
        return Leaf(raw=raw, keys=keys, after=str(answer.get("cursor") or ""), url=name)

    def _resolved(self) -> str:
        """The value as Bluesky wants it: `#` before a tag, a DID in the name of a list, feed or starter pack."""
        kind, value = self._source.kind, self._source.value
        who = value.removeprefix("at://").partition("/")[0]
        if kind == "tag":
            return f"#{value}"
        if kind in ("likes", "following"):
            return str(self._me["me"])
        if kind not in ("list", "feed", "starter_pack"):
            return value
        if not DID.fullmatch(who):
            found = query(self._client, "com.atproto.identity.resolveHandle", {"handle": who})
            value = value.replace(who, str(found["did"]), 1)
        if kind == "starter_pack":
            found = query(self._client, "app.bsky.graph.getStarterPack", {"starter_pack": value})
            self._pack = found["starterPack"]
            value = str(self._pack["list"]["uri"])
        return value

    def _known(self, people: Iterable[str]) -> list[Any]:
        """The profiles of these people."""
        wanted = sorted(people)
        fresh = [who for who in wanted if who not in self._profiles]
        for start in range(0, len(fresh), _PROFILES):
            asked = {"actors": fresh[start : start + _PROFILES]}
            found = query(self._client, "app.bsky.actor.getProfiles", asked)["profiles"]
            self._profiles.update({profile["did"]: profile for profile in found})
        return [self._profiles[who] for who in wanted if who in self._profiles]


def _people(said: Mapping[str, Any]) -> set[str]:
    """Whose posts are on a page; other people come with what is said of them there."""
    saved = [{"post": one.get("item")} for one in said.get("bookmarks", ()) if isinstance(one, dict)]
    read = (read_item(record) for record in (*said.get("feed", ()), *saved))
    return {who.did for item in read if isinstance(item, Item) for who in item.people}
