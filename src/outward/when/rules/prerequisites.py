"""In a course fundamentals come before how-to, and how-to before cases."""

from collections.abc import Sequence
from datetime import datetime

from outward.model import Session, Slot
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """For each level a switch before each slot but the first: on, something of the level may have come, nothing lower
    may come any more; off, the other way about. Said of each item over all slots at once, which the solver likes best.
    """
    import numpy as np

    slots = matrix.problem.slots
    places = np.empty(len(slots), dtype=int)
    places[sorted(range(len(slots)), key=lambda number: _order(slots[number]))] = np.arange(len(slots))
    place, level = places[matrix.slot], matrix.of([item.level for item in matrix.problem.items])
    for first in sorted({item.level for item in matrix.problem.items if item.level})[1:]:
        came = matrix.switches(len(slots) - 1)
        for before, switch in enumerate(came.tolist(), start=1):
            (higher,) = np.nonzero((level >= first) & (place < before))
            (lower,) = np.nonzero((level > 0) & (level < first) & (place >= before))
            matrix.need(higher, np.full(len(higher), switch))
            for columns, limit, sign in ((higher, 0, -1.0), (lower, 1, 1.0)):
                items = np.unique(matrix.item[columns])
                groups = np.concatenate([matrix.item[columns], items])
                weights = np.concatenate([np.ones(len(columns)), np.full(len(items), sign)])
                matrix.at_most(limit, np.concatenate([columns, np.full(len(items), switch)]), groups, weights)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Items that come after something that builds on them."""
    said, reached = [], 0
    for session in sorted(sessions, key=lambda session: _order(session.slot)):
        levels = [item.level for item in session.items if item.level]
        said += [
            f"“{item.title}” comes after what builds on it ({session.slot.key})."
            for item in session.items
            if 0 < item.level < reached
        ]
        reached = max([reached, *levels])
    return tuple(said)


def _order(slot: Slot) -> tuple[datetime, str]:
    return slot.start, slot.key
