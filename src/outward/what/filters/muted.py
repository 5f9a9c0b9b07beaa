"""You muted or blocked who says it."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what only people say whom the user muted or blocked on a network of hers."""
    said = [found.post.author in context.muted for found in candidate.found]
    return "You muted or blocked who says it." if context.muted and all(said) else None
