"""What is the user's own on her server: each kind is read in one or more legs, each with a cursor of its own."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import msgspec

from outward.errors import NotThereError
from outward.fetch.cursor import Leaf, walk
from outward.model import Page, Source
from outward.networks.mastodon.client import UNREADABLE, Bounds, Client, ClosedError, Numbered, key
from outward.networks.mastodon.quiet import quiet
from outward.networks.mastodon.records import Author, Bond, Envelope, People, Status

_WHOLE = 100
"""Pages of a list of people or hashtags that are read at most; a server gives 40 to 100 of them on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    """One list of records: where it is, what its records are, and what they are to the user.

    `once`: it has one page, which is given again when it changed; `inside`: the list's name in the answer;
    `bonds`: how the user stands to its accounts is asked too; `whole`: it is read to its end, whatever the depth.
    """

    name: str
    path: str
    shape: str
    relation: str = ""
    limit: int = 40
    params: Mapping[str, str] = field(default_factory=dict)
    once: bool = False
    inside: str = ""
    bonds: bool = False
    whole: bool = False
    people: People | None = None


def own_pages(client: Client, source: Source, cursor: str, depth: int) -> Iterator[Page]:
    """Pages of everything but the plain timelines, each an `Envelope`. Raises `SourceError`."""
    try:
        reader = _Reader(client)
        held = _held(cursor)
        for leg in reader.legs(source):
            for page in reader.pages(leg, held.get(leg.name, ""), depth):
                held[leg.name] = page.cursor
                yield Page(raw=page.raw, cursor=msgspec.json.encode(held).decode(), url=page.url, total=page.total)
    except ClosedError as closed:
        raise closed.reason from None


def _held(cursor: str) -> dict[str, str]:
    """Leg → its cursor; an unreadable one starts from the beginning."""
    try:
        return msgspec.json.decode(cursor or "{}", type=dict[str, str])
    except msgspec.MsgspecError:
        return {}


class _Reader:
    """Reads legs of one server as one user."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._me: Author | None = None
        if client.place.token:
            self._me = self._asked("/api/v1/accounts/verify_credentials", {}, Author)

    def legs(self, source: Source) -> tuple[_Leg, ...]:
        """The legs of a source."""
        me = f"/api/v1/accounts/{quote(self._me.id, safe='')}" if self._me else ""
        found = {"q": source.value, "resolve": "false"}
        if source.kind == "list":
            return self._list(source.value)
        legs = {
            "followed_tags": (_Leg(name="tags", path="/api/v1/followed_tags", shape="tags", limit=100, whole=True),),
            "notifications": (_Leg(name="notices", path="/api/v1/notifications", shape="notices"),),
            "bookmarks": (_Leg(name="saved", path="/api/v1/bookmarks", shape="statuses", relation="saved"),),
            "favourites": (_Leg(name="liked", path="/api/v1/favourites", shape="statuses", relation="liked"),),
            "following": (_people("following", f"{me}/following", bonds=True),),
            "relationships": (
                _people("followers", f"{me}/followers"),
                _people("muted", "/api/v1/mutes", "mutes"),
                _people("muted", "/api/v1/blocks", "blocks"),
            ),
            "search": (
                _once("accounts", "/api/v2/search", "found", {**found, "type": "accounts"}, inside="accounts"),
                _once("statuses", "/api/v2/search", "found", {**found, "type": "statuses"}, inside="statuses"),
            ),
            "trends": (
                _once("statuses", "/api/v1/trends/statuses", "trending", {}),
                _once("links", "/api/v1/trends/links", "trending", {}),
                _once("tags", "/api/v1/trends/tags", "trending", {}),
            ),
        }
        return legs[source.kind]

    def pages(self, leg: _Leg, cursor: str, depth: int) -> Iterator[Page]:
        """The pages of a leg that say something new."""
        if not leg.once:
            yield from walk(cursor, _WHOLE if leg.whole else depth, lambda mark, known: self._leaf(leg, mark, known))
            return
        self._client.ask(leg.path, {"limit": leg.limit, **leg.params})
        records = self._records(leg)
        seen = hashlib.blake2b(b"\n".join(map(bytes, records)), digest_size=8).hexdigest()
        if records and seen != cursor:
            yield Page(raw=self._wrapped(leg, records), cursor=seen, url=self._client.place.base + leg.path, total=1)

    def _leaf(self, leg: _Leg, mark: str, known: str) -> Leaf:
        asked = {"max_id": mark, "since_id": known.strip()}
        asked = {name: bound for name, bound in asked.items() if bound}
        bounds = self._client.ask(leg.path, {"limit": leg.limit, **leg.params, **asked})
        records = self._records(leg)
        keys = self._keys(records, bounds)
        return Leaf(
            raw=self._wrapped(leg, records) if records else b"",
            keys=keys,
            after=bounds.next if records else "",
            url=self._client.place.base + leg.path,
        )

    def _records(self, leg: _Leg) -> list[msgspec.Raw]:
        raw = quiet(self._client.raw)
        try:
            if leg.inside:
                return msgspec.json.decode(raw, type=dict[str, list[msgspec.Raw]]).get(leg.inside, [])
            return msgspec.json.decode(raw, type=list[msgspec.Raw])
        except UNREADABLE:
            raise self._client.unreadable() from None

    def _keys(self, records: list[msgspec.Raw], bounds: Bounds) -> tuple[str, ...]:
        """Sort keys of a page. What the user did with posts and people has an order of its own, named by its marks."""
        if not records:
            return ()
        if bounds.first:
            return (key(bounds.first), *([key(bounds.next)] if bounds.next else []))
        return tuple(key(number) for record in records if (number := _number(record)))

    def _wrapped(self, leg: _Leg, records: list[msgspec.Raw]) -> bytes:
        """An envelope with the records of a page."""
        place = self._client.place
        envelope = Envelope(leg.shape, records, leg.relation, place.host, self._me, leg.people)
        if leg.bonds and self._me:
            numbers = list(dict.fromkeys(filter(None, (_person(leg, record) for record in records))))
            if numbers:
                envelope.bonds = self._asked("/api/v1/accounts/relationships", {"id[]": numbers}, list[Bond])
        return msgspec.json.encode(envelope)

    def _list(self, wanted: str) -> tuple[_Leg, ...]:
        lists = self._asked("/api/v1/lists", {}, list[People])
        named = [one for one in lists if wanted == one.id or wanted.casefold() == one.title.casefold()]
        if not named:
            said = ", ".join(one.title for one in lists)[:300] or "none"
            raise NotThereError(f"You have no list {wanted!r} on {self._client.place.host}; your lists there: {said}.")
        one, number = named[0], quote(named[0].id, safe="")
        return (
            _people("members", f"/api/v1/lists/{number}/accounts", bonds=True, people=one),
            _Leg(name="statuses", path=f"/api/v1/timelines/list/{number}", shape="statuses"),
        )

    def _asked(self, path: str, params: Mapping[str, Any], kind: Any) -> Any:
        self._client.ask(path, params)
        try:
            return msgspec.json.decode(self._client.raw, type=kind, strict=False)
        except UNREADABLE:
            raise self._client.unreadable() from None


def _people(relation: str, path: str, name: str = "", **more: Any) -> _Leg:
    """A list of accounts, read to its end."""
    return _Leg(name=name or relation, path=path, shape="accounts", relation=relation, limit=80, whole=True, **more)


def _once(shape: str, path: str, relation: str, params: Mapping[str, str], inside: str = "") -> _Leg:
    limit = 20 if shape in ("links", "tags") else 40
    more = {"inside": inside, "bonds": shape == "statuses"}
    return _Leg(name=shape, path=path, shape=shape, relation=relation, limit=limit, params=params, once=True, **more)  # type: ignore[arg-type]


def _number(record: msgspec.Raw) -> str:
    try:
        return msgspec.json.decode(record, type=Numbered, strict=False).id
    except UNREADABLE:
        return ""


def _person(leg: _Leg, record: msgspec.Raw) -> str:
    """The server's number of the account a record is, or is by."""
    if leg.shape == "accounts":
        return _number(record)
    try:
        return msgspec.json.decode(record, type=Status, strict=False).account.id
    except UNREADABLE:
        return ""
