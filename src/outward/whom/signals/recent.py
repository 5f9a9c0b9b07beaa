"""Recent: active this month."""

import math

from outward.whom.dossier import Context, Dossier

FULL = 12
"""Posts in 30 days that count as full."""


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """ln(1 + posts in 30 days) / ln(13), at most 1."""
    return min(1.0, math.log1p(dossier.activity.posts) / math.log1p(FULL))


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many posts."""
    return f"{dossier.activity.posts} posts in the last 30 days."
