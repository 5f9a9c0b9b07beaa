"""What the user is looking at on LinkedIn, handed over by herself. LinkedIn is asked nothing."""

import re

import msgspec

from outward.errors import InputError
from outward.model import Piece, Source
from outward.networks.linkedin.dates import said_at
from outward.networks.linkedin.names import NAME, ours, place, profile, slug, tidy
from outward.networks.linkedin.reading import Batch

_MOST = 20_000
_UNREAD = re.compile(r"^\(\d+\+?\)\s*")
_ON = re.compile(r"^(?P<name>.{2,120}?) (?:on|auf|sur|en|su|op|no) LinkedIn(?:\s*:\s*(?P<text>.*))?$", re.DOTALL)
_BAR = re.compile(r"^(?P<text>.*\S)\s+\|\s+(?P<name>[^|]{2,120})$", re.DOTALL)
_TALLY = re.compile(r"\s+\|\s+[\d.,]+\s+\w+$")
_SITE = re.compile(r"\s*[|\-–]\s*LinkedIn\s*$")
_AUTHOR = re.compile(r"/posts/([^/?#_]{1,200})_")


def paste(url: str, title: str, text: str) -> Piece | None:
    """A post or profile she is looking at, None when the address is not LinkedIn's. Raises `InputError`."""
    url = url.strip()[:2000]
    if not ours(url):
        return None
    title = _UNREAD.sub("", tidy(title))
    where = place(url)
    if where is not None and where.number:
        return _piece(_post(url, title, text))
    if slug(url):
        named, _, headline = _SITE.sub("", title).partition(" - ")
        bio = headline or next((line for line in _lines(text) if line != named), "")
        return _piece({"name": named, "profile": profile(slug(url)), "bio": bio[:1000]})
    raise InputError(
        "This LinkedIn page is neither a single post nor a person's profile; "
        "open the post (its menu has 'Copy link to post') or the profile, and hand that over."
    )


def _post(url: str, title: str, text: str) -> dict[str, str]:
    where = place(url)
    assert where is not None  # noqa: S101 - the caller has looked
    name, words = _titled(_SITE.sub("", title) if " on LinkedIn" not in title else title)
    author = _AUTHOR.search(url)
    lines = _lines(text)
    at = said_at(where.number)
    return {
        "urn": where.urn,
        "url": where.url,
        "name": name or (lines[0][:120] if lines and len(lines) > 1 else ""),
        "profile": f"https://www.linkedin.com/in/{author[1]}" if author else "",
        "text": "\n".join(lines if name or len(lines) < 2 else lines[1:]) or words,
        **({"at": at.isoformat()} if at else {}),
    }


def _titled(title: str) -> tuple[str, str]:
    """Name and first words as titles of posts have them: `Name on LinkedIn: words`, `words | Name`."""
    plain = _TALLY.sub("", title)
    found = _ON.match(plain) or _BAR.match(plain)
    return (found["name"].strip(), (found["text"] or "").strip()) if found else ("", title)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text[:_MOST].splitlines() if line.strip()]


def _piece(cells: dict[str, str]) -> Piece:
    return Piece(
        source=Source(NAME, "pasted", "page"),
        raw=msgspec.json.encode(Batch(rows=[cells])),
        member=cells.get("url") or cells.get("profile", ""),
        records=1,
    )
