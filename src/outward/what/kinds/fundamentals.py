"""Fundamentals: explains what something is, why it is so, and what is known about it."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import first_hand

_CUES = Cues(
    "what is", "what are", "explainer", "explanation of", "an explanation", "the basics", "basics of", "fundamentals",
    "introduction to", "intro to", "primer", "101", "for beginners", "defined as", "refers to", "is defined",
    "is a word", "is a wide word", "difference between", "the difference is", "in one post", "in one line",
    "in a nutshell", "research says", "what research", "meta-analysis", "systematic review", "in most experiments",
    "years of studies", "margin of error", "sample size", "sample sizes", "how it works", "how they work",
    "works like this", "why people", "why do people", "always this", "nearly always", "is counted when",
    "are a measure of", "is a measure of", "tells you nothing", "consists of", "is made of", "the law asks",
    "the law requires", "grundlagen", "einführung", "was ist", "was sind", "unterschied zwischen", "grundsätzlich",
    "kurz erklärt", "les bases", "introduction à", "qu'est-ce que", "différence entre", "fundamentos",
    "introducción a", "qué es", "diferencia entre", "grondbeginselen", "inleiding", "wat is", "verschil tussen",
    "basisbegrippen",
)  # fmt: skip
_WEAK = Cues(
    "literature", "concept", "concepts", "principle", "principles", "legal", "evidence", "studies", "explains",
    "overview", "overview of", "theory", "theories", "research on", "outcomes", "framework", "formula", "model of",
    "the model", "summary of", "the term", "history of", "generally", "in general", "by law", "experiments",
    "correlation", "mechanism", "definition", "explained", "explanation", "begriff", "theorie", "prinzip", "forschung",
    "bedeutet", "erklärt", "principe", "théorie", "définition", "la recherche", "signifie", "expliqué", "principio",
    "teoría", "definición", "la investigación", "significa", "explicado", "definitie", "betekent", "uitgelegd",
    "tend to", "means that", "people don't", "people do not", "laws of",
)  # fmt: skip
_HINTS = Cues(
    "is", "are", "means", "grows", "depends", "depends on", "usually", "often", "rarely", "most", "in most", "people",
    "ist", "sind", "est", "sont", "es", "son", "zijn",
)  # fmt: skip

EACH = 75.0
"""Words for each of which signs are needed; a title that asks what something is speaks for the whole."""
_TITLE = re.compile(
    r"^(?:What (?:is|are)|Why (?:people|do|does)|(?:An )?Introduction to|The basics of|Was (?:ist|sind)|Qu'est-ce que|"
    r"Qué es|Wat is)\b",
    re.IGNORECASE,
)


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of explanation and of what is known; what the author did herself speaks against it."""
    titled = [Sign(found, max(1.0, prose.words / EACH)) for found in _TITLE.findall(prose.plain.lstrip()[:40])]
    own = [Sign(said, -0.3) for said in first_hand.told(prose)]
    return [*titled, *_CUES.signs(prose, 0.7), *_WEAK.signs(prose, 0.4), *_HINTS.signs(prose, 0.12), *own]


def measure(prose: Prose) -> float:
    """A word of explanation in a text that speaks of how things are is enough."""
    return strength(signs(prose), prose.words, each=EACH, least=1.2)
