import math
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Found, Goal, Kind, Reason
from outward.what import SEARCH, Aim, Judgement, Verdict
from outward.what.candidates import Candidate, Match
from outward.what.context import Context
from outward.what.scored import Scored
from outward.what.scorers import asked_less, freshness, kind_fit, learning_value, relevance, social_proof
from tests.pure.what.shelf import NOW, account, found

CONTEXT = Context(goal=Goal(text="communicate an acquisition", topics=("town hall",)), recipe=SEARCH, now=NOW)


POST = replace(CONTEXT, goal=Goal(text="post-acquisition"))


def one(*posts: Found) -> Candidate:
    return Candidate(found=posts, match=Match(1.0, 0.0, 0.0, relevance=0.5))


def test_relevance_is_the_mix_and_names_topics_before_words() -> None:
    item = one(found(1, "Acquisitions in a town hall"))
    assert relevance.score(item, CONTEXT) == 0.5
    assert (
        relevance.sentence(one(found(1, "post acquisition")), POST, 0.5)
        == "Answers your goal: names “post-acquisition”."
    )
    assert relevance.sentence(item, CONTEXT, 0.5) == "Answers your goal: names “town hall”, “acquisition”."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "We told 400 people at Northwind in 3 weeks and I learned to listen",
            "Tells it first-hand and names particulars and figures.",
        ),
        ("We told staff. Sign up, use code NOW", "Tells it first-hand, but promotes something."),
        ("Nothing much", "Says little that can be used at once."),
        ("Sign up today", "Says little that can be used at once, and promotes something."),
    ],
)
def test_learning_value_says_what_is_in_it(text: str, says: str) -> None:
    assert learning_value.sentence(one(found(1, text)), CONTEXT, 0.5) == says


def proof(*posts: Found) -> float:
    item = one(*posts)
    return social_proof.score(item, replace(CONTEXT, spread=social_proof.spread([item])))


def test_excitement_is_reactions_over_reach() -> None:
    post = found(1, author=account(followers=99), likes=7, reposts=1, replies=None)
    assert social_proof.excitement(post) == pytest.approx(math.log(16) / 3 - 0.5 * math.log(100))


def test_social_proof_follows_the_formula() -> None:
    post = found(1, author=account(followers=0), likes=7, reposts=1, replies=0)
    assert proof(post) == pytest.approx(1 / (1 + math.exp(-(1 / 11) * math.log(16) / 3)))


def test_unknown_followers_or_counts_are_neutral() -> None:
    assert proof(found(1, likes=9)) == 0.5
    assert proof(found(1, author=account(followers=None), likes=9)) == 0.5
    assert proof(found(1, author=account(followers=10))) == 0.5
    assert social_proof.score(one(found(1, author=account(), likes=9)), CONTEXT) == 0.5


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**9))
def test_more_likes_never_hurt_and_more_followers_never_help(likes: int, more: int, followers: int) -> None:
    others = [found(2, author=account("Bob"), likes=3), found(3, author=account("Cem"), likes=0)]

    def score(likes: int, followers: int) -> float:
        item = one(found(1, author=account(followers=followers), likes=likes))
        context = replace(CONTEXT, spread=social_proof.spread([one(*others)]))
        return social_proof.score(item, context)

    assert score(likes, followers) <= score(likes + more, followers)
    assert score(likes, followers) >= score(likes, followers + more)


def test_social_proof_says_reactions_and_people() -> None:
    ann, bob = account("Ann", followers=3), account("Bob", followers=3)
    item = one(found(1, author=ann, likes=1), found(2, author=bob, likes=0))
    say = social_proof.sentence
    assert say(item, CONTEXT, 0.9) == "1 reaction, shared by 2 people: more than its author's reach explains."
    assert (
        say(one(found(1, author=ann, likes=4)), CONTEXT, 0.1) == "4 reactions: less than its author's reach explains."
    )
    assert (
        say(one(found(1, author=ann, likes=4)), CONTEXT, 0.51) == "4 reactions: about what its author's reach explains."
    )
    assert say(item, CONTEXT, 0.5) == "Nobody knows how others took it."


def aged(kind: Kind, days: float | None) -> tuple[float, str]:
    at = None if days is None else NOW - timedelta(days=days)
    context = replace(CONTEXT, goal=replace(CONTEXT.goal, kind=kind))
    item = one(found(1, at=at))
    x = freshness.score(item, context)
    return x, freshness.sentence(item, context, x)


@pytest.mark.parametrize(
    ("kind", "days", "x", "says"),
    [
        (Kind.NEWS, 3, 0.5, "From 3 days ago; for news value lasts."),
        (Kind.NEWS, 21, 2**-7, "From 3 weeks ago; for news most of its value has gone."),
        (Kind.DISCUSSION, 14, 0.5, "From 2 weeks ago; for a discussion value lasts."),
        (Kind.CASE, 365, 0.5, "From 12 months ago; for cases value lasts."),
        (Kind.HOW_TO, 730, 0.25, "From 2 years ago; for how-to part of its value has gone."),
        (Kind.CASE, 0, 1.0, "From today; for cases value lasts."),
        (Kind.CASE, -9, 1.0, "From today; for cases value lasts."),
        (Kind.CASE, None, 0.5, "It carries no date."),
        (Kind.FUNDAMENTALS, 9_000, 1.0, "Fundamentals do not age."),
    ],
)
def test_material_ages_by_the_kind_of_goal(kind: Kind, days: float | None, x: float, says: str) -> None:
    worth, said = aged(kind, days)
    assert worth == pytest.approx(x)
    assert said == says


NEWS = "Breaking: Northwind announced today that it will acquire Larkspur"
BASICS = "What is a transfer? The basics explained"
OFFER = "New episode is out now, register today"
CASE = "We were acquired in 2024. We told 400 people, and what we learned: leaders first."


@pytest.mark.parametrize(
    ("text", "days", "x", "says"),
    [
        (CASE, 365, 0.5, "From 12 months ago; for cases value lasts."),
        (NEWS, 3, 0.5, "From 3 days ago; for news value lasts."),
        (BASICS, 9_000, 1.0, "Fundamentals do not age."),
        (BASICS, None, 0.5, "It carries no date."),
        (OFFER, 30, 2**-10, "From 4 weeks ago; for an announcement most of its value has gone."),
        ("Has anyone done this? How did you do it?", 14, 0.5, "From 2 weeks ago; for a question value lasts."),
        ("Nothing that tells its kind", 3, 0.5, "From 3 days ago; for news value lasts."),
    ],
)
def test_content_ages_by_its_own_kind_where_that_is_told(text: str, days: float | None, x: float, says: str) -> None:
    context = replace(CONTEXT, goal=Goal(text="acquisition", kind=Kind.NEWS))
    item = one(found(1, text, at=None if days is None else NOW - timedelta(days=days)))
    assert freshness.score(item, context) == pytest.approx(x)
    assert freshness.sentence(item, context, x) == says


@pytest.mark.parametrize(
    ("text", "wanted", "x", "says"),
    [
        (CASE, Kind.CASE, 1.0, "“we were acquired”, “we told”, “what we learned”; what your goal asks for."),
        (CASE, Kind.HOW_TO, 0.8, "“we were acquired”, “we told”, “what we learned”; your goal asks for how-to."),
        (CASE, Kind.NEWS, 0.5, "“we were acquired”, “we told”, “what we learned”; your goal asks for news."),
        ("Selfie with my dog", Kind.CASE, 0.1, "personal: “selfie”, “my dog”; your goal asks for cases."),
        ("Nothing that tells its kind", Kind.CASE, 0.7, "What sort of content it is, its words do not say."),
    ],
)
def test_the_kind_a_goal_asks_for_fits_best(text: str, wanted: Kind, x: float, says: str) -> None:
    context = replace(CONTEXT, goal=Goal(text="acquisition", kind=wanted))
    item = one(found(1, text))
    assert kind_fit.score(item, context) == x
    assert kind_fit.sentence(item, context, x).endswith(says)


def test_a_moment_without_zone_is_read_as_utc() -> None:
    assert CONTEXT.days_since(datetime(2026, 11, 23, 12)) == 1.0
    assert freshness.age(1.0) == "yesterday"


@pytest.mark.parametrize(("days", "x"), [(0, 0.0), (14, 0.0), (84, 0.5), (154, 1.0), (900, 1.0)])
def test_what_she_wants_less_of_fades_back(days: int, x: float) -> None:
    said = Judgement(verdict=Verdict.LESS, aim=Aim.FORM, key="post", at=NOW - timedelta(days=days))
    assert asked_less.score(one(found(1)), replace(CONTEXT, judgements=(said,))) == x
    assert asked_less.score(one(found(1)), CONTEXT) == 1.0


@given(st.floats(0, 100), st.lists(st.floats(0, 2), max_size=8))
def test_factors_add_up_and_never_pass_100(first: float, factors: list[float]) -> None:
    scored = Scored(one(found(1))).times(first / 100, "first", "One.")
    for factor in factors:
        scored = scored.times(factor, "next", "Two.")
    assert 0.0 <= scored.score <= 100.0
    assert math.fsum(r.points for r in scored.reasons) == pytest.approx(scored.score, abs=1e-9)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 2))
def test_a_factor_keeps_the_order(a: float, b: float, factor: float) -> None:
    low, high = (Scored(one(found(1)), s, (Reason("first", s, "One."),)) for s in sorted((a, b)))
    assert low.times(factor, "x", "X.").score <= high.times(factor, "x", "X.").score + 1e-9


@given(st.floats(0, 1), st.floats(0, 1))
def test_factors_up_to_one_are_a_plain_product(a: float, b: float) -> None:
    assert Scored(one(found(1))).times(a, "a", "A.").times(b, "b", "B.").score == pytest.approx(100 * a * b)


def test_a_stage_that_changes_nothing_leaves_no_reason() -> None:
    scored = Scored(one(found(1))).times(0.5, "a", "A.")
    assert scored.times(1.0, "b", "B.") is scored
