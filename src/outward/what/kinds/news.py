"""News: reports what others have just done or found."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import first_hand

_CUES = Cues(
    "breaking", "developing story", "in the news", "reports that", "it was reported", "reportedly", "reuters",
    "spokesperson", "spokesman", "spokeswoman", "press release", "said in a statement", "in a statement",
    "told reporters", "announced on", "announced today", "announced yesterday", "has announced", "have announced",
    "announced that", "will acquire", "has acquired", "acquires", "agreed to buy", "to be acquired", "has agreed to",
    "plans to cut", "job cuts", "lays off", "to lay off", "shares rose", "shares fell", "shares of", "the commission",
    "court ruled", "comes into force", "came into force", "takes effect", "new law", "new rules", "new report finds",
    "new study", "new survey", "new research", "a new report", "survey finds", "study finds", "report finds",
    "survey shows", "study shows", "research shows", "published today", "released today", "numbers of the month",
    "weekly roundup", "round-up", "what happened this week", "quarterly results", "eilmeldung", "gab bekannt",
    "gibt bekannt", "teilte mit", "wie berichtet", "kündigt an", "neue studie", "neue zahlen", "tritt in kraft",
    "a annoncé", "ont annoncé", "rachète", "va racheter", "entre en vigueur", "une nouvelle étude", "communiqué",
    "anunció", "ha anunciado", "adquiere", "recorta", "entra en vigor", "un nuevo estudio", "comunicado",
    "maakt bekend", "heeft aangekondigd", "kondigt aan", "neemt over", "nieuw onderzoek", "treedt in werking",
)  # fmt: skip
_WEAK = Cues(
    "this morning", "yesterday", "last night", "on sunday", "on saturday", "just in", "according to", "gestern",
    "heute früh", "laut", "berichtet", "hier soir", "ce matin", "selon", "d'après", "annonce", "supprime", "ayer",
    "esta mañana", "según", "compra", "anuncia", "gisteren", "vanochtend", "volgens", "nieuws", "nachrichten",
    "headlines", "roundup", "parliament", "ministry", "regulator", "regulators", "announces", "to acquire", "to cut",
    "will cut", "übernimmt", "streicht",
)  # fmt: skip
_SUM = re.compile(r"[$€£]\s?\d[\d.,]*\s?(?:m|bn|million|billion|mrd|mio)?\b", re.IGNORECASE)


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of reporting, and sums of money; what the author did herself speaks against it."""
    sums = [Sign(found, 0.5) for found in _SUM.findall(prose.unlinked)]
    own = [Sign(said, -0.5) for said in first_hand.told(prose)]
    return [*_CUES.signs(prose, 0.8), *_WEAK.signs(prose, 0.4), *sums, *own]


def measure(prose: Prose) -> float:
    """One word of reporting is enough in a short text."""
    return strength(signs(prose), prose.words)
