"""Tells what the author did or saw herself."""

from collections.abc import Sequence

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

_SELVES = frozenset({"i", "we", "i've", "we've", "ich", "wir"})
_BETWEEN = frozenset(
    """all also already always both even finally first have immediately just later never once only often quickly
    really recently simply soon still then twice""".split()
)
_HELPING = frozenset("been did had was were".split())
_PAST = frozenset(
    """been began bought brought built came caught chose couldn't cut did didn't done drew drove fell felt forgot fought
    found gave got grew had hadn't heard held kept knew learned learnt led left lost made met overheard paid put ran
    rang redid rewrote said sat saw seen sent set slept sold spent spoke stood stopped struck taught thought threw told
    took understood was wasn't went were weren't withdrew woke won wore wrote""".split()
)
_NO_PAST = frozenset(
    """bleed breed embed exceed feed indeed need proceed red seed speed succeed weed
    bitte dürfte dürften hätte hätten heute könnte könnten mitte möchte möchten müsste müssten seite sollte sollten
    wollte wollten würde würden warte werte leiste erwarte arbeite vermute""".split()
)
_CUES = Cues(
    "in my experience", "at my company", "in our company", "in our case", "our team", "my team", "when i was",
    "i've been", "we've been", "i've led", "i've seen", "we've seen", "what i learned", "what we learned",
    "lessons from our", "lesson learned", "lessons learned", "here's what we", "here's how we", "looking back",
    "ich habe", "wir haben", "habe ich", "haben wir", "ich war", "wir waren", "bei uns", "unser team", "mein team",
    "nous avons", "j'ai", "j'étais", "nous étions", "chez nous", "notre équipe", "hemos", "hicimos", "pusimos",
    "tuvimos", "fuimos", "preguntamos", "anunciamos", "decidimos", "aprendimos", "pregunté", "aprendí",
    "nuestro equipo", "we hebben", "wij hebben", "hebben we", "ik heb", "heb ik", "bij ons", "ons team",
)  # fmt: skip


@once
def told(prose: Prose) -> list[str]:
    """What she says she did, as "we told", "I then asked"."""
    starts = sorted(place for self_ in _SELVES & prose.places.keys() for place in prose.places[self_])
    return [deed for place in starts if (deed := _deed(prose.tokens[place : place + 4]))]


def _deed(words: Sequence[str]) -> str:
    """The deed that words begin with, as "we then told" or "we were told"; empty where they do not."""
    self_, *others = words
    for place, verb in enumerate(others[:2]):
        if _past(verb, self_):
            whole = verb in _HELPING and _past("".join(others[place + 1 : place + 2]), self_)
            return " ".join(words[: place + 2 + whole])
        if verb not in _BETWEEN:
            break
    return ""


@once
def signs(prose: Prose) -> list[Sign]:
    """ "I" or "we" with a verb of the past, and phrases of experience."""
    deeds = [Sign(deed) for deed in told(prose)]
    phrases = (s for s in _CUES.signs(prose) if not any(s.words in deed.words for deed in deeds))
    return [*deeds, *phrases]


def measure(prose: Prose) -> float:
    """1 - e^(-signs/1.5)."""
    return strength(signs(prose), 0.0, scale=1.5)


def _past(verb: str, self_: str) -> bool:
    if verb in _NO_PAST:
        return False
    if self_ in ("ich", "wir"):
        return len(verb) > 4 and verb.endswith(("te", "ten"))
    return verb in _PAST or (len(verb) > 3 and verb.endswith("ed"))
