"""How much a text looks like one kind of learning material: news, how-to, fundamentals, a case."""

import math

from outward.model import Kind
from outward.what.cues import Cues
from outward.what.prose import Prose
from outward.what.signals import first_hand, structure

CLEAR = 0.45
"""From here on it is worth saying."""

_CUES = {
    Kind.NEWS: Cues(
        "news", "announced", "announces", "today", "yesterday", "this week", "breaking", "just published", "new report",
        "launches", "launched", "appointed", "confirmed", "newly", "neuigkeiten", "heute", "gestern", "diese woche",
        "aktuell", "actualités", "noticias",
    ),
    Kind.HOW_TO: Cues(
        "how to", "step by step", "checklist", "template", "templates", "guide", "tutorial", "here's how", "tips",
        "do this", "step 1", "step one", "anleitung", "leitfaden", "vorlage", "so geht", "comment faire", "cómo hacer",
    ),
    Kind.FUNDAMENTALS: Cues(
        "basics", "fundamentals", "introduction to", "intro to", "an introduction", "principles", "theory", "model",
        "models", "framework", "foundations", "explained", "what is", "means that", "definition", "primer",
        "grundlagen", "einführung", "was ist", "erklärt", "les bases", "fundamentos",
    ),
    Kind.CASE: Cues(
        "case study", "case", "lessons learned", "what we learned", "what i learned", "at our company",
        "in our company", "when we", "after the merger", "after the acquisition", "fallstudie", "bei uns",
        "étude de cas",
    ),
    Kind.DISCUSSION: Cues(
        "what do you think", "debate", "discussion", "i disagree", "unpopular opinion", "thoughts", "agree",
        "was meint ihr", "diskussion", "débat",
    ),
}  # fmt: skip


def telling(prose: Prose, kind: Kind) -> float:
    """1 - e^(-signs/1.5): cues of the kind; steps count for how-to, first-hand telling for cases."""
    signs = float(len(_CUES[kind].found(prose)))
    if kind is Kind.HOW_TO:
        signs += 2.0 * structure.measure(prose)
    if kind is Kind.CASE:
        signs += 2.0 * first_hand.measure(prose)
    return 1.0 - math.exp(-signs / 1.5)


def strongest(prose: Prose) -> Kind | None:
    """The kind it looks like most, None where it looks like none."""
    measured = {kind: telling(prose, kind) for kind in (Kind.FUNDAMENTALS, Kind.HOW_TO, Kind.CASE, Kind.NEWS)}
    best = max(measured, key=lambda kind: measured[kind])
    return best if measured[best] > CLEAR else None


PARTS = {Kind.FUNDAMENTALS: "Fundamentals", Kind.HOW_TO: "How-to", Kind.CASE: "Cases"}
"""The parts of a course, in their order."""
REST = "More on it"


def heading(prose: Prose) -> str:
    """The part of a course that a text belongs to."""
    kind = strongest(prose)
    return PARTS.get(kind, REST) if kind else REST
