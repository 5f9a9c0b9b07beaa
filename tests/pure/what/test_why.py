import math
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Form, Goal, Kind, Post, Reason, Resource
from outward.model.reasons import rounded
from outward.what import RECIPES, WEEK, Ranking, Recipe, Result, rank, stages
from outward.what.adjusting import adjusted, read
from outward.what.why import LETS_IN, compared, differences, factors, lets_in, named, seats
from tests.pure.what.shelf import NOW, Shelf, found
from tests.pure.what.strategies import shelves

GOAL = Goal(text="acquisition told to staff", topics=("town hall",))
ANY_RECIPE = st.one_of(
    st.sampled_from(list(RECIPES.values())),
    st.sampled_from(["more first-hand, newer", "less news, shorter, more variety"]).map(
        lambda said: adjusted(WEEK, read(said))
    ),
)


def ask(shelf: Shelf, recipe: Recipe = WEEK, *, limit: int = 4, whole: bool = False) -> Ranking:
    return rank(GOAL, shelf, recipe=recipe, now=NOW, seed=3, limit=limit, whole=whole)


@settings(deadline=None)
@given(shelves(12), ANY_RECIPE, st.integers(1, 6))
def test_differences_add_up_to_the_logarithm_of_how_the_scores_differ(shelf: Shelf, recipe: Recipe, limit: int) -> None:
    results = [r for r in ask(shelf, recipe, limit=limit, whole=True).results if r.score > 1e-6]
    for one in results:
        for other in results:
            parts = differences(one.reasons, other.reasons)
            assert math.fsum(d.log for d in parts) == pytest.approx(math.log(one.score / other.score), abs=1e-6)
            assert [abs(d.log) for d in parts] == sorted((abs(d.log) for d in parts), reverse=True)
            back = {d.stage: -d.log for d in differences(other.reasons, one.reasons)}
            assert {d.stage: d.log for d in parts} == pytest.approx(back)
            assert all(told.sentence.endswith(".") for told in compared(one, other, GOAL))


@settings(deadline=None)
@given(shelves(15), ANY_RECIPE, st.integers(1, 8))
def test_the_whole_begins_with_what_is_shown_and_leaves_nothing_scored_out(
    shelf: Shelf, recipe: Recipe, limit: int
) -> None:
    shown, whole = ask(shelf, recipe, limit=limit), ask(shelf, recipe, limit=limit, whole=True)
    assert whole.results[:limit] == shown.results
    assert whole.dropped == shown.dropped
    assert len(whole.results) + whole.beyond == len(shown.results) + shown.beyond
    urls = [r.resource.url for r in whole.results]
    assert len(urls) == len(set(urls))


@given(
    st.lists(st.floats(0.05, 1.0), min_size=1, max_size=8),
)
def test_factors_are_read_off_the_reasons(given_: list[float]) -> None:
    score, reasons = 100.0, []
    for place, factor in enumerate(given_):
        before = score if place else 0.0
        score *= factor
        reasons.append(Reason(f"stage {place}", score - before, "A sentence."))
    assert list(factors(reasons).values()) == pytest.approx(given_)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12))
def test_rounded_points_keep_their_order_and_add_up_to_the_score_as_shown(points: list[float]) -> None:
    reasons = [Reason("a stage", value, "A sentence.") for value in points]
    rows = rounded(reasons, math.fsum(points))
    assert [reason for reason, _ in rows] == reasons
    assert f"{math.fsum(shown for _, shown in rows) + 0.0:.1f}" in (f"{math.fsum(points):.1f}", "0.0")
    assert all(abs(shown - reason.points) <= 0.1 + 1e-9 for reason, shown in rows)


def result(score: float = 50.0, *reasons: Reason, at: datetime | None = NOW, text: str = "", **more: Any) -> Result:
    resource = Resource(url="https://a.example", form=Form.POST, text=text)
    post = Post(id="a:1", network="a", author=None, text=text, url="https://a.example", resource="", created_at=at)
    return Result(
        resource=resource, post=post, author=None, person=None, shared_by=(), score=score,
        reasons=reasons or (Reason("relevance", score, "One."),), source="a", topic="", **more,
    )  # fmt: skip


def told(one: Result, other: Result, goal: Goal = GOAL) -> list[str]:
    return [said.sentence for said in compared(one, other, goal)]


def test_relevance_is_told_by_the_words_named() -> None:
    low, high = result(20.0, text="the staff"), result(40.0, text="the acquisition told to staff")
    assert named(high, GOAL) == ("acquisition", "told", "staff")
    assert told(low, high) == ["The other names “acquisition”, “told” too."]
    assert told(high, low) == ["It names “acquisition”, “told” too."]
    assert told(result(20.0), result(40.0)) == ["The other is closer to your goal."]
    assert told(result(40.0), result(20.0)) == ["It is closer to your goal."]
    wide = Goal(text="red green blue white")
    assert told(result(20.0), result(40.0, text="red green blue white"), wide) == [
        "The other names 4 more of your words too."
    ]


def aged(days: float | None, factor: float, stage: str = "freshness") -> Result:
    reasons = Reason("relevance", 50.0, "One."), Reason(stage, 50.0 * (factor - 1.0), "Its age.")
    return result(50.0 * factor, *reasons, at=NOW - timedelta(days=days) if days is not None else None)


@pytest.mark.parametrize(
    ("mine", "theirs", "kind", "says"),
    [
        (426, 0, Kind.NEWS, "It is 14 months older, and for news that counts."),
        (0, 1_461, Kind.CASE, "It is 4 years newer, and for cases that counts."),
        (21, 0, Kind.HOW_TO, "It is 3 weeks older, and for how-to that counts."),
        (1, 0, Kind.DISCUSSION, "It is 1 day older, and for a discussion that counts."),
        (0.1, 0, Kind.FUNDAMENTALS, "It is some hours older."),
        (None, 0, Kind.CASE, "It carries no date."),
        (0, None, Kind.CASE, "The other carries no date."),
    ],
)
def test_freshness_is_told_by_the_ages(mine: float | None, theirs: float | None, kind: Kind, says: str) -> None:
    goal = replace(GOAL, kind=kind)
    assert told(aged(mine, 0.5), aged(theirs, 0.9), goal) == [says]


def test_a_moment_without_zone_is_read_as_utc_and_newness_asked_for_names_no_kind() -> None:
    naive = replace(aged(0, 0.9, "recency"), post=replace(aged(0, 0.9).post, created_at=NOW.replace(tzinfo=None)))
    assert told(aged(60, 0.5, "recency"), naive) == ["It is 2 months older."]


def test_others_are_told_by_what_the_stages_said() -> None:
    def by(stage: str, factor: float, sentence: str) -> Result:
        reasons = Reason("relevance", 50.0, "One."), Reason(stage, 50.0 * (factor - 1.0), sentence)
        return result(50.0 * factor, *reasons)

    plain = result(50.0)
    assert told(by("free", 0.6, "Paid."), plain) == ["It is behind a paywall."]
    assert told(plain, by("free", 0.6, "Paid.")) == ["The other is behind a paywall."]
    assert told(by("diversity", 0.8, "Resembles one."), plain) == ["Resembles one."]
    assert told(plain, by("diversity", 0.8, "Resembles one.")) == ["The other: resembles one."]
    assert told(by("x", 0.8, "This."), by("x", 0.5, "That.")) == ["This. The other: that."]
    assert told(by("x", 0.8, "Same."), by("x", 0.5, "Same.")) == ["Both: Same."]
    assert told(by("x", 0.99, "Hardly."), plain) == []


def test_a_score_of_nothing_is_a_difference_too() -> None:
    none = result(0.0, Reason("relevance", 50.0, "One."), Reason("asked_less", -50.0, "You asked for less."))
    (only,) = compared(none, result(50.0), GOAL)
    assert (only.sentence, round(only.share, 3)) == ("You asked for less.", -1.0)
    later = factors((*none.reasons, Reason("rare_voices", 0.0, "A seat.")))
    assert later["rare_voices"] == 1.0


def test_a_seat_is_said_where_the_score_does_not_decide() -> None:
    assert seats(result(), result()) == ""
    assert seats(result(seat="exploring"), result()) == "It has a seat kept for a surprise, whatever its points."
    said = "The other has a seat kept for one that sees it differently, whatever its points."
    assert seats(result(), result(seat="disagreeing")) == said


def test_every_filter_says_what_would_let_in_what_it_left_out() -> None:
    assert {*stages.filters(), "duplicates"} == set(LETS_IN)
    assert all(sentence.endswith(".") for sentence in LETS_IN.values())
    assert lets_in("unheard of") == ""


def test_places_below_the_page_are_known() -> None:
    posts = [
        found(d, f"acquisition {w} told {w * 2} staff {w * 3}") for d, w in enumerate("red blue gold pink".split())
    ]
    ranking = ask(Shelf(posts), replace(WEEK, filters=()), limit=2, whole=True)
    assert len(ranking.results) == 4
    assert ranking.beyond == 0
