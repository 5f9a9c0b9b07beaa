"""How much there is to learn in it."""

import math
from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.prose import Prose
from outward.what.signals import (
    clickbait,
    evidence,
    first_hand,
    length,
    promotion,
    shouting,
    specificity,
    structure,
)

CLEAR = 0.45
"""Strength from which a signal is worth saying."""

_GAINS = {
    first_hand: "tells it first-hand",
    specificity: "names particulars and figures",
    evidence: "shows its evidence",
    structure: "goes step by step",
}
_FLAWS = {promotion: "promotes something", clickbait: "lures more than it tells", shouting: "shouts"}


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """The value of title and text; the length of the whole counts where it is known."""
    return value(candidate.prose, candidate.resource.words)


@lru_cache(maxsize=1_000)
def value(prose: Prose, words: int | None = None) -> float:
    """The logistic function of eight signals; filters, scorers and screens ask for it of the same texts.

    σ(-1 + 1.2 specificity + 1.2 first-hand + .8 length + .5 structure + .4 evidence - 1.5 promotion
    - 1.0 clickbait - .5 shouting)
    """
    z = (
        -1.0
        + 1.2 * specificity.measure(prose)
        + 1.2 * first_hand.measure(prose)
        + 0.8 * length.measure(prose, words)
        + 0.5 * structure.measure(prose)
        + 0.4 * evidence.measure(prose)
        - 1.5 * promotion.measure(prose)
        - 1.0 * clickbait.measure(prose)
        - 0.5 * shouting.measure(prose)
    )
    return 1.0 / (1.0 + math.exp(-z))


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Names at most two things that make it worth the time and one that does not."""
    prose = candidate.prose
    gains, flaws = _strongest(prose, _GAINS)[:2], _strongest(prose, _FLAWS)[:1]
    said = " and ".join(gains) or "says little that can be used at once"
    said += "".join(f", {'but' if gains else 'and'} {flaw}" for flaw in flaws)
    return f"{said[0].upper()}{said[1:]}."


def _strongest(prose: Prose, signals: Mapping[ModuleType, str]) -> list[str]:
    """What the signals above `CLEAR` say, strongest first."""
    measured = {says: float(signal.measure(prose)) for signal, says in signals.items()}
    return sorted((says for says in measured if measured[says] > CLEAR), key=lambda says: -measured[says])
