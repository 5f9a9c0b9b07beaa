"""The ladder: read, thank, add something, ask, give back. One next step, made of what was said and done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from outward.model import Direction, Evidence, Touch

_LONGEST = 60
PATIENCE = 3
"""Contacts without an answer after which it is better to let it rest."""
WEEK = timedelta(days=7)
"""Nobody gets a second step within this time, and no more than the weekly total are suggested in it."""
NODS = frozenset({"liked", "reposted", "followed", "endorsed"})
"""Contacts without words: they show that somebody was noticed, and wait for no answer."""
SAME = timedelta(days=3)
"""A contact noted by hand and one seen on a network this near to it are one and the same."""


class Rung(StrEnum):
    """Where the user stands with a person: what to do next. ANSWER goes before all others; REST is no step."""

    ANSWER = "answer"
    READ = "read"
    THANK = "thank"
    ADD = "add something"
    ASK = "ask"
    GIVE_BACK = "give back"
    REST = "rest"


LADDER = (Rung.READ, Rung.THANK, Rung.ADD, Rung.ASK, Rung.GIVE_BACK)
"""The rungs from below."""
_REACHES = {"thanked": Rung.THANK, "asked": Rung.ASK}
_GIVES = frozenset({"helped", "answered", "gave back"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the contacts so far come to.

    `reached` is the highest rung taken since the person last answered, None when none was; `unanswered` counts turns
    since then; `waits` says that the person spoke last and unasked; `gave` that something was given back since.
    """

    reached: Rung | None = None
    unanswered: int = 0
    waits: bool = False
    answered: bool = False
    gave: bool = False
    read: bool = False


def standing(touches: Sequence[Touch], settled: datetime | None = None) -> Standing:
    """What contacts in any order come to; what a person said up to `settled` waits for no answer."""
    now = Standing()
    for touch in _turns(touches):
        now = _back(now, touch) if touch.direction is Direction.IN else _out(now, touch)
        if settled is not None and touch.at <= settled:
            now = replace(now, waits=False)
    return now


def _turns(touches: Sequence[Touch]) -> Iterator[Touch]:
    """Contacts from the oldest on; one that was both noted by hand and seen on a network comes once."""
    last: Touch | None = None
    for touch in sorted(touches, key=lambda one: one.at):
        twin = last is not None and last.direction is touch.direction and bool(last.url) is not bool(touch.url)
        if last is None or not twin or touch.at - last.at > SAME or touch.how in NODS or last.how in NODS:
            last = touch
            yield touch


def _back(now: Standing, touch: Touch) -> Standing:
    """The person turned to the user: an answer where she had turned to the person, else something that waits."""
    if touch.how in NODS:
        return replace(now, unanswered=0)
    if now.unanswered or (now.reached and not now.answered):
        return Standing(answered=True, read=now.read)
    return replace(now, waits=True)


def _out(now: Standing, touch: Touch) -> Standing:
    """The user turned to the person, which answers what waited."""
    if touch.how in NODS:
        return replace(now, read=True)
    gives = touch.how in _GIVES
    reached = now.reached if gives else _higher(now.reached, touch.how)
    return replace(now, reached=reached, unanswered=now.unanswered + 1, waits=False, gave=now.gave or gives)


def _higher(reached: Rung | None, how: str) -> Rung:
    """The rung a contact leads to; one of no special sort climbs by one, up to adding something."""
    place = -1 if reached is None else LADDER.index(reached)
    named = _REACHES.get(how)
    wanted = LADDER.index(named) if named else min(max(place, 0) + 1, LADDER.index(Rung.ADD))
    return LADDER[max(place, wanted)]


def rung(touches: Sequence[Touch], *, read: bool = False, seeking: str = "", settled: datetime | None = None) -> Rung:
    """The next rung with a person.

    `read` says that the user has read what the person wrote; `seeking` is the person's own question, if there is one:
    who asks is told something rather than thanked; `settled` is up to when nothing waits for an answer.
    """
    now = standing(touches, settled)
    if now.waits:
        return Rung.ANSWER
    if now.unanswered >= PATIENCE:
        return Rung.REST
    if now.answered and not now.gave:
        return Rung.GIVE_BACK
    if now.reached is None and not now.gave:
        first = Rung.THANK if read or now.read else Rung.READ
        return Rung.ADD if seeking else first
    return Rung.ASK if now.reached is Rung.ADD else Rung.ADD


def step(name: str, evidence: Sequence[Evidence], seeking: str, touches: Sequence[Touch] = ()) -> str:
    """The one next step with a person, as a sentence.

    `evidence` is what the person said, the passage to start from first; `seeking` the person's own question, if there
    is one; `touches` are the contacts so far. Outward prepares, the user sends.
    """
    asked = seeking if standing(touches).reached is None else ""
    return sentence(rung(touches, seeking=seeking), name, evidence, asked)


def sentence(next_: Rung, name: str, evidence: Sequence[Evidence], seeking: str = "") -> str:
    """What to do on a rung, in a sentence."""
    about = f" on “{_cut(evidence[0].sentence)}”" if evidence else ""
    if next_ is Rung.ADD and seeking:
        return f"Tell {name} where you stand on “{_cut(seeking)}” and ask how it goes there."
    return {
        Rung.ANSWER: f"{name} turned to you and waits: answer.",
        Rung.READ: f"Read what {name} {_wrote(evidence)} so that you can thank for one point of it.",
        Rung.THANK: f"Thank {name} for one point you can use{_from(evidence)}.",
        Rung.ADD: f"Add something of your own to what {name} says{about}.",
        Rung.ASK: f"Ask {name} one short question{about}.",
        Rung.GIVE_BACK: f"Give something back to {name}: share what came of the advice.",
        Rung.REST: f"{name} has not answered your last contacts: let it rest and turn to somebody else.",
    }[next_]


def chosen(
    candidates: Sequence[str], held: Sequence[tuple[str, datetime]], *, now: datetime, total: int
) -> tuple[str, ...]:
    """Who gets a step now, of `candidates` in their order, given who got one when (`held`).

    Nobody who got one less than a `WEEK` ago, and in all no more than `total` of them within one.
    """
    lately = [person for person, at in held if abs(now - at) < WEEK]
    new = dict.fromkeys(person for person in candidates if person not in lately)
    return tuple(new)[: max(0, total - len(lately))]


def _wrote(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return "writes,"
    said = f"“{_cut(evidence[0].sentence)}”"
    at = evidence[0].at
    return f"wrote on {at.day} {at:%B %Y}, {said}," if at else f"wrote, {said},"


def _from(evidence: Sequence[Evidence]) -> str:
    return f" from “{_cut(evidence[0].sentence)}”" if evidence else ""


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
