"""Generated weeks: candidates and slots as they come, from a seed."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from outward.model import Item, ItemKind, Pin, Session, Setting, Slot
from outward.when import rules
from outward.when.problem import Problem
from outward.when.solve import worth

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
_TYPICAL = {"article": 6, "video": 8, "episode": 25, "thread": 3, "post": 1}
_ROOMS = (3, 5, 8, 10, 12, 15, 20, 25, 40)


def item(number: int, **fields: object) -> Item:
    """An article worth .5, unless said otherwise."""
    usual: dict[str, object] = {
        "key": f"https://example.org/{number}",
        "kind": ItemKind.LEARN,
        "title": f"Piece {number}",
        "url": f"https://example.org/{number}",
        "minutes": 6,
        "value": 0.5,
        "form": "article",
        "person": f"Person {number}",
    }
    return Item(**{**usual, **fields})  # type: ignore[arg-type]


def slot(day: int, minutes: int, setting: Setting = Setting.DESK, hour: int = 9, **fields: object) -> Slot:
    """A slot some days from now."""
    start = NOW.replace(hour=hour) + timedelta(days=day)
    return Slot(start=start, minutes=minutes, setting=setting, **fields)  # type: ignore[arg-type]


def week(seed: int, items: int, slots: int) -> Problem:
    """A week of that size: all forms, people steps and reviews, deadlines, a course, a pin, a plan that stands, hours
    she keeps better; some of it impossible.
    """
    chance = random.Random(seed)
    course = chance.random() < 0.3
    found = []
    for number in range(items):
        kind = chance.choices(list(ItemKind), [8, 1, 1])[0]
        form = {ItemKind.PERSON: "person", ItemKind.REVIEW: "takeaway"}.get(kind) or chance.choice(list(_TYPICAL))
        long = {"person": 3, "takeaway": 1}.get(form) or max(1, round(_TYPICAL[form] * chance.uniform(0.5, 1.6)))
        found.append(
            item(
                number,
                key=f"k{chance.randrange(max(1, items - 1))}",
                kind=kind,
                form=form,
                minutes=long,
                value=round(chance.uniform(-0.05, 1), 3),
                person=chance.choice(["", "Ada", "Ben", "Cem", "Dia"]),
                source=chance.choice(["", "blog"]),
                topic=chance.choice(["", "leaks", "staff", "press"]),
                level=chance.choice([0, 0, 1, 2, 3]) if course else 0,
                deadline=(NOW + timedelta(days=chance.randrange(9))).date() if chance.random() < 0.1 else None,
            )
        )
    free = [
        slot(place * 9 // max(1, slots), chance.choice(_ROOMS), chance.choice(list(Setting)), hour=6 + place % 15)
        for place in range(slots)
    ]
    ceiling = chance.choice([0, 9, 20, 60, 300])
    names = [one.name for one in found]
    alone = [one for one in found if names.count(one.name) == 1]  # several of one name are only there for `once`
    pinned, at = chance.choice(alone or found), chance.choice(free)
    clock = chance.choice([None, at.start.time()])
    stood = [(chance.choice(found).name, chance.choice(free).key) for _ in range(chance.randrange(4))]
    return Problem(
        items=tuple(found),
        slots=tuple(free),
        weekly_minutes=ceiling,
        now=NOW,
        pins=(Pin(item=pinned.name, day=at.start.date(), clock=clock),) if alone and chance.random() < 0.3 else (),
        before=tuple(stood) if chance.random() < 0.3 else (),
        ease={(at.start.weekday(), at.start.hour): 1.08} if chance.random() < 0.3 else {},
    )


def broken(sessions: tuple[Session, ...], problem: Problem) -> list[str]:
    """Every breach of a hard rule."""
    hard = [rule for rule in rules.registry().values() if rule.PRICE is None]
    return [breach for rule in hard for breach in rule.breaches(sessions, problem)]


def best(problem: Problem) -> float:
    """The worth of the best plan, by trying them all; a pin that can be kept is kept, else its item stays out.

    What is worth nothing is in no plan.
    """
    problem = replace(problem, items=tuple(one for one in problem.items if one.value > 0))
    places = range(-1, len(problem.slots))
    found, asked = [], {pin.item for pin in problem.pins}
    for choice in product(places, repeat=len(problem.items)):
        filled = [
            (free, tuple(one for one, where in zip(problem.items, choice, strict=True) if where == place))
            for place, free in enumerate(problem.slots)
        ]
        sessions = tuple(Session(slot=free, items=held, intention="") for free, held in filled if held)
        there = {one.name for session in sessions for one in session.items}
        kept = tuple(pin for pin in problem.pins if pin.item in there)
        if not broken(sessions, replace(problem, pins=kept)) and len(there & asked) == len(kept):
            found.append((len(kept), sessions))
    most = max(kept for kept, _ in found)
    lost = {pin.item for pin in problem.pins} if not most else set()
    left = replace(problem, items=tuple(one for one in problem.items if one.name not in lost))
    return max(worth(sessions, left) for kept, sessions in found if kept == most)
