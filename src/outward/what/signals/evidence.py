"""Shows what it rests on."""

import math

from outward.what.cues import Cues
from outward.what.prose import Prose

_CUES = Cues(
    "study", "studies", "research", "survey", "surveyed", "data", "according to", "report", "results", "respondents",
    "sample", "measured", "we measured", "evidence", "for example", "case study", "per cent", "percent", "source",
    "interviews", "benchmark", "trial", "pilot",
    "studie", "studien", "umfrage", "daten", "laut", "ergebnisse", "befragung", "beispiel", "prozent", "gemessen",
    "étude", "enquête", "données", "estudio", "encuesta", "datos",
)  # fmt: skip


def measure(prose: Prose) -> float:
    """1 - e^(-signs/2); a sign is a word of evidence or a second web address (the first is what it points at)."""
    return 1.0 - math.exp(-(len(_CUES.found(prose)) + max(0, prose.links - 1)) / 2.0)
