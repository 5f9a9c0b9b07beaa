"""Every filter, scorer and selector keeps the promises of its kind, whatever it is given."""

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Goal, Kind
from outward.what import RECIPES, SEARCH, WEEK, Weight, stages
from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.pipeline import score
from outward.what.retrieval import gather
from outward.what.scorers.social_proof import spread
from tests.pure.what.shelf import NOW, Shelf
from tests.pure.what.strategies import shelves

FILTERS, SCORERS, SELECTORS = sorted(stages.filters()), sorted(stages.scorers()), sorted(stages.selectors())
KINDS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("filters", stages.filters),
    ("scorers", stages.scorers),
    ("selectors", stages.selectors),
)


def setting(shelf: Shelf, kind: Kind = Kind.CASE, limit: int = 4) -> tuple[tuple[Candidate, ...], Context]:
    goal = Goal(text="acquisition told to staff", kind=kind)
    candidates = gather(goal, shelf, WEEK, depth=50).candidates
    context = Context(goal=goal, recipe=WEEK, now=NOW, limit=limit, spread=spread(candidates), monthly=shelf.rate)
    return candidates, context


@pytest.mark.parametrize("name", FILTERS)
@settings(deadline=None, max_examples=20)
@given(shelf=shelves(8))
def test_a_filter_gives_one_sentence_or_none_and_the_same_again(name: str, shelf: Shelf) -> None:
    candidates, context = setting(shelf)
    drop = stages.filters()[name].drop
    for candidate in candidates:
        said = drop(candidate, context)
        assert said is None or (said.endswith(".") and "\n" not in said)
        assert drop(replace(candidate), context) == said


@pytest.mark.parametrize("name", SCORERS)
@settings(deadline=None, max_examples=20)
@given(shelf=shelves(8), kind=st.sampled_from(Kind))
def test_a_scorer_gives_0_to_1_and_one_sentence_and_the_same_again(name: str, shelf: Shelf, kind: Kind) -> None:
    candidates, context = setting(shelf, kind)
    scorer = stages.scorers()[name]
    for candidate in candidates:
        x = scorer.score(candidate, context)
        assert 0.0 <= x <= 1.0
        assert scorer.score(replace(candidate), context) == x
        said = stages.say(scorer, candidate, context)
        assert said.endswith(".")
        assert "\n" not in said


@pytest.mark.parametrize("name", SCORERS)
@settings(deadline=None, max_examples=20)
@given(shelf=shelves(8), more=st.floats(0, 0.3))
def test_a_score_grows_with_what_a_scorer_gives(name: str, shelf: Shelf, more: float) -> None:
    candidates, context = setting(shelf)
    base, span = WEEK.scorers.get(name, Weight(1.0, 0.0))
    better = {**WEEK.scorers, name: Weight(base + more, span)}
    before = {s.candidate.resource.url: s.score for s in score(candidates, context)}
    after = score(candidates, replace(context, recipe=replace(WEEK, scorers=better)))
    assert all(s.score >= before[s.candidate.resource.url] - 1e-9 for s in after)


@pytest.mark.parametrize("name", SELECTORS)
@settings(deadline=None, max_examples=20)
@given(shelf=shelves(12), limit=st.integers(1, 12), seed=st.integers(0, 99))
def test_a_selector_loses_and_invents_nothing(name: str, shelf: Shelf, limit: int, seed: int) -> None:
    candidates, context = setting(shelf, limit=limit)
    context = replace(context, seed=seed)
    ranked = score(candidates, context)
    selected = stages.selectors()[name].select(ranked, context)
    urls = [s.candidate.resource.url for s in selected]
    assert sorted(urls) == sorted(s.candidate.resource.url for s in ranked)
    assert stages.selectors()[name].select(ranked, context) == selected
    for s in selected:
        assert abs(sum(r.points for r in s.reasons) - s.score) < 1e-9
        assert 0.0 <= s.score <= 100.0


@pytest.mark.parametrize(("kind", "registry"), KINDS)
def test_every_stage_says_in_its_first_line_what_it_does(
    kind: str, registry: Callable[[], dict[str, ModuleType]]
) -> None:
    for name, stage in registry().items():
        assert stages.about(stage).endswith((".", ",")), f"{kind}/{name}"


@pytest.mark.parametrize("recipe", list(RECIPES.values()), ids=lambda r: r.name)
def test_recipes_name_stages_that_exist(recipe: object) -> None:
    assert isinstance(recipe, type(SEARCH))
    assert set(recipe.filters) <= set(FILTERS)
    assert set(recipe.scorers) <= set(SCORERS)
    assert set(recipe.selectors) <= set(SELECTORS)
