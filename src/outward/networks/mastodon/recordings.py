"""Answers of Mastodon servers that somebody recorded: test recordings (YAML), saved lists and streams of statuses."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from outward.archive import Archive, Member
from outward.fetch.pieces import DAMAGED, TOO_LARGE, broken, lines
from outward.model import Piece, Source
from outward.networks.mastodon.exports import hushed_record
from outward.networks.mastodon.pieces import MOST_BYTES, encoded, items, pieces
from outward.networks.mastodon.quiet import hushed

_MOST_YAML = 8 * 1024 * 1024
_OURS = re.compile(rb"uri: [\"']?https?://[^/\s]+/api/(?:v[12]|1\.0)/")
_API = re.compile(r"/api/(?:v[12]|1\.0)/(.+)")
_REFUSED = "It is a refusal of a server, not an answer."
_NAMELESS = "It tells of numbers, not of people."

# What an answer holds, by the end of its address: kind of file records, shape, relation to the user.
_PEOPLE = (
    r"statuses/\d+/(?:favourited|reblogged)_by|accounts/\d+/(?:followers|following)|accounts/search|directory"
    r"|accounts/\d+|accounts/verify_credentials|lists/\d+/accounts"
)
_SHAPES: tuple[tuple[str, str, str, str], ...] = (
    (r"timelines/.+|accounts/\d+/statuses|trends/statuses|statuses|statuses/\d+|statuses/\d+/context",
     "answer_posts", "statuses", ""),
    (r"bookmarks", "answer_posts", "statuses", "saved"),
    (r"favourites", "answer_posts", "statuses", "liked"),
    (r"notifications", "answer_notices", "notices", ""),
    (_PEOPLE, "answer_people", "accounts", ""),
    (r"mutes|blocks", "answer_people", "accounts", "muted"),
    (r"followed_tags", "answer_tags", "tags", ""),
    (r"trends/links", "answer_links", "links", ""),
    (r"accounts/relationships|accounts/\d+/(?:pin|follow|mute|block)", "answer_other", "nothing", _NAMELESS),
)  # fmt: skip
_INSIDE = ("ancestors", "descendants", "statuses")


def recorded(archive: Archive, member: Member, head: bytes) -> Iterator[Piece] | None:
    """The pieces of a member that holds recorded answers or ActivityStreams, None when it holds none."""
    base, start = member.base, head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if base.endswith((".yml", ".yaml")):
        return _cassette(archive, member) if b"interactions:" in head and _OURS.search(head) else None
    if not base.endswith((".json", ".jsonl", ".ndjson")):
        return None
    if b'"spoiler_text"' in start and b'"acct"' in start and b'"uri"' in start:
        return _statuses(archive, member, listed=start.startswith(b"["))
    if base.endswith(".as2.json") or b'"https://www.w3.org/ns/activitystreams"' in start:
        return _activities(archive, member)
    return None


def _statuses(archive: Archive, member: Member, *, listed: bool) -> Iterator[Piece]:
    """A list of statuses, or one on each line."""
    with archive.open(member) as stream:
        if listed:
            records = (_hushed(record) for record in items(stream, "item"))
        else:
            records = (broken(TOO_LARGE) if line is None else _hushed(line) for line in lines(stream, MOST_BYTES))
        yield from pieces(Source("mastodon", "answer_posts", ""), member.name, records, shape="statuses")


def _activities(archive: Archive, member: Member) -> Iterator[Piece]:
    """One ActivityStreams object, or a collection of them."""
    source = Source("mastodon", "activities", "")
    with archive.open(member) as stream:
        head = stream.read(MOST_BYTES + 1) if member.size <= MOST_BYTES else b""
        if head:
            records = iter(_objects(head))
        else:
            records = (hushed_record(record) for record in items(stream, "orderedItems.item", "items.item"))
        yield from pieces(source, member.name, records, shape="activities")


def _objects(raw: bytes) -> list[bytes]:
    try:
        said = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return [broken(DAMAGED)]
    inside = (said.get("orderedItems") or said.get("items")) if isinstance(said, dict) else said
    return [hushed_record(encoded(one)) for one in (inside if isinstance(inside, list) else [said])]


def _hushed(record: bytes) -> bytes:
    if b'"direct"' not in record and record.startswith(b"{"):
        return record if _whole(record) else broken(DAMAGED)
    try:
        return encoded(hushed(msgspec.json.decode(record)))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return broken(DAMAGED)


def _whole(record: bytes) -> bool:
    try:
        msgspec.json.decode(record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _cassette(archive: Archive, member: Member) -> Iterator[Piece]:
    """Every answer of a recording, by the address it was asked at."""
    with archive.open(member) as stream:
        raw = stream.read(_MOST_YAML + 1)
    said = _loaded(raw) if len(raw) <= _MOST_YAML else None
    found = (said.get("http_interactions") or said.get("interactions")) if isinstance(said, dict) else None
    if not isinstance(found, list):
        yield from _dropped(member, broken(TOO_LARGE if len(raw) > _MOST_YAML else DAMAGED))
        return
    for one in found:
        yield from _answer(member, one)


def _loaded(raw: bytes) -> Any:
    """A YAML file without anything that could grow while it is read; None when it cannot be read."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = raw.decode("utf-8")
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.ScalarEvent) and event.value == "<<":
                return None
        return yaml.load(text, Loader=loader)  # noqa: S506 - the safe loader
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError, OverflowError):
        return None


def _answer(member: Member, said: Any) -> Iterator[Piece]:
    try:
        uri, answered = urlsplit(said["request"]["uri"]), said["response"]["status"]
        status = answered.get("status_code") or answered["code"]
        body = said["response"]["body"]["string"]
        content = body.encode() if isinstance(body, str) else bytes(body)
        path = _API.fullmatch(uri.path)
    except (KeyError, TypeError, ValueError, AttributeError):
        yield from _dropped(member, broken(DAMAGED))
        return
    if not path:
        return
    if status != 200:
        yield from _dropped(member, broken(_REFUSED))
        return
    named = path[1].strip("/")
    if named == "search":
        yield from _found(member, uri.netloc, content)
        return
    kind, shape, relation = next(((k, s, r) for end, k, s, r in _SHAPES if re.fullmatch(end, named)), _OTHER)
    if shape == "nothing":
        record = encoded({"answer": uri.path})
        yield from pieces(Source("mastodon", kind, ""), member.name, [record], shape=shape, relation=relation)
        return
    yield from pieces(
        Source("mastodon", kind, ""), member.name, _records(content), shape=shape, relation=relation, server=uri.netloc
    )


_OTHER = ("answer_other", "nothing", "")


def _records(content: bytes, *inside: str) -> list[bytes]:
    """The records of an answer: a list, one record, or lists inside it."""
    try:
        said = hushed(msgspec.json.decode(content))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return [broken(DAMAGED)]
    if isinstance(said, dict):
        lists = [said[name] for name in inside or _INSIDE if isinstance(said.get(name), list)]
        said = [one for found in lists for one in found] if lists or inside else [said]
    return [encoded(one) for one in said] if isinstance(said, list) else [broken(DAMAGED)]


def _found(member: Member, server: str, content: bytes) -> Iterator[Piece]:
    for kind, shape, inside in (("answer_people", "accounts", "accounts"), ("answer_posts", "statuses", "statuses")):
        yield from pieces(
            Source("mastodon", kind, ""),
            member.name,
            _records(content, inside),
            shape=shape,
            relation="found",
            server=server,
        )


def _dropped(member: Member, record: bytes) -> Iterator[Piece]:
    return pieces(Source("mastodon", "answer_other", ""), member.name, [record], shape="nothing")
