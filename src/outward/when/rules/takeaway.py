"""Each session keeps two minutes at its end for one takeaway."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import TAKEAWAY_MINUTES, Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """Close what leaves no room for the takeaway; minutes chosen in a held slot ≤ its minutes - 2."""
    import numpy as np

    room = np.array([slot.minutes - TAKEAWAY_MINUTES for slot in matrix.problem.slots], dtype=float)
    matrix.forbid(matrix.minutes > room[matrix.slot])
    matrix.at_most(
        0,
        np.concatenate([np.arange(matrix.pairs), matrix.held]),
        np.concatenate([matrix.slot, np.arange(len(room))]),
        np.concatenate([matrix.minutes, -room]),
    )


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Sessions without room for a takeaway."""
    return tuple(
        f"The session {session.slot.key} leaves no {TAKEAWAY_MINUTES} minutes for its takeaway."
        for session in sessions
        if session.minutes + TAKEAWAY_MINUTES > session.slot.minutes
    )
