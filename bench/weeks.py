"""Generated weeks as they come: candidates with minutes and worth like those of a ranking, slots of a working life."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from outward.app.material import worth_of
from outward.model import Item, ItemKind, Pin, Session, Setting, Slot
from outward.when import rules
from outward.when.matrix import Matrix
from outward.when.problem import TAKEAWAY_MINUTES, Problem
from outward.when.solver import solved

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
FORMS = {"article": (6, 8), "video": (8, 5), "episode": (25, 3), "thread": (3, 3), "post": (1, 4)}
"""Form → usual minutes, and how often it comes."""
ROOMS = (10, 12, 15, 15, 20, 25, 30)


def week(seed: int, items: int, slots: int, ceiling: int | None = None) -> Problem:
    """A week of that size. Some have pins, deadlines, a course, a plan that stands and hours she keeps better."""
    chance = random.Random(seed)
    course = chance.random() < 0.15
    found = [_item(chance, number, course=course) for number in range(items)]
    found += [_other(chance, number, ItemKind.PERSON) for number in range(min(5, items // 10))]
    found += [_other(chance, number, ItemKind.REVIEW) for number in range(chance.randrange(1 + min(6, items // 10)))]
    free = [_slot(chance, number * 7 // slots, 7 + number % 13) for number in range(slots)]
    pinned, at = chance.choice(found), chance.choice(free)
    stood = [(chance.choice(found).name, chance.choice(free).key) for _ in range(chance.randrange(8))]
    return Problem(
        items=tuple(found),
        slots=tuple(free),
        weekly_minutes=ceiling or chance.choice([60, 90, 120, 180, 300]),
        now=NOW,
        pins=(Pin(item=pinned.name, day=at.start.date()),) if chance.random() < 0.25 else (),
        before=tuple(stood) if chance.random() < 0.25 else (),
        ease={(at.start.weekday(), at.start.hour): 1.08} if chance.random() < 0.25 else {},
    )


def allows(session: Session, sessions: tuple[Session, ...], problem: Problem, *, varied: bool) -> bool:
    """Whether what no other session holds could fill this one to within a minute, every hard rule kept.

    With `varied` the rules of variety are kept too: they are rules of a plan, though it may bend them.
    """
    slot, rest = session.slot, tuple(other for other in sessions if other is not session)
    others = {item.name for other in rest for item in other.items}
    elsewhere = others | {pin.item for pin in problem.pins if not pin.holds(slot)}
    day = slot.start.date()
    topics = {item.topic for other in rest if other.slot.start.date() == day for item in other.items} - {""}
    left = tuple(
        item
        for item in problem.items
        if item.name not in elsewhere and not (varied and item.kind is ItemKind.LEARN and item.topic in topics)
    )
    spent = tuple((one.slot.start.date(), one.minutes + TAKEAWAY_MINUTES) for one in rest)
    alone = replace(problem, items=left, slots=(slot,), pins=(), before=(), spent=spent)
    matrix = Matrix(alone)
    for rule in rules.registry().values():
        if varied or rule.PRICE is None:
            rule.encode(matrix)
    built = matrix.build()
    minutes = np.array([left[column].minutes for column in built.column.tolist()], dtype=float)
    aim = np.concatenate([minutes, np.zeros(len(built.gain) - len(minutes))])
    hard = replace(built, gain=aim, most=np.where(np.isinf(built.most), 0, built.most))
    pairs = np.arange(len(minutes))
    chosen = solved(hard, pairs, pairs[:0], time_limit=5.0, gap=0.0).chosen
    return float(minutes[chosen].sum()) >= slot.minutes - TAKEAWAY_MINUTES - 1 - 1e-6


def short(session: Session) -> bool:
    """Whether more than a minute is left empty."""
    return session.slot.minutes - TAKEAWAY_MINUTES - session.minutes > 1


def _item(chance: random.Random, number: int, *, course: bool) -> Item:
    form = chance.choices(list(FORMS), [often for _, often in FORMS.values()])[0]
    minutes = max(1, round(FORMS[form][0] * chance.lognormvariate(0, 0.45)))
    return Item(
        key=f"https://example.org/{number}",
        kind=ItemKind.LEARN,
        title=f"Piece {number}",
        url=f"https://example.org/{number}",
        minutes=minutes,
        value=worth_of(15 + 70 * chance.betavariate(2, 4), minutes),
        form=form,
        person=f"Person {int(chance.paretovariate(0.8)) % 60}",
        topic=chance.choice(["", "leaks", "staff", "press", "day one", "managers", "rumours", "unions"]),
        level=chance.choice([0, 1, 2, 3]) if course else 0,
        deadline=(NOW + timedelta(days=chance.randrange(7))).date() if chance.random() < 0.05 else None,
    )


def _other(chance: random.Random, number: int, kind: ItemKind) -> Item:
    person = kind is ItemKind.PERSON
    return Item(
        key=f"{kind}-{number}",
        kind=kind,
        title=f"{kind} {number}",
        url=f"https://example.org/{kind}/{number}",
        minutes=3 if person else 1,
        value=chance.uniform(0.1, 0.4) if person else 0.5,
        form="person" if person else "takeaway",
        person=f"Step {number}" if person else "you",
    )


def _slot(chance: random.Random, day: int, hour: int) -> Slot:
    setting = chance.choices(list(Setting), [5, 2, 2])[0]
    start = NOW.replace(hour=hour) + timedelta(days=day)
    return Slot(start=start, minutes=chance.choice(ROOMS), setting=setting)
