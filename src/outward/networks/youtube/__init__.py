"""YouTube: public feeds first; with a key or a sign-in what its Data API adds; files of the user's; transcripts."""

from dataclasses import dataclass, field
from types import MappingProxyType

from outward.model import Parsed, Source
from outward.networks.youtube import answers, feed, history, tables, transcript
from outward.networks.youtube.asking import pages, price
from outward.networks.youtube.composing import compose
from outward.networks.youtube.signing import admitted, invitation
from outward.networks.youtube.sources import recognise
from outward.networks.youtube.takeout import FILES, unpack
from outward.networks.youtube.transcript import opens
from outward.networks.youtube.words import NAME, SITE

__all__ = [
    "CANNOT",
    "COST",
    "FILES",
    "FROM",
    "KINDS",
    "NAME",
    "NOTE",
    "OPENED",
    "SITE",
    "TITLE",
    "Settings",
    "admitted",
    "compose",
    "invitation",
    "opens",
    "pages",
    "parse",
    "price",
    "recognise",
    "unpack",
]

TITLE = "YouTube"
NOTE = (
    "Only what YouTube itself offers to programs is read: the public feeds of channels and playlists, and its Data "
    "API where you give a key or sign in; the words of a video are fetched one at a time, when you open it."
)
FROM = (
    "www.youtube.com (feeds, the words of a video you open), youtube.googleapis.com (with a key or a sign-in), "
    "oauth2.googleapis.com (to sign in), and the files of a Google Takeout."
)
COST = (
    "Nothing; with a key, Google counts units (10,000 a day are free: 1 for 50 videos, 100 for a search), of which "
    "Outward uses at most as many as the setting quota allows."
)
CANNOT = (
    "What you watched cannot be read from YouTube itself, only from a Takeout; "
    "videos without subtitles, and those for adults, have no words to read."
)
KINDS = MappingProxyType(
    {
        "channel": "a channel's address (youtube.com/channel/UC…) or its id",
        "playlist": "a playlist's address (youtube.com/playlist?list=…) or its id",
        "handle": "youtube:@name, a channel by its handle, which needs an API key",
        "search": "youtube:#tag or youtube:search words, at most once a day, which needs an API key",
        "subscriptions": "youtube:subscriptions, the channels you subscribe to, which needs a sign-in",
        "liked": "youtube:liked, the videos you liked, which needs a sign-in",
    }
)
OPENED = MappingProxyType({"transcript": "the words of a video, where it has subtitles"})


@dataclass(frozen=True, slots=True)
class Settings:
    """All may be empty: feeds need none. `refresh_token` comes from signing in."""

    api_key: str = field(
        default="",
        metadata={
            "help": "A key for the YouTube Data API v3, from a Google project of yours; adds lengths, chapters and "
            "older videos.",
            "secret": True,
        },
    )
    client_id: str = field(
        default="",
        metadata={"help": "The client id of a Google project of yours; needed for your own lists only."},
    )
    client_secret: str = field(
        default="",
        metadata={"help": "The client secret that belongs to the client id.", "secret": True},
    )
    refresh_token: str = field(
        default="",
        metadata={"help": "What signing in gave; Outward fills it in.", "secret": True, "hidden": True},
    )
    quota: str = field(
        default="2000",
        metadata={"help": "How many units of Google's 10,000 a day Outward may use."},
    )
    depth: str = field(
        default="1",
        metadata={"help": "How many pages of 50 older videos of a channel are read, once, with a key."},
    )
    address: str = field(default=SITE, metadata={"help": "Where YouTube's feeds are read from.", "hidden": True})
    api: str = field(
        default="https://youtube.googleapis.com/", metadata={"help": "Where the Data API is.", "hidden": True}
    )
    accounts: str = field(
        default="https://accounts.google.com/o/oauth2/v2/auth",
        metadata={"help": "Where the user signs in.", "hidden": True},
    )
    tokens: str = field(
        default="https://oauth2.googleapis.com/token",
        metadata={"help": "Where a sign-in becomes a token.", "hidden": True},
    )


def parse(raw: bytes, source: Source) -> Parsed:
    """What a page or a piece of a file says. Pure; what cannot be read is dropped with a reason."""
    if source.kind == "transcript":
        return transcript.parse(raw, source)
    if source.kind == "history":
        return history.parse(raw, source)
    if source.kind in tables.KINDS:
        return tables.parse(raw, source)
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return answers.parse(raw, source)
    return feed.parse(raw, source)
