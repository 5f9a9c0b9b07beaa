"""SHARE: the plan and the record of use in formats other programs read."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from outward.app.home import Home
from outward.errors import InputError, NothingYetError
from outward.model import Session, SessionState
from outward.share import ical, markdown
from outward.store import answers, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was written where."""

    path: str
    sessions: int


FORMATS = {"ical": ".ics", "markdown": ".md"}


def planned(home: Home, *, now: datetime) -> tuple[Session, ...]:
    """The sessions of the plan from today on, skipped ones left out."""
    held = sessions.since(home.database, now - timedelta(days=1))
    return tuple(kept.session for kept in held if kept.session.state is not SessionState.SKIPPED)


def calendar(home: Home, *, now: datetime) -> bytes:
    """The plan as an iCalendar file; reasons quote the goal, so those of a confidential goal stay out."""
    held = planned(home, now=now)
    return ical.write(_discreet(held) if _confidential(home) else held, now=now)


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
    """Write the plan to a file (by default `outward-plan` with the format's ending, here)."""
    if form not in FORMATS:
        raise InputError(f"There is no format {form!r}; use one of: {', '.join(FORMATS)}.")
    held = planned(home, now=now)
    if not held:
        raise NothingYetError("Nothing is planned yet; 'outward plan' plans the coming week.")
    path = target or Path(f"outward-plan{FORMATS[form]}")
    if path.is_dir():
        path /= f"outward-plan{FORMATS[form]}"
    content = calendar(home, now=now) if form == "ical" else page(home, now=now)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); choose another place.") from error
    return Shared(path=str(path), sessions=len(held))
