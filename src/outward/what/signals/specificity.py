"""Names figures, dates and particulars."""

import re

from outward.what.cues import Sign, strength
from outward.what.prose import Prose, once

_FIGURE = re.compile(r"(?<![\w#])\d+(?:[.,:]\d+)*(?:\s?%)?")
_POINT = re.compile(r"^\s*\(?\d{1,2}[.):/](?!\d)", re.MULTILINE)
_NAME = re.compile(r"(?<=[a-zß-ÿ,;] )[A-ZÀ-Þ][\w'&-]+")
_GERMAN = frozenset("und der die das ist nicht ein eine mit für auf wir von zu den dem".split())
TITLED = 0.5
"""Share of capitals among the words from which they are no names: headlines write every word so."""


@once
def signs(prose: Prose) -> list[Sign]:
    """Figures, each once and without those that number points, and names, which count half."""
    figures = dict.fromkeys(_FIGURE.findall(_POINT.sub(" ", prose.unlinked)))
    names = list(dict.fromkeys(_NAME.findall(prose.unlinked)))
    if len(_GERMAN & prose.places.keys()) > 1 or len(names) > max(3.0, TITLED * prose.words):
        names = []  # German writes every noun with a capital
    return [*map(Sign, figures), *(Sign(name, 0.5) for name in names)]


def measure(prose: Prose) -> float:
    """1 - e^(-(figures + names/2)/3): three particulars give .63."""
    return strength(signs(prose), 0.0, scale=3.0)
