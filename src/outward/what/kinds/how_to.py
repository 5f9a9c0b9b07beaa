"""How to do it: steps, advice, a template to go by."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once
from outward.what.signals import structure

_CUES = Cues(
    "how to", "how i take", "how i plan", "how i prepare", "here's how", "here is how", "step by step", "step-by-step",
    "step 1", "step one", "checklist", "check-list", "cheat sheet", "template", "templates", "worksheet", "guide to",
    "a guide", "walkthrough", "playbook", "toolkit", "recipe for", "tips", "pro tip", "my advice", "rule of thumb",
    "the method", "my method", "what to do", "what not to", "what to say", "what to ask", "questions to ask",
    "you can copy", "what i wish", "i'd ask", "i would ask", "best practices", "best practice", "dos and don'ts",
    "do's and don'ts", "in five steps", "in three steps", "instead of asking", "anleitung", "leitfaden", "checkliste",
    "vorlage", "schritt für schritt", "so geht", "tipps", "mein rat", "was ich rate", "so gelingt", "wie man",
    "comment faire", "mode d'emploi", "guide pratique", "étape par étape", "conseils", "mon conseil", "cómo hacer",
    "guía", "paso a paso", "consejos", "plantilla", "lista de control", "zo doe je", "stap voor stap", "handleiding",
    "stappenplan", "sjabloon", "mijn advies", "checklijst",
)  # fmt: skip
_HINTS = Cues(
    "tutorial", "practical", "a plan", "the plan", "if you", "if you're", "when you", "before you", "make sure",
    "be sure to", "you need", "in practice", "a simple", "the trick", "advice", "rules for", "three questions",
    "seven questions", "a method", "wenn ihr", "wenn sie", "si vous", "si tienes", "si usted", "als je", "modèle",
    "conseil", "consejo", "tip", "tipp", "wer darauf",
)  # fmt: skip
_INSTRUCTING = frozenset(
    """accept acknowledge add admit agree answer apologise apologize apply appoint ask assign assume avoid begin build
    cancel choose combine compare consider create decide define delete describe draw drop encourage ensure
    establish estimate explain fix forget gather identify ignore introduce invite measure organise organize
    practise practice prepare prevent prioritise prioritize protect provide publish reduce rehearse remember remove
    repeat replace resist revisit say select send separate skip specify spend suggest summarise summarize teach
    tell translate treat write schreibt schreib schreiben fragt frag nehmt nimm nehmen sagt sag sagen beginnt
    beginnen macht plant legt gebt gib prüft prüfen vermeidet vermeiden sprecht sprechen erklärt zeigt testet
    commencez écrivez demandez répondez dites faites évitez prenez choisissez préparez expliquez posez testez
    empieza escribe pregunta di haz evita elige prepara explica usa empiecen escriban pregunten pon begin schrijf
    vraag zeg maak vermijd kies bereid gebruik leg neem vertel""".split()
)
_EVERYDAY = frozenset(
    """aim allow always announce be bring budget call change check clear close collect copy count cover cut date
    design do don't draft end expect figure find finish first focus fragen give go group have hold include
    interview keep know lay lead learn leave let limit link list listen look make map mark match meet monitor move
    name never note notice number offer open pair park pick place plan planen point present print promise put raise
    reach read record report review ring run schedule set show sit sort speak split stand start state stay stick
    stop store structure switch take talk test then think time track train trust turn understand use
    wait walk work""".split()
)
"""Verbs that invite as often as they instruct, or are nouns as well: one of them alone says little."""
_SENTENCE = re.compile(r"[.!:;)\n][^\w#@]*([^\W\d_]+)(?:\W+([^\W\d_]+))?")
EACH = 75.0
"""Words for each of which signs are needed; a title that says how to speaks for the whole."""
_TITLE = re.compile(
    r"^(?:How to|A guide to|Guide to|(?:\w+ )?(?:tips|steps|ways|rules|questions) (?:to|for)|Wie man|Comment faire|"
    r"Cómo|Hoe je)\b(?![^.!\n]*\?)",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_AFTER = frozenset("i we he she they was were is are had".split())


@once
def signs(prose: Prose) -> list[Sign]:
    """Words of instruction, sentences that begin by telling the reader what to do, and numbered points."""
    titled = [Sign(found, max(1.0, prose.words / EACH)) for found in _TITLE.findall(prose.plain.lstrip()[:200])]
    points = structure.points(prose)
    return [
        *titled,
        *_CUES.signs(prose, 0.8),
        *_told(prose),
        *([Sign(f"{points} points", 0.25 * points)] if points > 1 else []),
        *_HINTS.signs(prose, 0.35),
    ]


def _told(prose: Prose) -> list[Sign]:
    """The first words of sentences that tell the reader to do something; before a capital they are names."""
    found = []
    for first, second in _SENTENCE.findall(f"\n{prose.unlinked}"):
        verb = first.casefold()
        weight = 0.85 if verb in _INSTRUCTING else 0.4 if verb in _EVERYDAY else 0.0
        if weight and second not in _NOT_AFTER and not second[:1].isupper():
            found.append(Sign(first, weight))
    return found


def measure(prose: Prose) -> float:
    """A sentence that tells what to do, or two everyday ones, are enough in a short text."""
    return strength(signs(prose), prose.words, each=EACH, least=1.2)
