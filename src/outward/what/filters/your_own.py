"""You said it yourself."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what nobody but the user herself has written or shared."""
    said = [found.post.author in context.mine for found in candidate.found]
    return "You said it yourself." if context.mine and all(said) else None
