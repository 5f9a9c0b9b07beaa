"""MATERIAL: what a session may hold, ranked and kept, so that minutes can be packed from it at once."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.app.takeaway import question
from outward.model import Answers, Item, ItemKind, Kind, MarkKind
from outward.store import answers, planning, sessions, used
from outward.when import review

if TYPE_CHECKING:
    from outward.app.reach import Step
    from outward.app.what import Learn
    from outward.app.whom import Whom

PERSON_MINUTES = 3
"""Minutes to read a person's passage again and take the one step."""
OFFERED = 120
"""Resources offered to the solver."""
LEAST_POINTS = 15.0
"""Points below which a resource does not fill a session, however well it would fit: an empty minute is better."""
LONG = 25
"""Minutes of an item whose worth counts whole."""
PERSON_WORTH = 0.5
"""What a step with a person is worth beside the longest item of the same points."""
FRESH = timedelta(days=3)
"""How long what was ranked serves minutes that are packed at once."""
LEVELS = {Kind.FUNDAMENTALS: 1, Kind.HOW_TO: 2, Kind.CASE: 3}
"""The parts of a course, in their order."""
DEEP = "deep"


def fresh(
    home: Home, given: Answers, people: "Whom", now: datetime, *, recipe: str = "plan", topic: str = ""
) -> tuple[Item, ...]:
    """Everything a session may hold, ranked now: due takeaways, resources, the open steps with people."""
    from outward.app import wishes
    from outward.app.reach import week
    from outward.app.what import learn, ranked
    from outward.what.wish import Wish

    goal, wish = wishes.ready(home, given.goal, recipe, Wish(topic=topic), now)
    results = ranked(home, replace(given, goal=goal), recipe=recipe, limit=OFFERED, now=now, wish=wish).results
    learned = [learning(one) for one in map(learn, results) if one.score >= LEAST_POINTS]
    found = (*learned, *_steps(week(home, people, now=now).open))
    if recipe == DEEP:
        return _dated((*due(home, now), *map(_levelled, found)), given, now)
    planning.keep_material(home.database, found, _state(home, given), now)
    return _dated((*due(home, now), *found), given, now)


def at_hand(home: Home, given: Answers, now: datetime) -> tuple[Item, ...]:
    """What was ranked last, as long as the user has said nothing else since and it is of these days; else ranked now.

    What she has had since, and steps that are no longer open, are not in it.
    """
    held = planning.material(home.database)
    if held is None or held.state != _state(home, given) or not timedelta() <= now - held.at <= FRESH:
        from outward.app.whom import whom

        return fresh(home, given, whom(home, now=now), now)
    gone = sessions.seen(home.database) | used.marked(home.database, MarkKind.SEEN)
    open_ = planning.open_steps(home.database)
    kept = (one for one in held.items if (one.key in open_ if one.kind is ItemKind.PERSON else one.key not in gone))
    return _dated((*due(home, now), *kept), given, now)


def due(home: Home, now: datetime) -> Iterator[Item]:
    """Takeaways that are due, each as one open question."""
    for one in review.due(used.takeaways(home.database), now):
        yield Item(
            key=f"takeaway:{one.id}",
            kind=ItemKind.REVIEW,
            title=question(home, one),
            url=one.url,
            minutes=review.MINUTES,
            value=0.5,
            form="takeaway",
            person="you",
            why="It is due to come back.",
            source="you",
        )


def learning(learn: "Learn") -> Item:
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


def _steps(steps: "Sequence[Step]") -> Iterator[Item]:
    for step in steps:
        yield Item(
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


def _levelled(item: Item) -> Item:
    """The item with its part of a course, where its words tell its kind."""
    return replace(item, level=LEVELS.get(Kind(item.content), 0)) if item.content else item


def _dated(items: Sequence[Item], given: Answers, now: datetime) -> tuple[Item, ...]:
    """What is to be learned, of use until the goal's deadline, unless that is over."""
    last, today = given.goal.deadline, _today(given, now)
    if last is None or last < today:
        return tuple(items)
    return tuple(replace(one, deadline=last) if one.kind is ItemKind.LEARN else one for one in items)


def _today(given: Answers, now: datetime) -> date:
    return now.astimezone(ZoneInfo(given.zone)).date()


def _state(home: Home, given: Answers) -> str:
    """What the candidates hang on beside what was read: her answers and all she said since."""
    said = f"{answers.body(given)} {planning.said_so_far(home.database)} {home.config.seed}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
