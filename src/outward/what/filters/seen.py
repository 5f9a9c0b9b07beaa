"""You have already taken it in, found it not useful, or put it off for a week."""

from outward.what.candidates import Candidate, url_key
from outward.what.context import Context
from outward.what.feedback import LATER, Verdict, latest


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what she has seen or done or found not useful, and for a week what she put off."""
    if url_key(candidate.resource.url) in context.seen:
        return "You have seen it."
    if latest(context.judgements, candidate, Verdict.DONE):
        return "You have marked it as done."
    if latest(context.judgements, candidate, Verdict.NOT_USEFUL):
        return "You said that it is not useful."
    later = latest(context.judgements, candidate, Verdict.NOT_NOW)
    if later and context.days_since(later.at) < LATER.days:
        return "You said not now; it comes back after a week."
    return None
