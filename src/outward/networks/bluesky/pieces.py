"""Records of files in pieces."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from outward.model import Piece, Source
from outward.networks.bluesky.records import DAMAGED, NAME, TOO_LARGE

MOST_BYTES = 700_000
"""Bytes a record may have; a real one has a few thousand."""
_RECORDS = 200


def broken(reason: str) -> bytes:
    """A record that cannot be handed over, as one that `parse` drops with this reason."""
    return msgspec.json.encode({"broken": reason})


def encoded(record: Any) -> bytes:
    """A record as JSON, or as a broken one."""
    try:
        raw = msgspec.json.encode(record)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError, OverflowError):
        return broken(DAMAGED)
    return raw if len(raw) <= MOST_BYTES else broken(TOO_LARGE)


def pieces(kind: str, member: str, name: str, records: Iterable[bytes], me: str = "") -> Iterator[Piece]:
    """Records as envelopes of at most about a megabyte; `name` is what the envelope calls them."""
    batch: list[msgspec.Raw] = []
    size = 0
    for record in records:
        if batch and (len(batch) >= _RECORDS or size + len(record) > MOST_BYTES):
            yield _piece(kind, member, name, batch, me)
            batch, size = [], 0
        batch.append(msgspec.Raw(record))
        size += len(record)
    if batch:
        yield _piece(kind, member, name, batch, me)


def _piece(kind: str, member: str, name: str, batch: list[msgspec.Raw], me: str) -> Piece:
    raw = msgspec.json.encode({name: batch, **({"me": me} if me else {})})
    return Piece(source=Source(NAME, kind, me), raw=raw, member=member, records=len(batch))
