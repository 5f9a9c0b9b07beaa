"""Its author asked not to be found by search."""

from outward.what.candidates import Candidate, findable
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:  # noqa: ARG001 - a stage's fixed form
    """Drop what only people point at who asked not to be found."""
    return None if any(map(findable, candidate.found)) else "Its author asked not to be found by search."
