"""How much of its worth is left at its age, for its kind; for that of the goal where its own is not clear."""

from collections.abc import Mapping
from datetime import datetime

from outward.model import Kind
from outward.what.candidates import Candidate
from outward.what.context import Context

HALF_LIFE: Mapping[Kind, float | None] = {
    Kind.NEWS: 3.0,
    Kind.DISCUSSION: 14.0,
    Kind.CASE: 365.0,
    Kind.HOW_TO: 365.0,
    Kind.FUNDAMENTALS: None,
    Kind.QUESTION: 14.0,
    Kind.ANNOUNCEMENT: 3.0,
    Kind.PERSONAL: 14.0,
}
"""Days after which half of the part that ages is gone; fundamentals do not age."""
UNDATED = 0.5

_KINDS = {
    Kind.NEWS: "news",
    Kind.DISCUSSION: "a discussion",
    Kind.CASE: "cases",
    Kind.HOW_TO: "how-to",
    Kind.QUESTION: "a question",
    Kind.ANNOUNCEMENT: "an announcement",
    Kind.PERSONAL: "something personal",
}


def score(candidate: Candidate, context: Context) -> float:
    """2^(-age/half-life); `UNDATED` without a date, 1 for fundamentals."""
    moment = published(candidate)
    half_life = HALF_LIFE[aging(candidate, context)]
    if half_life is None:
        return 1.0
    return float(2.0 ** (-context.days_since(moment) / half_life)) if moment else UNDATED


def aging(candidate: Candidate, context: Context) -> Kind:
    """The kind it ages by: its own where that is told and a date is known, else what the goal asks for."""
    dated = candidate.told if published(candidate) else None
    return dated.kind if dated else context.goal.kind


def published(candidate: Candidate) -> datetime | None:
    """When the resource appeared, else when the post shown was written."""
    return candidate.resource.published_at or candidate.post.created_at


def sentence(candidate: Candidate, context: Context, x: float) -> str:
    """Its age in words, and what that means for the goal."""
    moment, kind = published(candidate), aging(candidate, context)
    if HALF_LIFE[kind] is None:
        return "Fundamentals do not age."
    if moment is None:
        return "It carries no date."
    lasting = "value lasts" if x >= 0.5 else "part of its value has gone" if x >= 0.2 else "most of its value has gone"
    return f"From {age(context.days_since(moment))}; for {_KINDS[kind]} {lasting}."


def age(days: float) -> str:
    """An age a person would say: today, yesterday, 5 days ago, 3 weeks ago, 14 months ago, 3 years ago."""
    for least, length, unit in ((730, 365.25, "years"), (60, 30.44, "months"), (14, 7, "weeks"), (2, 1, "days")):
        if days >= least:
            return f"{days / length:.0f} {unit} ago"
    return "yesterday" if days >= 1 else "today"
