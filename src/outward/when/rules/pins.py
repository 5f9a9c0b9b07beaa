"""What the user pins to a day or a slot comes there and nowhere else."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """Close the columns elsewhere; of those that are left for a pinned item, one at least."""
    import numpy as np

    items, slots = matrix.problem.items, matrix.problem.slots
    for pin in matrix.problem.pins:
        hers = np.array([item.name == pin.item for item in items], dtype=bool)[matrix.item]
        there = np.array([pin.holds(slot) for slot in slots], dtype=bool)[matrix.slot]
        matrix.forbid(hers & ~there)
        (columns,) = np.nonzero(hers & there)
        matrix.at_most(-1, columns, np.zeros_like(columns), -1.0)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:
    """Pinned items that are not where they were pinned to."""
    there = {item.name: session.slot for session in sessions for item in session.items}
    titles = {item.name: item.title for item in problem.items}
    return tuple(
        f"“{titles.get(pin.item, pin.item)}” is pinned to {pin.phrase} and is not there."
        for pin in problem.pins
        if pin.item not in there or not pin.holds(there[pin.item])
    )
