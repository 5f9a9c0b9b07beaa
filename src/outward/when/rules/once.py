"""Each item comes once in a plan."""

from collections import Counter
from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem, numbered

PRICE = None


def encode(matrix: Matrix) -> None:
    """Columns of one key: one at most."""
    import numpy as np

    keys = [f"{item.kind} {item.key}" for item in matrix.problem.items]
    matrix.at_most(1, np.arange(matrix.pairs), matrix.of(numbered(keys)))


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Items that come again."""
    times = Counter((item.kind, item.key) for session in sessions for item in session.items)
    return tuple(f"{key} comes {count} times in the plan." for (_, key), count in times.items() if count > 1)
