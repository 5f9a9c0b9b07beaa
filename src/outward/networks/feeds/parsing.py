"""What a feed says, in the model's words, and which addresses are a feed's."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from outward.errors import InputError, MalformedError
from outward.fetch import canonical, plain_text, words
from outward.fetch.syndication import Feed, FeedEntry, read_feed
from outward.model import Account, Chapter, Dropped, Form, Parsed, Post, Resource, Source

NAME = "feeds"

MOST_CHAPTERS = 200
_TIME = re.compile(r"[\[(]?((?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?\s*[-–—:|]*\s*(.*)")
_OTHERS = ("youtube.com", "youtu.be", "bsky.app", "linkedin.com", "x.com", "twitter.com")
_WATCH = "https://www.youtube.com/watch?"
_FORMS = {"audio": Form.EPISODE, "video": Form.VIDEO, "": Form.ARTICLE}


def recognise(text: str) -> Source | None:
    """An http(s) or feed address that belongs to no other network.

    Raises `InputError` for one with a password in it: what is read is kept by its address, and that is no secret.
    """
    text = text.strip()
    if text.lower().startswith("feed:"):
        rest = text[5:].removeprefix("//")
        text = rest if rest.lower().startswith(("http://", "https://")) else f"https://{rest}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    foreign = any(host == other or host.endswith("." + other) for other in _OTHERS)
    profile = parts.path.startswith(("/@", "/tags/")) and not parts.path.endswith((".rss", ".atom", ".xml", ".json"))
    if parts.scheme not in ("http", "https") or not host or " " in text or foreign or profile:
        return None
    if "@" in parts.netloc:
        raise InputError(
            f"The feed address at {host} holds a user name or password, which Outward would have to keep readable; "
            "give the address without it."
        )
    address = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
    return Source(NAME, "feed", address)


def parse(raw: bytes, source: Source) -> Parsed:
    """Entries as posts, each with its author and what it points at. Pure; a feed that is none is one drop."""
    try:
        feed = read_feed(raw, source.value)
    except MalformedError as error:
        return Parsed(dropped=(Dropped(str(error), plain_text(escape(raw[:200].decode("utf-8", "replace")))),))
    home = _home(source.value)
    accounts: dict[str, Account] = {}
    posts: dict[str, Post] = {}
    resources: dict[str, Resource] = {}
    dropped = list(feed.dropped)
    for entry in feed.entries:
        address = canonical(entry.url)
        if not address:
            dropped.append(Dropped("Its address cannot be opened.", entry.url[:200]))
            continue
        author = _author(entry, feed, home)
        accounts.setdefault(author.id, author)
        post = _post(entry, author, address, home)
        posts.setdefault(post.id, post)
        resources.setdefault(address, _resource(entry, author, address))
    return Parsed(
        posts=tuple(posts.values()),
        accounts=tuple(accounts.values()),
        resources=tuple(resources.values()),
        dropped=tuple(dropped),
    )


def _home(address: str) -> str:
    """The address as it may be shown: without user name and password."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _author(entry: FeedEntry, feed: Feed, home: str) -> Account:
    """Who wrote an entry; the feed itself when nobody is named."""
    name = entry.author or feed.author
    site = canonical(feed.url) or home
    return Account(
        id=f"{NAME}:{home}#{name}" if name else f"{NAME}:{home}",
        network=NAME,
        handle=urlsplit(site).hostname or home,
        name=name or feed.title,
        bio="" if name else feed.about,
        url=canonical(entry.author_url) or site,
    )


def _post(entry: FeedEntry, author: Account, address: str, home: str) -> Post:
    return Post(
        id=f"{NAME}:{home}#{entry.id}",
        network=NAME,
        author=author.id,
        text=entry.text or entry.title,
        url=address,
        resource=address,
        created_at=entry.published_at,
        lang=entry.lang,
        tags=entry.tags,
    )


def _resource(entry: FeedEntry, author: Account, address: str) -> Resource:
    return Resource(
        url=address,
        form=Form.VIDEO if address.startswith(_WATCH) else _FORMS[entry.media],
        title=entry.title,
        text=entry.text,
        author=author.id,
        published_at=entry.published_at,
        lang=entry.lang,
        words=words(entry.text) if entry.whole and not entry.media else None,
        seconds=entry.seconds if entry.media else None,
        chapters=_chapters(entry) if entry.media else (),
        transcript=_named(entry.extra, "podcast_transcript") if entry.media else "",
        chapters_at=_named(entry.extra, "podcast_chapters") if entry.media else "",
    )


def _chapters(entry: FeedEntry) -> tuple[Chapter, ...]:
    """An episode's chapters: Podlove's, else times at the beginning of lines of its description."""
    named = (entry.extra.get("psc_chapters") or {}).get("chapters") or ()
    found = [
        Chapter(start=int(one["start_parsed"].total_seconds()), title=one_line(str(one.get("title") or "")))
        for one in named
        if hasattr(one.get("start_parsed"), "total_seconds")
    ]
    if not found:
        lines = (_TIME.match(line) for line in entry.text.splitlines()[:MOST_CHAPTERS])
        found = [Chapter(start=_seconds(m[1]), title=one_line(m[2])) for m in lines if m and m[2].strip()]
        starts = [chapter.start for chapter in found]
        if len(found) < 3 or starts[0] != 0 or starts != sorted(set(starts)):
            return ()
    return tuple(found[:MOST_CHAPTERS])


def _seconds(clock: str) -> int:
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


def one_line(text: str) -> str:
    """A title on one line."""
    return " ".join(plain_text(escape(text)).split())[:200]


def _named(extra: Mapping[str, Any], element: str) -> str:
    """Where the words or the chapters of an episode can be read (podcast:transcript, podcast:chapters)."""
    named = extra.get(element)
    return canonical(str(named.get("url") or "")) if isinstance(named, Mapping) else ""
