"""A sub-topic comes back with a night in between: once a day, as far as there are others."""

from collections import Counter
from collections.abc import Sequence

from outward.model import ItemKind, Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem, numbered

PRICE = 0.25


def encode(matrix: Matrix) -> None:
    """Learning of one sub-topic on one date: one at most, more at a price."""
    import numpy as np

    items, slots = matrix.problem.items, matrix.problem.slots
    topic = matrix.of(numbered([item.topic if item.kind is ItemKind.LEARN else "" for item in items]))
    date = np.array([slot.start.toordinal() for slot in slots], dtype=np.int64)[matrix.slot]
    (columns,) = np.nonzero(topic >= 0)
    matrix.at_most(1, columns, topic[columns] * 4_000_000 + date[columns], price=PRICE)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """One sentence for each further piece on a sub-topic the day already has."""
    met = Counter(
        (item.topic, session.slot.start.date())
        for session in sessions
        for item in session.items
        if item.kind is ItemKind.LEARN and item.topic
    )
    return tuple(
        f"{day:%A} holds another piece on {topic}." for (topic, day), count in met.items() for _ in range(1, count)
    )
