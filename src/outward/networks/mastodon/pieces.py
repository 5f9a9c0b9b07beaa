"""Records of files, read one at a time whatever the file's size, and put into pieces."""

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from outward.fetch.pieces import DAMAGED, TOO_LARGE, batches, broken, lines, raws
from outward.fetch.pieces import encoded as as_json
from outward.model import Piece, Source
from outward.networks.mastodon.records import Author, Envelope, People

MOST_BYTES = 1_000_000
"""Bytes a record may have; a real one has a few thousand."""
_RECORDS = 200
_BYTES = 700_000


def encoded(record: Any) -> bytes:
    """A record as JSON, or as a broken one."""
    return as_json(record, MOST_BYTES)


def pieces(
    source: Source,
    member: str,
    records: Iterable[bytes],
    *,
    shape: str,
    relation: str = "",
    server: str = "",
    me: Author | None = None,
    people: People | None = None,
) -> Iterator[Piece]:
    """Records in pieces of at most about a megabyte; a file without any is one empty piece."""
    for batch in batches(records, most=_RECORDS, largest=_BYTES, always=True):
        raw = msgspec.json.encode(Envelope(shape, raws(batch), relation, server, me, people))
        yield Piece(source=source, raw=raw, member=member, records=len(batch))


def rows(stream: IO[bytes]) -> Iterator[list[str] | None]:
    """The rows of a file of addresses; None for one that cannot be read."""
    for line in lines(stream, 10_000):
        try:
            yield None if line is None else [c.strip() for c in next(csv.reader([line.decode("utf-8", "replace")]))]
        except (csv.Error, StopIteration):
            yield None


def items(stream: IO[bytes], *prefixes: str) -> Iterator[bytes]:
    """The records of JSON lists at any of these places, one at a time; of one that is too large only that it is."""
    import ijson

    builder, depth, size = None, 0, 0
    try:
        for path, event, value in ijson.parse(stream, use_float=True):
            if builder is None:
                if path not in prefixes or event.startswith("end"):
                    continue
                builder, depth, size = ijson.ObjectBuilder(), 0, 0
            depth += event.startswith("start") - event.startswith("end")
            size += 4 + (len(value) if isinstance(value, str) else 0)
            if size <= MOST_BYTES:
                builder.event(event, value)
            if depth == 0:
                yield encoded(builder.value) if size <= MOST_BYTES else broken(TOO_LARGE)
                builder = None
    except (ijson.JSONError, UnicodeDecodeError, RecursionError):
        yield broken(DAMAGED)
