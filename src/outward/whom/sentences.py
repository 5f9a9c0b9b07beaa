"""Sentences of a post, and which of their words are her own."""

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


_QUOTED = re.compile(r"„[^“”]*(?:[“”]|$)|“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)|^[^“„«\"]*[”»]|^RT @.*")


def own_words(sentence: str) -> str:
    """A sentence without what it quotes, also where the quotation began or ends in another sentence."""
    return _QUOTED.sub(" ", sentence).strip()
