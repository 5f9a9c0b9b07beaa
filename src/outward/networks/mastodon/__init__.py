"""Mastodon, on any server that speaks its language: what it shows everybody, and what is the user's own there.

asking, legs, client    reading a server: plain timelines, what is the user's own, one server's own library
quiet                   private messages lose their words before anything is kept
signing                 signing in on her own server, to read only
composing               where she writes herself
reading                 what a page says; it leads to enveloped (records and their owner), activities (ActivityStreams)
                        and feed (hashtags and accounts for strangers); page collects, people and pointing understand
unpacking, exports      files: account exports, lists of addresses, recorded answers
records                 records as servers send them
"""

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urlsplit

from outward.model import Source
from outward.networks.mastodon.asking import pages
from outward.networks.mastodon.composing import compose
from outward.networks.mastodon.reading import parse
from outward.networks.mastodon.signing import admitted, invitation
from outward.networks.mastodon.unpacking import FILES, unpack

__all__ = [
    "CANNOT",
    "COST",
    "FILES",
    "FROM",
    "KINDS",
    "NAME",
    "NOTE",
    "TITLE",
    "Settings",
    "admitted",
    "compose",
    "invitation",
    "pages",
    "parse",
    "recognise",
    "unpack",
]

NAME = "mastodon"
TITLE = "Mastodon"
NOTE = (
    "Only what a server shows you is read, slowly and through its own interface; who asks not to be found "
    "(#nobot, #noindex, or the profile's own settings) is not suggested to you."
)
FROM = (
    "From the servers you name: hashtags, accounts and trends as anybody sees them, and with your sign-in, which may "
    "only read, what is yours on your own server; and from files: your account export and the lists you download."
)
COST = "Nothing; a server answers about 300 questions in five minutes, and Outward waits when it asks to."
CANNOT = (
    "The words of private messages are never kept, posts of other servers are seen only as far as the server asked "
    "knows them, and servers do not tell when you liked or saved something, or which posts were deleted."
)
KINDS = MappingProxyType(
    {
        "tag": "a hashtag (#tag, #tag@server, or its address)",
        "account": "an account (@name@server, or its address)",
        "home": "home: your own home timeline, which needs your sign-in",
        "list": "mastodon:list and the name or number of a list of yours: its members and their posts",
        "followed_tags": "mastodon:followed_tags: the hashtags you follow, as sources to approve",
        "notifications": "mastodon:notifications: who replied to, mentioned, boosted, liked or followed you",
        "bookmarks": "mastodon:bookmarks: the posts you saved",
        "favourites": "mastodon:favourites: the posts you liked",
        "following": "mastodon:following: the accounts you follow, and which of them follow you",
        "relationships": "mastodon:relationships: who follows you, and whom you muted or blocked",
        "search": "mastodon:search and words, a #hashtag or a @handle, which are sent to your server as you write them",
        "trends": "mastodon:trends: the posts, links and hashtags much shared on your server",
    }
)

_TAG = re.compile(r"#([\w·]+)(?:@(\S+))?")
_NAME = r"[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_]+)?"
_HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_ACCOUNT = re.compile(rf"@({_NAME})@({_HOST})")
_OWN = re.compile(r"mastodon[: ]\s*([a-z_]+)(?:\s+(\S.*))?", re.IGNORECASE)
_PROFILE = re.compile(rf"/@({_NAME})(?:@({_HOST}))?/?")
_TAGS = re.compile(r"/tags/([\w·]+)/?")
_SERVER = re.compile(rf"(?:{_HOST}|https?://[A-Za-z0-9.-]+|https?://\[[0-9a-f:]+\])(?::[0-9]{{1,5}})?")
_FEEDS = (".rss", ".atom", ".xml", ".json")
# Other places whose addresses have the same shape.
_OTHERS = (
    *("bsky.app", "youtube.com", "youtu.be", "linkedin.com", "x.com", "twitter.com", "medium.com", "tiktok.com"),
    *("threads.net", "threads.com", "substack.com", "flipboard.com"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`depth` counts pages of 40 posts."""

    server: str = field(
        default="mastodon.social",
        metadata={"help": "Your Mastodon server; hashtags without a server of their own are read there."},
    )
    token: str = field(
        default="",
        metadata={
            "help": "An access token for your server, which a sign-in gives; or your own (Preferences, Development, "
            "New application, scope read). Needed for what is yours only.",
            "secret": True,
        },
    )
    depth: str = field(
        default="5",
        metadata={"help": "How many pages of 40 posts are read at most when a source is read for the first time."},
    )
    longest: str = field(
        default="500", metadata={"help": "How many characters your server takes in a post; most take 500."}
    )
    client_id: str = field(
        default="",
        metadata={"help": "Outward's name on your server, which a sign-in gives.", "secret": True, "hidden": True},
    )
    client_secret: str = field(
        default="",
        metadata={"help": "Outward's password on your server, which a sign-in gives.", "secret": True, "hidden": True},
    )


def recognise(text: str) -> Source | None:
    """`#tag`, `#tag@server`, `@name@server`, `home`, `mastodon:` and a kind, or the address of a page."""
    text = text.strip()
    if text.lower() == "home":
        return Source(NAME, "home", "home")
    if own := _OWN.fullmatch(text):
        return _own(own[1].lower(), " ".join((own[2] or "").split())[:200])
    if (tag := _TAG.fullmatch(text)) and not tag[1].isdecimal():
        return _tag(tag[1], tag[2] or "")
    if account := _ACCOUNT.fullmatch(text):
        return Source(NAME, "account", f"{account[1]}@{account[2]}".lower())
    return _address(text)


def _address(text: str) -> Source | None:
    """The source that an address means."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    foreign = any(host == other or host.endswith("." + other) for other in _OTHERS)
    if parts.scheme not in ("http", "https") or foreign or "@" in parts.netloc:
        return None
    return _page(parts)


def _own(kind: str, words: str) -> Source | None:
    """A source of the user's own server: lists and searches have a name, all others are one of a kind."""
    if kind in ("list", "search"):
        return Source(NAME, kind, words) if words else None
    if kind in KINDS and kind not in ("tag", "account") and not words:
        return Source(NAME, kind, kind)
    return None


def _tag(name: str, server: str) -> Source | None:
    if server and not _SERVER.fullmatch(server):
        return None
    return Source(NAME, "tag", f"{name.lower()}@{server.lower()}" if server else name.lower())


def _page(parts: SplitResult) -> Source | None:
    """The source that an address on a Mastodon server shows."""
    path = unquote(parts.path)
    server = parts.netloc.lower() if parts.scheme == "https" else f"http://{parts.netloc.lower()}"
    if not _SERVER.fullmatch(server) or path.lower().endswith(_FEEDS):
        return None
    if tag := _TAGS.fullmatch(path):
        return _tag(tag[1], server)
    if profile := _PROFILE.fullmatch(path):
        return Source(NAME, "account", f"{profile[1]}@{profile[2] or server}".lower())
    return None
