"""Laid out in steps or points."""

import re

from outward.what.cues import Cues
from outward.what.prose import Prose

_POINT = re.compile(r"^\s*(?:[-*•–▪→✓✔✅]|\(?\d{1,2}[.):/](?!\d))", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n\s*\S")
_CUES = Cues(
    "step 1", "step 2", "step 3", "step one", "step two", "step three", "first", "firstly", "second", "secondly",
    "third", "thirdly", "finally", "in short", "the result", "what worked", "what didn't",
    "erstens", "zweitens", "drittens", "schritt 1", "schritt 2", "zum schluss", "premièrement", "primero",
)  # fmt: skip


def measure(prose: Prose) -> float:
    """Points, paragraphs and ordering words; four of them are enough."""
    points = len(_POINT.findall(prose.plain)) + len(_PARAGRAPH.findall(prose.plain)) / 2.0
    return min(1.0, (points + len(_CUES.found(prose))) / 4.0)
