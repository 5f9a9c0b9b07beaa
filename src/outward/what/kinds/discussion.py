"""A discussion: takes a side, weighs sides, or lets people disagree."""

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

_CUES = Cues(
    "hot take", "unpopular opinion", "controversial", "my opinion", "in my opinion", "in my view", "imho", "my view",
    "my take", "i disagree", "we disagree", "disagree", "i agree", "i don't agree", "objection", "objections",
    "counter-examples", "counterexample", "counterexamples", "counterpoint", "counter-argument", "argument for",
    "argument against", "arguments", "i'd argue", "i would argue", "i'm convinced", "not convinced",
    "i'm not sure that", "debate", "debates", "debated", "discuss", "discussed", "discussion", "discussions",
    "pros and cons", "for and against", "on the one hand", "on the other hand", "two sides of", "versus", "vs",
    "what do you think", "thoughts", "your thoughts", "change my mind", "am i wrong", "panel", "ask me anything",
    "ama", "round table", "roundtable", "the case for", "the case against", "the trouble with", "the problem with",
    "overrated", "underrated", "is dead", "is broken", "is a myth", "should be illegal", "please stop", "stop calling",
    "stop saying", "stop quoting", "stop pretending", "don't use the word", "we need to talk about", "it's time to",
    "why i no longer", "i no longer believe", "wants the opposite", "the opposite of what", "the other way round",
    "with us it was", "i was wrong", "that's nonsense", "nonsense", "critics", "supporters", "opponents",
    "open letter", "opinion", "meiner meinung", "meine meinung", "ich finde", "ich glaube", "ich bin anderer meinung",
    "widerspruch", "debatte", "diskussion", "diskutieren", "pro und contra", "einerseits", "andererseits",
    "was meint ihr", "streitgespräch", "à mon avis", "je pense que", "je ne suis pas d'accord", "pas d'accord",
    "débat", "pour ou contre", "d'un côté", "qu'en pensez-vous", "tribune", "en mi opinión", "creo que",
    "no estoy de acuerdo", "a favor y en contra", "por un lado", "por otro lado", "qué opináis", "qué opinan",
    "tertulia", "volgens mij", "ik vind", "ik ben het oneens", "niet mee eens", "voor en tegen", "wat vinden jullie",
    "discussie",
)  # fmt: skip
_HINTS = Cues(
    "i believe", "both sides", "should", "shouldn't", "must", "nobody should", "isn't", "aren't", "is not", "are not",
    "doesn't", "don't need", "don't fail", "but", "instead", "rather than", "less from", "wrong", "however", "though",
    "yet", "sollte", "sondern", "devrait", "debería", "sino", "zou moeten", "maar",
)  # fmt: skip


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of opinion, of sides and of disagreement."""
    return [*_CUES.signs(prose), *_HINTS.signs(prose, 0.25)]


def measure(prose: Prose) -> float:
    """One clear word is enough in a short text."""
    return strength(signs(prose), prose.words)
