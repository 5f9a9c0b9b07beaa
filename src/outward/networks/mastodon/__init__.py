"""Mastodon: hashtags, accounts and the user's own home timeline, on any server that speaks its language."""

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import SplitResult, unquote, urlsplit

from outward.model import Source
from outward.networks.mastodon.asking import pages
from outward.networks.mastodon.reading import parse

__all__ = ["CANNOT", "COST", "FROM", "KINDS", "NAME", "NOTE", "TITLE", "Settings", "pages", "parse", "recognise"]

NAME = "mastodon"
TITLE = "Mastodon"
NOTE = (
    "Only what a server shows you is read, slowly and through its own interface; who asks not to be found "
    "(#nobot, #noindex, or the profile's own settings) is not suggested to you."
)
FROM = "To be said."
COST = "Nothing."
CANNOT = "To be said."
KINDS = MappingProxyType(
    {
        "tag": "a hashtag (#tag, #tag@server, or its address)",
        "account": "an account (@name@server, or its address)",
        "home": "home: your own home timeline, which needs an access token",
    }
)

_TAG = re.compile(r"#([\w·]+)(?:@(\S+))?")
_NAME = r"[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_]+)?"
_HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_ACCOUNT = re.compile(rf"@({_NAME})@({_HOST})")
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
            "help": "An access token for your server (Preferences, Development, New application, scope read); "
            "needed for your home timeline only.",
            "secret": True,
        },
    )
    depth: str = field(
        default="5",
        metadata={"help": "How many pages of 40 posts are read at most when a source is read for the first time."},
    )


def recognise(text: str) -> Source | None:
    """`#tag`, `#tag@server`, `@name@server`, `home`, or the address of a profile or hashtag page."""
    text = text.strip()
    if text.lower() == "home":
        return Source(NAME, "home", "home")
    if (tag := _TAG.fullmatch(text)) and not tag[1].isdecimal():
        return _tag(tag[1], tag[2] or "")
    if account := _ACCOUNT.fullmatch(text):
        return Source(NAME, "account", f"{account[1]}@{account[2]}".lower())
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    foreign = any(host == other or host.endswith("." + other) for other in _OTHERS)
    if parts.scheme not in ("http", "https") or foreign or "@" in parts.netloc:
        return None
    return _page(parts)


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
