"""YouTube: channels and playlists through their public feeds; no key, no account, about the last 15 videos."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from outward.errors import InputError, MalformedError, NotThereError, TroubleError
from outward.fetch import Fetch, canonical, plain_text
from outward.fetch.conditional import changed
from outward.fetch.syndication import FeedEntry, read_feed
from outward.model import Account, Dropped, Form, Page, Parsed, Post, Resource, Source

NAME = "youtube"
TITLE = "YouTube"
NOTE = "Only the feeds that YouTube offers for its channels and playlists are read: titles, descriptions and dates."
FROM = "To be said."
COST = "Nothing."
CANNOT = "To be said."
KINDS = MappingProxyType(
    {
        "channel": "a channel's address (youtube.com/channel/UC…) or its id",
        "playlist": "a playlist's address (youtube.com/playlist?list=…) or its id",
    }
)

SITE = "https://www.youtube.com"
_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_PLAYLIST = re.compile(r"(?:PL|UU|OLAK5uy_|FL)[\w-]{10,}", re.ASCII)
_HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")


@dataclass(frozen=True, slots=True)
class Settings:
    """`address` is where the feeds are read from."""

    address: str = field(default=SITE, metadata={"help": "Where YouTube's feeds are read from.", "hidden": True})


def recognise(text: str) -> Source | None:
    """A channel or playlist by address or id.

    Raises `InputError` for YouTube addresses that do not say which channel they mean.
    """
    text = text.strip()
    if _CHANNEL.fullmatch(text):
        return Source(NAME, "channel", text)
    if _PLAYLIST.fullmatch(text):
        return Source(NAME, "playlist", text)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in _HOSTS:
        return None
    return _meant(parts)


def _meant(parts: SplitResult) -> Source:
    """The source a YouTube address means."""
    query = parse_qs(parts.query)
    steps = [*parts.path.strip("/").split("/"), ""]
    channel = steps[1] if steps[0] == "channel" else query.get("channel_id", [""])[0]
    if _CHANNEL.fullmatch(channel):
        return Source(NAME, "channel", channel)
    listed = query.get("list", query.get("playlist_id", [""]))[0]
    if re.fullmatch(r"[\w-]{10,64}", listed, re.ASCII):
        return Source(NAME, "playlist", listed)
    raise InputError(
        "This YouTube address does not name a channel's id; open the channel, choose Share, Copy channel ID, "
        "and give that (it begins with UC)."
    )


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """The feed as one page, nothing when it has not changed. Raises `SourceError`.

    YouTube answers 404 for feeds that exist from time to time, so that is trouble, never a deletion.
    """
    parameter = "channel_id" if source.kind == "channel" else "playlist_id"
    address = f"{settings.address.rstrip('/')}/feeds/videos.xml?{parameter}={source.value}"
    try:
        yield from changed(fetch, address, cursor)
    except NotThereError:
        raise TroubleError(
            f"YouTube does not show the {source.kind} {source.value} at the moment; "
            "try again later, and check its id if this stays so."
        ) from None


def parse(raw: bytes, source: Source) -> Parsed:
    """Videos as posts, each with its channel and what it points at. Pure; an answer that is no feed is one drop."""
    try:
        feed = read_feed(raw, f"{SITE}/feeds/videos.xml")
    except MalformedError as error:
        return Parsed(dropped=(Dropped(str(error), plain_text(escape(raw[:200].decode("utf-8", "replace")))),))
    accounts: dict[str, Account] = {}
    videos: dict[str, tuple[Post, Resource]] = {}
    dropped = list(feed.dropped)
    for entry in feed.entries:
        video = _video(entry)
        if not video:
            dropped.append(Dropped("It is no video.", entry.url[:200]))
            continue
        channel = _channel(entry, source)
        accounts.setdefault(channel.id, channel)
        videos.setdefault(video, _read(entry, channel, video))
    return Parsed(
        posts=tuple(post for post, _ in videos.values()),
        accounts=tuple(accounts.values()),
        resources=tuple(resource for _, resource in videos.values()),
        dropped=tuple(dropped),
    )


def _video(entry: FeedEntry) -> str:
    """The id of the video an entry is about, empty when it is none."""
    named = str(entry.extra.get("yt_videoid") or "")
    address = canonical(f"{SITE}/watch?v={named}" if named else entry.url)
    return address.partition(f"{SITE}/watch?v=")[2]


def _channel(entry: FeedEntry, source: Source) -> Account:
    """Who published a video; entries name the channel in full, the feed itself leaves out its `UC`."""
    named = str(entry.extra.get("yt_channelid") or "")
    if not _CHANNEL.fullmatch(named):
        found = _CHANNEL.search(entry.author_url)
        named = found[0] if found else ""
    native = named or (source.value if source.kind == "channel" else entry.author or source.value)
    return Account(
        id=f"{NAME}:{native}",
        network=NAME,
        handle=entry.author or native,
        name=entry.author,
        url=f"{SITE}/channel/{native}" if _CHANNEL.fullmatch(native) else canonical(entry.author_url),
    )


def _read(entry: FeedEntry, channel: Account, video: str) -> tuple[Post, Resource]:
    address = f"{SITE}/watch?v={video}"
    post = Post(
        id=f"{NAME}:{video}",
        network=NAME,
        author=channel.id,
        text=entry.text or entry.title,
        url=address,
        resource=address,
        created_at=entry.published_at,
        tags=entry.tags,
        likes=_likes(entry),
    )
    resource = Resource(
        url=address,
        form=Form.VIDEO,
        title=entry.title,
        text=entry.text,
        author=channel.id,
        published_at=entry.published_at,
        seconds=entry.seconds,
        free=True,
    )
    return post, resource


def _likes(entry: FeedEntry) -> int | None:
    """The feed's rating count, which is the number of likes since dislikes went."""
    count = str((entry.extra.get("media_starrating") or {}).get("count") or "")
    return int(count) if count.isdecimal() and len(count) < 16 else None
