import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Found, Goal, Kind
from outward.what import RECIPES, SEARCH, WEEK, Aim, Judgement, Ranking, Recipe, Verdict, Weight, rank
from outward.what.candidates import url_key
from outward.what.query import MOST_WORDS, Query
from tests.pure.what.shelf import NOW, Shelf, account, found
from tests.pure.what.strategies import shelves

GOAL = Goal(text="communicate an acquisition to staff", topics=("town hall", "übernahme"))
ANY_RECIPE = st.sampled_from(list(RECIPES.values()))


STORY = "How we told everybody about the acquisition in one morning"


def ask(shelf: Shelf, recipe: Recipe = SEARCH, goal: Goal = GOAL, *, limit: int = 10, seed: int = 1) -> Ranking:
    return rank(goal, shelf, recipe=recipe, now=NOW, seed=seed, limit=limit)


def urls(ranking: Ranking) -> list[str]:
    return [result.resource.url for result in ranking.results]


def tale(doc: int, extra: str = "", **more: Any) -> Found:
    return found(doc, f"How we told {extra} staff about the acquisition in number {doc} of our town halls", **more)


@settings(deadline=None)
@given(shelves(), ANY_RECIPE, st.integers(1, 12), st.integers(0, 2**32))
def test_reasons_add_up_to_the_score_and_the_score_is_0_to_100(
    shelf: Shelf, recipe: Recipe, limit: int, seed: int
) -> None:
    for result in ask(shelf, recipe, limit=limit, seed=seed).results:
        assert math.isclose(math.fsum(r.points for r in result.reasons), result.score, abs_tol=1e-9)
        assert 0.0 <= result.score <= 100.0
        assert 0.0 < result.propensity <= 1.0
        assert all(reason.sentence.endswith(".") for reason in result.reasons)


@settings(deadline=None)
@given(shelves(), ANY_RECIPE, st.integers(1, 12))
def test_nothing_is_lost_or_invented(shelf: Shelf, recipe: Recipe, limit: int) -> None:
    ranking = ask(shelf, recipe, limit=limit)
    shown = [url_key(url) for url in urls(ranking)]
    out = [url_key(left.url) for left in ranking.dropped]
    known = {url_key(f.resource.url) for f in shelf.posts}
    assert len(shown) == len(set(shown)) <= limit
    assert set(shown).isdisjoint(out)
    assert set(shown) | set(out) <= known
    assert all(left.sentence for left in ranking.dropped)
    assert len(shown) == limit or ranking.beyond == 0


@settings(deadline=None)
@given(shelves(), ANY_RECIPE, st.randoms(use_true_random=False))
def test_the_order_in_which_posts_are_stored_does_not_matter(shelf: Shelf, recipe: Recipe, random: Random) -> None:
    mixed = list(shelf.posts)
    random.shuffle(mixed)
    plain = replace(recipe, sources={"text": 1_000, "topics": 1_000})
    assert ask(replace(shelf, posts=mixed), plain) == ask(shelf, plain)


@settings(deadline=None)
@given(shelves(), st.integers(1, 30))
def test_a_search_shows_scores_in_order(shelf: Shelf, limit: int) -> None:
    scores = [result.score for result in ask(shelf, SEARCH, limit=limit).results]
    assert scores == sorted(scores, reverse=True)


def test_the_better_match_comes_first_and_says_what_it_names() -> None:
    shelf = Shelf([found(1, "Staff parking is closed on Monday, please plan your arrival accordingly"), tale(2)])
    first, second = ask(shelf).results
    assert (first.post.id, second.post.id) == ("mastodon:2", "mastodon:1")
    assert first.reasons[0].sentence == "Answers your goal: names “town hall”, “acquisition”, “staff”."
    assert first.reasons[0].points == 100.0
    assert first.topic == "town hall"
    assert second.topic == ""


def test_topics_of_the_goal_find_what_its_own_words_do_not() -> None:
    shelf = Shelf([tale(1), found(2, "Die Übernahme haben wir zuerst den Teams erzählt, dann der Presse")])
    assert urls(ask(shelf)) == ["https://social.example/1", "https://social.example/2"]


def test_what_is_only_near_in_meaning_does_not_look_like_a_perfect_answer() -> None:
    told = "Comment annoncer la fusion aux équipes, trois leçons utiles apprises"
    shelf = Shelf([found(1, told, lang="fr")], near={1: 0.6})
    (result,) = ask(shelf, WEEK, Goal(text="acquisition")).results
    assert result.reasons[0].points == 100 * 0.4 * 0.6
    assert result.reasons[0].sentence == "Close to your goal in meaning, in other words."


def test_far_from_the_goal_stays_out_of_the_week() -> None:
    ranking = ask(Shelf([found(1, "Nothing here that anybody could want to read at all today")], near={1: 0.1}), WEEK)
    assert not ranking.results
    assert ranking.dropped[0].stage == "off_topic"


def test_nothing_stored_gives_an_empty_ranking() -> None:
    assert ask(Shelf([])) == Ranking(results=())


def test_one_resource_of_several_posts_is_shown_once_with_who_shared_it() -> None:
    link = "https://blog.example/merger"
    ann, bob, twin = account("Ann"), account("Bob"), account("Bob", network="bluesky", handle="bob.example")
    article = found(1, "Acquisition told to staff: our story", author=ann, link=link, title="Acquisition told to staff")
    posts = [
        article,
        found(2, "Read this on acquisition", author=bob, link=link),
        found(3, "+1", author=twin, link=link),
    ]
    (result,) = ask(Shelf(posts)).results
    assert result.author == ann
    assert result.shared_by == ("Bob",)
    assert result.source == "blog.example"


def test_near_duplicates_are_joined_and_said_to_be() -> None:
    ranking = ask(
        Shelf([found(1, STORY), found(2, f"{STORY}!"), found(3, f"Dear staff, the acquisition is off, says {STORY}")])
    )
    assert set(urls(ranking)) == {"https://social.example/1", "https://social.example/3"}
    (left,) = ranking.dropped
    assert (left.url, left.stage) == ("https://social.example/2", "duplicates")
    assert left.sentence == f"Says the same as “{STORY}”; shown as one."


def test_depth_bounds_what_is_looked_at_closely_and_the_rest_is_counted() -> None:
    numbers = "one two three four five six seven eight nine ten eleven twelve".split()
    shelf = Shelf(
        [found(d, f"acquisition {n} {n}teen {n}ty {n * 3} for staff that {n * 2} knows") for d, n in enumerate(numbers)]
    )
    ranking = ask(shelf, replace(SEARCH, depth=3), limit=2)
    assert len(ranking.results) == 2
    assert ranking.beyond == 10


def test_what_she_has_seen_stays_out_of_the_week_but_not_of_a_search() -> None:
    shelf, seen = Shelf([tale(1)]), frozenset({"http://social.example/1/"})
    assert not rank(GOAL, shelf, recipe=WEEK, now=NOW, seed=1, limit=5, seen=seen).results
    assert rank(GOAL, shelf, recipe=SEARCH, now=NOW, seed=1, limit=5, seen=seen).results


def test_less_of_this_hides_then_fades_back() -> None:
    shelf = Shelf([tale(1, author=account("Ann"))])

    def score(days: int) -> float:
        said = Judgement(verdict=Verdict.LESS, aim=Aim.PERSON, key="mastodon:ann", at=NOW - timedelta(days=days))
        results = rank(GOAL, shelf, recipe=SEARCH, now=NOW, seed=1, limit=5, feedback=[said]).results
        return results[0].score if results else 0.0

    untouched = ask(shelf).results[0].score
    assert score(13) == 0.0
    assert math.isclose(score(14 + 70), untouched / 2)
    assert score(154) == untouched


def test_a_scorer_at_weight_one_zero_changes_nothing() -> None:
    shelf = Shelf([tale(1, likes=5, author=account())])
    without = {name: w for name, w in SEARCH.scorers.items() if name != "social_proof"}
    neutral = {**without, "social_proof": Weight(1.0, 0.0)}
    assert ask(shelf, replace(SEARCH, scorers=without)) == ask(shelf, replace(SEARCH, scorers=neutral))


def test_the_same_seed_gives_the_same_week() -> None:
    words: Sequence[str] = "red blue green grey pink gold black white brown lime teal navy plum rose".split()
    posts = [
        found(d, f"acquisition {w} {w * 2} staff {w * 3} heard {w * 4} and spoke", author=account(w), lang="la")
        for d, w in enumerate(words)
    ]
    one, two = ask(Shelf(posts), WEEK, limit=5, seed=7), ask(Shelf(posts), WEEK, limit=5, seed=7)
    assert one == two
    assert [r.seat for r in one.results] == ["ranked"] * 4 + ["exploring"]
    drawn = {ask(Shelf(posts), WEEK, limit=5, seed=s).results[4].post.id for s in range(20)}
    assert len(drawn) > 1


def test_a_long_goal_is_searched_by_its_commonest_words() -> None:
    goal = Goal(text=" ".join(f"word{i}" for i in range(500)) + " merger merger")
    words = Query.of(goal).text.split()
    assert len(words) == MOST_WORDS
    assert words[0] == "merger"


def test_a_goal_of_stop_words_alone_is_searched_as_it_stands() -> None:
    assert Query.of(Goal(text="to be or not")).text == "to be or not"


def test_markup_and_endless_words_in_posts_do_no_harm() -> None:
    hostile = [
        "<script>acquisition</script> " * 400,
        "acquisition " + "x" * 100_000,
        "acquisi\u200btion\x00 staff " * 9,
    ]
    ranking = ask(
        Shelf([found(d, text) for d, text in enumerate(hostile)]), WEEK, Goal(text="acquisition", kind=Kind.NEWS)
    )
    assert len(ranking.results) + len(ranking.dropped) == 3
