"""Whether it can be read without paying."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """0 behind a paywall, else 1: what nobody said is taken for free."""
    return 0.0 if candidate.resource.free is False else 1.0


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """What its page says of it."""
    if candidate.resource.free is None:
        return "Nothing says that it costs money."
    return "It can be read without paying." if x else "It is behind a paywall; free ones come first."
