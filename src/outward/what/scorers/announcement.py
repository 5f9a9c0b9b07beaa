"""Whether it announces something."""

from outward.model import Kind
from outward.what.candidates import Candidate
from outward.what.content import CLEAR, known
from outward.what.context import Context


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """How much it looks like it."""
    return known()[Kind.ANNOUNCEMENT].measure(candidate.prose)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether it does."""
    return "It announces something." if x >= CLEAR else "It announces nothing."
