"""Who and what is meant: people by profile address or name, posts by their urn."""

import hashlib
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urlsplit

from outward.fetch import canonical, plain_text
from outward.model import Account

NAME = "linkedin"
SITE = "https://www.linkedin.com"
NOBODY = "~me"
"""The user herself as long as no file has said who she is."""

_PROFILE = re.compile(r"/(?:in|pub)/([^/?#\s]{1,200})")
_MEMBER = re.compile(r"urn:li:(?:fs_miniProfile|fsd_profile|person|member):([\w-]{2,80})", re.ASCII)
_OPAQUE = ("ACoAA", "ACwAA")  # numbers of members in letters, in which capitals count
_NUMBERED = re.compile(r"_(?:\d{4,}|[A-Za-z0-9-]*\d[A-Za-z0-9-]{5,})$")
_URN = re.compile(r"urn:li:(activity|share|ugcPost|groupPost|article|lyndaCourse|comment):([\w.-]{1,64})", re.ASCII)
_ACTIVITY = re.compile(r"[-_](activity|share|ugcPost)[-:](\d{15,22})\b", re.ASCII)
_LETTERS = re.compile(r"[\W_]+")


def ours(url: str) -> bool:
    """Whether an address is LinkedIn's."""
    try:
        parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and (host == "linkedin.com" or host.endswith(".linkedin.com"))


def slug(url: str) -> str:
    """The public name in the address of a profile (`…/in/name`), empty when it is none."""
    found = _PROFILE.search(url) if ours(url) else None
    name = unquote(found[1]).strip() if found else ""
    if not name or not all(one.isalnum() or one in "-_.%&'’·" for one in name):
        return ""
    return name if name.startswith(_OPAQUE) else name.lower()


def profile(name: str) -> str:
    """The canonical address of a profile."""
    return canonical(f"{SITE}/in/{name}")


def tidy(name: str) -> str:
    """A name as people write it: no markup, no line breaks, no member number behind it."""
    plain = " ".join(plain_text(escape(name[:300])).split())
    return _NUMBERED.sub("", plain).strip()


def key(name: str) -> str:
    """A name as a key: its letters in lower case; empty when it has none or is LinkedIn's word for nobody."""
    said = "-".join(filter(None, _LETTERS.split(tidy(name).casefold())))
    return "" if said in ("linkedin-member", "linkedin-user", "") else f"~{said}"


def person(name: str, url: str, *, bio: str = "", since: str = "") -> Account | None:
    """The account of a person by her address, else by her name (`since` tells namesakes apart), None for nobody."""
    member = _MEMBER.search(unquote(url[:400]))
    native = slug(url) or (member[1] if member else "")
    named = key(name)
    if not native and not named:
        return None
    native = native or (f"{named}.{since}" if since else named)
    plain = tidy(name)
    return Account(
        id=f"{NAME}:{native}",
        network=NAME,
        handle=plain if native.startswith("~") else native,
        name=plain,
        bio=bio,
        url="" if native.startswith("~") else profile(native),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A post (or comment) by address: its urn, and the address in one form."""

    urn: str
    url: str
    number: int = 0

    @property
    def id(self) -> str:
        """The id of the post."""
        return f"{NAME}:{self.urn}"


def place(address: str) -> Place | None:
    """The post that an address or urn means; None when it means none of LinkedIn's."""
    text = address.strip()[:2000]
    if not (ours(text) or text.startswith("urn:li:")):
        return None
    path, _, query = text.partition("?")
    found = _URN.search(unquote(path)) or _ACTIVITY.search(path) or _URN.search(unquote(text))
    if found is None:
        return None
    urn = f"urn:li:{found[1]}:{found[2]}"
    comment = next((part for part in query.split("&") if part.startswith("commentUrn=")), "")
    url = canonical(f"{SITE}/feed/update/{urn}/" + (f"?{comment}" if comment else ""))
    said = unquote(comment.removeprefix("commentUrn="))
    return Place(said or urn, url, int(found[2]) if found[2].isdecimal() and len(found[2]) < 23 else 0)


def digest(*parts: str) -> str:
    """A short name for something that has none of its own."""
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()
