"""Files of Bluesky: recorded answers, and the user's own repository. Each file is bounded."""

from collections.abc import Iterator
from types import MappingProxyType

from outward.archive import Archive, Member, SpoiltError
from outward.model import Piece
from outward.networks import FileKind
from outward.networks.bluesky.answers import answered, lined
from outward.networks.bluesky.repository import MOST, repository

FILES = MappingProxyType(
    {
        "answer_posts": FileKind("posts in recorded answers of Bluesky", "posts"),
        "answer_people": FileKind("people in recorded answers of Bluesky", "accounts"),
        "answer_notices": FileKind("notifications in recorded answers of Bluesky", "touches"),
        "answer_saved": FileKind("bookmarks in recorded answers of Bluesky", "marks"),
        "answer_records": FileKind("single records in recorded answers of Bluesky", "ties"),
        "own_posts": FileKind("your own posts (repository)", "posts"),
        "own_likes": FileKind("what you liked (repository)", "marks"),
        "own_ties": FileKind("whom you follow, blocked, reposted and listed (repository)", "ties"),
        "own_lists": FileKind("your lists and starter packs (repository)", "posts"),
        "own_other": FileKind("settings and other records (repository)", "posts"),
    }
)
_MOST_JSON = 8 * 1024 * 1024


def unpack(archive: Archive) -> Iterator[Piece]:
    """The records of all members that are Bluesky's; one that is spoilt is told of after the others were read."""
    spoilt: SpoiltError | None = None
    for member in archive.members:
        if not member.base.endswith((".json", ".jsonl", ".ndjson", ".car")):
            continue
        try:
            yield from _member(archive, member)
        except SpoiltError as error:
            spoilt = spoilt or error
    if spoilt:
        raise spoilt


def _member(archive: Archive, member: Member) -> Iterator[Piece]:
    if member.base.endswith(".car"):
        with archive.open(member) as stream:
            yield from repository(stream.read(MOST + 1), member.name)
        return
    head = archive.head(member).removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"app.bsky." not in head:
        return
    if member.base.endswith(".json"):
        with archive.open(member) as stream:
            yield from answered(stream.read(_MOST_JSON + 1), member.name, _MOST_JSON)
    elif all(word in head for word in (b'"uri"', b'"author"', b'"record"')):
        with archive.open(member) as stream:
            yield from lined(stream, member.name)
