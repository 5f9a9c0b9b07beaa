"""One address for one resource."""

import re
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


def canonical(url: str) -> str:
    """The canonical form of a web address; empty when it is none. Never raises.

    Host in lower case, no credentials, no fragment, no tracking parameters, the others in order, no mobile or AMP
    variant, one form for every way to write a video's address. Idempotent.
    """
    import httpx

    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError):
        return ""
    if parsed.scheme not in ("http", "https") or not parsed.host:
        return ""
    video = _video(parsed)
    return f"https://www.youtube.com/watch?v={video}" if video else _plain(parsed)


def _plain(url: "httpx.URL") -> str:
    host = _MOBILE.sub("", url.netloc.decode("ascii").lower(), count=1)
    if not _HOST.fullmatch(host):
        return ""
    path = _AMP.sub("", url.raw_path.decode("ascii").partition("?")[0]) or "/"
    pairs = url.query.decode("ascii").split("&")
    query = "&".join(sorted(p for p in pairs if p and not _TRACKING.fullmatch(p.partition("=")[0].lower())))
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
