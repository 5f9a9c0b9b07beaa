"""It is a list of people, not something to learn from."""

from outward.model import Form
from outward.what.candidates import Candidate
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:  # noqa: ARG001 - a stage's fixed form
    """Drop lists and starter packs: they tell of people, and are heard where people are looked for."""
    return "It is a list of people." if candidate.resource.form is Form.LIST else None
