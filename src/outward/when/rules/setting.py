"""Every item suits the setting: nothing to read while hands are busy, nothing to hear where sound is off."""

from collections.abc import Sequence

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.minutes import fit
from outward.when.problem import Problem

PRICE = None


def encode(matrix: Matrix) -> None:
    """Close the columns of items that do not fit the slot's setting at all."""
    matrix.forbid(matrix.fit <= 0)


def breaches(sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:  # noqa: ARG001
    """Items that do not fit the setting of their session."""
    return tuple(
        f"“{item.title}” cannot be taken in {session.slot.setting.phrase} ({session.slot.key})."
        for session in sessions
        for item in session.items
        if fit(item.form, session.slot.setting) <= 0
    )
