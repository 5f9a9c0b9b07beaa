"""Votes: how much and how well she wrote about the goal."""

import math

from outward.whom.dossier import Context, Dossier


def measure(dossier: Dossier, context: Context) -> float:
    """The root of her share of the largest vote of anybody found, 0..1; votes are counted in `whom/vote.py`."""
    largest = max(context.votes.values(), default=0.0)
    return math.sqrt(context.votes.get(dossier.id, 0.0) / largest) if largest > 0 else 0.0


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many posts."""
    number = len(dossier.voices)
    return f"Wrote {number} {'post' if number == 1 else 'posts'} about this."
