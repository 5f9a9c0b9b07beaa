"""Takeaways that are due take two minutes of a session at most."""

from collections.abc import Sequence

from outward.model import ItemKind, Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem

PRICE = None

MOST = 2


def encode(matrix: Matrix) -> None:
    """Minutes of review in one slot: two at most."""
    import numpy as np

    (columns,) = np.nonzero(matrix.of([item.kind is ItemKind.REVIEW for item in matrix.problem.items]))
    matrix.at_most(MOST, columns, matrix.slot[columns], matrix.minutes[columns])


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Sessions with too much review."""
    loads = [(s, sum(item.minutes for item in s.items if item.kind is ItemKind.REVIEW)) for s in sessions]
    return tuple(f"The session {s.slot.key} spends {load} minutes on review." for s, load in loads if load > MOST)
