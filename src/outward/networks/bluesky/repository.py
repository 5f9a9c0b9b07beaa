"""The user's own repository: a file of blocks (.car) whose tree names every record."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from outward.fetch.pieces import DAMAGED, TOO_LARGE, broken
from outward.model import Piece
from outward.networks.bluesky.pieces import encoded, pieces
from outward.networks.bluesky.records import DID

MOST = 64 * 1024 * 1024
"""Bytes of a repository that are read; ten thousand posts are about ten million bytes."""
_LONGEST = 1_024
"""Bytes of a record's path."""

_SORTS = MappingProxyType(
    {
        "app.bsky.feed.post": "own_posts",
        "app.bsky.feed.like": "own_likes",
        "app.bsky.feed.repost": "own_ties",
        "app.bsky.graph.follow": "own_ties",
        "app.bsky.graph.block": "own_ties",
        "app.bsky.graph.listitem": "own_ties",
        "app.bsky.graph.list": "own_lists",
        "app.bsky.graph.starterpack": "own_lists",
    }
)


def repository(raw: bytes, member: str) -> Iterator[Piece]:
    """The records of a repository, by what they are; one that is too large or damaged is one record that is dropped."""
    if len(raw) > MOST:
        yield from pieces("own_other", member, "records", [broken(TOO_LARGE)])
        return
    try:
        did, blocks, places = _read(raw)
    except Exception as error:  # the library raises errors of many kinds on hostile bytes
        if isinstance(error, MemoryError):
            raise
        yield from pieces("own_other", member, "records", [broken(DAMAGED)])
        return
    left = [4 * MOST]
    muting = _muting(did, blocks, places.get("own_lists", []))
    for kind, found in sorted(places.items()):
        records = (_record(f"at://{did}/{path}", _marked(blocks.get(place), muting), left) for path, place in found)
        yield from pieces(kind, member, "records", records, did)


def _muting(did: str, blocks: Mapping[str, Any], lists: list[tuple[str, str]]) -> frozenset[str]:
    """The user's lists of people to be muted, which recommend nobody."""
    held = ((path, blocks.get(place)) for path, place in lists)
    return frozenset(
        f"at://{did}/{path}"
        for path, value in held
        if isinstance(value, dict) and str(value.get("purpose")).endswith("#modlist")
    )


def _marked(value: Any, muting: frozenset[str]) -> Any:
    return {**value, "muting": True} if isinstance(value, dict) and str(value.get("list")) in muting else value


def _record(uri: str, value: Any, left: list[int]) -> bytes:
    """One record; a small file that names the same large record a million times is not written out in full."""
    try:
        raw = encoded({"uri": uri, "value": _plain(value)}) if isinstance(value, dict) else broken(DAMAGED)
    except RecursionError:
        return broken(DAMAGED)
    left[0] -= len(raw)
    return raw if left[0] > 0 else broken(TOO_LARGE)


def _read(raw: bytes) -> tuple[str, dict[str, Any], dict[str, list[tuple[str, str]]]]:
    """Whose it is, its blocks, and where which records are by what they are."""
    from atproto import CAR

    car = CAR.from_bytes(raw)
    blocks: dict[str, Any] = {str(cid): block for cid, block in car.blocks.items()}
    commit = blocks[str(car.root)]
    did = str(commit["did"])
    if not DID.fullmatch(did):
        raise ValueError
    places: dict[str, list[tuple[str, str]]] = {}
    for path, place in _tree(blocks, _named(commit["data"])):
        places.setdefault(_SORTS.get(path.partition("/")[0], "own_other"), []).append((path, place))
    return did, blocks, places


def _tree(blocks: Mapping[str, Any], top: str) -> Iterator[tuple[str, str]]:
    """The path of every record and where its block is: keys of a node share their beginnings with the one before."""
    waiting, met = [top], set[str]()
    while waiting:
        place = waiting.pop()
        if place in met or place not in blocks:
            continue
        met.add(place)
        node, key = blocks[place], b""
        waiting += [_named(link) for link in (node.get("l"), *(one.get("t") for one in node["e"])) if link]
        for entry in node["e"]:
            key = key[: entry["p"]] + bytes(entry["k"])
            if len(key) > _LONGEST:
                raise ValueError
            yield key.decode(), _named(entry["v"])


def _named(link: Any) -> str:
    from atproto import CID

    return str(CID.from_decoded_bytes(link) if isinstance(link, bytes) else link)


def _plain(value: Any) -> Any:
    """A record without what is no text or number (pictures, links to blocks)."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if not isinstance(one, bytes)}
    return [_plain(one) for one in value] if isinstance(value, list) else value
