"""Shows what it rests on."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

_CUES = Cues(
    "study", "studies", "research", "survey", "surveyed", "data", "according to", "report", "results", "respondents",
    "sample", "measured", "evidence", "for example", "case study", "per cent", "percent", "sources", "interviews",
    "benchmark", "trial", "pilot", "experiment", "randomised", "randomized", "control group", "baseline", "studie",
    "studien", "umfrage", "daten", "laut", "ergebnisse", "befragung", "beispiel", "prozent", "gemessen", "étude",
    "études", "enquête", "données", "résultats", "pour cent", "par exemple", "mesuré", "estudio", "estudios",
    "encuesta", "datos", "resultados", "por ciento", "por ejemplo", "onderzoek", "gegevens", "resultaten", "procent",
    "bijvoorbeeld",
)  # fmt: skip
_NAMED = frozenset({"n", "p", "al"})
"""One of these words is in all that `_SHOWN` finds but an address; looking for them first is fast."""
_SHOWN = re.compile(r"\bn\s?=\s?\d+|\bp\s?[<=]\s?0?\.\d+|\bet al\b|\bdoi\.org\b", re.IGNORECASE)


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of evidence, each once, sample sizes, and every web address but the first (what it points at)."""
    cited = not _NAMED.isdisjoint(prose.places) or "doi.org" in prose.plain
    shown = dict.fromkeys([*_CUES.found(prose), *(_SHOWN.findall(prose.plain) if cited else ())])
    links = prose.links - 1
    return [*map(Sign, shown), *([Sign(f"{links + 1} links", float(links))] if links > 0 else [])]


def measure(prose: Prose) -> float:
    """1 - e^(-signs/2)."""
    return strength(signs(prose), 0.0, scale=2.0)
