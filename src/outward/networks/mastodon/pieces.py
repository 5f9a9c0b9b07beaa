"""Records of files, read one at a time whatever the file's size, and put into pieces."""

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from outward.model import Piece, Source
from outward.networks.mastodon.records import Author, Envelope, People

MOST_BYTES = 1_000_000
"""Bytes a record may have; a real one has a few thousand."""
TOO_LARGE = "It is far larger than a real record."
DAMAGED = "It is broken off or damaged."

_RECORDS = 200
_BYTES = 700_000


def broken(reason: str) -> bytes:
    """A record that cannot be handed over, as one that `parse` drops with this reason."""
    return b'{"broken":' + msgspec.json.encode(reason) + b"}"


def encoded(record: Any) -> bytes:
    """A record as JSON, or as a broken one."""
    try:
        raw = msgspec.json.encode(record)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError, OverflowError):
        return broken(DAMAGED)
    return raw if len(raw) <= MOST_BYTES else broken(TOO_LARGE)


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
    batch: list[msgspec.Raw] = []
    size, given = 0, False

    def piece() -> Piece:
        raw = msgspec.json.encode(Envelope(shape, batch, relation, server, me, people))
        return Piece(source=source, raw=raw, member=member, records=len(batch))

    for record in records:
        if batch and (len(batch) >= _RECORDS or size + len(record) > _BYTES):
            yield piece()
            batch, size, given = [], 0, True
        batch.append(msgspec.Raw(record))
        size += len(record)
    if batch or not given:
        yield piece()


def lines(stream: IO[bytes], most: int = MOST_BYTES) -> Iterator[bytes | None]:
    """The lines of a file that say something; None for one that is too long, which is skipped."""
    first = True
    while line := stream.readline(most + 1):
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        if len(line) > most:
            while line and not line.endswith(b"\n"):
                line = stream.readline(most + 1)
            yield None
        elif line.strip():
            yield line.strip()


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
