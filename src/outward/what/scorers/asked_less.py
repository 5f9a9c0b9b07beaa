"""You asked for less of this; it fades back."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.feedback import FADING, HIDDEN, Verdict, latest


def score(candidate: Candidate, context: Context) -> float:
    """0 until `HIDDEN` is over, then rising to 1 over `FADING`; 1 where she asked nothing."""
    less = latest(context.judgements, candidate, Verdict.LESS)
    if less is None:
        return 1.0
    return min(1.0, max(0.0, (context.days_since(less.at) - HIDDEN.days) / FADING.days))
