"""How new it is, whatever the goal."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.scorers.freshness import UNDATED, age, published

HALF = 90.0
"""Days after which half of the newness is gone."""


def score(candidate: Candidate, context: Context) -> float:
    """1/(1 + age/90 days), so that among old things the newer one is still ahead; `UNDATED` without a date."""
    moment = published(candidate)
    return 1.0 / (1.0 + context.days_since(moment) / HALF) if moment else UNDATED


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Its age."""
    moment = published(candidate)
    return f"It is from {age(context.days_since(moment))}." if moment else "It carries no date."
