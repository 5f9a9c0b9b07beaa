"""A session holds six things at most: learning needs room."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None

MOST = 6


def encode(matrix: Matrix) -> None:
    """Columns of one slot: six at most."""
    import numpy as np

    matrix.at_most(MOST, np.arange(matrix.pairs), matrix.slot)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Sessions with too many items."""
    return tuple(
        f"The session {session.slot.key} holds {len(session.items)} things."
        for session in sessions
        if len(session.items) > MOST
    )
