"""WHAT: resources ranked by value for a goal, each with reasons that add up to its score.

Read `pipeline` first, then `recipes`; the stages are one file each in `filters`, `scorers`, `selectors`.
"""

from outward.what.corpus import Corpus
from outward.what.feedback import Aim, Judgement, Verdict
from outward.what.goal_words import kind_of, matched_packs, understand
from outward.what.pipeline import LeftOut, Ranking, Result, rank
from outward.what.recipes import RECIPES, SEARCH, WEEK, Mix, Recipe, Weight, recipe

__all__ = [
    "RECIPES",
    "SEARCH",
    "WEEK",
    "Aim",
    "Corpus",
    "Judgement",
    "LeftOut",
    "Mix",
    "Ranking",
    "Recipe",
    "Result",
    "Verdict",
    "Weight",
    "kind_of",
    "matched_packs",
    "rank",
    "recipe",
    "understand",
]
