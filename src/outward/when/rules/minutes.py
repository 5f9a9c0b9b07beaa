"""The items of a session take no more minutes than its slot has."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """Close what is longer than its slot; minutes chosen in a slot ≤ its minutes when it is held, 0 when not."""
    import numpy as np

    length = np.array([slot.minutes for slot in matrix.problem.slots], dtype=float)
    matrix.forbid(matrix.minutes > length[matrix.slot])
    matrix.at_most(
        0,
        np.concatenate([np.arange(matrix.pairs), matrix.held]),
        np.concatenate([matrix.slot, np.arange(len(length))]),
        np.concatenate([matrix.minutes, -length]),
    )


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Sessions that are longer than their slot."""
    return tuple(
        f"The session {session.slot.key} takes {session.minutes} of {session.slot.minutes} minutes."
        for session in sessions
        if session.minutes > session.slot.minutes
    )
