"""Answering: answers others on the subject, lately."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from outward.whom.dossier import Context, Dossier

DAYS = 120
"""How far back answers count."""
HALVED_AFTER = 30.0
"""Days after which an answer counts half."""


def answering(given: Iterable[tuple[str, float, float]]) -> Mapping[str, float]:
    """How much each person answers on a subject: Σ cos² · 2^(-age / 30 days) over her answers to others.

    `given` holds person, cosine of the answer with the goal, and its age in days. Who answered last month answers
    next month (recency in finding who answers: Liu, Croft and Koll 2005); the square of the cosine keeps answers on
    other subjects from counting.
    """
    found: dict[str, float] = defaultdict(float)
    for person, cosine, days in given:
        found[person] += max(0.0, cosine) ** 2 * 2.0 ** (-days / HALVED_AFTER)
    return dict(found)


def measure(dossier: Dossier, context: Context) -> float:
    """The root of her share of the most that anybody found answers, 0..1."""
    largest = max(context.answering.values(), default=0.0)
    return math.sqrt(context.answering.get(dossier.id, 0.0) / largest) if largest > 0 else 0.0


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How it compares."""
    if x <= 0:
        return "Has not been seen answering others lately."
    return f"Answers others on this lately ({x**2:.0%} of who does most)."
