"""How short it is."""

from outward.model import Form
from outward.what.candidates import Candidate
from outward.what.context import Context

WORDS_A_MINUTE = 200.0
HALF = 8.0
"""Minutes after which half of the shortness is gone."""
_TYPICAL = {Form.VIDEO: 8.0, Form.EPISODE: 25.0, Form.EVENT: 45.0, Form.ARTICLE: 6.0}


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """2^(-minutes/8)."""
    return float(2.0 ** (-minutes(candidate) / HALF))


def minutes(candidate: Candidate) -> float:
    """Roughly how long it takes; the WHEN room counts more closely."""
    resource = candidate.resource
    if resource.seconds:
        return max(0.0, resource.seconds / 60.0)
    seen = max(float(resource.words or 0), candidate.prose.words) / WORDS_A_MINUTE
    return seen if resource.words else max(seen, _TYPICAL.get(resource.form, 0.0))


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """How long it takes."""
    whole = max(1, round(minutes(candidate)))
    return f"It takes about {whole} minute{'s' if whole > 1 else ''}."
