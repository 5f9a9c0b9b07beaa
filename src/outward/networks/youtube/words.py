"""The words YouTube's rooms share: its ids and addresses, and foreign text made plain."""

import re
from datetime import UTC, datetime
from html import escape
from itertools import pairwise
from typing import Any

from outward.fetch import plain_text
from outward.model import Account, Chapter, Dropped

NAME = "youtube"
SITE = "https://www.youtube.com"
CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
PLAYLIST = re.compile(r"(?:PL|UU|OLAK5uy_|FL)[\w-]{10,}", re.ASCII)
VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
LONGEST_LINE = 300
MOST_CHAPTERS = 200
_TIME = r"(?P<time>(?:\d{1,2}:)?\d{1,3}:\d{2})"
_FIRST = re.compile(rf"[\s\-–—•*>(\[]*{_TIME}[)\]]?[\s\-–—:|.]*(?P<title>\S.*)")
_LAST = re.compile(rf"(?P<title>\S.*?)[\s\-–—:|.(\[]+{_TIME}[)\]]?\s*")


def watch(video: str) -> str:
    """The address of a video."""
    return f"{SITE}/watch?v={video}"


def channel_in(text: str) -> str:
    """The channel id in a text, empty when there is none."""
    found = CHANNEL.search(text)
    return found[0] if found else ""


def line(value: Any, most: int = LONGEST_LINE) -> str:
    """Foreign text as one plain line; empty for what is no text."""
    return " ".join(plain_text(escape(value[: 4 * most])).split())[:most] if isinstance(value, str) else ""


def body(value: Any) -> str:
    """Foreign text as plain text; empty for what is no text."""
    return plain_text(escape(value)) if isinstance(value, str) else ""


def moment(value: Any) -> datetime | None:
    """A point in time as YouTube writes it, None for anything else."""
    try:
        read = datetime.fromisoformat(value.strip().removesuffix(" UTC"))
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def number(value: Any) -> int | None:
    """A count, which YouTube writes as text; None when it is none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def language(value: Any) -> str | None:
    """The language of a tag like `en-GB`, None when it is none."""
    code = value.partition("-")[0].lower() if isinstance(value, str) else ""
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


def channel(native: str, name: Any = "", bio: Any = "") -> Account:
    """A channel as an account."""
    shown = line(name)
    return Account(
        id=f"{NAME}:{native}",
        network=NAME,
        handle=shown or native,
        name=shown,
        bio=body(bio)[:5_000],
        url=f"{SITE}/channel/{native}",
    )


def dropped(reason: str, record: Any) -> Dropped:
    """A record that could not be read."""
    return Dropped(reason, line(record if isinstance(record, str) else str(record)[:1_000], 200))


def chapters(description: str, seconds: int | None = None) -> tuple[Chapter, ...]:
    """The chapters a description names: at least three times, the first 0:00, each later than the one before."""
    found: list[Chapter] = []
    for text in description[:20_000].splitlines():
        read = _FIRST.fullmatch(text[:500]) or _LAST.fullmatch(text[:500])
        if read and (found or _seconds(read["time"]) == 0):
            found.append(Chapter(start=_seconds(read["time"]), title=line(read["title"], 200)))
    starts = [chapter.start for chapter in found]
    rising = all(before < after for before, after in pairwise(starts))
    if len(found) < 3 or not rising or (seconds and starts[-1] >= seconds):
        return ()
    return tuple(found[:MOST_CHAPTERS])


def _seconds(text: str) -> int:
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total
