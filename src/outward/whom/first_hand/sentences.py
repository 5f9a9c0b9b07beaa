"""Sentences of a post, and which of their words are her own."""

import re
from collections.abc import Sequence

MOST = 60
LONGEST = 400
_CLOSING = "”»’›)'\"“"
_END = re.compile(
    r"\n+|(?<![^\w](?:Dr|Mr|St|Nr|Jr))(?<!\b(?:Mrs|Bzw|vgl|Sra))(?<!\bProf)"  # noqa: ISC003 - two looks behind, then the mark
    + rf"[.!?…]+[{_CLOSING}]*(?=\s+[\"“‘(„«¿¡]*(?:[^\W\d_a-zß-öø-ÿ]|\d))"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, at most 60, each cut at 400 characters.

    A break is a line end, or a closing mark followed by a capital or a figure, with what closes a quotation kept before
    it: good enough for posts, and in every language with capitals; a trained segmenter would cost a model for sentences
    that are shown whole anyway.
    """
    kept: list[str] = []
    start = 0
    held = text[:40_000]
    for end in (*(match.end() for match in _END.finditer(held)), len(held)):
        part = " ".join(held[start:end].split())
        start = end
        if part:
            kept.append(part if len(part) <= LONGEST else f"{part[: LONGEST - 1]}…")
        if len(kept) == MOST:
            break
    return tuple(kept)


_QUOTED = re.compile(
    r"„[^“”]*(?:[“”]|$)|“[^”]*(?:”|$)|«[^»]*(?:»|$)|‹[^›]*(?:›|$)|\"[^\"]*(?:\"|$)|^[^“„«\"]*[”»]|^RT @.*|^> .*"
    r"|(?<!\w)[‘'](?=\w)(?:[^‘’']|(?<=\w)[’'](?=\w))+[’'](?!\w)"  # single marks; those inside a word are none
)
_SPAN = 8
"""Sentences a quotation goes on for at most; a mark that is not closed by then was none."""
_PAIRS = {"„": "“”", "“": "”", "«": "»", '"': '"'}


def own_words(sentence: str) -> str:
    """A sentence without what it quotes, also where the quotation began or ends in another sentence."""
    return _QUOTED.sub(" ", sentence).strip()


def unquoted(told: Sequence[str]) -> tuple[str, ...]:
    """The same sentences, each without what it quotes; one that stands inside a quotation has no words of her own."""
    own = [own_words(sentence) for sentence in told]
    number = 0
    while number < len(told):
        closing = _left_open(told[number])
        last = _closed(told, number, closing) if closing else None
        for inside in range(number + 1, last or 0):
            own[inside] = ""
        if last is not None:
            own[last] = own_words(re.split(f"[{closing}]", told[last], maxsplit=1)[1])
        number += 1
    return tuple(own)


def _left_open(sentence: str) -> str:
    """What would close the quotation this sentence leaves open, empty when it leaves none."""
    closing = ""
    for mark in sentence:
        if closing and mark in closing:
            closing = ""
        elif not closing:
            closing = _PAIRS.get(mark, "")
    return closing


def _closed(told: Sequence[str], begun: int, closing: str) -> int | None:
    """In which of the next sentences a quotation is closed."""
    for number in range(begun + 1, min(begun + 1 + _SPAN, len(told))):
        if any(mark in told[number] for mark in closing):
            return number
    return None
