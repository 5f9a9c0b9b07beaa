"""First-hand: she went through it herself and says so."""

from outward.model import Experience
from outward.whom.dossier import Context, Dossier
from outward.whom.experience import experienced


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """1 - Π (1 - p·relevance) over her best passages, 0..1."""
    return experienced(dossier.evidence)


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many passages tell it."""
    number = sum(passage.label is Experience.DID for passage in dossier.proofs)
    if not number:
        return "No passage tells it first-hand."
    return f"{number} {'passage tells' if number == 1 else 'passages tell'} it first-hand."
