"""Personal: the author's own days, home, food, pets, sport and journeys."""

from collections.abc import Iterable

from outward.what.cues import Cues, Sign
from outward.what.prose import Prose, once
from outward.what.signals import evidence

ASIDE = 40
"""Words for each of which a sign is needed; in a longer text a personal word is an aside."""

_CUES = Cues(
    "selfie", "selfies", "#ootd", "outfit", "my dog", "my cat", "my kids", "my son", "my daughter", "my husband",
    "my wife", "my birthday", "happy birthday", "good morning", "good night", "happy friday", "happy weekend",
    "holiday photos", "holiday snaps", "on holiday", "on vacation", "on the beach", "at the beach", "sunset",
    "for dinner", "for breakfast", "for lunch", "my recipe", "recipe", "brunch", "baking", "baked", "workout",
    "my run", "marathon", "wedding", "anniversary", "garden", "weekend plans", "throwback", "cocktail", "long weekend",
    "this weekend", "my neighbour", "my neighbor", "my mother", "my mum", "my mom", "my dad", "my grandmother",
    "my partner", "the kids", "bedtime", "sourdough", "birthday cake", "haircut", "half-time", "knitting", "knitted",
    "first strawberries", "my balcony", "the balcony", "train delayed", "missed the bus", "mein hund", "meine katze",
    "die katze", "im urlaub", "urlaub", "geburtstag", "guten morgen", "feierabend", "rezept", "am strand", "hochzeit",
    "zum abendessen", "wochenende", "meine mutter", "meine kinder", "mein mann", "meine frau", "en vacances",
    "vacances", "recette", "mon chat", "le chat", "mon chien", "anniversaire", "bonne nuit", "le jardin", "à la plage",
    "ce week-end", "ma mère", "mes enfants", "vacaciones", "receta", "mi perro", "mi gato", "mi abuela", "mi madre",
    "mis hijos", "cumpleaños", "buenos días", "en la playa", "siesta", "paella", "fin de semana", "mijn hond",
    "mijn kat", "op vakantie", "vakantie", "verjaardag", "goedemorgen", "op het strand", "mijn moeder",
    "mijn kinderen",
)  # fmt: skip
_SOFT = Cues(
    "recipes", "airport", "album", "baby", "balcony", "band", "beach", "beer", "bicycle", "bike", "bird", "birds",
    "biscuits", "bread", "breakfast", "butter", "cake", "cat", "cats", "cheese", "chess", "children", "chocolate",
    "christmas", "cinema", "coffee", "concert", "cook", "cooked", "cooking", "crab", "cup of", "delayed", "dinner",
    "dog", "dogs", "dough", "duck", "eggs", "flight", "football", "friend", "friends", "fridge", "glove", "granny",
    "grandma", "guitar", "gym", "heron", "hike", "hiking", "holiday", "jacket", "jog", "kids", "kilometres", "kitten",
    "km", "lake", "lemon", "lunch", "mountains", "mum", "nest", "noodle", "noodles", "oven", "photo", "piano",
    "picnic", "pie", "pizza", "pub", "puppy", "quiz", "rain", "rained", "referee", "sea", "seaside", "sheep", "shoes",
    "sister", "sleep", "slept", "snow", "socks", "soup", "strawberries", "striker", "summer", "sunday", "sunny",
    "sunshine", "swim", "swimming", "tart", "tea", "tennis", "tomatoes", "tonight", "tram", "trumpet", "umbrella",
    "weather", "weekend", "wine", "wool", "yoga", "nap", "ten out of ten", "10 out of 10", "10/10", "i regret nothing",
    "no regrets", "would recommend", "four stars", "five stars", "wish me luck", "note to self", "best day ever",
    "kaffee", "kuchen", "hund", "katze", "kinder", "regen", "sonne", "berge", "laune", "zwillinge", "garten",
    "wanderung", "schlaf", "café", "chien", "enfants", "pluie", "pleut", "soleil", "jardin", "plage", "fromage",
    "tomates", "amis", "tortilla", "playa", "lluvia", "gol", "domingo", "perro", "gato", "niños", "abuela", "koffie",
    "taart", "hond", "kinderen", "trein", "fiets", "zondag", "sore knees", "a walk", "the bus", "our train",
    "my train",
)  # fmt: skip
_WORK = Cues(
    "staff", "employee", "employees", "colleague", "colleagues", "team", "teams", "manager", "managers", "leader",
    "leaders", "company", "companies", "organisation", "organization", "customer", "customers", "client", "clients",
    "project", "projects", "meeting", "meetings", "merger", "acquisition", "strategy", "survey", "business", "board",
    "communication", "message", "messages", "announcement", "department", "budget", "training", "process", "report",
    "mitarbeiter", "kolleginnen", "kollegen", "firma", "unternehmen", "übernahme", "équipe", "entreprise", "collègues",
    "empresa", "equipo", "fusión", "compañeros", "medewerkers", "collega's", "bedrijf", "overname",
)  # fmt: skip
_FIGURATIVE = Cues("recipe for", "recipes for", "recipe of", "rezept für", "recette du", "receta para")


def words(prose: Prose, *, but: Iterable[str] = ()) -> list[str]:
    """The personal words, one fewer for each used as a figure of speech; words of `but` are none."""
    return [sign.words for sign in _signs(prose, but)]


@once
def signs(prose: Prose) -> list[Sign]:
    """Personal words, one fewer for each figure of speech; weak ones count half, and not beside words of work."""
    return _signs(prose, ())


def _signs(prose: Prose, but: Iterable[str]) -> list[Sign]:
    clear = [Sign(word) for word in _CUES.found(prose, but=but)[len(_FIGURATIVE.found(prose)) :]]
    weak = list(dict.fromkeys(_SOFT.found(prose, but=but)))
    work = len(_WORK.found(prose)) if weak else 0
    return [*clear, *(Sign(word, 0.5) for word in weak[: max(0, len(weak) - work)])]


def measure(prose: Prose, *, but: Iterable[str] = ()) -> float:
    """.5 at a sign for every `ASIDE` words, at least two where evidence is shown."""
    found = sum(sign.weight for sign in _signs(prose, but))
    if not found:
        return 0.0
    needed = max(2.0 if evidence.measure(prose) > 0.0 else 1.0, prose.words / ASIDE)
    return float(1.0 - 2.0 ** -(found / needed))
