"""Stage: she is looking for the same answers now."""

from outward.whom.dossier import Context, Dossier


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """1 when a post of hers asks for experience or says she is about to face it."""
    return 1.0 if dossier.seeking else 0.0


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """Her own sentence."""
    return (
        f"Is at the same stage: “{dossier.seeking.sentence}”"
        if dossier.seeking
        else "Does not say to be at the same stage."
    )
