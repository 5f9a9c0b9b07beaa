"""Automated: said by a machine, not by a person."""

from outward.what.candidates import Candidate
from outward.what.context import Context


def drop(candidate: Candidate, context: Context) -> str | None:  # noqa: ARG001 - a stage's fixed form
    """Drop what only automated accounts wrote; an article a machine points at is kept where a person does too."""
    authors = [found.author for found in candidate.found if found.author]
    if not authors or any(not author.bot for author in authors):
        return None
    return "Posted by an automated account."
