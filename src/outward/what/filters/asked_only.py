"""You asked for other things only."""

from outward.what import stages
from outward.what.candidates import Candidate
from outward.what.context import Context

LEAST = 0.45
"""How much of what she asked for a result must have to stay."""


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what has little of one of the things she asked for alone; the recipe names their scorers."""
    for name in context.recipe.only:
        scorer = stages.scorers()[name]
        if scorer.score(candidate, context) < LEAST:
            return f"You asked for others only. {stages.say(scorer, candidate, context)}"
    return None
