"""A case: tells what was done somewhere, and what came of it."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import first_hand

_CUES = Cues(
    "case study", "case studies", "case report", "field report", "a case", "the story of", "tells the story", "diary",
    "how we", "what we learned", "what i learned", "what we did", "lessons from", "lessons learned", "lesson from",
    "lesson of", "looking back", "in hindsight", "in retrospect", "post-mortem", "postmortem", "what went wrong",
    "what went well", "what worked for us", "the mistake", "my mistake", "our mistake", "mistake worth", "in our case",
    "in all our cases", "in our study", "we tested", "we tried", "we asked", "we measured", "we counted", "we studied",
    "when we were", "when we", "when our", "after our", "after we", "during our", "before our", "a year later",
    "years later", "months later", "weeks later", "days later", "a year on", "months on", "a year after",
    "months after", "weeks after", "half a year later", "in the end", "the result was", "it turned out", "turned out",
    "went from", "fell by half", "fell from", "rose from", "doubled", "halved", "the first time", "talks about",
    "tells how", "minute by minute", "hour by hour", "step by step account", "told by", "notes from", "als wir",
    "nachdem wir", "bei uns", "nach der übernahme", "nach dem verkauf", "nach der fusion", "unser fehler",
    "mein fehler", "was wir gelernt haben", "ein jahr später", "monate später", "wochen später", "fallstudie",
    "erfahrungsbericht", "am ende", "haben wir", "wir haben", "habe ich", "ich habe", "nous avons", "j'ai",
    "pendant la fusion", "après le rachat", "après la fusion", "quand nous", "quand nos", "mon erreur", "notre erreur",
    "ce que nous avons appris", "un an plus tard", "mois plus tard", "étude de cas", "retour d'expérience", "hicimos",
    "pusimos", "tuvimos", "preguntamos", "anunciamos", "decidimos", "aprendimos", "aprendí", "cuando nos",
    "cuando nuestra", "después de la compra", "tras la fusión", "error mío", "un año después", "meses después",
    "semanas después", "caso práctico", "estudio de caso", "nuestro error", "we hebben", "wij hebben", "hebben we",
    "toen we", "toen wij", "bij ons", "na de overname", "na de fusie", "een jaar later", "maanden later", "vroegen we",
    "heb ik", "ik heb", "onze fout", "praktijkvoorbeeld",
)  # fmt: skip
_HINTS = Cues(
    "at our", "for our", "in our", "we", "our", "us", "my", "later", "since then", "afterwards", "at first", "in week",
    "on day", "day one", "first week", "told", "said", "asked", "announced", "wir", "uns", "unser", "unsere", "nous",
    "nos", "notre", "nuestro", "nuestra", "nuestros", "ons", "onze",
)  # fmt: skip
_PAST = Cues(
    *"""announced answered arrived asked became began bought brought called came changed chose closed decided did fell
    found gave got happened heard held kept knew learned leaked left lost made merged met moved opened picked printed
    put ran rang read received refused remembered replaced said sent showed sold started stopped told took tried
    turned understood used was went were won worked wrote""".split()
)  # fmt: skip
_WHEN = re.compile(
    r"\b(?:(?i:in|since|im|en|seit|depuis|desde|sinds|vers)\s)(?:(?:early|late|summer|spring|autumn|winter|[A-ZÉ]?[a-zéûä]{2,9})\s)?"
    r"(?:of\s|de\s)?(?:19|20)\d\d\b"
)
_DIGIT = re.compile("[0-9]")
_FIGURE = re.compile(r"(?<![\w#@.,-])((\d[\d.,]*)(?:\s?%|\s[^\W\d_]{3,}))")
MOST = 0.9
_YEARS = frozenset(map(str, range(1970, 2060)))


@once
def signs(prose: Prose) -> list[Sign]:
    """What the author did or saw (half, where nothing says when, what came of it or how much), dates and figures."""
    cues = _CUES.signs(prose, 0.5)
    dated = not _YEARS.isdisjoint(prose.places)
    when = [Sign(found, 0.5) for found in _WHEN.findall(prose.unlinked)] if dated else []
    figures = [Sign(found, 0.2) for found in _figures(prose)[:6]]
    alone = not (cues or when or figures)
    own = [Sign(said, 0.25 if alone else 0.5) for said in first_hand.told(prose)]
    return [*own, *cues, *when, *figures, *_HINTS.signs(prose, 0.12), *_PAST.signs(prose, 0.12)]


def _figures(prose: Prose) -> list[str]:
    """Numbers with the word after them, as "412 questions"; no years."""
    if not _DIGIT.search(prose.unlinked):
        return []
    return [figure for figure, number in _FIGURE.findall(prose.unlinked) if number not in _YEARS]


def measure(prose: Prose) -> float:
    """A deed of one's own with a date or a result is enough in a short text; a long one needs more of it.

    At most `MOST`: who tells first-hand how a thing is done gives a how-to.
    """
    return MOST * strength(signs(prose), prose.words, each=90.0, least=1.2)
