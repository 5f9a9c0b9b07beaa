"""What the user pinned, before all else: as many of her pins as the other rules leave room for."""

from __future__ import annotations

from dataclasses import replace

from outward.when import rules
from outward.when.matrix import Matrix
from outward.when.problem import Problem
from outward.when.solver import solved

_SECONDS = 1.0


def settled(problem: Problem) -> tuple[Problem, tuple[tuple[str, str], ...]]:
    """The problem with those pins that can be kept together, and where they can be: name of the item, key of the slot.

    Items whose pin cannot be kept are no longer in it. Pins of what is not there are passed over.
    """
    there = {item.name for item in problem.items}
    pins = {pin.item: pin for pin in problem.pins if pin.item in there}
    if not pins:
        return replace(problem, pins=()), ()
    hers = [n for n, item in enumerate(problem.items) if item.name in pins and item.value > 0]
    equal = tuple(replace(problem.items[n], value=1.0) for n in hers)
    held = _held(replace(problem, items=equal, before=())) if hers and problem.slots else ()
    chosen = {hers[place] for place, _ in held}
    items = tuple(item for n, item in enumerate(problem.items) if item.name not in pins or n in chosen)
    kept = {problem.items[n].name for n in chosen}
    places = tuple((equal[place].name, problem.slots[slot].key) for place, slot in held)
    return replace(problem, items=items, pins=tuple(pin for pin in pins.values() if pin.item in kept)), places


def _held(problem: Problem) -> tuple[tuple[int, int], ...]:
    """In which slot as many of these items as possible can be (both by number), each only where it is pinned to."""
    import numpy as np

    pins = {pin.item: pin for pin in problem.pins}
    matrix = Matrix(replace(problem, pins=()))
    where = [pins[item.name].holds(slot) for item in problem.items for slot in problem.slots]
    matrix.forbid(~np.array(where, dtype=bool))
    for rule in rules.registry().values():
        if rule.PRICE is None:
            rule.encode(matrix)
    built = matrix.build()
    if not len(built.column):
        return ()
    pairs = np.arange(len(built.column))
    chosen = solved(built, pairs, pairs[:0], time_limit=_SECONDS, gap=0.0).chosen
    return tuple(divmod(column, len(problem.slots)) for column in built.column[chosen].tolist())
