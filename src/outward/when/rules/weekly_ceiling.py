"""Any seven days in a row stay under the weekly ceiling, takeaways included."""

from collections.abc import Sequence
from datetime import timedelta

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import TAKEAWAY_MINUTES, Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """For each date with a slot or minutes spent, minutes of the seven days that begin with it ≤ what is left."""
    import numpy as np

    day = np.array([slot.start.toordinal() for slot in matrix.problem.slots])
    past = {date.toordinal(): minutes for date, minutes in matrix.problem.spent_by_date.items()}
    firsts = np.unique([*day, *(date for date in past if date > day.min() - 7)])
    last = max([day.max(), *past])
    for first in firsts[: np.searchsorted(firsts + 6, last) + 1]:  # later weeks are parts of these
        within = (day >= first) & (day < first + 7)
        (columns,) = np.nonzero(within[matrix.slot])
        columns = np.concatenate([columns, matrix.held[within]])
        weights = np.append(matrix.minutes, np.full(len(day), float(TAKEAWAY_MINUTES)))[columns]
        left = matrix.problem.weekly_minutes - sum(past.get(int(first) + ahead, 0) for ahead in range(7))
        matrix.at_most(max(0, left), columns, np.zeros_like(columns), weights)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:
    """Weeks beyond the ceiling in which something is planned."""
    planned = [(session.slot.start.date(), session.minutes + TAKEAWAY_MINUTES) for session in sessions]
    everything = [*planned, *problem.spent_by_date.items()]
    weeks = {
        first: sum(minutes for day, minutes in everything if first <= day < first + timedelta(days=7))
        for first in {day for day, _ in everything}
        if any(first <= day < first + timedelta(days=7) for day, _ in planned)
    }
    return tuple(
        f"The week from {first:%Y-%m-%d} takes {minutes} of {problem.weekly_minutes} minutes."
        for first, minutes in sorted(weeks.items())
        if minutes > problem.weekly_minutes
    )
