"""Records of files in pieces."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from outward.fetch.pieces import batches, raws
from outward.fetch.pieces import encoded as as_json
from outward.model import Piece, Source
from outward.networks.bluesky.records import NAME

MOST_BYTES = 700_000
"""Bytes a record may have; a real one has a few thousand."""
_RECORDS = 200


def encoded(record: Any) -> bytes:
    """A record as JSON, or as a broken one."""
    return as_json(record, MOST_BYTES)


def pieces(kind: str, member: str, name: str, records: Iterable[bytes], me: str = "") -> Iterator[Piece]:
    """Records as envelopes of at most about a megabyte; `name` is what the envelope calls them."""
    for batch in batches(records, most=_RECORDS, largest=MOST_BYTES):
        raw = msgspec.json.encode({name: raws(batch), **({"me": me} if me else {})})
        yield Piece(source=Source(NAME, kind, me), raw=raw, member=member, records=len(batch))
