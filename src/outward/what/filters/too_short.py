"""Too short to learn from, and it points at nothing."""

from outward.model import Form
from outward.what.candidates import Candidate
from outward.what.context import Context

FEWEST = 8


def drop(candidate: Candidate, context: Context) -> str | None:  # noqa: ARG001 - a stage's fixed form
    """Drop posts of fewer than `FEWEST` words without a link; media and articles speak for themselves."""
    if candidate.resource.form is not Form.POST or candidate.linked or candidate.prose.links:
        return None
    words = candidate.prose.words
    return f"Only {words:.0f} words, and it points at nothing." if words < FEWEST else None
