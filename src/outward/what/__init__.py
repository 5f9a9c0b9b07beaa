"""WHAT: resources ranked by value for a goal, each with reasons that add up to its score.

In ten minutes: `pipeline` (gather, filter, join duplicates, score, select), `retrieval` (how candidates are found and
mixed), `recipes` (which stages run, with which weights), and one file of each folder of stages. The rest when needed:

- the goal: `goal_words` (her words), `field_words` (what her field says), `query` (what is searched for)
- stages, one file each, found by folder (`stages`): `sources`, `filters`, `scorers`, `selectors`
- a text: `prose`, `cues`, `signals` (one sign a file), `kinds`, `content` (what sort it is), `closeness`, `duplicates`
- her say: `feedback` (what she said), `learned` (what that weighs), `adjusting` (by words), `wish` (of one answer)
- afterwards: `why` (two results beside each other)
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
