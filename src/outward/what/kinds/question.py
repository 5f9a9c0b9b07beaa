"""A question: asks the readers for their help."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

_CUES = Cues(
    "does anyone", "does anybody", "does somebody", "do any of you", "has anyone", "has anybody", "has somebody",
    "has someone", "have any of you", "did anyone", "did anybody", "is anyone", "is anybody", "anyone else",
    "anybody else", "can anyone", "can anybody", "can someone", "can somebody", "could anyone", "any advice",
    "any ideas", "any tips", "any recommendations", "any suggestions", "any experience with", "any experiences",
    "asking for", "question for", "quick question", "next question", "please tell me", "how do you", "how did you",
    "how do others", "how do peers", "how would you", "what did you", "what do you do", "what do you use",
    "what would you", "what have i forgotten", "what am i missing", "where would you", "who knows a",
    "looking for advice", "looking for someone", "looking for examples", "looking for recommendations", "help needed",
    "please help", "i'd love to hear", "would love to hear", "i'd love to compare", "what worked for you",
    "hat jemand", "hat das jemand", "hat schon jemand", "kennt jemand", "weiß jemand", "wer kennt", "wer weiß",
    "frage an", "wie macht ihr", "wie habt ihr", "wie geht ihr", "habt ihr", "kennt ihr", "was würdet ihr",
    "quelqu'un a", "quelqu'un aurait", "est-ce que quelqu'un", "qui a déjà", "comment faites-vous", "avez-vous",
    "connaissez-vous", "des conseils", "alguien ha", "alguien sabe", "alguien tiene", "alguien conoce", "cómo hacéis",
    "cómo lo hacéis", "qué hacéis", "conocéis", "algún consejo", "heeft iemand", "weet iemand", "kent iemand",
    "hoe doen jullie", "hebben jullie", "vraag aan",
)  # fmt: skip
_WEAK = Cues(
    "who has", "question to", "question on", "question about", "my question", "any good", "do you know",
    "une question", "wer hat", "wie heeft", "help me",
)  # fmt: skip
_RHETORICAL = Cues(
    "did you know",
    "did we mention",
    "guess what",
    "agree",
    "right",
    "what if i told you",
    "ready",
    "want to",
    "who's in",
)
_ASKING = frozenset(
    """anybody anyone how somebody someone what where which who whom why you your yours
    euch euer ihr jemand warum was welche welcher wer wie wo wozu comment pourquoi quel quelle quelles quels qui quoi
    vos votre vous alguien cómo cuál cuáles dónde qué quién quiénes ustedes vosotros hoe iemand jouw jullie waarom waar
    welk wie""".split()
)
"""Words of which one is in what is asked of a reader."""
FEWEST = 3
"""Words without which a question mark asks nothing."""
_ASKED = re.compile(r"\?(?=[\s\"'”»)]|$)")
_ENDS = re.compile(r"\?\W*(?:[#@][\w.]+\W*)*$")


@once
def signs(prose: Prose) -> list[Sign]:
    """Phrases that ask the readers, and question marks; one at the end counts most, rhetorical ones do not."""
    found = [*_CUES.signs(prose), *_WEAK.signs(prose, 0.4)]
    asked = len(_ASKED.findall(prose.unlinked)) - len(_RHETORICAL.found(prose))
    if asked > 0 and prose.words >= FEWEST:
        last = 0.6 if _ENDS.search(prose.unlinked) else 0.0
        addressed = 1.0 if not _ASKING.isdisjoint(prose.places) else 0.5
        found.append(Sign("?", addressed * (0.4 * asked + last)))
    return found


def measure(prose: Prose) -> float:
    """A phrase that asks and a question mark are enough, and so are two questions, the last at the end."""
    return strength(signs(prose), prose.words)
