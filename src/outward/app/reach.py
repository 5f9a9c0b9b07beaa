"""REACH: the one next step with each person, and touches in both directions."""

from dataclasses import dataclass
from datetime import datetime

from outward.app.home import Home
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Direction, LedgerEntry, LedgerKind, Touch
from outward.store import people, used


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One next step with one person; `url` is where she takes it, in the network's own page."""

    person: str
    name: str
    network: str
    url: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Steps suggested now, and contacts so far, newest first."""

    steps: tuple[Step, ...]
    touches: tuple[Touch, ...]


def reach(home: Home, *, now: datetime, goal: int | None = None) -> Reach:
    """The next step with each person of this week's slate; Outward prepares, the user sends."""
    slate = whom(home, now=now, goal=goal)
    steps = tuple(
        Step(
            person=person.id,
            name=person.name,
            network=person.network,
            url=person.evidence[0].url if person.evidence else person.url,
            step=person.step,
        )
        for person in slate.people
    )
    return Reach(steps=steps, touches=tuple(reversed(used.touches(home.database))))


def touched(home: Home, person: str, *, direction: Direction, how: str, now: datetime) -> Touch:
    """Note a contact by hand: which way it went and how (thanked, asked, answered, helped, talked)."""
    person = people.person_of(home.database, person)
    known = people.accounts(home.database, [person]).get(person)
    if known is None:
        raise InputError(f"Outward has not read of a person {person!r}; 'outward whom --json' gives ids.")
    touch = Touch(person=person, direction=direction, how=how, at=now)
    kinds = [LedgerKind.TALKED]
    if how in ("helped", "answered"):
        kinds.append(LedgerKind.HELP_GIVEN if direction is Direction.OUT else LedgerKind.HELP_RECEIVED)
    with home.database.writing() as db:
        used.keep_touches(db, [touch])
        for kind in kinds:
            used.note(db, LedgerEntry(kind=kind, at=now, subject=person, network=known[0].network))
    return touch
