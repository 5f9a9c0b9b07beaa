"""One address for one resource."""

import re
from urllib.parse import parse_qs, urlsplit, urlunsplit

_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
_YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com",
            "www.youtube-nocookie.com"}  # fmt: skip
_IN_PATH = ("shorts", "live", "embed", "v")
_MOBILE = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"(?:/amp|\.amp)/?$")


def canonical(url: str) -> str:
    """The canonical form of a web address; empty when it is none. Never raises.

    Host in lower case, no fragment, no tracking parameters, no mobile or AMP variant, one form for every way to
    write a video's address. Idempotent.
    """
    from courlan import clean_url

    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ""
        video = _video(parts.hostname.lower(), parts.path, parts.query)
        if video:
            return f"https://www.youtube.com/watch?v={video}"
        host = _MOBILE.sub("", parts.netloc.lower())
        path = _AMP_PATH.sub("", parts.path) if parts.path.rstrip("/").endswith(("/amp", ".amp")) else parts.path
        return clean_url(urlunsplit((parts.scheme, host, path, parts.query, ""))) or ""
    except (ValueError, AttributeError):
        return ""


def _video(host: str, path: str, query: str) -> str:
    """The id of the video an address means, empty when it means none."""
    found = ""
    steps = path.strip("/").split("/")
    if host == "youtu.be":
        found = steps[0]
    elif host in _YOUTUBE and steps[0] == "watch":
        found = parse_qs(query).get("v", [""])[0]
    elif host in _YOUTUBE and steps[0] in _IN_PATH and len(steps) > 1:
        found = steps[1]
    return found if _VIDEO.fullmatch(found) else ""
