"""Whether its author seldom writes."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.selectors.rare_voices import OFTEN


def score(candidate: Candidate, context: Context) -> float:
    """1 - posts a month/30, 0 from 30 on and where nobody knows."""
    author = candidate.author
    posts = context.monthly.get(author.id, OFTEN) if author else OFTEN
    return max(0.0, 1.0 - max(0.0, posts) / OFTEN)


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Whether she does."""
    return "Its author seldom writes." if x > 0.45 else "Its author writes often, or nobody knows how often."
