"""The week planned: an exact solver fills slots with what is worth most under every rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from outward.model import Item, ItemKind, Pin, Session, Slot
from outward.when import rules
from outward.when.greedy import greedy
from outward.when.intention import intention
from outward.when.matrix import Built, Matrix
from outward.when.pinning import settled
from outward.when.problem import Problem
from outward.when.search import best
from outward.when.why import left_out, note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ITEMS = 1000
"""Candidates looked at; of more, the ones of most value and of most value a minute."""
NEAR = 0.03
"""A plan that another could pass by no more than this share is not said to be hurried."""

_FIRST, _LAST = ItemKind.REVIEW, ItemKind.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user wants of a plan beside the rules, and how things stand; see `Problem`."""

    spent: Sequence[tuple[date, int]] = ()
    pins: Sequence[Pin] = ()
    before: Sequence[tuple[str, str]] = ()
    ease: Mapping[tuple[int, int], float] = field(default_factory=dict)


NOTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sessions in order of time, and what was left out with the reason.

    `value` is the worth of the sessions (Σ value · fit, less the price of soft rules bent); `gap` the share by
    which another plan of the candidates looked at could be better at most; `note` says which rule keeps all slots
    empty and what would help, or that time ran out, else "".
    """

    sessions: tuple[Session, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    value: float = 0.0
    gap: float = 0.0
    note: str = ""


def plan(
    items: Sequence[Item],
    slots: Sequence[Slot],
    *,
    weekly_minutes: int,
    now: datetime,
    seed: int,
    wanted: Wanted = NOTHING,
    time_limit: float = 5.0,
    gap: float = 0.01,
    first: Callable[[tuple[Session, ...]], None] = lambda _: None,
) -> Plan:
    """Fill the slots with the items worth most, under the rules of `when/rules`.

    A plan that keeps every rule is made at once and told to `first`; mixed-integer programming (`when/search`) then
    does better, until no plan can be better by more than the share `gap`, for `time_limit` seconds at most. The seed
    settles ties. Raises `InputError` on values no plan can use.
    """
    problem = Problem(
        items=tuple(items),
        slots=tuple(slots),
        weekly_minutes=weekly_minutes,
        now=now,
        spent=tuple(wanted.spent),
        pins=tuple(wanted.pins),
        before=tuple(wanted.before),
        ease=wanted.ease,
    )
    considered, held = settled(replace(problem, items=_shuffled(_promising(problem), seed)))
    sessions: tuple[Session, ...] = ()
    bound = 0.0
    if considered.items and problem.slots:
        sessions, bound = _solved(considered, held, (time_limit, gap, seed), first)
    value = worth(sessions, considered)
    reached = max(0.0, bound - value) / bound if bound > 0 else 0.0
    hurried = reached > max(gap, NEAR) and bool(sessions)
    return Plan(
        sessions=sessions,
        left_out=left_out(problem, sessions),
        value=value,
        gap=reached,
        note=note(problem, sessions) or (_hurry(time_limit, reached) if hurried else ""),
    )


def now_session(items: Sequence[Item], slot: Slot, *, now: datetime, seed: int, time_limit: float = 0.25) -> Plan:
    """ "I have N minutes, here": the same solver for one slot, at once; no weekly ceiling but the slot itself."""
    return plan(items, [slot], weekly_minutes=max(1, slot.minutes), now=now, seed=seed, time_limit=time_limit)


def worth(sessions: Sequence[Session], problem: Problem) -> float:
    """What sessions are worth, counted in plain Python: the solver's aim said a second time."""
    gains = sum(problem.gain(item, session.slot) for session in sessions for item in session.items)
    prices = sum(
        rule.PRICE * problem.unit * len(rule.breaches(sessions, problem))
        for rule in rules.registry().values()
        if rule.PRICE is not None
    )
    return gains - prices


def _promising(problem: Problem) -> list[Item]:
    if len(problem.items) <= MOST_ITEMS:
        return list(problem.items)
    asked = {pin.item for pin in problem.pins} | {name for name, _ in problem.before}
    by_value = sorted(problem.items, key=lambda item: -item.value)[: MOST_ITEMS // 2]
    by_rate = sorted(problem.items, key=lambda item: -item.value / item.minutes)[: MOST_ITEMS // 2]
    kept = {id(item) for item in (*by_value, *by_rate)}
    return [item for item in problem.items if id(item) in kept or item.name in asked]


def _shuffled(items: list[Item], seed: int) -> tuple[Item, ...]:
    import numpy as np

    return tuple(items[place] for place in np.random.default_rng(seed).permutation(len(items)))


def _solved(
    problem: Problem,
    held: Sequence[tuple[str, str]],
    ends: tuple[float, float, int],
    first: Callable[[tuple[Session, ...]], None],
) -> tuple[tuple[Session, ...], float]:
    """Sessions, and the worth no plan can pass. `held` is where pinned items can be; `ends` seconds, gap and seed."""
    matrix = Matrix(problem)
    for rule in rules.registry().values():
        rule.encode(matrix)
    built = matrix.build()
    if not len(built.column):
        return (), 0.0
    at_once = greedy(built, _begun(problem, built, [*held, *problem.before]))
    first(_sessions(problem, built, at_once))
    time_limit, gap, seed = ends
    found = best(built, at_once, time_limit=time_limit, gap=gap, seed=seed)
    return _sessions(problem, built, found.chosen), found.bound


def _begun(problem: Problem, built: Built, places: Sequence[tuple[str, str]]) -> NDArray[np.int64]:
    """The pairs of these items in these slots, as far as they are open."""
    import numpy as np

    slots = {slot.key: number for number, slot in enumerate(problem.slots)}
    items = {item.name: number for number, item in enumerate(problem.items)}
    wanted = [items[name] * len(slots) + slots[key] for name, key in places if name in items and key in slots]
    open_ = dict(zip(built.column.tolist(), range(len(built.column)), strict=True))
    return np.array([open_[column] for column in dict.fromkeys(wanted) if column in open_], dtype=np.int64)


def _sessions(problem: Problem, built: Built, chosen: NDArray[np.int64]) -> tuple[Session, ...]:
    filled: dict[int, list[Item]] = {}
    for column in built.column[chosen].tolist():
        item, slot = divmod(column, len(problem.slots))
        filled.setdefault(slot, []).append(problem.items[item])
    found = []
    for place, items in filled.items():
        slot, ordered = problem.slots[place], _ordered(items)
        found.append(Session(slot=slot, items=ordered, intention=intention(slot, ordered)))
    return tuple(sorted(found, key=lambda session: (session.slot.start, session.slot.key)))


def _ordered(items: Sequence[Item]) -> tuple[Item, ...]:
    """Review first, then learning (a course in its order, else by value), the step towards a person last."""
    return tuple(
        sorted(
            items,
            key=lambda item: (item.kind is not _FIRST, item.kind is _LAST, item.level, -item.value, item.key),
        )
    )


def _hurry(time_limit: float, gap: float) -> str:
    return f"This is the best plan found in {time_limit:g} seconds; another could be better by {gap:.1%} at most."
