"""Dates as LinkedIn has written them over the years and in the languages of its users."""

import re
from datetime import UTC, datetime
from functools import lru_cache

_ZONE = re.compile(r"\s+(?:UTC|GMT|Z)\b")
_SPACES = re.compile(r"\s+")
_FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%d %b %Y",
    "%d %B %Y",
    "%d %b %Y, %H:%M",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d, %Y, %I:%M %p",
    "%b %d, %Y %H:%M",
    "%a %b %d %H:%M:%S %Y",
    # LinkedIn writes slashes with the month first; a day that cannot be a month is read as a day
    "%m/%d/%y, %I:%M %p",
    "%m/%d/%Y, %I:%M %p",
    "%m/%d/%Y %H:%M",
    "%m/%d/%y %H:%M",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%d/%m/%Y %H:%M",
    "%d/%m/%y %H:%M",
    "%d/%m/%y, %H:%M",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d-%m-%Y",
)
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"]
_SAID = re.compile(r"(?=.*\b(?:19|20)\d\d\b)(?=.*[^\W\d_]{3})")
_SETTINGS = {
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
    "DATE_ORDER": "DMY",
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
}
_FIRST, _LAST = datetime(2002, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=8192)
def moment(text: str) -> datetime | None:
    """A point in time, None when the text says none of LinkedIn's age. What names no zone is taken as UTC."""
    plain = _ZONE.sub("", _SPACES.sub(" ", text[:60])).strip()
    if not any(map(str.isdigit, plain)):
        return None
    found = _written(plain) or (_worded(plain) if _SAID.match(plain) else None)
    if found is None:
        return None
    at = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return at if _FIRST <= at < _LAST else None


def _written(text: str) -> datetime | None:
    """A date in one of the forms known."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the caller sets the zone
        except ValueError:
            continue
    return None


def _worded(text: str) -> datetime | None:
    """A date with the month's name in one of the languages of LinkedIn's users."""
    import dateparser

    try:
        found = dateparser.parse(text, languages=_LANGUAGES, settings=_SETTINGS)
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, datetime) else None


def said_at(number: int) -> datetime | None:
    """When a post was made, which its own number says: its first 41 bits are milliseconds since 1970."""
    try:
        at = datetime.fromtimestamp((number >> 22) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if _FIRST <= at < _LAST else None


def of_epoch(milliseconds: object) -> datetime | None:
    """A moment the programming interface gives in milliseconds."""
    return said_at(milliseconds << 22) if isinstance(milliseconds, int) and 0 < milliseconds < 1 << 45 else None
