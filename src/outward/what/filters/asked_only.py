"""You asked for other things only."""

from outward.what import stages
from outward.what.candidates import Candidate
from outward.what.context import Context

LEAST = 0.45
"""How much of what she asked for a result must have to stay."""


_KINDS = frozenset({"how_to", "cases", "news", "fundamentals", "announcement", "discussion"})
"""Of these one is enough: nothing is all kinds at once."""


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what has little of one of the things she asked for alone; the recipe names their scorers."""
    wanted = context.recipe.only
    little = [name for name in wanted if stages.scorers()[name].score(candidate, context) < LEAST]
    kinds = [name for name in wanted if name in _KINDS]
    if any(name not in little for name in kinds):
        little = [name for name in little if name not in _KINDS]
    if not little:
        return None
    return f"You asked for others only. {stages.say(stages.scorers()[little[0]], candidate, context)}"
