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
    closely, its words once more, how much of it is named, and how near its words stand (`outward.what.closeness`).
    """

    words: float = 0.32
    wider: float = 0.1
    meaning: float = 0.4
    again: float = 0.18
    covered: float = 0.1
    near: float = 0.15


_MIX = Mix()
_FILTERS = (
    "seen", "your_own", "muted", "people_list", "not_indexable", "automated", "less_of_this", "off_topic", "too_short",
    "personal", "promotion_only", "little_to_learn",
)  # fmt: skip
_SCORERS = {
    "relevance": Weight(0.0, 1.0),
    "learning_value": Weight(0.4, 0.6),
    "social_proof": Weight(0.85, 0.3),
    "freshness": Weight(0.5, 0.5),
    "asked_less": Weight(0.0, 1.0),
    "free": Weight(0.6, 0.4),
}
_SELECTORS = ("rare_voices", "author_decay", "diversity", "disagreeing", "exploring")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One way to rank. Stages run in the order given here.

    `pool` documents are mixed by relevance, the best `depth` that pass the filters are looked at closely; `marks`
    is how many words that mark the best documents widen the goal (10 lost on every labelled set tried, so none do);
    `recent` adds that many newest documents to the pool. `rare` is the most a rare voice gains (1 doubles), `alike`
    the most a result loses for resembling those above it (1-λ of maximal marginal relevance), `explore_every` the
    distance of exploring seats (0: none).
    """

    name: str
    about: str
    mix: Mix = _MIX
    filters: tuple[str, ...] = _FILTERS
    scorers: Mapping[str, Weight] = field(default_factory=lambda: dict(_SCORERS))
    selectors: tuple[str, ...] = _SELECTORS
    pool: int = 1_000
    marks: int = 0
    depth: int = 200
    recent: int = 0
    rare: float = 1.0
    alike: float = 0.3
    explore_every: int = 5


SEARCH = Recipe(
    name="search",
    about="The best for the goal first, nothing else.",
    filters=(
        "your_own",
        "muted",
        "people_list",
        "not_indexable",
        "less_of_this",
        "off_topic",
        "too_short",
        "promotion_only",
    ),
    scorers={
        "relevance": Weight(0.0, 1.0),
        "learning_value": Weight(0.8, 0.2),
        "social_proof": Weight(0.95, 0.1),
        "freshness": Weight(0.8, 0.2),
        "asked_less": Weight(0.0, 1.0),
    },
    selectors=("diversity",),
)
WEEK = Recipe(
    name="week",
    about="What to spend this week's minutes on: varied, with rare voices, something unexpected and a dissenter.",
    recent=100,
)
PLAN = Recipe(
    name="plan",
    about="Material for a plan: everything worth a place; the planner sees to variety itself.",
    recent=100,
    selectors=("rare_voices",),
)
RECIPES: Mapping[str, Recipe] = {recipe.name: recipe for recipe in (SEARCH, WEEK, PLAN)}


def recipe(name: str) -> Recipe:
    """The recipe of that name, or an `InputError` naming those there are."""
    try:
        return RECIPES[name]
    except KeyError:
        known = ", ".join(sorted(RECIPES))
        raise InputError(f"There is no recipe called {name!r}; use one of: {known}.") from None
