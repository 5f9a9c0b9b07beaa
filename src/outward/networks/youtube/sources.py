"""What a user's words mean on YouTube."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from outward.errors import InputError
from outward.model import Source
from outward.networks.youtube.words import CHANNEL, NAME, PLAYLIST

_HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")
_HANDLE = re.compile(r"@([\w.·-]{3,30})")
_TAG = re.compile(r"#\w{1,100}")
_HERS = ("subscriptions", "liked")


def recognise(text: str) -> Source | None:
    """A channel or playlist by address or id; by `youtube:` a handle, a hashtag, a search, the user's own lists.

    Raises `InputError` for YouTube addresses that do not say which channel they mean.
    """
    text = text.strip()
    if CHANNEL.fullmatch(text):
        return Source(NAME, "channel", text)
    if PLAYLIST.fullmatch(text):
        return Source(NAME, "playlist", text)
    if text.lower().startswith(f"{NAME}:"):
        return _named(text.partition(":")[2].strip())
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in _HOSTS:
        return None
    return _meant(parts)


def _named(words: str) -> Source | None:
    """What is meant by words after `youtube:`."""
    if words.lower() in _HERS:
        return Source(NAME, words.lower(), words.lower())
    if handle := _HANDLE.fullmatch(words):
        return Source(NAME, "handle", handle[1].lower())
    if _TAG.fullmatch(words):
        return Source(NAME, "search", words.lower())
    verb, _, rest = words.partition(" ")
    wanted = " ".join(rest.split())[:200].strip()
    return Source(NAME, "search", wanted) if verb.lower() == "search" and wanted else None


def _meant(parts: SplitResult) -> Source:
    """The source a YouTube address means."""
    query = parse_qs(parts.query)
    steps = [*parts.path.strip("/").split("/"), ""]
    channel = steps[1] if steps[0] == "channel" else query.get("channel_id", [""])[0]
    if CHANNEL.fullmatch(channel):
        return Source(NAME, "channel", channel)
    listed = query.get("list", query.get("playlist_id", [""]))[0]
    if re.fullmatch(r"[\w-]{10,64}", listed, re.ASCII):
        return Source(NAME, "playlist", listed)
    named = _HANDLE.fullmatch(steps[0])
    raise InputError(
        "This YouTube address does not name a channel's id; open the channel, choose Share, Copy channel ID, "
        f"and give that (it begins with UC){f', or, with an API key, give youtube:@{named[1]}' if named else ''}."
    )
