"""Whether it is the kind of content your goal asks for."""

from collections.abc import Mapping

from outward.model import Kind
from outward.what.candidates import Candidate
from outward.what.context import Context

UNTOLD = 0.7
"""Where its kind is not clear."""

_NEAR = frozenset({Kind.CASE, Kind.HOW_TO, Kind.FUNDAMENTALS})
"""Kinds that teach: each stands in for the others."""
_ASKED = {Kind.CASE: "cases", Kind.DISCUSSION: "discussions"}
_OTHERS: Mapping[Kind, float] = {Kind.QUESTION: 0.4, Kind.ANNOUNCEMENT: 0.3, Kind.PERSONAL: 0.1}


def score(candidate: Candidate, context: Context) -> float:
    """1 for the kind asked for, .8 for another that teaches, `UNTOLD` where it is not clear, less for others."""
    wanted = context.goal.kind
    if candidate.told is None:
        return UNTOLD
    kind = candidate.told.kind
    if kind is wanted:
        return 1.0
    return 0.8 if {kind, wanted} <= _NEAR else _OTHERS.get(kind, 0.5)


def sentence(candidate: Candidate, context: Context, x: float) -> str:
    """What it looks like, and whether the goal asks for that."""
    if candidate.told is None:
        return "What sort of content it is, its words do not say."
    asked = (
        "what your goal asks for"
        if x == 1.0
        else f"your goal asks for {_ASKED.get(context.goal.kind, context.goal.kind)}"
    )
    return f"{candidate.told.sentence[:-1]}; {asked}."
