"""Doubts or supports what it speaks of."""

from outward.what.cues import Cues
from outward.what.prose import Prose

DOUBT = Cues(
    "doesn't work", "does not work", "don't work", "didn't work", "did not work", "never works", "failed", "fails",
    "failure", "myth", "myths", "instead of", "stop doing", "overrated", "waste of", "i disagree", "disagree", "wrong",
    "backfired", "we were wrong", "not convinced", "unpopular opinion", "the problem with", "useless", "nonsense",
    "harmful", "funktioniert nicht", "gescheitert", "mythos", "stattdessen", "überschätzt", "falsch", "ne marche pas",
    "ne fonctionne pas", "surestimé", "mythe", "no funciona", "sobrevalorado", "mito", "werkt niet", "overschat",
)  # fmt: skip
SUPPORT = Cues(
    "it works", "this works", "that works", "works well", "works best", "works for us", "worked", "success",
    "successful", "succeeded", "helped", "improved", "paid off", "recommend", "best thing", "made the difference",
    "it pays", "we won", "increased", "effective", "funktioniert", "erfolg", "erfolgreich", "geholfen", "verbessert",
    "empfehle", "efficace", "éxito",
)  # fmt: skip


def measure(prose: Prose) -> float:
    """(support - doubt)/(support + doubt + 1), from -1 (doubts) to 1 (supports); 0 where it takes no side."""
    doubt, support = len(DOUBT.found(prose)), len(SUPPORT.found(prose))
    return (support - doubt) / (support + doubt + 1.0)
