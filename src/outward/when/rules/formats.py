"""A session mixes formats: at most three of one form, as far as there are others."""

from collections import Counter
from collections.abc import Sequence

from outward.model import ItemKind, Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem, numbered

PRICE = 0.75

MOST = 3


def encode(matrix: Matrix) -> None:
    """Learning in one form in one slot: three at most, more at a price."""
    import numpy as np

    items = matrix.problem.items
    form = matrix.of(numbered([item.form if item.kind is ItemKind.LEARN else "" for item in items]))
    (columns,) = np.nonzero(form >= 0)
    matrix.at_most(MOST, columns, form[columns] * len(matrix.held) + matrix.slot[columns], price=PRICE)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """One sentence for each piece beyond three of a form."""
    return tuple(
        f"The session {session.slot.key} holds more than {MOST} of the form {form}."
        for session in sessions
        for form, count in Counter(item.form for item in session.items if item.kind is ItemKind.LEARN).items()
        for _ in range(MOST, count)
        if form
    )
