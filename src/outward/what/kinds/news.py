"""News: reports what others have just done or found."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import first_hand

_CUES = Cues(
    "breaking", "just in", "developing story", "in the news", "headlines", "according to", "reports that",
    "it was reported", "reportedly", "reuters", "spokesperson", "spokesman", "spokeswoman", "press release",
    "said in a statement", "in a statement", "told reporters", "announced on", "announced today",
    "announced yesterday", "has announced", "have announced", "announced that", "announces", "will acquire",
    "to acquire", "has acquired", "acquires", "agreed to buy", "to be acquired", "has agreed to", "plans to cut",
    "will cut", "to cut", "job cuts", "lays off", "to lay off", "shares rose", "shares fell", "shares of", "regulator",
    "regulators", "the commission", "parliament", "ministry", "court ruled", "comes into force", "came into force",
    "takes effect", "new law", "new rules", "new report finds", "new study", "new survey", "new research",
    "a new report", "survey finds", "study finds", "report finds", "survey shows", "study shows", "research shows",
    "published today", "released today", "yesterday", "this morning", "last night", "on sunday", "on saturday",
    "numbers of the month", "weekly roundup", "roundup", "round-up", "what happened this week", "quarterly results",
    "eilmeldung", "gab bekannt", "gibt bekannt", "teilte mit", "wie berichtet", "berichtet", "laut", "übernimmt",
    "kündigt an", "streicht", "gestern", "heute früh", "neue studie", "neue zahlen", "tritt in kraft", "nachrichten",
    "a annoncé", "ont annoncé", "annonce", "selon", "d'après", "hier soir", "ce matin", "rachète", "va racheter",
    "supprime", "entre en vigueur", "une nouvelle étude", "communiqué", "anunció", "ha anunciado", "anuncia", "según",
    "ayer", "esta mañana", "compra", "adquiere", "recorta", "entra en vigor", "un nuevo estudio", "comunicado",
    "maakt bekend", "heeft aangekondigd", "kondigt aan", "volgens", "gisteren", "vanochtend", "neemt over",
    "nieuw onderzoek", "treedt in werking", "nieuws",
)  # fmt: skip
_SUM = re.compile(r"[$€£]\s?\d[\d.,]*\s?(?:m|bn|million|billion|mrd|mio)?\b", re.IGNORECASE)


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of reporting, and sums of money; what the author did herself speaks against it."""
    sums = [Sign(found, 0.5) for found in _SUM.findall(prose.unlinked)]
    own = [Sign(said, -0.5) for said in first_hand.told(prose)]
    return [*_CUES.signs(prose, 0.8), *sums, *own]


def measure(prose: Prose) -> float:
    """One word of reporting is enough in a short text."""
    return strength(signs(prose), prose.words)
