"""Says little that can be used."""

from outward.model import Form
from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.scorers import learning_value

LEAST = 0.34
"""Learning value below which a bare post is not worth a place in a week: that of about 80 words without any sign."""


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop posts that point at nothing and tell nothing; articles, videos and episodes are judged by their score.

    Posts said to be in another language than English pass: the cues of learning value know too little of it.
    """
    bare = candidate.resource.form in (Form.POST, Form.THREAD)
    if not bare or not (candidate.post.lang or "en").startswith("en"):
        return None
    return None if learning_value.score(candidate, context) >= LEAST else "It says little that can be used."
