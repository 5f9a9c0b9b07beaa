"""Where candidates come from, and how their parts are mixed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Goal
from outward.what import RECIPES, SEARCH, WEEK, Mix, Recipe, stages
from outward.what.query import Query
from outward.what.retrieval import OPENED, gather
from outward.what.sources import meaning
from tests.pure.what.shelf import NOW, Shelf, account, found
from tests.pure.what.strategies import shelves

GOAL = Goal(text="acquisition staff", topics=("town hall",))
QUERY = Query.of(GOAL)


def docs(shelf: Shelf, recipe: Recipe, goal: Goal = GOAL) -> set[int]:
    return {f.doc for candidate in gather(goal, shelf, recipe, depth=50).candidates for f in candidate.found}


def only(**sources: int) -> Recipe:
    return replace(SEARCH, sources=sources)


def test_a_source_no_recipe_names_finds_nothing() -> None:
    assert docs(Shelf([found(1, "acquisition")]), only()) == set()


def test_text_finds_the_words_of_the_goal_and_topics_those_of_its_topics() -> None:
    shelf = Shelf([found(1, "acquisition"), found(2, "a town"), found(3, "else")])
    assert docs(shelf, only(text=10)) == {1}
    assert docs(shelf, only(topics=10)) == {1, 2}
    assert stages.sources()["topics"].find(Query.of(Goal(text="staff")), shelf, 10, 0) == ()


def test_meaning_is_asked_only_where_words_find_few() -> None:
    shelf = Shelf([found(1, "fusion"), found(2, "rien")], near={1: 0.9})
    assert docs(shelf, only(text=10, meaning=10)) == {1}
    assert meaning.find(QUERY, shelf, 10, meaning.FEW) == ()


def test_people_she_follows_and_quiet_ones_are_heard_whatever_their_words() -> None:
    loud, quiet = account("Loud"), account("Quiet")
    shelf = Shelf(
        [found(1, "a", author=loud), found(2, "b", author=loud), found(3, "c", author=quiet)], circle=frozenset({2})
    )
    assert docs(shelf, only(circle=10)) == {2}
    assert docs(shelf, only(rare_voices=1)) == {3}
    assert docs(shelf, only(recent=2)) == {1, 2}


@given(shelves(), st.sampled_from(list(RECIPES.values())), st.integers(1, 20))
def test_every_document_is_opened_or_counted_once(shelf: Shelf, recipe: Recipe, depth: int) -> None:
    gathered = gather(GOAL, shelf, recipe, depth=depth)
    opened = [f.doc for candidate in gathered.candidates for f in candidate.found]
    assert len(opened) == len(set(opened)) <= OPENED * depth
    assert gathered.beyond >= 0
    assert set(opened) <= {f.doc for f in shelf.posts}
    for candidate in gathered.candidates:
        assert all(0.0 <= part <= 1.0 + 1e-9 for part in candidate.match)


def test_the_best_has_relevance_one() -> None:
    shelf = Shelf([found(n, f"acquisition {'staff ' * n}") for n in range(1, 5)], near={3: 0.5})
    best = gather(GOAL, shelf, SEARCH, depth=5).candidates[0]
    assert best.match.relevance == pytest.approx(1.0)


def test_a_larger_model_of_her_own_is_heard() -> None:
    posts = [found(1, "acquisition staff acquisition staff"), found(2, "acquisition beloved")]
    plain = gather(GOAL, Shelf(posts), SEARCH, depth=5).candidates
    asked = gather(GOAL, Shelf(posts, model="beloved"), replace(SEARCH, mix=Mix(model=5.0)), depth=5).candidates
    assert [c.best.doc for c in plain] == [1, 2]
    assert [c.best.doc for c in asked] == [2, 1]
    assert [c.match.model for c in asked] == [1.0, 0.0]


def test_words_alike_in_meaning_are_compared_for_the_best() -> None:
    shelf = Shelf([found(1, "acquisition staff"), found(2, "acquisition")])
    akin = {c.best.doc: c.match.akin for c in gather(GOAL, shelf, SEARCH, depth=5).candidates}
    assert akin[1] == 1.0
    assert 0.0 < akin[2] < 1.0


def test_a_goal_of_words_nobody_knows_is_met_in_meaning_only() -> None:
    shelf = Shelf([found(1, "tout autre chose", at=NOW)], near={1: 0.5})
    (candidate,) = gather(Goal(text="zephyr"), shelf, WEEK, depth=5).candidates
    assert candidate.match.relevance == pytest.approx(WEEK.mix.meaning * 0.5)
    assert candidate.match.akin == 0.0


def test_rarity_of_none_weighs_nothing() -> None:
    shelf = Shelf([found(1, "acquisition")])
    matched = gather(Goal(text="acquisition"), replace_rarity(shelf), SEARCH, depth=5).candidates[0].match
    assert matched.akin == 0.0


def replace_rarity(shelf: Shelf) -> Shelf:
    class Common(Shelf):
        def rarity(self, words: object) -> list[float]:
            return [0.0]

    return Common(shelf.posts)
