"""What a user's own words mean on Bluesky. Pure."""

import re
from urllib.parse import parse_qs, urlsplit

from outward.model import Source
from outward.networks.bluesky.records import DID, FEED, LIST, NAME, PACK, PLACE, POST

_HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_OWN = re.compile(r"bluesky[: ]\s*(notifications|bookmarks|likes|following|timeline)", re.IGNORECASE)
_SEARCH = re.compile(r"bluesky[: ]\s*search\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_LONGEST = 200
_KINDS = {LIST: "list", FEED: "feed", PACK: "starter_pack"}
_TAG = re.compile(r"[#＃](?=\w*[^\W\d_])(\w{1,64})")


def recognise(text: str) -> Source | None:
    """A hashtag, handle, DID, `at://` name, bsky.app address, or `bluesky:` and what is the user's own."""
    text = text.strip()
    if own := _OWN.fullmatch(text):
        kind = own[1].lower()
        return Source(NAME, kind, "following" if kind == "timeline" else kind)
    if search := _SEARCH.fullmatch(text):
        return Source(NAME, "search", " ".join(search[1].split())[:_LONGEST].strip())
    return _addressed(text)


def _addressed(text: str) -> Source | None:
    if tag := _tagged(text):
        return tag
    if place := PLACE.fullmatch(text):
        return _placed(*place.groups())
    if who := _who(text.removeprefix("at://").removeprefix("@"), certain=text.startswith(("@", "at://"))):
        return Source(NAME, "account", who)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host not in ("bsky.app", "www.bsky.app"):
        return None
    return _shown(parts.path.strip("/").split("/"), parse_qs(parts.query).get("q", [""])[0])


def _who(text: str, *, certain: bool) -> str:
    """The handle or DID a word is, empty when it is none; `certain`: it is meant to be one."""
    if DID.fullmatch(text):
        return text
    handle = text.lower()
    return handle if _HANDLE.fullmatch(handle) and (certain or handle.endswith(".bsky.social")) else ""


def _shown(steps: list[str], query: str) -> Source | None:
    """The source that a page of bsky.app shows."""
    found: Source | None = None
    match steps:
        case [""]:
            found = Source(NAME, "timeline", "following")
        case ["profile", who, ("lists" | "feed") as what, key]:
            found = _placed(who, LIST if what == "lists" else FEED, key)
        case ["starter-pack" | "start", who, key]:
            found = _placed(who, PACK, key)
        case ["profile", who, *_]:
            found = _placed(who, POST, "")
        case ["hashtag", tag]:
            found = _tagged(f"#{tag}")
        case ["search"]:
            found = _tagged(query)
    return found


def _tagged(text: str) -> Source | None:
    tag = _TAG.fullmatch(text)
    return Source(NAME, "tag", tag[1].lower()) if tag else None


def _placed(who: str, collection: str, key: str) -> Source | None:
    """The source that a person's list, feed or post means."""
    owner = _who(who, certain=True)
    if not owner or not re.fullmatch(r"\S*", key):
        return None
    if collection in _KINDS:
        return Source(NAME, _KINDS[collection], f"at://{owner}/{collection}/{key}") if key else None
    return Source(NAME, "account", owner)
