"""It only promotes; there is nothing in it to learn."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.signals import evidence, first_hand, promotion, structure


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what promotes strongly and neither tells, shows nor orders anything."""
    prose = candidate.prose
    cues = promotion.CUES.found(prose, but=context.prose.vocabulary)
    if not cues or promotion.measure(prose) < 0.75:
        return None
    worth = first_hand.measure(prose) + evidence.measure(prose) + structure.measure(prose)
    return f"It only promotes (“{cues[0]}”)." if worth < 0.5 else None
