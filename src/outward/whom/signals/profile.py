"""Profile: her own description names the subject."""

from outward.whom.dossier import Context, Dossier
from outward.whom.terms import terms


def measure(dossier: Dossier, context: Context) -> float:
    """Half the goal's words in the description count as all of it, 0..1."""
    if not context.terms:
        return 0.0
    return min(1.0, 2 * len(_named(dossier, context)) / len(context.terms))


def sentence(dossier: Dossier, context: Context, x: float) -> str:
    """The words named."""
    if x <= 0:
        return "The profile does not name the subject."
    return f"The profile names {', '.join(sorted(_named(dossier, context)))}."


def _named(dossier: Dossier, context: Context) -> frozenset[str]:
    return frozenset().union(*(terms(account.bio) for account in dossier.accounts)) & context.terms
