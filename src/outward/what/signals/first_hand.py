"""Tells what the author did or saw herself."""

import math

from outward.what.cues import Cues
from outward.what.prose import Prose

_SELVES = frozenset({"i", "we"})
_PAST = frozenset(
    """began brought built came chose cut did drew fell felt found gave got had heard held kept knew learned learnt led
    lost made met put ran saw said sat sent set spent spoke stood stopped taught thought told took understood was went
    were won wrote""".split()
)
_CUES = Cues(
    "in my experience", "at my company", "in our company", "in our case", "our team", "my team", "when i was",
    "i've been", "we've been", "i've led", "i've seen", "we've seen", "what i learned", "what we learned",
    "lessons from our", "lesson learned", "lessons learned", "here's what we", "here's how we", "looking back",
    "ich habe", "wir haben", "habe ich", "haben wir", "ich war", "wir waren", "bei uns", "unser team", "mein team",
    "nous avons", "j'ai", "notre équipe", "hemos", "nuestro equipo",
)  # fmt: skip


def measure(prose: Prose) -> float:
    """1 - e^(-signs/1.5); a sign is "I" or "we" with a verb of the past, or a phrase of experience."""
    told = sum(_past(verb) for self_, verb in zip(prose.tokens, prose.tokens[1:], strict=False) if self_ in _SELVES)
    return 1.0 - math.exp(-(told + len(_CUES.found(prose))) / 1.5)


def _past(verb: str) -> bool:
    return verb in _PAST or (verb.endswith("ed") and verb != "need")
