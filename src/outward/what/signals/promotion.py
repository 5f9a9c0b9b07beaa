"""Wants something sold or signed up for."""

import math

from outward.what.cues import Cues
from outward.what.prose import Prose

CUES = Cues(
    "sign up", "register now", "register today", "register here", "register for", "save your seat", "save your spot",
    "book a demo", "book your demo", "book a call", "get the free", "get your free", "registration required",
    "gets you live", "follow me", "request a demo", "free trial", "free demo", "discount", "promo code", "use code",
    "early bird", "limited seats", "limited time", "limited offer", "link in bio", "dm me", "we're hiring",
    "we are hiring", "apply now", "buy now", "order now", "shop now", "get yours", "pre-order", "subscribe",
    "join our webinar", "join us", "don't miss", "giveaway", "sponsored", "proud to announce", "excited to announce",
    "thrilled to announce", "excited to share", "our new platform", "our platform", "our solution", "award-winning",
    "industry-leading", "download our", "download now", "check out our", "learn more at",
    "jetzt anmelden", "jetzt buchen", "jetzt kaufen", "rabatt", "kostenlos testen", "angebot sichern", "gewinnspiel",
    "wir stellen ein", "abonnieren", "werbung", "anzeige", "inscrivez-vous", "promoción", "suscríbete",
)  # fmt: skip


def measure(prose: Prose) -> float:
    """1 - e^(-1.5·cues per hundred words begun): one in a short post weighs .78, one in a long article little."""
    return 1.0 - math.exp(-1.5 * len(CUES.found(prose)) / max(1.0, prose.words / 100.0))
