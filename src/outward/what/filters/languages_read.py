"""It is in a language you do not read."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what is said to be in another language than those she reads; what nobody says may be in hers."""
    spoken = (candidate.resource.lang or candidate.post.lang or "").partition("-")[0].casefold()
    reads = context.goal.languages
    return "It is in a language you do not read." if reads and spoken and spoken not in reads else None
