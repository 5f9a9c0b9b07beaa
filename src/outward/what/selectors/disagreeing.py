"""A seat for a source that disagrees with the others."""

from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import WORTHWHILE, Scored, brought
from outward.what.signals import stance

SEAT = 3
"""The fourth seat: on the first page, below the best."""


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """Bring the best result against the majority of the page up to the fourth seat, if it is not above it already.

    The majority doubts where more than half of the page does; then the seat goes to a supporter.
    """
    if context.limit <= SEAT:
        return ranked
    page = ranked[: context.limit]
    doubting = sum(stance.measure(s.candidate.prose) < 0.0 for s in page) * 2 > len(page)
    cues = stance.SUPPORT if doubting else stance.DOUBT
    for place, scored in enumerate(ranked):
        view = stance.measure(scored.candidate.prose)
        if (view > 0.0 if doubting else view < 0.0) and scored.candidate.match.relevance >= WORTHWHILE:
            cue = cues.found(scored.candidate.prose)[0]
            sentence = f"A seat for a source that sees it differently (“{cue}”)."
            return brought(ranked, place, SEAT, "disagreeing", sentence)
    return ranked
