"""Files of the user's: a Takeout of YouTube in any language and of any year, recorded answers and feeds.

Members are told by what is in them, since Takeout translates their names. Searches are hers alone and are left alone.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from types import MappingProxyType
from typing import IO, Any

import msgspec

from outward.archive import Archive, Member, SpoiltError
from outward.fetch.pieces import RECORDS, batches, encoded, raws
from outward.model import Piece, Source
from outward.networks import FileKind
from outward.networks.youtube import history, tables
from outward.networks.youtube.words import NAME

FILES = MappingProxyType(
    {
        "history": FileKind("videos you watched", "marks"),
        "subscribed": FileKind("channels you subscribe to", "accounts"),
        "saved": FileKind("videos you liked or saved", "marks"),
        "playlists": FileKind("playlists of yours", "sources"),
        "comments": FileKind("comments you wrote", "posts"),
        "own": FileKind("channels of your own", "mine"),
        "answers": FileKind("recorded answers of YouTube's API", "accounts"),
        "recorded": FileKind("recorded feeds", "posts"),
    }
)
LONGEST = 64 * 1024
"""Bytes of one record; a real one has one or two thousand."""
UNFIT, LARGE = "It cannot be understood.", "It is too large."
_ANSWER = re.compile(rb'"kind"\s*:\s*"(youtube#\w{1,60}ListResponse)"')
_FEED = re.compile(rb"youtube\.com/xml/schemas/2015|gdata\.youtube\.com/schemas")
_ENTRY = re.compile(rb"<entry[\s>]")

Records = Iterator[Any]


def unpack(archive: Archive) -> Iterator[Piece]:
    """The records of all members that are YouTube's, in pieces."""
    own = ""
    tabled = [member for member in archive.members if member.base.endswith(".csv")]
    for member in tabled:
        own = own or tables.own(archive.head(member)) if tables.is_own(member) else own
    for member in archive.members:
        if member.base.endswith((".csv", ".json", ".html", ".htm", ".xml", ".atom")):
            yield from _member(archive, member, own)


def _member(archive: Archive, member: Member, own: str) -> Iterator[Piece]:
    try:
        head = archive.head(member)
    except SpoiltError:
        if history.named(member) or tables.named(member):
            raise
        return
    if member.base.endswith((".xml", ".atom")):
        yield from _recorded(archive, member, head)
    elif member.base.endswith(".csv"):
        yield from _table(archive, member, head, own)
    elif answer := _answer(head):
        with archive.open(member) as stream:
            yield from _pieces("answers", "", member, _json(stream, "items.item"), {"kind": answer})
    elif history.claims(member, head):
        with archive.open(member) as stream:
            page = member.base.endswith((".html", ".htm"))
            records = history.cells(stream) if page else map(history.kept, _json(stream, "item"))
            first = list(islice(records, RECORDS))
            frame = "" if page else history.frame(first)
            yield from _pieces("history", "", member, chain(first, records), {"frame": frame})


def _answer(head: bytes) -> str:
    found = _ANSWER.search(head) if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" else None
    return found[1].decode() if found else ""


def _recorded(archive: Archive, member: Member, head: bytes) -> Iterator[Piece]:
    """A feed as it was recorded, whole: it is one answer."""
    if not (_FEED.search(head) and re.search(rb"<feed[\s>]", head)):
        return
    with archive.open(member) as stream:
        raw = stream.read(1024 * 1024 + 1)
    if len(raw) > 1024 * 1024:
        raw = b"It is larger than any feed of YouTube's."
    records = max(1, len(_ENTRY.findall(raw)))
    yield Piece(source=Source(NAME, "recorded", ""), raw=raw, member=member.name, records=records)


def _table(archive: Archive, member: Member, head: bytes, own: str) -> Iterator[Piece]:
    kind = tables.kind(member, head)
    if not kind:
        return
    with archive.open(member) as stream:
        rows = _rows(stream)
        records = tables.records(kind, member, rows)
        yield from _pieces(kind, own, member, records, {})


def _rows(stream: IO[bytes]) -> Iterator[list[str]]:
    """The rows of a table; a broken end is a row of its own."""
    reader = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", "replace", newline=""))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield [tables.BROKEN]
            continue
        if any(cell.strip() for cell in row):
            yield row


def _json(stream: IO[bytes], path: str) -> Records:
    """The records of a JSON file one by one; one that breaks off ends in a record that says so."""
    import ijson

    try:
        yield from ijson.items(_Unmarked(stream), path, use_float=True)
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError):
        yield {"broken": "It breaks off or is damaged."}


class _Unmarked:
    """A stream without the mark of its byte order."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._begun = stream, False

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        read = self._stream.read(size)
        if self._begun or size == 0:
            return read
        self._begun = True
        return read.removeprefix(b"\xef\xbb\xbf") or self._stream.read(size)


def _pieces(kind: str, value: str, member: Member, records: Iterable[Any], more: dict[str, Any]) -> Iterator[Piece]:
    """Records gathered into pieces."""
    for some in batches(encoded(record, LONGEST, unfit=UNFIT, large=LARGE) for record in records):
        raw = msgspec.json.encode({**more, "items": raws(some)})
        yield Piece(source=Source(NAME, kind, value), raw=raw, member=member.name, records=len(some))
