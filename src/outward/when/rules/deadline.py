"""What has a deadline comes on that day at the latest."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """Close the columns of slots after an item's deadline."""
    import numpy as np

    ends = np.array([item.deadline.toordinal() if item.deadline else 10**7 for item in matrix.problem.items], dtype=int)
    day = np.array([slot.start.toordinal() for slot in matrix.problem.slots], dtype=int)
    matrix.forbid(day[matrix.slot] > ends[matrix.item])


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Items planned too late."""
    return tuple(
        f"“{item.title}” is of use until {item.deadline:%A %-d %B} and comes on {session.slot.start:%A %-d %B}."
        for session in sessions
        for item in session.items
        if item.deadline and session.slot.start.date() > item.deadline
    )
