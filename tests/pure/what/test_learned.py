"""What judgements teach: nothing from few, the right direction from many, and never an order turned round."""

import math
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.what import RECIPES, SEARCH, WEEK, Recipe, rank, stages
from outward.what.learned import ENOUGH, MOST, TASTES, VALUES, Example, Learned, Line, applied, learn
from outward.what.recipes import Weight
from tests.pure.what.shelf import NOW, Shelf
from tests.pure.what.strategies import shelves
from tests.pure.what.test_ranking import GOAL

LEARNING = st.sampled_from([recipe for recipe in RECIPES.values() if recipe.learns])
SCORERS = tuple(stages.scorers())


def judged(number: int, useful: str, *, seed: int = 1, **more: float) -> list[Example]:
    """So many results of random worth, useful where they have much of one thing; `more` is fixed in all."""
    draw = Random(seed)
    found = [{name: more.get(name, draw.random()) for name in SCORERS} for _ in range(number)]
    return [Example(one[useful] > 0.5, place % 10 + 1, 1.0, one) for place, one in enumerate(found)]


def line(learned: Learned | None, stage: str) -> Line:
    assert learned is not None
    return next(line for line in learned.lines if line.stage == stage)


def test_few_judgements_or_all_alike_teach_nothing() -> None:
    enough = judged(ENOUGH, "first_hand")
    assert learn(WEEK, enough[:-1], []) is None
    assert learn(WEEK, [one._replace(useful=True) for one in enough], []) is None
    assert learn(WEEK, [one._replace(useful=False) for one in enough], []) is None
    assert learn(SEARCH, enough, []) is None
    assert learn(WEEK, enough, []) is not None


@pytest.mark.parametrize("taste", ["first_hand", "how_to", "cases", "evidence"])
def test_what_she_finds_useful_counts_more(taste: str) -> None:
    learned = learn(WEEK, judged(100, taste), [])
    found = line(learned, taste)
    assert found.share > 0.0
    assert found.exponent > 0.1
    assert found.weight == Weight(0.5, 0.5)
    assert learned is not None
    assert next(line for line in learned.lines if line.share > 0.0) == found
    assert f": {found.name} " in learned.sentence


def test_what_she_does_not_find_useful_counts_less() -> None:
    examples = [one._replace(useful=not one.useful) for one in judged(100, "news")]
    learned = learn(WEEK, examples, [])
    found = line(learned, "news")
    assert found.share < 0.0
    assert found.exponent > 0.1
    assert found.weight == Weight(1.0, -0.5)
    assert "with it stand up to" in found.words
    assert learned is not None
    assert learned.sentence.startswith("Weighted by 100 of your judgements: ")


def test_a_scorer_of_the_recipe_counts_more_or_less_but_never_the_other_way() -> None:
    more = line(learn(WEEK, judged(150, "freshness"), []), "freshness")
    old = [e._replace(useful=e.found["relevance"] > e.found["freshness"]) for e in judged(150, "freshness")]
    less = line(learn(WEEK, old, []), "freshness")
    assert 0.0 <= less.exponent < 1.0 < more.exponent <= MOST
    assert more.share > 0.0 > less.share
    assert more.words.endswith(" times as much as usual")


def test_what_a_recipe_looks_at_already_is_no_taste_beside_it() -> None:
    deep = learn(RECIPES["deep"], judged(150, "first_hand"), [])
    assert deep is not None
    assert [line.usual for line in deep.lines if line.stage == "news"] == [1.0]


def test_what_does_not_vary_teaches_nothing_and_what_was_not_logged_is_as_the_mean() -> None:
    learned = learn(WEEK, judged(150, "evidence", first_hand=0.3), [])
    assert learned is not None
    assert "first_hand" not in {line.stage for line in learned.lines}
    examples = judged(150, "evidence")
    bare = [one._replace(found={k: x for k, x in one.found.items() if k != "free"}) for one in examples]
    assert line(learn(WEEK, bare, []), "free").exponent == pytest.approx(1.0)


def test_a_rare_seat_and_a_low_place_weigh_more_up_to_a_bound() -> None:
    examples = judged(150, "evidence")
    one = line(learn(WEEK, examples, []), "evidence").exponent
    same = line(learn(WEEK, [e._replace(propensity=0.5) for e in examples], []), "evidence").exponent
    assert same == pytest.approx(one, abs=0.02)  # weights average 1; the cut at CLIP is seldom reached
    wrong = Example(True, 1, 1.0, {**examples[0].found, "evidence": 0.0})
    rare, rarer, rarest = (
        line(learn(WEEK, [*examples, wrong._replace(propensity=p)], []), "evidence").exponent for p in (1.0, 0.2, 0.001)
    )
    assert rarer < rare
    assert rarest == pytest.approx(rarer, abs=1e-3)


def test_the_same_judgements_teach_the_same_and_shown_results_move_the_middle_only() -> None:
    examples = judged(50, "first_hand")
    assert learn(WEEK, examples, []) == learn(WEEK, examples, [])
    wider = learn(WEEK, examples, [one.found for one in judged(200, "news", seed=3)])
    assert line(wider, "first_hand").share > 0.0


def test_nothing_clear_is_said_so() -> None:
    quiet = Learned(20, (Line("freshness", Weight(0.5, 0.5), 1.0, 1.0, 0.2),))
    assert quiet.sentence == "Weighted by 20 of your judgements: hardly other than usual."
    both = Learned(
        23,
        (
            Line("first_hand", Weight(0.5, 0.5), 1.0, 0.0, 0.2),
            Line("how_to", Weight(0.5, 0.5), 0.9, 0.0, 0.2),
            Line("freshness", Weight(0.5, 0.5), 0.4, 1.0, 0.2),
            Line("kind_fit", Weight(0.7, 0.3), 1.0, 1.0, 0.2),
        ),
    )
    assert both.sentence == ("Weighted by 23 of your judgements: first-hand and how-to count more, freshness less.")
    assert (both.lines[0].words, both.lines[3].name) == ("results without it stand up to 50% lower", "kind fit")


def test_judgements_by_the_flip_of_a_coin_change_nothing() -> None:
    draw = Random(5)
    learned = learn(WEEK, [one._replace(useful=draw.random() < 0.5) for one in judged(60, "news")], [])
    assert learned == Learned(60, ())
    assert learned.sentence == "Your 60 judgements fit the usual weights, so these stay."
    assert applied(WEEK, learned) == WEEK


def test_every_taste_has_a_scorer_and_not_now_says_nothing_of_worth() -> None:
    assert set(TASTES) <= set(SCORERS)
    assert {str(verdict) for verdict in VALUES} == {"useful", "done", "not useful", "less of this"}


@settings(deadline=None, max_examples=40)
@given(shelves(), LEARNING, st.dictionaries(st.sampled_from(SCORERS), st.floats(0.0, MOST)))
def test_reasons_add_up_with_any_exponents(shelf: Shelf, recipe: Recipe, exponents: Mapping[str, float]) -> None:
    for result in rank(GOAL, shelf, recipe=replace(recipe, exponents=exponents), now=NOW, seed=1, limit=10).results:
        assert math.isclose(math.fsum(r.points for r in result.reasons), result.score, abs_tol=1e-9)
        assert 0.0 <= result.score <= 100.0
        assert set(result.found) == set(SCORERS)
        assert all(0.0 <= x <= 1.0 for x in result.found.values())


@settings(deadline=None, max_examples=40)
@given(shelves(), LEARNING)
def test_exponents_of_1_give_the_very_same_ranking(shelf: Shelf, recipe: Recipe) -> None:
    same = replace(recipe, exponents=dict.fromkeys(SCORERS, 1.0))
    plain = rank(GOAL, shelf, recipe=recipe, now=NOW, seed=1, limit=10)
    assert rank(GOAL, shelf, recipe=same, now=NOW, seed=1, limit=10) == plain


@given(LEARNING, st.floats(0.0, MOST), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_every_factor_stays_monotone(recipe: Recipe, exponent: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    for name, weight in recipe.scorers.items():
        learned = replace(recipe, exponents={name: exponent})
        a, b = learned.factor(name, low), learned.factor(name, high)
        assert a <= b if weight.span >= 0.0 else a >= b, name
        assert 0.0 <= a <= 2.0


def test_what_was_learned_enters_as_exponents_but_for_what_she_adjusted_herself() -> None:
    learned = learn(WEEK, judged(100, "first_hand"), [])
    assert learned is not None
    recipe = applied(WEEK, learned)
    assert recipe.scorers["first_hand"] == Weight(0.5, 0.5)
    assert recipe.exponents["first_hand"] == line(learned, "first_hand").exponent
    assert recipe.exponents["relevance"] == line(learned, "relevance").exponent
    assert "first_hand" not in applied(WEEK, learned, frozenset({"first_hand"})).scorers
    assert "asked_less" not in recipe.exponents
