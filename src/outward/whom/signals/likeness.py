"""Likeness: she writes about the very same thing."""

from outward.whom.dossier import Context, Dossier


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """The best cosine of her posts with the goal, 0..1."""
    return min(1.0, max((0.0, *(voice.cosine for voice in dossier.voices))))


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How near the nearest."""
    return f"The nearest post is {x:.0%} like the goal in meaning."
