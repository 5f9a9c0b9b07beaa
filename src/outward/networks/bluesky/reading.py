"""Bluesky's pages, through its own client library behind the one door."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import msgspec

from outward import __version__
from outward.errors import CredentialsError, MalformedError, NotThereError, OutwardError
from outward.fetch import Fetch
from outward.fetch.cursor import Leaf, depth_of, walk
from outward.model import Page, Source
from outward.networks.bluesky.records import DID, NAME, Item, keys_of, members_only, read_item

_QUERIES = {
    "account": ("app.bsky.feed.getAuthorFeed", "actor"),
    "list": ("app.bsky.feed.getListFeed", "list"),
    "feed": ("app.bsky.feed.getFeed", "feed"),
    "tag": ("app.bsky.feed.searchPosts", "q"),
    "timeline": ("app.bsky.feed.getTimeline", ""),
}
_PAGE, _PROFILES = 100, 25  # the most Bluesky gives at once
_LOGIN = "/xrpc/com.atproto.server.createSession"
_CONNECT = "give a handle and an app password with: outward connect bluesky --sign-in"


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """Pages from the newest down, as `outward.fetch.cursor` walks; signs in when the settings say how.

    Each page carries the profiles of the people on it. Raises `SourceError`, `InputError` for useless settings.
    """
    depth = depth_of(settings.pages)
    signed_in = bool(settings.handle and settings.app_password)
    if source.kind == "timeline" and not signed_in:
        raise CredentialsError(f"Your timeline on Bluesky needs a sign-in; {_CONNECT}.")
    client = _signed_in(fetch, settings) if signed_in else _client(fetch, settings.address)
    reader = _Reader(client, source, signed_in)
    yield from walk(cursor, depth, reader.read, ranked=source.kind == "feed")


class _Reader:
    """One source being read; the profiles met on the way are asked for once."""

    def __init__(self, client: Any, source: Source, signed_in: bool) -> None:
        self._client, self._source, self._signed_in = client, source, signed_in
        self._value = ""
        self._profiles: dict[str, Any] = {}

    def read(self, after: str, known: str) -> Leaf:
        """The page at a mark, nothing where strangers may not see more of a search than its newest page."""
        try:
            return self._read(after, known)
        except CredentialsError:
            if not after or self._signed_in or self._source.kind != "tag":
                raise
            return Leaf(raw=b"", keys=(), after="", url="")

    def _read(self, after: str, _: str) -> Leaf:
        """The page at a mark; people who show their posts to signed-in people only are left out for others."""
        name, parameter = _QUERIES[self._source.kind]
        with _translated(self._source, first=not after, signed_in=self._signed_in):
            self._value = self._value or self._resolved()
            asked = {"limit": _PAGE, "cursor": after or None} | ({parameter: self._value} if parameter else {})
            answer = _query(self._client, name, asked)
            records = answer["feed"] if "feed" in answer else [{"post": post} for post in answer["posts"]]
            read = [(record, read_item(record)) for record in records]
            kept = [(record, item) for record, item in read if self._signed_in or not members_only(item)]
            people = {who.did for _, item in kept if isinstance(item, Item) for who in item.people}
            feed = [record for record, _ in kept]
            whole = {"feed": feed, "profiles": self._known(people), "signedIn": self._signed_in}
            raw = msgspec.json.encode(whole)
        return Leaf(raw=raw, keys=keys_of(item for _, item in kept), after=str(answer.get("cursor") or ""), url=name)

    def _resolved(self) -> str:
        """The value as Bluesky wants it: `#` before a tag, a DID in the name of a list or feed."""
        value = self._source.value
        who = value.removeprefix("at://").partition("/")[0]
        if self._source.kind == "tag":
            return f"#{value}"
        if self._source.kind not in ("list", "feed") or DID.fullmatch(who):
            return value
        found = _query(self._client, "com.atproto.identity.resolveHandle", {"handle": who})
        return value.replace(who, str(found["did"]), 1)

    def _known(self, people: Iterable[str]) -> list[Any]:
        """The profiles of these people."""
        wanted = sorted(people)
        fresh = [who for who in wanted if who not in self._profiles]
        for start in range(0, len(fresh), _PROFILES):
            asked = {"actors": fresh[start : start + _PROFILES]}
            found = _query(self._client, "app.bsky.actor.getProfiles", asked)["profiles"]
            self._profiles.update({profile["did"]: profile for profile in found})
        return [self._profiles[who] for who in wanted if who in self._profiles]


_sessions: "WeakKeyDictionary[Fetch, dict[tuple[str, str, str], Any]]" = WeakKeyDictionary()
"""Who is signed in through a door: Bluesky allows few sign-ins a day, and one sync reads many sources."""


def _signed_in(fetch: Fetch, settings: Any) -> Any:
    """A client with a session. Raises `CredentialsError` when handle or app password are wrong."""
    handle, address = settings.handle.strip().removeprefix("@"), _origin(settings.service)
    held = _sessions.setdefault(fetch, {})
    key = (address, handle, settings.app_password)
    if key not in held:
        client = _client(fetch, address, may_post=(urlsplit(address).netloc + _LOGIN,))
        with _translated(Source(NAME, "account", handle), first=True, signed_in=True):
            client.login(handle, settings.app_password.strip(), fetch_bsky_profile=False)
        held[key] = client
    return held[key]


def _client(fetch: Fetch, address: str, *, may_post: tuple[str, ...] = ()) -> Any:
    from atproto import Client, Request

    request = Request(transport=fetch.transport(may_post=may_post), trust_env=False, max_redirects=5)
    request.set_additional_headers({"User-Agent": f"Outward/{__version__}"})
    return Client(_origin(address), request=request)


def _origin(address: str) -> str:
    address = address.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"


def _query(client: Any, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a method of Bluesky's interface answers, its records unread: a bad one must not spoil the others."""
    from atproto import models

    model = getattr(models, "".join(part[0].upper() + part[1:] for part in name.split(".")))
    answer = client.invoke_query(name, params=model.Params(**asked), output_encoding="application/json").content
    if not isinstance(answer, dict):
        raise TypeError
    return answer


@contextmanager
def _translated(source: Source, *, first: bool, signed_in: bool) -> Iterator[None]:
    """Errors of the client library in our words. `first`: nothing of the source was read yet."""
    from atproto_core.exceptions import AtProtocolError

    try:
        yield
    except OutwardError:
        raise
    except AtProtocolError as error:
        raise _refused(error, source, first, signed_in) from None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise MalformedError(f"Bluesky's answer for {source} cannot be read; try again later.") from None


def _refused(error: Exception, source: Source, first: bool, signed_in: bool) -> OutwardError:
    response = getattr(error, "response", None)
    status, said = getattr(response, "status_code", 0), getattr(getattr(response, "content", None), "error", "")
    if status in (401, 403) or said in ("ExpiredToken", "InvalidToken"):
        if signed_in:
            return CredentialsError(f"Bluesky refused this handle and app password for {source}; {_CONNECT}.")
        return CredentialsError(f"Bluesky shows {source} to signed-in people only; {_CONNECT}.")
    if status in (400, 404) and first:
        return NotThereError(f"Bluesky knows no {source.kind} {source.value}; check how it is written.")
    return MalformedError(f"Bluesky's answer for {source} cannot be read; try again later.")
