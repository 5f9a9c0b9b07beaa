"""Personal: fine to post, but not for a session."""

from outward.model import Form
from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.cues import Cues
from outward.what.signals import evidence

ASIDE = 40
"""Words for each of which a cue is needed; in a longer text a personal word is an aside."""

_CUES = Cues(
    "selfie", "selfies", "#ootd", "outfit", "my dog", "my cat", "my kids", "my son", "my daughter", "my husband",
    "my wife", "my birthday", "happy birthday", "good morning", "good night", "happy friday", "happy weekend",
    "holiday photos", "holiday snaps", "on holiday", "on vacation", "on the beach", "at the beach", "sunset",
    "for dinner", "for breakfast", "for lunch", "my recipe", "recipe", "recipes", "brunch", "baking", "baked",
    "workout", "my run", "marathon", "wedding", "anniversary", "garden", "weekend plans", "throwback", "cocktail",
    "mein hund", "meine katze", "im urlaub", "urlaub", "geburtstag", "guten morgen", "feierabend", "rezept", "strand",
    "hochzeit", "zum abendessen", "en vacances", "recette", "vacaciones", "receta",
)  # fmt: skip
_FIGURATIVE = Cues("recipe for", "recipes for", "recipe of", "rezept für", "recette du", "receta para")


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop selfies, recipes, holidays: a cue for every `ASIDE` words, at least two where evidence is shown.

    Words of the goal are no cues, and articles, videos and episodes are what they say they are.
    """
    if candidate.resource.form not in (Form.POST, Form.THREAD):
        return None
    prose = candidate.prose
    cues = _CUES.found(prose, but=context.prose.vocabulary)
    cues = cues[len(_FIGURATIVE.found(prose)) :]
    if len(cues) < max(2.0 if evidence.measure(prose) > 0.0 else 1.0, prose.words / ASIDE):
        return None
    return f"Personal (“{cues[0]}”): fine to post, but not for a session."
