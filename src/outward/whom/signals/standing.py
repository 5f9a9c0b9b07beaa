"""Standing: people who write about the subject turn to her more than people at large do."""

from outward.whom.dossier import Context, Dossier


def measure(dossier: Dossier, context: Context) -> float:
    """PageRank among the subject's authors less the global one (`whom/pagerank.py`), over the largest, 0..1."""
    most = context.best_known
    return max(0.0, context.standing.get(dossier.id, 0.0)) / most if most > 0 else 0.0


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """In words."""
    if x <= 0:
        return "No better known among people of this subject than elsewhere."
    return f"Better known among people of this subject than elsewhere ({x:.0%} of the best known)."
