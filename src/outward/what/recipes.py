"""Recipes: which stages run, in which order, with which weights. Data, not code.

The formulas and their first values are in docs/design; a stage that no recipe names has no effect. A new scorer lands
here with the weight (1, 0), which leaves every score as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from outward.errors import InputError


class Weight(NamedTuple):
    """A scorer's say: a score is multiplied by base + span·x, where x is what the scorer found, 0..1."""

    base: float
    span: float


class Mix(NamedTuple):
    """Shares of relevance; they need not add up to 1.

    The goal's own words and its wider words as the index counts them, its meaning; then, of the best candidates read
    closely, its words once more, how much of it is named, how near its words stand (`outward.what.closeness`), and how
    near in meaning single words of the text come to the goal's (`outward.what.retrieval`); last, where the user has
    one, how near a larger model finds the text.
    """

    words: float = 0.32
    wider: float = 0.1
    meaning: float = 0.4
    again: float = 0.18
    covered: float = 0.1
    near: float = 0.15
    akin: float = 0.3
    model: float = 0.6


_MIX = Mix()
_SOURCES = {"text": 400, "topics": 400, "meaning": 100}
_ALL_SOURCES = {**_SOURCES, "recent": 100, "circle": 100, "rare_voices": 100}
_FILTERS = (
    "seen", "your_own", "muted", "people_list", "not_indexable", "automated", "languages_read", "less_of_this",
    "off_topic", "too_short",
    "personal", "promotion_only", "little_to_learn",
)  # fmt: skip
_SCORERS = {
    "relevance": Weight(0.0, 1.0),
    "learning_value": Weight(0.4, 0.6),
    "social_proof": Weight(0.85, 0.3),
    "freshness": Weight(0.5, 0.5),
    "asked_less": Weight(0.0, 1.0),
    "free": Weight(0.6, 0.4),
    "kind_fit": Weight(1.0, 0.0),
    "like_examples": Weight(0.5, 0.5),
}
_SELECTORS = ("rare_voices", "author_decay", "diversity", "disagreeing", "rare_seat", "exploring")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to rank. Stages run in the order given here.

    `sources` name the pool, each with the most documents it may add; the best `depth` of them that pass the filters
    are scored. `rare` is the most a rare voice gains (1 doubles), `alike` the most a result loses for resembling those
    above it (1-λ of maximal marginal relevance), `explore_every` the distance of exploring seats (0: none), `repeat`
    what is left at least of the worth of an author's further results. `only` names scorers of which every
    result must have much, `languages` the only ones wanted (none: all). `exponents` are what her
    judgements make of a scorer's say (1: as it is), where the recipe `learns` from them.
    """

    name: str
    about: str
    mix: Mix = _MIX
    filters: tuple[str, ...] = _FILTERS
    scorers: Mapping[str, Weight] = field(default_factory=lambda: dict(_SCORERS))
    selectors: tuple[str, ...] = _SELECTORS
    sources: Mapping[str, int] = field(default_factory=lambda: dict(_SOURCES))
    depth: int = 32
    rare: float = 1.0
    alike: float = 0.3
    explore_every: int = 5
    repeat: float = 0.25
    only: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    exponents: Mapping[str, float] = field(default_factory=dict)
    learns: bool = True

    def factor(self, scorer: str, x: float) -> float:
        """By what the score is multiplied where a scorer finds `x`; at most 2, which `Scored.times` can add."""
        base, span = self.scorers[scorer]
        return float(min(2.0, (base + span * x) ** self.exponents.get(scorer, 1.0)))


SEARCH = Recipe(
    name="search",
    about="The best for the goal first, nothing else.",
    filters=(
        "your_own",
        "muted",
        "people_list",
        "not_indexable",
        "languages_read",
        "less_of_this",
        "off_topic",
    ),
    scorers={
        "relevance": Weight(0.0, 1.0),
        "learning_value": Weight(0.95, 0.05),
        "social_proof": Weight(0.99, 0.02),
        "freshness": Weight(0.95, 0.05),
        "asked_less": Weight(0.0, 1.0),
        "kind_fit": Weight(1.0, 0.0),
        "like_examples": Weight(0.5, 0.5),
    },
    selectors=(),
    learns=False,
)
WEEK = Recipe(
    name="week",
    about="What to spend this week's minutes on: varied, with rare voices, something unexpected and a dissenter.",
    sources=_ALL_SOURCES,
    depth=24,
)
PLAN = Recipe(
    name="plan",
    about="Material for a plan: everything worth a place; the planner sees to variety itself.",
    sources=_ALL_SOURCES,
    depth=150,
    selectors=("rare_voices",),
)
CATCH_UP = Recipe(
    name="catch-up",
    about="What is new since you last looked, by subject.",
    sources={**_ALL_SOURCES, "recent": 1_000},
    filters=("since", *_FILTERS),
    depth=600,
    selectors=("rare_voices", "author_decay", "diversity", "by_subject"),
)
EVENT = Recipe(
    name="event",
    about="A conference from afar: its hashtag in, twenty minutes of its best out, from many voices.",
    sources={"text": 2_000, "topics": 1_000},
    mix=Mix(words=0.4, wider=0.4, meaning=0.2, again=0.0, covered=0.0, near=0.0, akin=0.0),
    filters=("tagged", *(name for name in _FILTERS if name != "off_topic")),
    scorers={
        "relevance": Weight(0.5, 0.5),
        "learning_value": Weight(0.2, 0.8),
        "first_hand": Weight(0.8, 0.2),
        "evidence": Weight(0.8, 0.2),
        "social_proof": Weight(0.85, 0.3),
        "asked_less": Weight(0.0, 1.0),
        "free": Weight(0.6, 0.4),
    },
    depth=400,
    repeat=0.0,
    selectors=("rare_voices", "author_decay", "diversity"),
)
DEEP = Recipe(
    name="deep",
    about="One topic like a course: fundamentals first, then how-to, then cases.",
    scorers={**_SCORERS, "freshness": Weight(0.9, 0.1), "news": Weight(1.0, -0.5)},
    selectors=("author_decay", "diversity", "fundamentals_first"),
)
RECIPES: Mapping[str, Recipe] = {recipe.name: recipe for recipe in (SEARCH, WEEK, PLAN, CATCH_UP, EVENT, DEEP)}


def recipe(name: str) -> Recipe:
    """The recipe of that name, or an `InputError` naming those there are."""
    try:
        return RECIPES[name]
    except KeyError:
        known = ", ".join(sorted(RECIPES))
        raise InputError(f"There is no recipe called {name!r}; use one of: {known}.") from None
