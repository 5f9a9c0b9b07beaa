"""First-hand: she went through it herself and says so."""

from outward.model import Experience
from outward.whom.dossier import Context, Dossier
from outward.whom.first_hand.experience import experienced, thin


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """1 - Π (1 - p·relevance) over her best passages, 0..1."""
    return experienced(dossier.evidence)


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many passages in how many posts tell it, what they are about, and whether that is thin."""
    told = [passage for passage in dossier.proofs if passage.label is Experience.DID]
    if not told:
        return thin(dossier.evidence)
    posts = len({passage.url for passage in told})
    number = f"{len(told)} {'passage tells' if len(told) == 1 else 'passages tell'} it first-hand"
    stated = next((", ".join(filter(None, (p.event, p.time, p.scale))) for p in told if p.event), "")
    said = f"{number}, in {posts} {'post' if posts == 1 else 'posts'}{f' ({stated})' if stated else ''}."
    return f"{said} {thin(dossier.evidence)}".strip()
