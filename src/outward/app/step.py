"""STEP: where the user stands with one person, and what she says of this week's step; each can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from outward.app.draft import Way, latest, ways
from outward.app.home import Home
from outward.app.person import meant
from outward.app.reach import State, asks_first, became, said, stands_at, touched
from outward.app.speaking import known, this_week
from outward.errors import InputError, NothingYetError
from outward.model import Direction, Touch
from outward.store import met, people, steps, used
from outward.store.steps import Logged
from outward.whom.reach.ladder import LADDER, WEEK, Rung, rung
from outward.whom.reach.talking_points import Point, points

_NOTED = {
    Rung.ANSWER: "answered",
    Rung.THANK: "thanked",
    Rung.ADD: "talked",
    Rung.ASK: "asked",
    Rung.GIVE_BACK: "helped",
}
"""How the contact is noted that a step was; reading is none."""
_DID = {
    Rung.ANSWER: "you answered {name}",
    Rung.READ: "you read what {name} says",
    Rung.THANK: "you thanked {name}",
    Rung.ADD: "you added something to what {name} says",
    Rung.ASK: "you asked {name}",
    Rung.GIVE_BACK: "you gave something back to {name}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One rung of the ladder, and whether it is behind, next or ahead."""

    rung: Rung
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where the user stands with one person: `told` says what ran between them, `step` what is next.

    `state` is that of this week's step, None where there is none; `wanted` is False when no steps are to be suggested.
    """

    person: str
    name: str
    rung: Rung
    step: str
    told: str
    ladder: tuple[Stand, ...]
    points: tuple[Point, ...]
    ways: tuple[Way, ...]
    state: State | None
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the user said of a step (done, left, never, taken back), and what that does."""

    person: str
    name: str
    said: str
    effect: str


def position(home: Home, words: str, *, now: datetime) -> Position:
    """Where the user stands with the person meant by an id, a handle, an address or a name, and what is next."""
    person = meant(home, words)
    touches = used.touches(home.database, person)
    held = this_week(home, person, now)
    settled = met.settled(home.database).get(person)
    stands = rung(touches, read=person in steps.read(home.database), settled=settled)
    of = known(
        home,
        person,
        goal=latest(home),
        now=now,
        touches=touches,
        start=held.url if held else "",
        question_first=asks_first(stands, touches),
    )
    return Position(
        person=person,
        name=of.name,
        rung=stands,
        step=said(stands, of, touches),
        told=_told(of.name, touches),
        ladder=tuple(_ladder(stands)),
        points=points(stands, of.material),
        ways=ways(home, of),
        state=became(held, touches) if held else None,
        wanted=person not in steps.unwanted(home.database),
    )


def _ladder(stands: Rung) -> Iterator[Stand]:
    at = LADDER.index(stands) if stands in LADDER else -1
    for place, one in enumerate(LADDER):
        yield Stand(rung=one, place="next" if place == at else "behind" if place < at else "ahead")


def _told(name: str, touches: Sequence[Touch]) -> str:
    """What ran between the user and a person, in a sentence or two."""
    parts = []
    ways_ = ((Direction.OUT, f"You turned to {name}"), (Direction.IN, f"{name} turned to you"))
    for direction, way in ways_:
        found = [touch for touch in touches if touch.direction is direction]
        times = {1: "once", 2: "twice"}.get(len(found), f"{len(found)} times")
        if found:
            parts.append(f"{way} {times}, last on {_day(found[-1].at)} ({found[-1].how}).")
    return " ".join(parts) or f"Nothing has run between you and {name} yet."


def done(home: Home, words: str, *, now: datetime) -> Answered:
    """Note that the user took this week's step with a person: a contact, except where it was to read."""
    person, name, step = _open(home, words, now)
    settled = met.settled(home.database).get(person)
    stands = stands_at(step, used.touches(home.database, person), settled)
    how = _NOTED.get(stands, "")
    touch = touched(home, person, direction=Direction.OUT, how=how, now=now) if how else None
    with home.database.writing() as db:
        steps.end(db, step.id, steps.DONE, now, steps.number_of(db, touch) if touch else None)
    effect = f"Noted: {_DID[stands].format(name=name)}. {_until(step, name)}"
    return Answered(person=person, name=name, said="done", effect=effect)


def skip(home: Home, words: str, *, now: datetime) -> Answered:
    """Leave this week's step with a person."""
    person, name, step = _open(home, words, now)
    with home.database.writing() as db:
        steps.end(db, step.id, steps.LEFT, now)
    return Answered(person=person, name=name, said="left", effect=f"Left, and no debt. {_until(step, name)}")


def never(home: Home, words: str, *, now: datetime) -> Answered:
    """Suggest no step with a person any more."""
    person = meant(home, words)
    name = _name(home, person)
    step = this_week(home, person, now)
    with home.database.writing() as db:
        steps.never(db, person, now)
        if step is not None and step.state == steps.OPEN:
            steps.end(db, step.id, steps.LEFT, now)
    effect = f"No step with {name} is suggested any more. {name} may still be read and found, and you can take it back."
    return Answered(person=person, name=name, said="never", effect=effect)


def undo(home: Home, words: str, *, now: datetime) -> Answered:
    """Take back what was said of steps with a person: never, else what became of this week's."""
    person = meant(home, words)
    name = _name(home, person)
    step = this_week(home, person, now)
    with home.database.writing() as db:
        again = steps.again(db, person)
        reopens = step is not None and step.state != steps.OPEN and not (again and step.state == steps.DONE)
        if step is not None and reopens:
            steps.reopen(db, step)
    if not again and not reopens:
        raise NothingYetError(f"Nothing was said of a step with {name} that could be taken back.")
    open_ = f"The step with {name} is open again." if reopens else f"Steps with {name} are suggested again."
    return Answered(person=person, name=name, said="taken back", effect=f"Taken back. {open_}")


def _open(home: Home, words: str, now: datetime) -> tuple[str, str, Logged]:
    """A person, the name, and this week's step, which must be open."""
    person = meant(home, words)
    name = _name(home, person)
    step = this_week(home, person, now)
    if step is None:
        raise InputError(f"No step with {name} was suggested this week; 'outward reach' shows those that were.")
    state = became(step, used.touches(home.database, person))
    if state is not State.OPEN:
        raise InputError(f"The step with {name} is {state} already.")
    return person, name, step


def _name(home: Home, person: str) -> str:
    account = people.accounts(home.database, [person])[person][0]
    return account.name or account.handle


def _until(step: Logged, name: str) -> str:
    return f"Nothing more is suggested with {name} before {_day(step.suggested_at + WEEK)}."


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
