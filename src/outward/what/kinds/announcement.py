"""An announcement: tells of an event, an offer, a job or something new, or wants it taken up."""

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import promotion

_CUES = Cues(
    "is out", "are out", "is out now", "is live", "is here", "now available", "available now", "out now",
    "are free now", "free to copy", "coming soon", "new episode", "new post", "new article", "new video", "new paper",
    "new template", "new course", "new edition", "new version", "new release", "just published", "just released",
    "just launched", "we are launching", "we're launching", "launching today", "we have launched", "we've launched",
    "introducing", "meet us at", "meet us", "visit us", "come and see", "see you at", "save the date",
    "call for papers", "call for speakers", "call for proposals", "call for participation", "applications are open",
    "applications open", "apply by", "deadline", "tickets", "ticket", "webinar", "join me", "join our", "join the",
    "registration is open", "registration", "register", "early-bird", "vote for us", "wanted", "vacancy",
    "job opening", "open position", "is hiring", "free e-book", "free ebook", "free download", "download free",
    "download our", "get a quote", "ask sales", "talk to sales", "contact us", "contact our sales",
    "contact the editors", "request access", "early access", "start free", "try it free", "try free", "book a tour",
    "book your", "upgrade to", "upgrade today", "sale", "half price", "limited", "customer story", "watch now",
    "product tour", "the programme is out", "next year's theme", "this week's episode", "in this week's",
    "proud to sponsor", "was named a leader", "happy to announce", "pleased to announce", "delighted to announce",
    "happy to share", "proud to share", "jetzt verfügbar", "neue folge", "neue ausgabe", "neuer artikel",
    "ist erschienen", "ist online", "anmeldung", "anmelden", "wir laden ein", "einladung", "wir suchen",
    "stellenangebot", "termin vormerken", "bewerbt euch", "nouvel épisode", "nouvel article", "nouveau numéro",
    "vient de paraître", "est en ligne", "inscription", "inscriptions", "nous recrutons", "appel à", "rejoignez-nous",
    "nuevo episodio", "nuevo artículo", "ya disponible", "ya está disponible", "inscripción", "inscripciones",
    "estamos contratando", "convocatoria", "apúntate", "nieuwe aflevering", "nieuw artikel", "nu beschikbaar",
    "aanmelden", "inschrijven", "vacature", "wij zoeken", "meld je aan",
)  # fmt: skip
_HINTS = Cues(
    "new", "free", "episode", "podcast", "session", "recording", "recordings", "conference", "workshop", "course",
    "today", "tomorrow", "this week", "on thursday", "on tuesday", "on wednesday", "on friday", "on monday", "starts",
    "neu", "kostenlos", "gratis", "gratuit", "nouveau", "nuevo", "nieuw",
)  # fmt: skip


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of invitations, of things that came out, and of promotion."""
    return [*_CUES.signs(prose), *promotion.CUES.signs(prose), *_HINTS.signs(prose, 0.3)]


def measure(prose: Prose) -> float:
    """One clear word is enough in a short text."""
    return strength(signs(prose), prose.words)
