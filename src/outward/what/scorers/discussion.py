"""Whether it is a discussion."""

from outward.model import Kind
from outward.what.candidates import Candidate
from outward.what.content import CLEAR, known
from outward.what.context import Context


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """How much it looks like it."""
    return known()[Kind.DISCUSSION].measure(candidate.prose)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether it does."""
    return "It discusses something." if x >= CLEAR else "It discusses nothing."
