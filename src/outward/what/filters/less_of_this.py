"""You asked for less of this within the last two weeks."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.feedback import HIDDEN, Verdict, latest


def drop(candidate: Candidate, context: Context) -> str | None:
    """Hide for `HIDDEN` what she wants less of; afterwards `asked_less` lets it fade back."""
    less = latest(context.judgements, candidate, Verdict.LESS)
    if less and context.days_since(less.at) < HIDDEN.days:
        return f"You asked for less of this {less.aim} on {less.at:%Y-%m-%d}; it stays out for {HIDDEN.days} days."
    return None
