"""Records of files gathered into pieces; one that cannot be handed over is still a record, which says why."""

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import IO, Any, TypeVar

import msgspec

from outward.errors import OutwardError

RECORDS = 300
LARGEST = 1024 * 1024
"""Bytes of a piece, and of a record."""
TOO_LARGE = "It is far larger than a real record."
DAMAGED = "It is broken off or damaged."

T = TypeVar("T", bound=Sized)


def batches(
    records: Iterable[T],
    weigh: Callable[[T], int] = len,
    *,
    most: int = RECORDS,
    largest: int = LARGEST,
    always: bool = False,
) -> Iterator[list[T]]:
    """Records in batches of at most so many and so much; what was read before a file breaks off comes before its error.

    `always`: no records at all are one empty batch.
    """
    batch: list[T] = []
    size = 0
    try:
        for record in records:
            weight = weigh(record)
            if batch and (len(batch) >= most or size + weight > largest):
                yield batch
                batch, size, always = [], 0, False
            batch.append(record)
            size += weight
    except OutwardError:
        if batch:
            yield batch
        raise
    if batch or always:
        yield batch


def raws(records: Iterable[bytes]) -> list[msgspec.Raw]:
    """Records that are JSON already, as part of more JSON."""
    return [msgspec.Raw(record) for record in records]


def broken(reason: str) -> bytes:
    """A record that cannot be handed over, as one that `parse` drops with this reason."""
    return msgspec.json.encode({"broken": reason})


def encoded(record: Any, longest: int = LARGEST, *, unfit: str = DAMAGED, large: str = TOO_LARGE) -> bytes:
    """A record as JSON, or as a broken one."""
    try:
        raw = msgspec.json.encode(record)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError, OverflowError):
        return broken(unfit)
    return raw if len(raw) <= longest else broken(large)


def lines(stream: IO[bytes], longest: int = LARGEST) -> Iterator[bytes | None]:
    """The lines of a file that say something; None for one that is too long, which is skipped."""
    first = True
    while line := stream.readline(longest + 1):
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        if len(line) > longest:
            while line and not line.endswith(b"\n"):
                line = stream.readline(longest + 1)
            yield None
        elif line.strip():
            yield line.strip()
