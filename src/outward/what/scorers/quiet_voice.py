"""Whether its author seldom writes."""

from outward.model import Account
from outward.what.candidates import Candidate
from outward.what.context import Context

OFTEN = 30.0
"""Posts a month from which a voice is not rare."""


def score(candidate: Candidate, context: Context) -> float:
    """1 - posts a month/30, 0 from 30 on and where nobody knows."""
    return max(0.0, 1.0 - posts_a_month(candidate.author, context) / OFTEN)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether she does."""
    return "Its author seldom writes." if x > 0.45 else "Its author writes often, or nobody knows how often."


def posts_a_month(author: Account | None, context: Context) -> float:
    """How often an author wrote in the last 30 days; `OFTEN` where nobody knows."""
    return max(0.0, context.monthly.get(author.id, OFTEN)) if author else OFTEN
