"""PLAN: a week of sessions, WHAT and WHOM packed into WHEN."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from outward.app import wishes
from outward.app.home import Home
from outward.app.reach import Step, week
from outward.app.what import Learn, learn, ranked
from outward.app.whom import Whom, whom
from outward.model import Answers, Goal, Item, ItemKind, Session, SessionState, Takeaway
from outward.store import answers, looks, sessions, used
from outward.when import review, solve
from outward.when.problem import TAKEAWAY_MINUTES
from outward.when.slots import slots

PERSON_MINUTES = 3
"""Minutes to read a person's passage again and take the one step."""
REVIEW_MINUTES = 1
OFFERED = 120
"""Resources offered to the solver."""
LEAST_POINTS = 15.0
"""Points below which a resource does not fill a session, however well it would fit: an empty minute is better."""
LONG = 25
"""Minutes of an item whose worth counts whole."""
PERSON_WORTH = 0.5
"""What a step with a person is worth beside the longest item of the same points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An item that found no place, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The coming days. `note` says what is in the way when little or nothing fits; `gap` how far from the optimum
    the plan may be (0: it is the optimum); `kept` the adjustments kept for the goal, which it follows."""

    goal: Goal
    zone: str
    sessions: tuple[Session, ...]
    left_out: tuple[LeftOut, ...]
    minutes: int
    weekly_minutes: int
    gap: float
    note: str
    thin: str
    kept: str = ""


def plan(home: Home, *, now: datetime, goal: int | None = None, days: int = 7) -> Plan:
    """Plan the coming days anew; what is started or done stays as it is."""
    given = answers.latest(home.database, goal)
    local = now.astimezone(ZoneInfo(given.zone))
    people = whom(home, now=now, goal=goal)
    items = offered(home, given, people, now)
    week = sessions.since(home.database, _midnight(local) - timedelta(days=6))
    held = [kept for kept in week if _underway(kept.session)]
    taken = {kept.session.slot.key for kept in held}
    solved = solve.plan(
        items,
        [slot for slot in slots(given.windows, zone=given.zone, start=local, days=days) if slot.key not in taken],
        weekly_minutes=given.weekly_minutes,
        now=now,
        seed=home.config.seed,
        wanted=solve.Wanted(
            spent=[(kept.session.slot.start.astimezone(local.tzinfo).date(), _spent(kept)) for kept in held]
        ),
    )
    looks.looked(home.database, given.goal.id or 0, now)
    kept = sessions.plan(home.database, solved.sessions, _midnight(local))
    titles = {item.key: item.title for item in items}
    return Plan(
        goal=given.goal,
        zone=given.zone,
        sessions=kept,
        left_out=tuple(LeftOut(title=titles[key], why=why) for key, why in solved.left_out),
        minutes=sum(session.minutes for session in kept),
        weekly_minutes=given.weekly_minutes,
        gap=solved.gap,
        note=solved.note,
        thin=people.thin,
        kept=wishes.words(wishes.kept(home, given.goal)),
    )


def offered(home: Home, given: Answers, people: Whom, now: datetime) -> tuple[Item, ...]:
    """Everything a session may hold: due takeaways, resources, the steps with people that are open this week."""
    results = ranked(home, given, recipe="plan", limit=OFFERED, now=now).results
    due = review.due(used.takeaways(home.database), now)
    return (
        *map(_review, due),
        *(learning(one) for one in map(learn, results) if one.score >= LEAST_POINTS),
        *_steps(week(home, people, now=now).open),
    )


def learning(learn: Learn) -> Item:
    """A resource as an item."""
    return Item(
        key=learn.url,
        kind=ItemKind.LEARN,
        title=learn.title,
        url=learn.url,
        minutes=learn.minutes,
        value=worth_of(learn.score, learn.minutes),
        form=str(learn.form),
        person=learn.person,
        topic=learn.topic,
        why=learn.why,
        source=learn.source,
        free=learn.free,
        content=str(learn.kind or ""),
        score=learn.score,
        reasons=learn.reasons,
    )


def worth_of(score: float, minutes: int) -> float:
    """The value of a resource of that many points (0..100): it grows with its minutes, but less than they do.

    score/100 · min(1, minutes/25)^.6: without the minutes a handful of one-minute posts would beat the article that
    teaches the thing; with all of them, the longest would always win.
    """
    return min(score / 100, 1.0) * float(min(1.0, minutes / LONG) ** 0.6)


def _steps(steps: Sequence[Step]) -> Sequence[Item]:
    return [
        Item(
            key=step.person,
            kind=ItemKind.PERSON,
            title=step.step,
            url=step.url,
            minutes=PERSON_MINUTES,
            value=min(step.score / 100, 1.0) * PERSON_WORTH,
            form="person",
            person=step.name,
            why=" ".join(reason.sentence for reason in sorted(step.reasons, key=lambda r: -r.points)[:1]),
            source=step.person,
            score=step.score,
            reasons=step.reasons,
        )
        for step in steps
    ]


def _review(takeaway: Takeaway) -> Item:
    return Item(
        key=f"takeaway:{takeaway.id}",
        kind=ItemKind.REVIEW,
        title=f"What did you take away here: {takeaway.text[:60]}…?" if len(takeaway.text) > 60 else takeaway.text,
        url=takeaway.url,
        minutes=REVIEW_MINUTES,
        value=0.5,
        form="takeaway",
        person="you",
        why="It is due to come back.",
        source="you",
    )


def _spent(kept: sessions.Kept) -> int:
    """Minutes a session took, as the user gave them; before she did, what it was planned to take."""
    return kept.session.minutes + TAKEAWAY_MINUTES if kept.minutes is None else kept.minutes


def _underway(session: Session) -> bool:
    return session.state is not SessionState.PLANNED


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
