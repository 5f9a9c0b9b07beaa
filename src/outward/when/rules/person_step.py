"""A session asks for one step towards a person at most."""

from collections.abc import Sequence

from outward.model import ItemKind, Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """Columns of people in one slot: one at most."""
    import numpy as np

    (columns,) = np.nonzero(matrix.of([item.kind is ItemKind.PERSON for item in matrix.problem.items]))
    matrix.at_most(1, columns, matrix.slot[columns])


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Sessions with several people to turn to."""
    steps = [(session, sum(item.kind is ItemKind.PERSON for item in session.items)) for session in sessions]
    return tuple(
        f"The session {session.slot.key} asks for {count} steps at once." for session, count in steps if count > 1
    )
