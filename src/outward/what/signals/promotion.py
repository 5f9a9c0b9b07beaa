"""Wants something sold or signed up for."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

CUES = Cues(
    "sign up", "register now", "register today", "register here", "register for", "register free", "save your seat",
    "save your spot", "book a demo", "book your demo", "book your free", "book a call", "book a tour", "get the free",
    "get your free", "registration required", "gets you live", "follow me", "request a demo", "request access",
    "early access", "free trial", "free demo", "start free", "try it free", "try it for free", "free for 14 days",
    "discount", "promo code", "use code", "early bird", "early-bird", "black friday", "half price", "limited seats",
    "seats are limited", "limited time", "limited offer", "link in bio", "dm me", "we're hiring", "we are hiring",
    "apply now", "buy now", "order now", "order your", "shop now", "get yours", "get a quote", "pre-order",
    "subscribe", "upgrade today", "upgrade to", "join our webinar", "join us", "don't miss", "giveaway", "sponsored",
    "proud to announce", "excited to announce", "thrilled to announce", "excited to share", "our new platform",
    "our platform", "our solution", "our customers see", "award-winning", "industry-leading", "download our",
    "download now", "download free", "free e-book", "free ebook", "check out our", "learn more at", "talk to sales",
    "ask sales", "contact sales", "contact our sales", "contact us", "vote for us", "watch now", "jetzt anmelden",
    "jetzt buchen", "jetzt kaufen", "jetzt sichern", "jetzt bestellen", "rabatt", "kostenlos testen",
    "angebot sichern", "gewinnspiel", "wir stellen ein", "abonnieren", "werbung", "anzeige", "inscrivez-vous",
    "abonnez-vous", "essai gratuit", "réservez", "code promo", "offre limitée", "nous recrutons", "promoción",
    "suscríbete", "regístrate", "inscríbete", "compra ahora", "prueba gratis", "descuento", "meld je aan",
    "schrijf je in", "nu kopen", "nu bestellen", "gratis proberen", "korting",
)  # fmt: skip
_PRICE = re.compile(r"\b\d+\s?%\s?(?:off|rabatt|de réduction|de descuento|korting)\b|\bcode [A-Z0-9]{4,}\b")


@once
def signs(prose: Prose) -> list[Sign]:
    """Phrases that sell, and prices cut."""
    cut = _PRICE.findall(prose.unlinked) if "%" in prose.unlinked or "code" in prose.places else []
    return [*CUES.signs(prose), *map(Sign, cut)]


def measure(prose: Prose) -> float:
    """1 - e^(-1.5·signs per hundred words begun): one in a short post weighs .78, one in a long article little."""
    return strength(signs(prose), prose.words, each=100.0, scale=1 / 1.5)
