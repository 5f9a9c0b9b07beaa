"""Reachability: answers people, strangers included."""

from outward.whom.dossier import Context, Dossier

PRIOR = 3
"""Questions nobody has seen, taken as answered at chance, so that one answer of one is not certainty."""


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """The mean of two shares, each with a prior of three at one half: mentions answered, replies given to strangers."""
    seen = dossier.activity
    answers = (seen.answered + PRIOR / 2) / (max(seen.asked, seen.answered) + PRIOR)
    strangers = (seen.to_strangers + PRIOR / 2) / (max(seen.replies, seen.to_strangers) + PRIOR)
    return (answers + strangers) / 2


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """The numbers."""
    seen = dossier.activity
    if not seen.asked and not seen.replies:
        return "Nothing seen yet that tells whether this person answers."
    return (
        f"Answered {seen.answered} of {max(seen.asked, seen.answered)} who turned to this person; "
        f"{seen.to_strangers} of {seen.replies} replies went to strangers."
    )
