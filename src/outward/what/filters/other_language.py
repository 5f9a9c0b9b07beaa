"""It is in a language you did not ask for."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what is said to be in another language than those asked for; what nobody says counts as another."""
    wanted = context.recipe.languages
    if not wanted:
        return None
    spoken = (candidate.resource.lang or candidate.post.lang or "").partition("-")[0].casefold()
    if spoken in wanted:
        return None
    return "It is in a language you did not ask for." if spoken else "Nobody says in which language it is."
