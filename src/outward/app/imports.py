"""IMPORT: files of the user's own (exports, subscription lists, bookmarks), told by content, kept piece by piece."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outward.app.home import Home
from outward.app.join import join
from outward.app.reread import understood
from outward.archive import Archive, Member, SpoiltError, unclaimed
from outward.errors import InputError
from outward.model import Dropped, Parsed, Piece, Source
from outward.networks import Unpacks, UnpacksMessages, network, registry
from outward.store import connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outward.store.posts import Counts

MOST_SAID = 20
FORGOTTEN = "It belongs to somebody you asked to forget."
_CALENDAR = (
    "{} is a calendar, and calendars are not read from a file; say when you have time in answer to the question When "
    "('outward ask')."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReport:
    """What one kind of records brought: read = added + updated + unchanged + dropped. `why` counts the reasons."""

    network: str
    kind: str
    title: str
    read: int
    added: int
    updated: int
    unchanged: int
    dropped: int
    why: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What one given file or folder brought; `trouble` when it ended before its end, `unread` files nobody knew."""

    file: str
    kinds: tuple[KindReport, ...]
    unread: tuple[str, ...]
    unread_count: int
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import brought. `found` are sources named in the files, `approved` how many of them are new to read."""

    files: tuple[FileReport, ...]
    found: tuple[Source, ...]
    approved: int
    indexed: int
    joined: int
    dry_run: bool


Progress = Callable[[str, int, int, int], None]
"""Told after every piece: the file, records read so far, members begun, members there are."""


@dataclass(slots=True)
class _Tally:
    read: int = 0
    added: int = 0
    updated: int = 0
    why: Counter[str] = field(default_factory=Counter)


def imports(
    home: Home,
    paths: Sequence[Path],
    *,
    now: datetime,
    dry_run: bool = False,
    read_named: bool = False,
    keep_messages: bool = False,
    progress: Progress = lambda *_: None,
) -> Imported:
    """Read files the user gives. Importing twice changes nothing; an interrupted import is simply given again.

    `dry_run` says what would happen and keeps nothing; `read_named` also approves the feeds and channels that a
    subscription list names, to be read from the next sync on; `keep_messages` keeps also the words of private messages
    where a network can (the words are kept on this machine like everything else).
    """
    if not paths:
        raise InputError("Give the files to import: an export (zip or folder), a subscription list, bookmarks.")
    found: dict[Source, None] = {}
    with _kept(home, dry_run) as keep:
        files = tuple(_file(path, now, keep, found, progress, words=keep_messages) for path in paths)
    imported = Imported(
        files=files,
        found=tuple(found),
        approved=0,
        joined=0 if dry_run else join(home, now=now),
        indexed=0 if dry_run else home.catch_up(),
        dry_run=dry_run,
    )
    return approve(home, imported, now=now) if read_named and not dry_run else imported


def approve(home: Home, imported: Imported, *, now: datetime) -> Imported:
    """Approve the sources that imported files name, to be read from the next sync on."""
    return replace(imported, approved=connections.approve(home.database, imported.found, now))


Keep = Callable[[Piece, Parsed, datetime], "Counts"]


@contextmanager
def _kept(home: Home, dry_run: bool) -> "Iterator[Keep]":
    """How a piece is kept: in a transaction of its own, or all in one that is taken back at the end."""

    def write(db: sqlite3.Connection, piece: Piece, parsed: Parsed, now: datetime) -> "Counts":
        return connections.keep(db, piece.source, parsed, raw=piece.raw, url=piece.member, now=now)

    if not dry_run:

        def kept(piece: Piece, parsed: Parsed, now: datetime) -> "Counts":
            with home.database.writing() as db:
                return write(db, piece, parsed, now)

        yield kept
        return
    with home.database.trying() as db:
        yield lambda piece, parsed, now: write(db, piece, parsed, now)


def _pieces(room: Unpacks, archive: Archive, *, words: bool) -> Iterable[Piece]:
    return room.unpack_messages(archive) if words and isinstance(room, UnpacksMessages) else room.unpack(archive)


def _file(
    path: Path, now: datetime, keep: Keep, found: dict[Source, None], progress: Progress, *, words: bool
) -> FileReport:
    """Read one given file, every network in turn looking for what is its own."""
    tallies: dict[tuple[str, str], _Tally] = {}
    taken: dict[str, None] = {}
    trouble: list[str] = []
    left: tuple[str, ...] = ()
    try:
        with Archive(path) as archive:
            for name, room in sorted(registry().items()):
                if isinstance(room, Unpacks):
                    try:
                        for piece in _pieces(room, archive, words=words):
                            taken[piece.member] = None
                            tally = tallies.setdefault((name, piece.source.kind), _Tally())
                            _take(piece, keep, tally, found, now)
                            read = sum(one.read for one in tallies.values())
                            progress(archive.name, read, len(taken), len(archive.members))
                    except SpoiltError as error:
                        trouble.append(str(error))
            unread = unclaimed(archive, tuple(taken))
            left = tuple(member.name for member in unread)
            reason = "It is no file that Outward knows."
            if not taken and any(_calendar(archive, member) for member in unread[:MOST_SAID]):
                trouble.append(_CALENDAR.format(archive.name))
                reason = "It is a calendar, which is not read."
            _note_unread(archive, left, reason, keep, now)
    except InputError as error:
        trouble.append(str(error))
    return FileReport(
        file=path.name,
        kinds=tuple(_report(name, kind, tally) for (name, kind), tally in tallies.items()),
        unread=left[:MOST_SAID],
        unread_count=len(left),
        trouble=" ".join(dict.fromkeys(trouble)),
    )


def _take(piece: Piece, keep: Keep, tally: _Tally, found: dict[Source, None], now: datetime) -> None:
    room = network(piece.source.network)
    parsed = understood(room, piece.raw, piece.source)
    counts = keep(piece, parsed, now)
    what = room.FILES[piece.source.kind].counts if isinstance(room, Unpacks) else "posts"
    fresh = [source for source in parsed.sources if source not in found]
    found.update(dict.fromkeys(fresh))
    added, updated = (len(fresh), 0) if what == "sources" else counts.changes.get(what, (0, 0))
    tally.read += max(piece.records, len(parsed.dropped))
    tally.added += added
    tally.updated += updated
    tally.why.update(record.reason for record in parsed.dropped)
    if left := counts.left_out.get(what, 0):
        tally.why[FORGOTTEN] += left
        tally.read = max(tally.read, tally.why.total() + tally.added + tally.updated)


def _report(name: str, kind: str, tally: _Tally) -> KindReport:
    room = network(name)
    dropped = tally.why.total()
    return KindReport(
        network=name,
        kind=kind,
        title=room.FILES[kind].title if isinstance(room, Unpacks) else kind,
        read=tally.read,
        added=min(tally.added, tally.read - dropped),
        updated=min(tally.updated, max(0, tally.read - dropped - tally.added)),
        unchanged=max(0, tally.read - dropped - tally.added - tally.updated),
        dropped=dropped,
        why=dict(tally.why.most_common(MOST_SAID)),
    )


def _calendar(archive: Archive, member: Member) -> bool:
    try:
        return b"BEGIN:VCALENDAR" in archive.head(member, 200).upper()
    except SpoiltError:
        return False


def _note_unread(archive: Archive, left: Iterable[str], reason: str, keep: Keep, now: datetime) -> None:
    """A lone file that nobody knows is a record that could not be read; files beside known ones are not."""
    if len(archive.members) == 1 and list(left):
        piece = Piece(source=Source("files", "file", archive.name), raw=b"", member=archive.name, records=1)
        keep(piece, Parsed(dropped=(Dropped(reason, archive.name),)), now)
