"""What was planned stays where it was, unless something clearly better comes."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem, numbered

PRICE = 0.3


def encode(matrix: Matrix) -> None:
    """For each item of the plan that stands: its column of before, or a price."""
    import numpy as np

    problem = matrix.problem
    named = numbered([item.name for item in problem.items])
    held = {slot.key: number for number, slot in enumerate(problem.slots)}
    number = dict(zip((item.name for item in problem.items), named, strict=True))
    stood = np.array(
        sorted({number[item.name] * len(held) + held[slot.key] for item, slot in problem.stood}), dtype=int
    )
    place = matrix.of(named) * len(held) + matrix.slot
    (columns,) = np.nonzero(np.isin(place, stood))
    matrix.at_most(-1, columns, place[columns], -1.0, price=PRICE)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:
    """One sentence for each item that is not where it was."""
    there = {(item.name, session.slot.key) for session in sessions for item in session.items}
    return tuple(
        f"“{item.title}” is no longer in {slot.key}."
        for item, slot in problem.stood
        if (item.name, slot.key) not in there
    )
