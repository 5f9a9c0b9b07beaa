"""REACH: the steps with people this week, each with what to say and where; and touches in both directions.

A week is any seven days. In it nobody gets two steps, and no more are suggested than the weekly total; each one is
logged when it is suggested, and stays the same until its week is over, whether it was taken or left.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from outward.app.draft import Way, ways
from outward.app.home import Home
from outward.app.speaking import Known, known
from outward.app.ties import Waiting, ties
from outward.app.what import judgements
from outward.app.whom import Whom, me, whom
from outward.errors import InputError
from outward.model import Direction, Goal, LedgerEntry, LedgerKind, Person, Reason, Touch
from outward.store import met, people, steps, used
from outward.store.steps import Logged
from outward.what.feedback import Aim, Verdict
from outward.whom.reach.ladder import NODS, WEEK, Rung, chosen, rung, sentence, standing
from outward.whom.reach.talking_points import Point, last_contact, points
from outward.whom.weights import PEER

WAYS = ("thanked", "asked", "answered", "helped", "talked")
"""How a contact noted by hand was."""
WAITS = timedelta(days=30)
"""How long somebody is taken to wait for an answer."""
GOES_ON = timedelta(days=60)
"""How long after the last contact it is gone on with."""
IN_TOUCH = 60.0
"""Points of a step with somebody she is in touch with, beside those of new people."""


class State(StrEnum):
    """What became of a step."""

    OPEN = "open"
    DONE = "done"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step with one person; `url` is where it is taken, on the network's own page.

    `rung` is where the user stands with the person; `points` what to speak of and `ways` where, both empty once the
    step is done or left. `reasons` add up to `score`.
    """

    person: str
    name: str
    network: str
    url: str
    rung: Rung
    step: str
    state: State
    suggested_at: datetime
    points: tuple[Point, ...]
    ways: tuple[Way, ...]
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The steps of this week, open ones first, of at most `weekly`; contacts so far, newest first.

    `waiting` are people who turned to the user and were not answered, as far as none of the open steps is with them;
    `note` says why there are no open ones; `next_at` is when the next one can be suggested, None when now.
    """

    steps: tuple[Step, ...]
    weekly: int
    note: str
    next_at: datetime | None
    waiting: tuple[Waiting, ...]
    touches: tuple[Touch, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """Those still to be taken."""
        return tuple(step for step in self.steps if step.state is State.OPEN)


def reach(home: Home, *, now: datetime, goal: int | None = None) -> Reach:
    """The steps of this week for a goal (the latest by default); Outward prepares, the user sends."""
    return week(home, whom(home, now=now, goal=goal), now=now)


def week(home: Home, slate: Whom, *, now: datetime) -> Reach:
    """The steps of this week, given whom to learn from and with; new ones are logged as far as there is room."""
    touches = used.touches(home.database)
    between = _between(touches)
    total = max(0, home.config.weekly_steps)
    seated = {person.id: person for person in slate.people}
    out = _left_out(home)
    wanted = dict(_candidates(home, slate.people, between, out=out, now=now, total=total))
    with home.database.writing() as db:
        held = [(one.person, one.suggested_at) for one in steps.since(db, now - WEEK)]
        new = chosen(tuple(wanted), held, now=now, total=total)
        starts = {person.id: said.url for person in slate.people if (said := next(iter(person.evidence), person.asks))}
        steps.suggest(db, [(person, wanted[person], starts.get(person, "")) for person in new], now)
    logged = steps.held(home.database, now - WEEK)
    there = people.accounts(home.database, {one.person for one in logged})
    settled = met.settled(home.database)
    shown = [
        _step(
            home,
            one,
            between.get(one.person, ()),
            settled=settled.get(one.person),
            seated=seated.get(one.person),
            goal=slate.goal,
            now=now,
        )
        for one in logged
        if one.person in there
    ]
    full = len(logged) >= total
    busy = {step.person for step in shown if step.state is State.OPEN}
    return Reach(
        steps=tuple(sorted(shown, key=lambda step: (list(State).index(step.state), step.rung is not Rung.ANSWER))),
        weekly=total,
        note=_note(shown, total, slate.thin),
        next_at=min(one.suggested_at for one in logged) + WEEK if full and logged else None,
        waiting=tuple(one for one in ties(home, now=now).waiting if one.person not in busy | out),
        touches=tuple(reversed(touches)),
    )


def _between(touches: Sequence[Touch]) -> Mapping[str, Sequence[Touch]]:
    """The contacts with each person."""
    held: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        held[touch.person].append(touch)
    return held


def _candidates(
    home: Home,
    slate: Sequence[Person],
    between: Mapping[str, Sequence[Touch]],
    *,
    out: frozenset[str],
    now: datetime,
    total: int,
) -> Iterator[tuple[str, Rung]]:
    """Who may get a step and which, in this order: who waits for an answer, some she is in touch with, new people."""
    read, settled = steps.read(home.database), met.settled(home.database)
    turned = sorted(between, key=lambda person: between[person][-1].at, reverse=True)
    known_ = people.accounts(home.database, turned)
    going_on: list[tuple[str, Rung]] = []
    for person in turned:
        last = last_contact(between[person])
        if last is None or person in out or not any(not account.bot for account in known_.get(person, ())):
            continue
        stands = rung(between[person], read=person in read, settled=settled.get(person))
        if stands is Rung.ANSWER and now - last.at <= WAITS:
            yield person, stands
        elif stands not in (Rung.ANSWER, Rung.READ, Rung.REST) and now - last.at <= GOES_ON:
            going_on.append((person, stands))
    yield from going_on[: total // 2]
    for one in slate:
        asks = one.step if one.role == PEER else ""  # nobody is a peer who does not ask
        held = between.get(one.id, ())
        stands = rung(held, read=one.id in read, seeking=asks, settled=settled.get(one.id))
        if one.id not in out and stands is not Rung.REST:
            yield one.id, stands


def _left_out(home: Home) -> frozenset[str]:
    """People with whom no step is suggested, whatever happened."""
    less = {j.key for j in judgements(home) if j.aim is Aim.PERSON and j.verdict is Verdict.LESS}
    return steps.unwanted(home.database) | people.muted(home.database) | me(home) | less


def _step(
    home: Home,
    logged: Logged,
    touches: Sequence[Touch],
    *,
    settled: datetime | None,
    seated: Person | None,
    goal: Goal,
    now: datetime,
) -> Step:
    state = became(logged, touches)
    stands = stands_at(logged, touches, settled)
    of = known(
        home,
        logged.person,
        goal=goal,
        now=now,
        name=seated.name if seated else "",
        evidence=seated.evidence if seated else (),
        touches=touches,
        start=logged.url,
        question_first=asks_first(stands, touches),
    )
    places = ways(home, of) if state is State.OPEN else ()
    reasons = seated.reasons if seated else (Reason("in_touch", IN_TOUCH, f"You are in touch with {of.name}."),)
    return Step(
        person=of.id,
        name=of.name,
        network=places[0].network if places else of.accounts[0].network,
        url=_where(of),
        rung=stands,
        step=said(stands, of, touches),
        state=state,
        suggested_at=logged.suggested_at,
        points=points(stands, of.material) if state is State.OPEN else (),
        ways=places,
        score=seated.score if seated else IN_TOUCH,
        reasons=reasons,
    )


def became(logged: Logged, touches: Sequence[Touch]) -> State:
    """What became of a step; one the user took elsewhere and that was seen there is done."""
    state = State(logged.state)
    took = (touch.direction is Direction.OUT and touch.how not in NODS and touch.at >= logged.suggested_at
            for touch in touches)  # fmt: skip
    return State.DONE if state is State.OPEN and any(took) else state


def stands_at(logged: Logged, touches: Sequence[Touch], settled: datetime | None) -> Rung:
    """The rung of a step: as it was suggested, except that an answer that is waited for goes first."""
    waits = standing(touches, settled).waits and became(logged, touches) is State.OPEN
    return Rung.ANSWER if waits else Rung(logged.rung)


def asks_first(stands: Rung, touches: Sequence[Touch]) -> bool:
    """Whether a step is to answer the person's own question, if there is one: where there is nothing else yet."""
    return stands is Rung.ADD and standing(touches).reached is None


def said(stands: Rung, of: Known, touches: Sequence[Touch]) -> str:
    """What to do on a rung, in a sentence."""
    asks = of.material.asked.sentence if of.material.asked and asks_first(stands, touches) else ""
    return sentence(stands, of.name, of.material.said, asks)


def _where(of: Known) -> str:
    return next(iter(of.answers.values()), of.material.said[0].url if of.material.said else of.accounts[0].url)


def _note(shown: Sequence[Step], total: int, thin: str) -> str:
    if any(step.state is State.OPEN for step in shown):
        return ""
    if not total:
        return "No steps are suggested: weekly_steps is 0 in config.toml."
    if any(step.state is State.DONE for step in shown):
        return "Nothing is left to do with people this week."
    if shown:
        return "All steps of this week are left. They are no debt."
    return thin or "There is nobody to turn to yet; 'outward whom' says who was found."


def touched(home: Home, person: str, *, direction: Direction, how: str, now: datetime) -> Touch:
    """Note a contact by hand: which way it went and how (thanked, asked, answered, helped, talked)."""
    person = people.person_of(home.database, person)
    known_ = people.accounts(home.database, [person]).get(person)
    if known_ is None:
        raise InputError(f"Outward has not read of a person {person!r}; 'outward whom --json' gives ids.")
    touch = Touch(person=person, direction=direction, how=how, at=now)
    kinds = [LedgerKind.TALKED]
    if how in ("helped", "answered"):
        kinds.append(LedgerKind.HELP_GIVEN if direction is Direction.OUT else LedgerKind.HELP_RECEIVED)
    with home.database.writing() as db:
        used.keep_touches(db, [touch])
        for kind in kinds:
            used.note(db, LedgerEntry(kind=kind, at=now, subject=person, network=known_[0].network))
    return touch
