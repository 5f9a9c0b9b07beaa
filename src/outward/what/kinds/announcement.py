"""An announcement: tells of an event, an offer, a job or something new, or wants it taken up."""

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import promotion

_CUES = Cues(
    "is out now", "now available", "available now", "out now", "are free now", "free to copy", "coming soon",
    "new episode", "new article", "new video", "new paper", "new template", "new course", "new edition", "new version",
    "new release", "just published", "just released", "just launched", "we are launching", "we're launching",
    "launching today", "we have launched", "we've launched", "introducing", "meet us at", "come and see",
    "save the date", "call for papers", "call for speakers", "call for proposals", "call for participation",
    "applications are open", "applications open", "apply by", "webinar", "join me", "join our", "registration is open",
    "early-bird", "vote for us", "vacancy", "job opening", "open position", "free e-book", "free ebook",
    "free download", "download free", "download our", "get a quote", "ask sales", "talk to sales", "contact us",
    "contact our sales", "contact the editors", "request access", "early access", "start free", "try it free",
    "try free", "book a tour", "book your", "upgrade to", "upgrade today", "half price", "customer story", "watch now",
    "product tour", "the programme is out", "next year's theme", "this week's episode", "in this week's",
    "proud to sponsor", "was named a leader", "happy to announce", "pleased to announce", "delighted to announce",
    "happy to share", "proud to share", "jetzt verfügbar", "neue folge", "neue ausgabe", "neuer artikel",
    "ist erschienen", "anmelden", "wir laden ein", "stellenangebot", "termin vormerken", "bewerbt euch",
    "nouvel épisode", "nouvel article", "nouveau numéro", "vient de paraître", "nous recrutons", "rejoignez-nous",
    "nuevo episodio", "nuevo artículo", "ya disponible", "ya está disponible", "estamos contratando", "convocatoria",
    "apúntate", "nieuwe aflevering", "nieuw artikel", "nu beschikbaar", "aanmelden", "inschrijven", "vacature",
    "meld je aan",
)  # fmt: skip
_WEAK = Cues(
    "wanted", "ticket", "tickets", "limited", "registration", "deadline", "sale", "is out", "are out", "is here",
    "see you at", "new post", "meet us", "visit us", "register", "join the", "is live", "anmeldung", "einladung",
    "inscription", "inscriptions", "inscripción", "inscripciones", "wir suchen", "ist online", "est en ligne",
    "appel à", "wij zoeken", "is hiring",
)  # fmt: skip
_HINTS = Cues(
    "new", "free", "episode", "podcast", "session", "recording", "recordings", "conference", "workshop", "course",
    "today", "tomorrow", "this week", "on thursday", "on tuesday", "on wednesday", "on friday", "on monday", "starts",
    "neu", "kostenlos", "gratis", "gratuit", "nouveau", "nuevo", "nieuw",
)  # fmt: skip


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of invitations, of things that came out, and of promotion."""
    return [*_CUES.signs(prose), *_WEAK.signs(prose, 0.4), *promotion.CUES.signs(prose), *_HINTS.signs(prose, 0.3)]


def measure(prose: Prose) -> float:
    """One clear word is enough in a short text."""
    return strength(signs(prose), prose.words)
