"""Shouts, in capitals or exclamation marks."""

import re

from outward.what.cues import Sign
from outward.what.prose import Prose, once

_CAPITALS = "[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]"
_LOUD = re.compile(rf"\b{_CAPITALS}{{2,}}(?:['’\s]+{_CAPITALS}{{2,}})+\b|\b{_CAPITALS}{{4,}}\b")
_MARKS = re.compile(r"!{2,}")


@once
def signs(prose: Prose) -> list[Sign]:
    """Words in capitals, one that stands alone counting half (it may be an acronym), and runs of exclamation marks."""
    loud = _LOUD.findall(prose.unlinked)
    long = max(6, sum(len(word) >= 4 for word in prose.tokens)) if loud else 6
    runs = [Sign(words, (2.0 * len(words.split()) if " " in words else 1.0) / long) for words in loud]
    return [*runs, *(Sign(marks, 0.25) for marks in _MARKS.findall(prose.plain))]


def measure(prose: Prose) -> float:
    """The share of long words that shout, plus a quarter for each run of exclamation marks, at most 1."""
    return min(1.0, sum(sign.weight for sign in signs(prose)))
