"""Subscription lists (OPML) and feeds given as files."""

from collections.abc import Iterator
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

import msgspec

from outward.archive import Archive, Member
from outward.errors import MalformedError
from outward.fetch.subscriptions import LARGEST, read_list
from outward.fetch.syndication import read_feed
from outward.model import Dropped, Parsed, Piece, Source
from outward.networks import FileKind
from outward.networks.feeds.parsing import NAME

FILES = MappingProxyType(
    {
        "subscriptions": FileKind("feeds and channels you subscribe to", "sources"),
        "feed_file": FileKind("entries of a feed", "posts"),
    }
)
_LARGEST_FEED = 16 * 1024 * 1024
_ENDINGS = (".xml", ".rss", ".atom", ".rdf", ".json", ".opml")


def unpack(archive: Archive) -> Iterator[Piece]:
    """Lists as their addresses, feeds whole."""
    for member in archive.members:
        if not member.base.endswith(_ENDINGS):
            continue
        head = archive.head(member, 4_000)
        if b"<opml" in head.lower():
            yield _list(archive, member)
        elif _looks_like_a_feed(head):
            yield from _feed(archive, member)


def _list(archive: Archive, member: Member) -> Piece:
    with archive.open(member) as stream:
        data = stream.read(LARGEST + 1)
    found = read_list(data) if len(data) <= LARGEST else ()
    raw = msgspec.json.encode([address for _, address in found])
    return Piece(source=Source(NAME, "subscriptions", ""), raw=raw, member=member.name, records=max(1, len(found)))


def _looks_like_a_feed(head: bytes) -> bool:
    low = head.lower()
    if low.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return b"jsonfeed.org/version" in low
    return any(
        mark in low for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<channel", b"r\x00s\x00s", b"f\x00e\x00e\x00d")
    )


def _feed(archive: Archive, member: Member) -> Iterator[Piece]:
    with archive.open(member) as stream:
        raw = stream.read(_LARGEST_FEED + 1)
    value = f"file:///{member.base}"
    try:
        feed = read_feed(raw, value)
    except MalformedError:
        yield Piece(source=Source(NAME, "feed_file", value), raw=raw[:1_000], member=member.name, records=1)
        return
    site = feed.url if feed.url.startswith(("http://", "https://")) else value
    records = len(feed.entries) + len(feed.dropped)
    yield Piece(source=Source(NAME, "feed_file", site), raw=raw, member=member.name, records=records)


def lists(raw: bytes) -> Parsed:
    """The addresses of a list as sources; those of YouTube's feeds as its channels and playlists."""
    try:
        addresses = msgspec.json.decode(raw, type=list[str])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Parsed(dropped=(Dropped("It is no list of feeds.", ""),))
    if not addresses:
        return Parsed(dropped=(Dropped("It names no feed.", ""),))
    return Parsed(sources=tuple(dict.fromkeys(map(_source, addresses))))


def _source(address: str) -> Source:
    parts = urlsplit(address)
    if parts.hostname in ("www.youtube.com", "youtube.com") and parts.path == "/feeds/videos.xml":
        query = parse_qs(parts.query)
        for name, kind in (("channel_id", "channel"), ("playlist_id", "playlist")):
            if query.get(name):
                return Source("youtube", kind, query[name][0])
    return Source(NAME, "feed", address)
