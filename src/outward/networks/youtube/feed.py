"""The public feeds of channels and playlists: about the last 15 videos."""

from html import escape

from outward.errors import MalformedError
from outward.fetch import canonical, plain_text
from outward.fetch.syndication import FeedEntry, read_feed
from outward.model import Account, Dropped, Form, Parsed, Post, Resource, Source
from outward.networks.youtube.words import CHANNEL, NAME, SITE, chapters, watch


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


def videos(raw: bytes) -> tuple[str, ...]:
    """The ids of the videos in a feed, in its order. Raises `MalformedError`."""
    entries = read_feed(raw, f"{SITE}/feeds/videos.xml").entries
    return tuple(dict.fromkeys(video for video in map(_video, entries) if video))


def _video(entry: FeedEntry) -> str:
    """The id of the video an entry is about, empty when it is none."""
    named = str(entry.extra.get("yt_videoid") or "")
    address = canonical(watch(named) if named else entry.url)
    return address.partition(watch(""))[2]


def _channel(entry: FeedEntry, source: Source) -> Account:
    """Who published a video; entries name the channel in full, the feed itself leaves out its `UC`."""
    named = str(entry.extra.get("yt_channelid") or "")
    if not CHANNEL.fullmatch(named):
        found = CHANNEL.search(entry.author_url)
        named = found[0] if found else ""
    native = named or (source.value if source.kind == "channel" else entry.author or source.value)
    return Account(
        id=f"{NAME}:{native}",
        network=NAME,
        handle=entry.author or native,
        name=entry.author,
        url=f"{SITE}/channel/{native}" if CHANNEL.fullmatch(native) else canonical(entry.author_url),
    )


def _read(entry: FeedEntry, channel: Account, video: str) -> tuple[Post, Resource]:
    address = watch(video)
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
        chapters=chapters(entry.text, entry.seconds),
    )
    return post, resource


def _likes(entry: FeedEntry) -> int | None:
    """The feed's rating count, which is the number of likes since dislikes went."""
    count = str((entry.extra.get("media_starrating") or {}).get("count") or "")
    return int(count) if count.isdecimal() and len(count) < 16 else None
