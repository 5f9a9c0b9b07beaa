"""What a Mastodon server gives its user to take along: her account export and lists of addresses."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import IO, Any

import msgspec

from outward.archive import Archive, Member, SpoiltError
from outward.fetch.pieces import DAMAGED, broken
from outward.model import Piece, Source
from outward.networks.mastodon.activities import account_in, hush
from outward.networks.mastodon.pieces import MOST_BYTES, encoded, items, pieces, rows
from outward.networks.mastodon.records import Author, Field, People

_ADDRESS = re.compile(r"@?[\w.-]+@[\w.:-]+", re.ASCII)
_HEADER = "account address"
_STREAMS = b"activitystreams"
_JSON = {
    "actor.json": "export_profile",
    "outbox.json": "export_posts",
    "likes.json": "export_likes",
    "bookmarks.json": "export_saved",
}
_CSV = {
    "following_accounts.csv": ("export_following", "following"),
    "following.csv": ("export_following", "following"),
    "followers.csv": ("export_followers", "followers"),
    "muted_accounts.csv": ("export_muted", "muted"),
    "mutes.csv": ("export_muted", "muted"),
    "blocked_accounts.csv": ("export_muted", "muted"),
    "blocks.csv": ("export_muted", "muted"),
}


def owner(archive: Archive) -> Author | None:
    """Whose export it is, as its profile says; None when there is no profile in it."""
    member = archive.find("actor.json")
    try:
        head = archive.head(member, MOST_BYTES) if member else b""
        said = msgspec.json.decode(head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, SpoiltError):
        return None
    account = account_in(said) if isinstance(said, dict) and _STREAMS in head else None
    if account is None:
        return None
    return Author(
        acct=account.handle,
        url=account.url or None,
        display_name=account.name,
        discoverable=_flag(said.get("discoverable")),
        indexable=_flag(said.get("indexable")),
        fields=tuple(Field(value=link) for link in account.links),
    )


def exported(archive: Archive, member: Member, head: bytes, me: Author | None) -> Iterator[Piece] | None:
    """The pieces of a member that is part of an export, None when it is none."""
    if member.base in _JSON and _STREAMS in head:
        return _json(archive, member, _JSON[member.base], me)
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].decode("utf-8", "replace").strip()
    if member.base in _CSV and (first.lower().startswith(_HEADER) or _ADDRESS.fullmatch(first)):
        return _accounts(archive, member, me)
    if member.base == "lists.csv" and _ADDRESS.fullmatch(first.rpartition(",")[2].strip('" ')):
        return _lists(archive, member, me)
    if member.base == "bookmarks.csv" and first.startswith(("https://", "http://")) and "," not in first:
        return _saved(archive, member, me)
    return None


def _json(archive: Archive, member: Member, kind: str, me: Author | None) -> Iterator[Piece]:
    source, marks = _source(kind, me), {"export_likes": "liked", "export_saved": "saved"}
    with archive.open(member) as stream:
        if kind in marks:
            records = items(stream, "orderedItems.item")
            yield from pieces(source, member.name, records, shape="uris", relation=marks[kind], me=me)
        elif kind == "export_profile":
            yield from pieces(source, member.name, [_whole(stream)], shape="activities", me=me)
        else:
            records = (hushed_record(record) for record in items(stream, "orderedItems.item"))
            yield from pieces(source, member.name, records, shape="activities", me=me)


def hushed_record(record: bytes) -> bytes:
    """An activity without the words of a private message."""
    try:
        return encoded(hush(msgspec.json.decode(record)))
    except (msgspec.MsgspecError, RecursionError):
        return broken(DAMAGED)


def _whole(stream: IO[bytes]) -> bytes:
    raw = stream.read(MOST_BYTES + 1)
    try:
        return encoded(msgspec.json.decode(raw))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return broken(DAMAGED)


def _accounts(archive: Archive, member: Member, me: Author | None) -> Iterator[Piece]:
    kind, relation = _CSV[member.base]

    def records(stream: IO[bytes]) -> Iterator[bytes]:
        for number, row in enumerate(rows(stream)):
            if not (number == 0 and row and row[0].lower() == _HEADER):
                yield _account(row[0] if row else None)

    with archive.open(member) as stream:
        source = _source(kind, me)
        yield from pieces(source, member.name, records(stream), shape="accounts", relation=relation, me=me)


def _lists(archive: Archive, member: Member, me: Author | None) -> Iterator[Piece]:
    source = _source("export_lists", me)
    with archive.open(member) as stream:
        for title, group in groupby(rows(stream), lambda row: row[0] if row and len(row) > 1 else ""):
            records = (_account(row[1] if row and len(row) > 1 else None) for row in group)
            people = People(title=title) if title else None
            yield from pieces(source, member.name, records, shape="accounts", relation="members", me=me, people=people)


def _saved(archive: Archive, member: Member, me: Author | None) -> Iterator[Piece]:
    with archive.open(member) as stream:
        records = (encoded(row[0]) if row else broken(DAMAGED) for row in rows(stream))
        source = _source("export_saved", me)
        yield from pieces(source, member.name, records, shape="uris", relation="saved", me=me)


def _account(address: str | None) -> bytes:
    """An account of which only the address is known."""
    if address is None:
        return broken(DAMAGED)
    bare = address.lstrip("@")
    name, _, server = bare.partition("@")
    if not _ADDRESS.fullmatch(bare):
        return broken("It is no address of an account.")
    return encoded(Author(acct=bare, url=f"https://{server}/@{name}"))


def _source(kind: str, me: Author | None) -> Source:
    return Source("mastodon", kind, me.acct if me else "")


def _flag(said: Any) -> bool | None:
    return said if isinstance(said, bool) else None
