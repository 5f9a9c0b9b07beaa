"""Neither its words nor its meaning touch your goal."""

from outward.what.candidates import Candidate
from outward.what.context import Context

MEANT = 0.35
"""Cosine from which a text without any word of the goal may still be about it."""


def drop(candidate: Candidate, context: Context) -> str | None:  # noqa: ARG001 - a stage's fixed form
    """Drop what shares no word with goal or topics and is far from it in meaning."""
    match = candidate.match
    if match.words > 0.0 or match.wider > 0.0 or match.meaning >= MEANT:
        return None
    return "Neither its words nor its meaning touch your goal."
