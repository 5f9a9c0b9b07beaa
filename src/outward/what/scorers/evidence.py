"""Whether it gives figures and says what they rest on."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.signals import evidence, specificity


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """1 - (1 - evidence)·(1 - specificity/2)."""
    prose = candidate.prose
    return 1.0 - (1.0 - evidence.measure(prose)) * (1.0 - specificity.measure(prose) / 2.0)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether it does."""
    return "It gives figures and evidence." if x > 0.45 else "It gives few figures and little evidence."
