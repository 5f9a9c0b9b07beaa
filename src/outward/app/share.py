"""SHARE: the plan, its reading list, the record of learning and the feeds read, in formats other programs read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from outward import share as formats
from outward.app.home import Home
from outward.errors import InputError, NothingYetError
from outward.model import ItemKind, Resource, Session, SessionState
from outward.share import atom, csv, ical, jsonfeed, markdown, opml
from outward.store import answers, connections, posts, sessions, used
from outward.use import records

EVER = timedelta(days=365 * 50)
TITLE = "Reading list"
Written = tuple[bytes, int, str]
"""The content, how many of what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was written where: `number` of `what` (sessions, resources, lines, feeds)."""

    path: str
    number: int
    what: str


def planned(home: Home, *, now: datetime) -> tuple[Session, ...]:
    """The sessions of the plan from today on, skipped ones left out."""
    held = sessions.since(home.database, now - timedelta(days=1))
    return tuple(kept.session for kept in held if kept.session.state is not SessionState.SKIPPED)


def calendar(home: Home, *, now: datetime) -> bytes:
    """The plan as an iCalendar file."""
    return ical.write(outgoing(home, now=now), now=now)


def outgoing(home: Home, *, now: datetime) -> tuple[Session, ...]:
    """The sessions of the plan as a calendar may show them.

    Reasons quote the goal; those of a confidential one stay out.
    """
    held = planned(home, now=now)
    return _discreet(held) if _confidential(home) else held


def page(home: Home, *, now: datetime) -> bytes:
    """The plan as Markdown; of a confidential goal, neither its words nor the reasons that quote it."""
    held = planned(home, now=now)
    if _confidential(home):
        return markdown.write(_discreet(held))
    return markdown.write(held, title=f"Plan: {answers.latest(home.database).goal.text}")


def _confidential(home: Home) -> bool:
    return answers.latest(home.database).goal.confidential


def _discreet(held: tuple[Session, ...]) -> tuple[Session, ...]:
    return tuple(replace(session, items=tuple(replace(item, why="") for item in session.items)) for session in held)


def share(home: Home, form: str, target: Path | None, *, now: datetime) -> Shared:
    """Write the plan, its reading list, the record of learning or the feeds read to a file (by default here)."""
    if form not in FORMATS:
        raise InputError(f"There is no format {form!r}; use one of: {', '.join(FORMATS)}.")
    content, number, what = FORMATS[form](home, now)
    name = f"outward-{what}{formats.form(form).SUFFIX}"
    path = target or Path(name)
    if path.is_dir():
        path /= name
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); choose another place.") from error
    return Shared(path=str(path), number=number, what=what)


def _sessions(home: Home, now: datetime) -> int:
    held = planned(home, now=now)
    if not held:
        raise NothingYetError("Nothing is planned yet; 'outward plan' plans the coming week.")
    return len(held)


def _resources(home: Home, now: datetime) -> list[Resource]:
    """What the plan holds to learn from, in the order of its sessions."""
    _sessions(home, now)
    urls = [item.url for session in planned(home, now=now) for item in session.items if item.kind is ItemKind.LEARN]
    return [resource for url in urls if (resource := posts.resource(home.database, url)) is not None]


def _calendar(home: Home, now: datetime) -> Written:
    return calendar(home, now=now), _sessions(home, now), "sessions"


def _page(home: Home, now: datetime) -> Written:
    return page(home, now=now), _sessions(home, now), "sessions"


def _json_feed(home: Home, now: datetime) -> Written:
    held = _resources(home, now)
    return jsonfeed.write(held, title=TITLE), len(held), "resources"


def _atom(home: Home, now: datetime) -> Written:
    held = _resources(home, now)
    return atom.write(held, title=TITLE, now=now), len(held), "resources"


def _record(home: Home, now: datetime) -> Written:
    entries = used.ledger(home.database, now - EVER)
    rows = records.rows(entries, used.takeaways(home.database), since=now - EVER, until=now + timedelta(seconds=1))
    if not rows:
        raise NothingYetError("Nothing has been learned yet; 'outward session done' writes the record.")
    return csv.write(rows), len(rows), "lines"


def _feeds(home: Home, _now: datetime) -> Written:
    held = [state.source.value for state in connections.states(home.database, "feeds")]
    if not held:
        raise NothingYetError("No feeds are read yet; approve some with 'outward ask' or 'outward connect feeds'.")
    return opml.write((address, address) for address in held), len(held), "feeds"


FORMATS: Mapping[str, Callable[[Home, datetime], Written]] = {
    "ical": _calendar,
    "markdown": _page,
    "jsonfeed": _json_feed,
    "atom": _atom,
    "csv": _record,
    "opml": _feeds,
}
