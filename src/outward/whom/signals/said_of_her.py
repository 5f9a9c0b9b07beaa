"""What others say: people turn to her on this subject."""

import math

from outward.whom.dossier import Context, Dossier
from outward.whom.terms import terms

ENOUGH = 8
"""People who turn to her on the subject that count as full."""


def measure(dossier: Dossier, context: Context) -> float:
    """ln(1 + people) / ln(1 + 8), at most 1; people whose words name the subject count whole, others a fifth."""
    on_it, others = _turned(dossier, context)
    return min(1.0, math.log1p(len(on_it) + 0.2 * len(others)) / math.log1p(ENOUGH))


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many people."""
    on_it, others = _turned(dossier, context)
    if not on_it and not others:
        return "Nobody read so far turned to this person."
    people = "person" if len(on_it) == 1 else "people"
    return f"Asked or named by {len(on_it)} {people} about it, by {len(others)} about other things."


def _turned(dossier: Dossier, context: Context) -> tuple[set[str], set[str]]:
    own = {account.id for account in dossier.accounts}
    on_it: set[str] = set()
    everyone: set[str] = set()
    for found in dossier.about:
        who = found.person or found.post.author
        if who is None or who in own or who == dossier.id:
            continue
        everyone.add(who)
        if terms(found.post.text) & context.terms:
            on_it.add(who)
    return on_it, everyone - on_it
