"""How dates, links and points are put on a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from outward.model import Reason, Session
from outward.model.reasons import rounded
from outward.networks import registry

FICTIONAL = ".example"
"""Ending of the hosts of the fictional sample; nothing is there."""

_PAGES = {
    "ask": "the Ask page",
    "connect": "the Read page",
    "sync": "the Read page",
    "networks": "the Read page",
    "import": "the Import page",
    "add": "the Add page",
    "calendar": "the page of your week",
    "week": "the page of your week",
    "plan": "the Today page",
    "today": "the Today page",
    "session": "the Today page",
    "remind": "the page of your reminders",
    "goal": "the page of your goal",
    "say": "the What page",
    "what": "the What page",
    "whom": "the Whom page",
    "circle": "the page of your circle",
    "reach": "the page of this week's steps",
    "ties": "the page of your ties",
    "use": "the Use page",
    "takeaway": "the Use page",
}
_COMMAND = re.compile(r"'outward (\w+)[^']*'")
_RECIPE = re.compile(r"'--recipe ([\w-]+)'")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: to another site (`outside`), or to the desk's own page of a fictional resource."""

    href: str
    outside: bool


def link(url: str) -> Link | None:
    """The link for an address; None where it is not a web address that can be followed safely."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f]", url):
        return None
    if host.endswith(FICTIONAL):
        return Link(page(url), outside=False)
    return Link(url, outside=True)


def page(url: str) -> str:
    """The desk's own page of a resource."""
    return f"/resource?{urlencode({'url': url})}"


def host(url: str) -> str:
    """The host of an address, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def day(moment: datetime | date, zone: str = "") -> str:
    """A day as "Tuesday 3 March", with the year of a plain date or a moment without zone."""
    if isinstance(moment, datetime) and zone:
        return f"{moment.astimezone(ZoneInfo(zone)):%A %-d %B}"
    return f"{moment:%-d %B %Y}"


def short_day(moment: datetime, zone: str) -> str:
    """A day as "Tue 3 Mar"."""
    return f"{moment.astimezone(ZoneInfo(zone)):%a %-d %b}"


def clock(session: Session, zone: str) -> str:
    """When on its day a session is."""
    return f"{session.slot.start.astimezone(ZoneInfo(zone)):%H:%M}" if session.slot.timed else "any time"


def at(moment: datetime, zone: str) -> str:
    """The wall time of a moment."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def signed(points: float) -> str:
    """Points with a sign that reads well."""
    return f"{'−' if points < 0 else '+'}{abs(points):.1f}"


def table(reasons: Sequence[Reason], score: float) -> list[tuple[Reason, float]]:
    """Reasons with their points as shown, the weightiest first; those without points come last."""
    return sorted(rounded(reasons, score), key=lambda row: -abs(row[1]))


def percent(share: float) -> int:
    """A share of 0..1 in whole percent."""
    return round(share * 100)


def initials(name: str) -> str:
    """One or two letters for a person without a picture."""
    parts = [part for part in re.split(r"[\s._@-]+", name) if part and part[0].isalnum()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


def on_pages(sentence: str) -> str:
    """A sentence with pages in the place of the commands it names."""
    sentence = _RECIPE.sub(lambda found: f"choose {found[1]} on the What page", sentence)
    return _COMMAND.sub(lambda found: _PAGES.get(found[1], found[0]), sentence)


def network(name: str) -> str:
    """A network by the name people know it by."""
    known = registry().get(name)
    return known.TITLE if known else name.capitalize()


def unnamed(sentence: str, name: str) -> str:
    """A sentence without the name it stands under."""
    rest = sentence.removeprefix(f"{name}: ")
    return rest[:1].upper() + rest[1:]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
