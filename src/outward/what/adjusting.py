"""Adjusting a recipe by words: "more first-hand, less news, newer, only free, in German, surprise me more".

A small vocabulary as data: what she may say, and which scorer, selector or filter of the recipe follows. Pure: the
same words turn the same recipe into the same other one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from outward.errors import InputError
from outward.what.prose import visible
from outward.what.recipes import Recipe, Weight

MOST = 2
"""How often one thing can be turned up or down: four times, or a quarter."""
LONGEST = 500
"""Characters of a wish that are read."""


class Knob(NamedTuple):
    """What can be turned: its name, what else she may call it, the scorer whose say changes.

    `seats` are selectors that come in when it is turned up and go when it is turned down; `alone` whether she can ask
    for nothing else; `down` is the word for less of it where there is one.
    """

    name: str
    words: tuple[str, ...]
    scorer: str = ""
    seats: tuple[str, ...] = ()
    alone: bool = True
    down: str = ""


KNOBS = (
    Knob("first-hand", ("first hand", "firsthand", "experience", "experiences", "own experience", "erfahrung",
        "erfahrungen", "aus erster hand"), "first_hand"),
    Knob("evidence", ("figures", "numbers", "data", "facts", "studies", "research", "zahlen", "belege", "daten"),
        "evidence"),
    Knob("how-to", ("how to", "step by step", "steps", "guides", "instructions", "practical", "anleitungen",
        "schritt für schritt"), "how_to"),
    Knob("cases", ("case", "case studies", "examples", "stories", "fälle", "beispiele"), "cases"),
    Knob("news", ("new reports", "nachrichten", "neuigkeiten"), "news"),
    Knob("announcements", ("announcement", "launches", "ankündigungen"), "announcement"),
    Knob("discussions", ("discussion", "debates", "debate", "diskussionen"), "discussion"),
    Knob("fundamentals", ("basics", "theory", "principles", "background", "grundlagen"), "fundamentals"),
    Knob("newer", ("new", "newest", "recent", "fresh", "current", "neuer", "neueres", "aktueller"), "recency",
        down="older"),
    Knob("shorter", ("short", "brief", "quick", "quicker", "kürzer", "kurz", "kurzes"), "brevity", down="longer"),
    Knob("popular", ("popularity", "well received", "liked", "social proof", "beliebt", "beliebtes"), "social_proof",
        alone=False),
    Knob("rare voices", ("rare voice", "quiet voices", "unknown people", "unknown voices", "seltene stimmen"),
        "quiet_voice", ("rare_voices", "rare_seat"), alone=False),
    Knob("other opinions", ("other opinion", "other views", "disagreement", "dissent", "criticism", "critical",
        "andere meinungen", "kritik"), "doubt", ("disagreeing",)),
    Knob("free", ("free of charge", "without paying", "kostenlos", "gratis"), "free"),
    Knob("variety", ("varied", "variation", "different", "diverse", "abwechslung", "vielfalt"), seats=("diversity",),
        alone=False),
    Knob("surprises", ("surprise", "surprise me", "surprising", "unexpected", "exploring", "überrasche mich",
        "überraschungen"), seats=("exploring",), alone=False),
)  # fmt: skip

_BY_NAME = {knob.name: knob for knob in KNOBS}
_TURNED = {"older": "newer", "old": "newer", "classics": "newer", "älter": "newer", "älteres": "newer",
    "longer": "shorter", "long": "shorter", "länger": "shorter", "langes": "shorter", "in depth": "shorter",
    "paid": "free"}  # fmt: skip
"""What turns something down: "older" is less of "newer"."""

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "en": ("English", "englisch", "anglais"),
    "de": ("German", "deutsch", "deutsches", "allemand"),
    "fr": ("French", "französisch", "français"),
    "es": ("Spanish", "spanisch", "español"),
    "it": ("Italian", "italienisch", "italiano"),
    "nl": ("Dutch", "niederländisch", "nederlands"),
    "pt": ("Portuguese", "portugiesisch", "português"),
}
"""Languages by code, the name she reads first."""

_BREAK = re.compile(r"[,;.!?\n]+|(?<!\w)(?:but|aber)(?!\w)", re.IGNORECASE)
_AND = re.compile(r"(?<!\w)(?:and|or|und|oder)(?!\w)", re.IGNORECASE)
_HOW = re.compile(r"(?<!\w)(much|far|a lot|viel|more|less|fewer|only|just|no|not|without|mehr|weniger|nur|kein|keine"
                  r"|ohne|bit|etwas|a|please|bitte|things?|of|the|that|are|is|it|ones?|posts?)(?!\w)")  # fmt: skip
_LESS = frozenset({"less", "fewer", "weniger", "no", "not", "without", "kein", "keine", "ohne"})
_TWICE = frozenset({"much", "far", "a lot", "viel", "no", "not", "without", "kein", "keine", "ohne"})
_ONLY = frozenset({"only", "just", "nur"})
_SAID = {2: "four times", 1: "double", -1: "half", -2: "a quarter"}
_SEATS = {2: 2, 1: 3, -1: 10, -2: 0}
"""Every how many seats one explores."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One thing turned: the knob's name or a language's code; how far up (1, 2) or down (-1, -2); or that alone."""

    knob: str
    turn: int = 0
    only: bool = False

    @property
    def words(self) -> str:
        """As she could have said it; `read` understands it."""
        if self.knob in LANGUAGES:
            return f"in {LANGUAGES[self.knob][0]}"
        if self.only:
            return f"only {self.knob}"
        much, down = "much " if abs(self.turn) > 1 else "", _BY_NAME[self.knob].down
        if down:
            return f"{much}{self.knob if self.turn > 0 else down}"
        return f"{much}{'more' if self.turn > 0 else 'less'} {self.knob}"

    @property
    def effect(self) -> str:
        """What it does, in a few words."""
        if self.knob in LANGUAGES:
            return f"{LANGUAGES[self.knob][0]} only"
        if self.only:
            return f"{self.knob} only"
        if self.knob == "surprises":
            seats = _SEATS[self.turn]
            return f"one seat in {seats} for a surprise" if seats else "no seats for surprises"
        down = _BY_NAME[self.knob].down
        if down and self.turn < 0:
            return f"{down} counts {_SAID[-self.turn]}"
        return f"{self.knob} counts {_SAID[self.turn]}"


def read(text: str) -> tuple[Adjustment, ...]:
    """What the words ask for; an `InputError` lists what can be said where one of them is not understood."""
    parts = (_AND.split(part) for part in _BREAK.split(visible(text, LONGEST)))
    return joined(one for part in parts for one in _together([said for said in part if said.strip()]))


def asked(more: Iterable[str] = (), less: Iterable[str] = (), only: Iterable[str] = ()) -> tuple[Adjustment, ...]:
    """What is asked for by names under "more", "less" and "only"."""
    given = (("more", more), ("less", less), ("only", only))
    said = [(how, name) for how, names in given for named in names for name in _BREAK.split(named) if name.strip()]
    return joined(one for how, name in said for one in read(f"{how} {name.strip()}"))


def joined(adjustments: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """Turns of one thing added up, at most `MOST`; those that cancel are gone."""
    turns: Counter[str] = Counter()
    only: dict[str, bool] = {}
    for one in adjustments:
        turns[one.knob] += one.turn
        only[one.knob] = one.only or only.get(one.knob, False)
    return tuple(
        Adjustment(knob, 0 if alone else max(-MOST, min(MOST, turns[knob])), alone)
        for knob, alone in only.items()
        if alone or turns[knob]
    )


def _together(parts: Sequence[str]) -> Iterable[Adjustment]:
    """What "less news and cases" asks for: what is said of the first goes for those after it that say nothing."""
    before = ""
    for part in parts:
        how = " ".join(_HOW.findall(part.casefold()))
        named = _knob(_plain(part))
        own = bool(how) or named is None or bool(_BY_NAME[named[0]].down)
        before = how if own else before
        yield _read(part if own else f"{before} {part}")


def _plain(part: str) -> str:
    return " ".join(part.casefold().split())


def _read(part: str) -> Adjustment:
    said = _plain(part)
    how = frozenset(_HOW.findall(said))
    bare = " ".join(_HOW.sub(" ", said).split())
    language = _language(bare.removeprefix("in ").removeprefix("auf "))
    if language and not how & _LESS:
        return Adjustment(language, only=True)
    name, turned = _knob(said) or _knob(bare) or ("", 1)
    if not name:
        raise InputError(f"“{part.strip()[:40]}” is not understood; {sayable()}")
    knob = _BY_NAME[name]
    turn = turned * (-1 if how & _LESS else 1) * (2 if how & _TWICE else 1)
    if how & _ONLY and turned > 0:
        return Adjustment(name, only=True) if knob.alone else Adjustment(name, MOST)
    return Adjustment(name, turn)


def _knob(said: str) -> tuple[str, int] | None:
    if said in _TURNED:
        return _TURNED[said], -1
    return next(((knob.name, 1) for knob in KNOBS if said in (knob.name, *knob.words)), None)


def _language(said: str) -> str:
    return next((code for code, names in LANGUAGES.items() if said in (code, *(n.casefold() for n in names))), "")


def sayable() -> str:
    """What can be said, in one clause."""
    names = ", ".join(knob.name for knob in KNOBS if knob.name not in ("newer", "shorter", "free"))
    return (
        f"say more or less of {names}; newer, older, shorter or longer; only free, or only one of these; "
        f"or a language, as “in German”."
    )


class Chip(NamedTuple):
    """One thing to press: its label under "More", "Less" or "Only", and the words it stands for."""

    label: str
    words: str


def chips() -> Mapping[str, tuple[Chip, ...]]:
    """Everything that can be pressed, by heading."""
    plain = [knob.name for knob in KNOBS if not knob.down and knob.name != "free"]
    turned_down = [knob.down for knob in KNOBS if knob.down]
    alone = [knob.name for knob in KNOBS if knob.alone and not knob.down]
    ways = [knob.name for knob in KNOBS if knob.down]
    spoken = [LANGUAGES[code][0] for code in ("en", "de", "fr", "es")]
    return {
        "More": (*(Chip(name, f"more {name}") for name in plain), *(Chip(name, name) for name in ways)),
        "Less": (*(Chip(name, f"less {name}") for name in plain), *(Chip(name, name) for name in turned_down)),
        "Only": (*(Chip(name, f"only {name}") for name in alone), *(Chip(name, f"in {name}") for name in spoken)),
    }


def told(adjustments: Sequence[Adjustment]) -> str:
    """One line on what changes the ranking; empty where nothing does."""
    effects = [one.effect for one in adjustments]
    return f"Changed by: {'; '.join(effects)}." if effects else ""


def adjusted(recipe: Recipe, adjustments: Iterable[Adjustment]) -> Recipe:
    """The recipe with everything turned; a thing it did not look at so far is looked at."""
    for one in adjustments:
        recipe = _adjusted(recipe, one)
    return recipe


def _adjusted(recipe: Recipe, one: Adjustment) -> Recipe:
    if one.knob in LANGUAGES:
        spoken = tuple(dict.fromkeys((*recipe.languages, one.knob)))
        return replace(recipe, languages=spoken, filters=_with(recipe.filters, "other_language"))
    knob = _BY_NAME[one.knob]
    if one.only:
        only = tuple(dict.fromkeys((*recipe.only, knob.scorer)))
        return replace(recipe, only=only, filters=_with(recipe.filters, "asked_only"))
    if knob.scorer:
        weight = turned(recipe.scorers.get(knob.scorer, Weight(1.0, 0.0)), 2.0**one.turn)
        recipe = replace(recipe, scorers={**recipe.scorers, knob.scorer: weight})
    if knob.name == "variety":
        return replace(
            recipe, alike=min(0.9, recipe.alike * 2.0**one.turn), selectors=_with(recipe.selectors, *knob.seats)
        )
    if knob.name == "surprises":
        recipe = replace(recipe, explore_every=_SEATS[one.turn])
    if knob.seats:
        others = tuple(name for name in recipe.selectors if name not in knob.seats)
        recipe = replace(recipe, selectors=_with(recipe.selectors, *knob.seats) if _sits(one) else others)
    return recipe


def _sits(one: Adjustment) -> bool:
    return one.turn > 0 or (one.knob == "surprises" and _SEATS[one.turn] > 0)


def turned(weight: Weight, times: float) -> Weight:
    """A weight by which having all of a thing instead of nothing of it counts so many times as much as before.

    The larger end stays: what has all of what is wanted keeps its score, the rest comes down.
    """
    nothing, everything = weight.base, weight.base + weight.span
    top = max(nothing, everything)
    share = times * everything / nothing if nothing > 0.0 else times
    return Weight(top / share, top - top / share) if share >= 1.0 else Weight(top, top * share - top)


# the order in which selectors sit, whatever the recipe left out
_ORDER = (
    "rare_voices", "author_decay", "diversity", "disagreeing", "rare_seat", "exploring", "by_subject",
    "fundamentals_first",
)  # fmt: skip


def _with(names: Sequence[str], *more: str) -> tuple[str, ...]:
    """The names with some more, selectors in their order, filters behind."""
    missing = tuple(name for name in more if name not in names)
    if not missing or missing[0] not in _ORDER:
        return (*names, *missing)
    return tuple(sorted((*names, *missing), key=_ORDER.index))
