"""Whether it disagrees with something."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.signals import stance


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """Twice its doubt, at most 1: one phrase of doubt is enough."""
    return min(1.0, max(0.0, -2.0 * stance.measure(candidate.prose)))


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether it does."""
    return "It disagrees with something." if x > 0.45 else "It disagrees with nothing."
