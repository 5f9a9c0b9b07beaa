"""A discussion: takes a side, weighs sides, or lets people disagree."""

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

_CUES = Cues(
    "hot take", "unpopular opinion", "my opinion", "in my opinion", "in my view", "imho", "my view", "my take",
    "i disagree", "we disagree", "disagree", "i don't agree", "objection", "objections", "counter-examples",
    "counterexample", "counterexamples", "counterpoint", "counter-argument", "argument for", "argument against",
    "i'd argue", "i would argue", "i'm convinced", "not convinced", "i'm not sure that", "debate", "debates",
    "pros and cons", "for and against", "on the one hand", "two sides of", "what do you think", "your thoughts",
    "change my mind", "am i wrong", "ask me anything", "round table", "roundtable", "the trouble with",
    "the problem with", "overrated", "underrated", "is dead", "is broken", "is a myth", "should be illegal",
    "please stop", "stop quoting", "stop pretending", "don't use the word", "we need to talk about", "why i no longer",
    "i no longer believe", "wants the opposite", "the opposite of what", "the other way round", "with us it was",
    "i was wrong", "that's nonsense", "open letter", "meiner meinung", "meine meinung", "ich bin anderer meinung",
    "widerspruch", "debatte", "pro und contra", "einerseits", "andererseits", "was meint ihr", "streitgespräch",
    "à mon avis", "je pense que", "je ne suis pas d'accord", "pas d'accord", "pour ou contre", "d'un côté",
    "qu'en pensez-vous", "en mi opinión", "no estoy de acuerdo", "a favor y en contra", "por un lado", "por otro lado",
    "qué opináis", "qué opinan", "volgens mij", "ik ben het oneens", "niet mee eens", "voor en tegen",
    "wat vinden jullie",
)  # fmt: skip
_WEAK = Cues(
    "controversial", "the case for", "the case against", "panel", "vs", "versus", "discussion", "discussions",
    "discuss", "discussed", "thoughts", "debated", "ama", "arguments", "i agree", "opinion", "supporters", "opponents",
    "critics", "nonsense", "stop saying", "stop calling", "ich finde", "ich glaube", "creo que", "ik vind",
    "diskussion", "diskutieren", "discussie", "débat", "tribune", "tertulia", "on the other hand", "it's time to",
)  # fmt: skip
_HINTS = Cues(
    "i believe", "both sides", "should", "shouldn't", "must", "nobody should", "isn't", "aren't", "is not", "are not",
    "doesn't", "don't need", "don't fail", "but", "instead", "rather than", "less from", "wrong", "however", "though",
    "yet", "sollte", "sondern", "devrait", "debería", "sino", "zou moeten", "maar",
)  # fmt: skip


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of opinion, of sides and of disagreement."""
    return [*_CUES.signs(prose), *_WEAK.signs(prose, 0.4), *_HINTS.signs(prose, 0.15)]


def measure(prose: Prose) -> float:
    """One clear word is enough in a short text."""
    return strength(signs(prose), prose.words)
