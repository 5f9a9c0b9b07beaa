"""Any seven days in a row stay under the weekly ceiling, takeaways included."""

from collections.abc import Sequence
from datetime import timedelta

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import TAKEAWAY_MINUTES, Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """For each date with a slot, minutes of the seven days that begin with it ≤ the ceiling."""
    import numpy as np

    day = np.array([slot.start.toordinal() for slot in matrix.problem.slots])
    firsts = np.unique(day)
    for first in firsts[: np.searchsorted(firsts + 6, day.max()) + 1]:  # later weeks are parts of these
        within = (day >= first) & (day < first + 7)
        (columns,) = np.nonzero(within[matrix.slot])
        columns = np.concatenate([columns, matrix.held[within]])
        weights = np.append(matrix.minutes, np.full(len(day), float(TAKEAWAY_MINUTES)))[columns]
        matrix.at_most(matrix.problem.weekly_minutes, columns, np.zeros_like(columns), weights)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:
    """Weeks beyond the ceiling."""
    spent = [(session.slot.start.date(), session.minutes + TAKEAWAY_MINUTES) for session in sessions]
    weeks = {
        first: sum(minutes for day, minutes in spent if first <= day < first + timedelta(days=7))
        for first in {day for day, _ in spent}
    }
    return tuple(
        f"The week from {first:%Y-%m-%d} takes {minutes} of {problem.weekly_minutes} minutes."
        for first, minutes in sorted(weeks.items())
        if minutes > problem.weekly_minutes
    )
