"""A seat for someone who seldom speaks."""

from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import WORTHWHILE, Scored, brought
from outward.what.scorers.quiet_voice import posts_a_month

SEAT = 5
"""The sixth seat: on the first page, after the dissenter's."""
SELDOM = 4.0
"""Most posts a month of who seldom speaks: one a week."""


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """Bring the best result by someone who seldom speaks up to the sixth seat, if none stands there or above it."""
    if context.limit <= SEAT:
        return ranked
    for place, scored in enumerate(ranked):
        posts = posts_a_month(scored.candidate.author, context)
        if posts <= SELDOM and scored.candidate.match.relevance >= WORTHWHILE:
            if place <= SEAT:
                return ranked
            how = f"{posts:.0f} posts" if round(posts) > 1 else "hardly a post"
            return brought(ranked, place, SEAT, "rare_seat", f"A seat for someone who seldom speaks ({how} a month).")
    return ranked
