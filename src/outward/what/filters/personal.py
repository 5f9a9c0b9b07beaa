"""Personal: fine to post, but not for a session."""

from outward.model import Form, Kind
from outward.what.candidates import Candidate
from outward.what.content import CLEAR
from outward.what.context import Context
from outward.what.kinds import personal


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop posts whose kind is personal: selfies, recipes, holidays, pets and the like.

    Words of the goal do not make a post personal, and articles, videos and episodes are what they say they are.
    """
    if candidate.resource.form not in (Form.POST, Form.THREAD):
        return None
    goal = context.prose.vocabulary
    if personal.measure(candidate.prose, but=goal) < CLEAR:
        return None
    if candidate.told is None or candidate.told.kind is not Kind.PERSONAL:
        return None
    return f"Personal (“{personal.words(candidate.prose, but=goal)[0]}”): fine to post, but not for a session."
