"""Whether its author tells what she did or saw herself."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.signals import first_hand


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """The signal of that name."""
    return first_hand.measure(candidate.prose)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether it is."""
    return "It is told first-hand." if x > 0.45 else "It is not told first-hand."
