"""One address for one resource."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    import httpx

_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
_YOUTUBE = re.compile(r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com")
_IN_PATH = ("shorts", "live", "embed", "v")
_HOST = re.compile(r"(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d+)?")
_MOBILE = re.compile(r"^(?:(?:m|mobile|amp)\.)+(?=[^.]+\.[^.]+)")
_AMP = re.compile(r"(?:/amp/?|\.amp)+$")
# Parameters that only say where a reader came from. Whole names: a loose pattern would merge different resources.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|oly|vero|at|wt|ns)_\w+|(?:fb|g|d|tw|y|tt)clid|(?:igsh|wbra|gbra|msclk|li_fat_)id"
    r"|mc_[ce]id|igsh|gclsrc|mkt_tok|_hsenc|_hsmi|_ga|_gl|s_cid|[on]cid|cmpid|ref_src|ref_url|trk|xtor|smid"
)
_WIKI = re.compile(r"^([a-z-]{2,12})\.m\.(wik[a-z]+\.org)$")
# Pages that only send on: host and path → the parameter that holds where to.
_SENDS_ON = {
    "l.facebook.com/l.php": "u",
    "lm.facebook.com/l.php": "u",
    "www.google.com/url": "q",
    "google.com/url": "q",
    "www.linkedin.com/redir/redirect": "url",
    "out.reddit.com/": "url",
    "www.youtube.com/redirect": "q",
}
_GOOGLE_AMP = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
_AMP_CACHE = re.compile(r"/(?:[vcr]/)?(s/)?([^/]+\.[^/]+(?:/.*)?)")
_AMP_WISH = frozenset({"amp", "amp=", "amp=1", "amp=true"})


@lru_cache(maxsize=20_000)
def canonical(url: str) -> str:
    """The canonical form of a web address; empty when it is none. Never raises.

    Host in lower case, no credentials, no fragment, no tracking parameters, the others in order, no mobile or AMP
    variant, one form for every way to write a video's address; where an address only sends on to another that it
    names, that one. Idempotent. What a short address hides cannot be told without asking.
    """
    parsed = _parsed(url)
    while parsed is not None and (further := _parsed(_sent_on(parsed))) is not None:
        parsed = further  # what an address names is shorter than itself
    if parsed is None:
        return ""
    video = _video(parsed)
    return f"https://www.youtube.com/watch?v={video}" if video else _plain(parsed)


def _parsed(url: str) -> "httpx.URL | None":
    import httpx

    if not url:
        return None
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError):
        return None
    return parsed if parsed.scheme in ("http", "https") and parsed.host else None


def _sent_on(url: "httpx.URL") -> str:
    """Where an address that only sends on leads, empty when it is no such address."""
    host = _MOBILE.sub("", url.host, count=1)
    parameter = _SENDS_ON.get(f"{host}{url.path}")
    if parameter:
        return parse_qs(url.query.decode("ascii", "replace")).get(parameter, [""])[0]
    google = _GOOGLE_AMP.fullmatch(host) and url.path.startswith("/amp/")
    if google or host == "cdn.ampproject.org" or host.endswith(".cdn.ampproject.org"):
        held = _AMP_CACHE.fullmatch(url.path.removeprefix("/amp") if google else url.path)
        query = url.query.decode("ascii", "replace") if google else ""  # a cache adds marks of its own
        return f"http{'s' if held[1] else ''}://{held[2]}{'?' if query else ''}{query}" if held else ""
    return ""


def _plain(url: "httpx.URL") -> str:
    host = _MOBILE.sub("", url.netloc.decode("ascii").lower(), count=1)
    host = _WIKI.sub(r"\1.\2", host)
    if not _HOST.fullmatch(host):
        return ""
    path = _AMP.sub("", url.raw_path.decode("ascii").partition("?")[0]) or "/"
    pairs = url.query.decode("ascii").split("&")
    query = "&".join(
        sorted(p for p in pairs if p and p not in _AMP_WISH and not _TRACKING.fullmatch(p.partition("=")[0].lower()))
    )
    return f"{url.scheme}://{host}{path}" + (f"?{query}" if query else "")


def _video(url: "httpx.URL") -> str:
    """The id of the video an address means, empty when it means none."""
    steps = url.path.strip("/").split("/")
    found = ""
    if url.host == "youtu.be":
        found = steps[0]
    elif _YOUTUBE.fullmatch(url.host) and steps[0] == "watch":
        found = parse_qs(url.query.decode("ascii")).get("v", [""])[0]
    elif _YOUTUBE.fullmatch(url.host) and steps[0] in _IN_PATH and len(steps) > 1:
        found = steps[1]
    return found if _VIDEO.fullmatch(found) else ""
