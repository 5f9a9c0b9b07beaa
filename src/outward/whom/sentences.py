"""Sentences of a post."""

import re

MOST = 60
LONGEST = 400
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[^\W\d_a-zß-öø-ÿ]|[\"“‘(]?\d)|\n+")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, at most 60, each cut at 400 characters.

    A break is a line end, or a closing mark followed by a capital or a figure: good enough for posts, and in every
    language with capitals; a trained segmenter would cost a model for sentences that are shown whole anyway.
    """
    parts = (" ".join(part.split()) for part in _END.split(text[:40_000]))
    return tuple(part if len(part) <= LONGEST else f"{part[: LONGEST - 1]}…" for part in parts if part)[:MOST]
