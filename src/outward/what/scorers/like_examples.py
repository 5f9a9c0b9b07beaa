"""How near it comes to what you want more of."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def score(candidate: Candidate, context: Context) -> float:
    """The greatest cosine (0..1) with one of her examples; 1 where she gave none, which changes nothing."""
    if not context.alike:
        return 1.0
    return max((context.alike.get(found.doc, 0.0) for found in candidate.found), default=0.0)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether it does."""
    return "Much like what you want more of." if x >= 0.6 else "Not so much like what you want more of."
