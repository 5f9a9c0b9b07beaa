"""SAY: what the user thinks of a result; what it changes is said back, and each can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from outward.app import effects, learned
from outward.app.home import Home
from outward.app.person import meant
from outward.errors import InputError, NothingYetError
from outward.model import Form, Kind
from outward.store import posts, used
from outward.what.feedback import Aim, Verdict
from outward.what.learned import VALUES

EFFECTS = {
    Verdict.USEFUL: "Noted as useful.",
    Verdict.NOT_USEFUL: "Noted as not useful: it is not offered again.",
    Verdict.NOT_NOW: "It stays away for a week.",
    Verdict.LESS: "It stays away for 14 days and comes back little by little over 140.",
    Verdict.DONE: "Done: it is not offered again.",
}


OF_PEOPLE = (
    "Not suggested as a person until you take it back; what this person wrote stays away for 14 days and comes back"
    " little by little over 140."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of what, what it does, and what it changes on the list now (empty: there is no list yet).

    `name` is that of the person or resource, else the subject.
    """

    verdict: Verdict
    aim: Aim
    subject: str
    name: str
    effect: str
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """One thing she said, by its number; `name` of the person or resource, else the subject."""

    number: int
    verdict: Verdict
    aim: Aim
    subject: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Everything she said, the last first."""

    judgements: tuple[Before, ...]


def say(
    home: Home,
    verdict: Verdict,
    subject: str,
    *,
    aim: Aim = Aim.RESOURCE,
    now: datetime,
    recipe: str = "week",
) -> Said:
    """Say what you think of a resource, person, topic, source, form or kind of content."""
    if not subject.strip():
        raise InputError("Say of what: give the address, the person or the topic.")
    key = _key(home, aim, subject.strip())
    changed = _changing(home, now, recipe, aim, lambda: used.say(home.database, str(verdict), str(aim), key, now))
    missing = learned.missing(home) if aim is Aim.RESOURCE and verdict in VALUES else ""
    done = OF_PEOPLE if aim is Aim.PERSON and verdict is Verdict.LESS else EFFECTS[verdict]
    effect = " ".join(part for part in (done, missing) if part)
    name = said(home).judgements[0].name
    return Said(verdict=verdict, aim=aim, subject=key, name=name, effect=effect, changed=changed)


def unsay(home: Home, number: int | None = None, *, now: datetime, recipe: str = "week") -> Said:
    """Take back what was said last, or the judgement of that number."""
    there = said(home).judgements
    if not there:
        raise NothingYetError("Nothing has been said that could be taken back.")
    if number is not None and number not in {one.number for one in there}:
        raise InputError(f"Nothing said has the number {number}; 'outward say list' shows the numbers.")
    taken = next(one for one in there if number in (None, one.number))
    changed = _changing(home, now, recipe, taken.aim, lambda: used.unsay(home.database, taken.number))
    return Said(
        verdict=taken.verdict,
        aim=taken.aim,
        subject=taken.subject,
        name=taken.name,
        effect="Taken back.",
        changed=changed,
    )


def said(home: Home) -> Saying:
    """Everything the user said, the last first, each with the number by which it can be taken back."""
    return Saying(
        judgements=tuple(
            Before(
                number=one.number,
                verdict=Verdict(one.verdict),
                aim=Aim(one.aim),
                subject=one.subject,
                name=one.name or one.subject,
                at=one.at,
            )
            for one in used.said(home.database)
        )
    )


def _changing(home: Home, now: datetime, recipe: str, aim: Aim, act: Callable[[], object]) -> str:
    """Do it, and say what it changed on the list, and for a person among the people."""
    people = effects.slate(home, now) if aim is Aim.PERSON else None
    before = effects.standing(home, now, recipe)
    act()
    changed = effects.changed(before, effects.standing(home, now, recipe))
    seats = effects.reseated(people, effects.slate(home, now)) if aim is Aim.PERSON else ""
    return " ".join(part for part in (seats, changed) if part)


def _key(home: Home, aim: Aim, subject: str) -> str:
    """What a judgement is kept under: the resource behind an address, the person behind a name."""
    if aim is Aim.KIND and subject not in list(Kind):
        raise InputError(f"There is no kind called {subject!r}; use one of: {', '.join(Kind)}.")
    if aim is Aim.FORM and subject not in list(Form):
        raise InputError(f"There is no form called {subject!r}; use one of: {', '.join(Form)}.")
    if aim is Aim.PERSON:
        return meant(home, subject)
    if aim is Aim.RESOURCE:
        return posts.resource_of(home.database, subject) or posts.led_to(home.database, subject) or subject
    return subject
