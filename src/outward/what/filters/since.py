"""It was there when you last looked."""

from datetime import UTC, datetime, timedelta

from outward.what.candidates import Candidate
from outward.what.context import Context

LATE = timedelta(days=7)
"""What is read later than it appeared, by up to a week, is still new to her."""


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what was read before she last looked, and what appeared long before."""
    since = context.wish.since
    if since is None:
        return None
    if any(found.doc <= context.wish.held for found in candidate.found):
        return f"It was here when you last looked, on {since:%Y-%m-%d}."
    appeared = _appeared(candidate)
    if appeared is None and not context.wish.held:
        return "It carries no date, so nobody knows whether it is new."
    if appeared is not None and appeared < since - LATE:
        return f"It appeared on {appeared:%Y-%m-%d}, long before you last looked."
    return None


def _appeared(candidate: Candidate) -> datetime | None:
    """The first moment anybody saw it."""
    moments = [candidate.resource.published_at, *(found.post.created_at for found in candidate.found)]
    return min((m if m.tzinfo else m.replace(tzinfo=UTC) for m in moments if m), default=None)
