"""Fundamentals: explains what something is, why it is so, and what is known about it."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import first_hand

_CUES = Cues(
    "what is", "what are", "explained", "explainer", "explains", "explanation", "explanation of", "an explanation",
    "the basics", "basics of", "fundamentals", "introduction to", "intro to", "primer", "101", "for beginners",
    "principle", "principles", "theory", "theories", "concept", "concepts", "definition", "defined as", "refers to",
    "is defined", "means that", "is a word", "is a wide word", "the term", "difference between", "the difference is",
    "in one post", "in one line", "in a nutshell", "summary of", "overview", "overview of", "research says",
    "what research", "research on", "literature", "studies", "experiments", "evidence", "meta-analysis",
    "systematic review", "in most experiments", "years of studies", "correlation", "margin of error", "sample size",
    "sample sizes", "formula", "model of", "the model", "framework", "mechanism", "how it works", "how they work",
    "works like this", "why people", "why do people", "people do not", "people don't", "tend to", "in general",
    "generally", "always this", "nearly always", "is counted when", "are a measure of", "is a measure of",
    "tells you nothing", "consists of", "is made of", "outcomes", "laws of", "the law asks", "the law requires",
    "by law", "legal", "history of", "grundlagen", "einführung", "was ist", "was sind", "begriff",
    "unterschied zwischen", "theorie", "prinzip", "grundsätzlich", "forschung", "bedeutet", "kurz erklärt", "erklärt",
    "les bases", "introduction à", "qu'est-ce que", "principe", "théorie", "définition", "différence entre",
    "la recherche", "signifie", "expliqué", "fundamentos", "introducción a", "qué es", "principio", "teoría",
    "definición", "diferencia entre", "la investigación", "significa", "explicado", "grondbeginselen", "inleiding",
    "wat is", "definitie", "verschil tussen", "uitgelegd", "betekent", "basisbegrippen",
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
    return [*titled, *_CUES.signs(prose, 0.7), *_HINTS.signs(prose, 0.12), *own]


def measure(prose: Prose) -> float:
    """A word of explanation in a text that speaks of how things are is enough."""
    return strength(signs(prose), prose.words, each=EACH)
