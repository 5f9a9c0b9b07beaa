"""Shouts, in capitals or exclamation marks."""

import re

from outward.what.prose import Prose

_LOUD = re.compile(r"\b[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]{4,}\b")
_MARKS = re.compile(r"!{2,}")


def measure(prose: Prose) -> float:
    """Twice the share of long words in capitals, plus a quarter for each run of exclamation marks, at most 1."""
    loud, marks = len(_LOUD.findall(prose.unlinked)), len(_MARKS.findall(prose.plain))
    long = sum(len(word) >= 4 for word in prose.tokens) if loud else 0
    return min(1.0, 2.0 * loud / max(4, long) + marks / 4.0)
