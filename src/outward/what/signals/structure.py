"""Laid out in steps or points."""

import re

from outward.what.cues import Cues, Sign
from outward.what.prose import Prose, once

_POINT = re.compile(r"^\s*(?:[-*•–▪→✓✔✅]|\(?\d{1,2}[.):/](?!\d))", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n\s*\S")
_ORDER = re.compile(
    r"(?:^|[.!?:;\n]\s+)((?:First|Second|Third|Fourth|Next|Then|Finally|Lastly)(?:ly)?|Erstens|Zweitens|Drittens|Zuerst|Danach|"
    r"Schließlich|Premièrement|Deuxièmement|Enfin|Ensuite|Primero|Segundo|Después|Por último|Ten eerste|Ten tweede|"
    r"Tot slot|One|Two|Three|Four)\b(?=[\s,:])"
)
_CUES = Cues(
    "step 1", "step 2", "step 3", "step one", "step two", "step three", "firstly", "secondly", "thirdly", "in short",
    "the result", "what worked", "what didn't", "schritt 1", "schritt 2", "schritt 3", "zum schluss", "étape 1",
    "étape 2", "étape 3", "paso 1", "paso 2", "paso 3", "stap 1", "stap 2", "stap 3",
)  # fmt: skip


@once
def points(prose: Prose) -> int:
    """How many lines begin with a dash, a bullet or a number."""
    return len(_POINT.findall(prose.plain))


@once
def signs(prose: Prose) -> list[Sign]:
    """Points, words that put sentences in order, and paragraphs, which count half."""
    listed, paragraphs = points(prose), len(_PARAGRAPH.findall(prose.plain))
    return [
        *map(Sign, _ORDER.findall(prose.plain)),
        *_CUES.signs(prose),
        *([Sign(f"{listed} points", float(listed))] if listed else []),
        *([Sign(f"{paragraphs + 1} paragraphs", paragraphs / 2.0)] if paragraphs else []),
    ]


def measure(prose: Prose) -> float:
    """Points, paragraphs and ordering words; four of them are enough."""
    return min(1.0, sum(sign.weight for sign in signs(prose)) / 4.0)
