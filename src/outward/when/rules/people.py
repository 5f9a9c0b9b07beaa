"""A session hears different people: one piece of each, as far as there are others."""

from collections import Counter
from collections.abc import Sequence

from outward.model import ItemKind, Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem, numbered, who

PRICE = 0.5


def encode(matrix: Matrix) -> None:
    """Learning by one person in one slot: one at most, more at a price."""
    import numpy as np

    items = matrix.problem.items
    person = matrix.of(numbered([who(item) if item.kind is ItemKind.LEARN else "" for item in items]))
    (columns,) = np.nonzero(person >= 0)
    matrix.at_most(1, columns, person[columns] * len(matrix.held) + matrix.slot[columns], price=PRICE)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """One sentence for each further piece by a person already in the session."""
    return tuple(
        f"The session {session.slot.key} holds another piece by {person}."
        for session in sessions
        for person, count in Counter(who(item) for item in session.items if item.kind is ItemKind.LEARN).items()
        for _ in range(1, count)
        if person
    )
