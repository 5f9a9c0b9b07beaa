from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Form, Goal
from outward.what import RECIPES, Ranking, rank, stages
from outward.what.candidates import Candidate, Match
from outward.what.context import Context
from outward.what.filters import other_language, since, tagged
from outward.what.scored import Scored
from outward.what.scorers import brevity, doubt, evidence, first_hand, quiet_voice, recency
from outward.what.selectors import author_decay, by_subject, fundamentals_first
from outward.what.subjects import topic
from outward.what.wish import NOTHING, Wish, plain_tag
from tests.pure.what.shelf import NOW, Shelf, account, found
from tests.pure.what.strategies import shelves

GOAL = Goal(text="acquisition told to staff", topics=("town hall", "line managers"))
CONTEXT = Context(goal=GOAL, recipe=RECIPES["week"], now=NOW, limit=5)
LOOKED = NOW - timedelta(days=10)


def candidate(text: str = "", doc: int = 1, *more: Any, **made: Any) -> Candidate:
    return Candidate(found=(found(doc, text, **made), *more), match=Match(1, 1, 1, relevance=1))


def wishing(**wish: Any) -> Context:
    return replace(CONTEXT, wish=Wish(**wish))


@pytest.mark.parametrize(
    ("doc", "at", "says"),
    [
        (5, NOW, None),
        (5, LOOKED - timedelta(days=6), None),
        (5, None, None),
        (5, LOOKED - timedelta(days=8), "It appeared on 2026-11-06, long before you last looked."),
        (4, NOW, "It was here when you last looked, on 2026-11-14."),
    ],
)
def test_since_keeps_what_came_after_the_last_look(doc: int, at: datetime | None, says: str | None) -> None:
    assert since.drop(candidate(doc=doc, at=at), wishing(since=LOOKED, held=4)) == says


def test_since_goes_by_dates_alone_where_nobody_counted_and_asks_nothing_by_default() -> None:
    context = wishing(since=LOOKED)
    assert since.drop(candidate(at=None), context) == "It carries no date, so nobody knows whether it is new."
    assert since.drop(candidate(at=NOW.replace(tzinfo=None)), context) is None
    assert since.drop(candidate(at=LOOKED - timedelta(days=99)), CONTEXT) is None


def test_an_old_post_among_new_ones_makes_a_thing_old() -> None:
    both = candidate("", 9, found(2, "earlier"))
    assert since.drop(both, wishing(since=LOOKED, held=4)) is not None


@pytest.mark.parametrize(
    ("text", "tags", "kept"),
    [
        ("live from #ICSummit now", (), True),
        ("live", ("IcSummit",), True),
        ("live from icsummit", (), False),
        ("live from #icsummit2025", (), False),
        ("", (), False),
    ],
)
def test_only_what_carries_the_tag_is_of_the_event(text: str, tags: tuple[str, ...], kept: bool) -> None:
    said = tagged.drop(candidate(text, tags=tags), wishing(tags=("icsummit", "ics26")))
    assert said == (None if kept else "It does not carry #icsummit or #ics26.")
    assert tagged.drop(candidate(text, tags=tags), CONTEXT) is None


def test_a_recipe_for_any_language_keeps_all_of_them() -> None:
    assert other_language.drop(candidate(lang="de"), CONTEXT) is None
    german = replace(CONTEXT, recipe=replace(RECIPES["week"], languages=("de",)))
    assert other_language.drop(candidate(lang="de-AT"), german) is None


def test_a_tag_is_plain() -> None:
    assert [plain_tag(said) for said in ("#ICSummit", " ic summit ", "＃ics", "#")] == [
        "icsummit",
        "icsummit",
        "ics",
        "",
    ]


@settings(deadline=None)
@given(shelves(15), st.sampled_from(["catch-up", "event", "deep"]), st.integers(1, 12), st.integers(0, 20))
def test_nothing_is_lost_or_invented_by_what_is_wished(shelf: Shelf, recipe: str, limit: int, held: int) -> None:
    wish = Wish(since=LOOKED, held=held, tags=("staff",))
    ranking = rank(GOAL, shelf, recipe=RECIPES[recipe], now=NOW, seed=1, limit=limit, wish=wish)
    shown, out = [r.resource.url for r in ranking.results], [d.url for d in ranking.dropped]
    assert len(shown) == len(set(shown)) <= limit
    assert set(shown).isdisjoint(out)
    assert {*shown, *out} <= {f.resource.url for f in shelf.posts}
    assert len(shown) == limit or ranking.beyond == 0


@settings(deadline=None)
@given(shelves(12), st.sampled_from(list(RECIPES.values())))
def test_a_wish_for_nothing_changes_nothing(shelf: Shelf, recipe: Any) -> None:
    plain = rank(GOAL, shelf, recipe=recipe, now=NOW, seed=1, limit=5)
    assert rank(GOAL, shelf, recipe=recipe, now=NOW, seed=1, limit=5, wish=NOTHING) == plain


def event(shelf: Shelf) -> Ranking:
    goal = Goal(text="icsummit", topics=("acquisition",))
    return rank(goal, shelf, recipe=RECIPES["event"], now=NOW, seed=1, limit=10, wish=Wish(tags=("icsummit",)))


def test_an_event_shows_reports_of_many_voices_first() -> None:
    ann, bob = account("Ann"), account("Bob")
    report = "We measured our town hall: 412 questions in 2024, 40% answered, told at #icsummit by the team of {}"
    other = "We tested three channels at #icsummit; 61 people answered and 12% remembered what {} said in May 2023"
    shelf = Shelf(
        [
            found(1, report.format("Otter Mills"), author=ann),
            found(2, other.format("the Finch director"), author=ann),
            found(3, "Lovely to be at #icsummit with so many nice people around me today", author=bob),
            found(4, "The acquisition was told to staff by line managers in one morning", author=bob),
        ]
    )
    ranking = event(shelf)
    assert [r.post.id for r in ranking.results] == ["mastodon:1", "mastodon:2", "mastodon:3"][: len(ranking.results)]
    assert "mastodon:4" not in {r.post.id for r in ranking.results}


def scored(doc: int, score: float, text: str, **made: Any) -> Scored:
    return Scored(candidate(text, doc, **made), score)


def docs(ranked: Any) -> list[int]:
    return [s.candidate.best.doc for s in ranked]


def test_subjects_stand_together_in_the_goals_order_and_the_rest_stays_behind() -> None:
    ranked = [
        scored(1, 9.0, "line managers"),
        scored(2, 8.0, "nothing of it"),
        scored(3, 7.0, "a town hall"),
        scored(4, 6.0, "line managers again"),
        scored(5, 5.0, "a town hall again"),
        scored(6, 4.0, "a town hall below"),
    ]
    assert docs(by_subject.select(ranked, CONTEXT)) == [3, 5, 1, 4, 2, 6]
    assert topic(ranked[0].candidate, GOAL) == "line managers"
    assert topic(ranked[1].candidate, GOAL) == ""


def test_a_course_goes_from_fundamentals_to_cases() -> None:
    ranked = [
        scored(1, 9.0, "Case study: what we learned when we were acquired in 2021, and how we told our staff"),
        scored(2, 8.0, "no particular thing"),
        scored(3, 7.0, "How to write it, step by step: a checklist and a template you can copy"),
        scored(4, 6.0, "The basics: an introduction to the principles. What is meant by the term, in a nutshell"),
    ]
    assert docs(fundamentals_first.select(ranked, CONTEXT)) == [4, 3, 1, 2]


def test_a_recipe_says_what_is_left_of_an_authors_further_results() -> None:
    ann = account("Ann")
    ranked = [replace(scored(d, 80.0, "x", author=ann)) for d in (1, 2, 3)]
    strong = replace(CONTEXT, recipe=RECIPES["event"])
    assert [s.score for s in author_decay.select(ranked, strong)] == [100.0, 50.0, 25.0]


def test_scorers_of_single_things() -> None:
    told = candidate("we told our team and learned from it")
    assert first_hand.score(told, CONTEXT) > 0.45 > first_hand.score(candidate("they say"), CONTEXT)
    shows = candidate("a study: 412 respondents and data in 2024, according to the survey of May")
    assert evidence.score(shows, CONTEXT) > 0.45 > evidence.score(candidate("so it is"), CONTEXT)
    assert stages.say(stages.scorers()["evidence"], shows, CONTEXT) == "It gives figures and evidence."
    assert doubt.score(candidate("it failed, a myth"), CONTEXT) == 1.0
    assert doubt.sentence(told, CONTEXT, 1.0) == "It disagrees with something."
    assert doubt.score(candidate("it worked"), CONTEXT) == 0.0


def test_newness_halves_in_ninety_days_and_never_ends() -> None:
    assert recency.score(candidate(at=NOW), CONTEXT) == 1.0
    assert recency.score(candidate(at=NOW - timedelta(days=90)), CONTEXT) == 0.5
    assert recency.score(candidate(at=None), CONTEXT) == 0.5
    assert recency.sentence(candidate(at=NOW), CONTEXT, 1.0) == "It is from today."
    assert recency.sentence(candidate(at=None), CONTEXT, 0.5) == "It carries no date."


@pytest.mark.parametrize(
    ("made", "minutes"),
    [
        ({"words": 1_600}, 8.0),
        ({"form": Form.EPISODE}, 25.0),
        ({"form": Form.ARTICLE}, 6.0),
        ({"text": "one two " * 100}, 1.0),
    ],
)
def test_brevity_goes_by_minutes(made: dict[str, Any], minutes: float) -> None:
    one = candidate(**made)
    assert brevity.minutes(one) == minutes
    assert brevity.score(one, CONTEXT) == 2 ** (-minutes / 8)


def test_media_are_as_long_as_they_say() -> None:
    one = candidate()
    timed = replace(one.found[0], resource=replace(one.resource, seconds=600))
    assert brevity.minutes(replace(one, found=(timed,))) == 10.0
    assert brevity.sentence(replace(one, found=(timed,)), CONTEXT, 0.0) == "It takes about 10 minutes."
    assert brevity.sentence(one, CONTEXT, 1.0) == "It takes about 1 minute."


def test_quiet_voices_are_those_known_to_write_little() -> None:
    heard = replace(CONTEXT, monthly={"mastodon:ann": 3.0})
    assert quiet_voice.score(candidate(author=account("Ann")), heard) == 0.9
    assert quiet_voice.score(candidate(author=account("Bob")), heard) == 0.0
    assert quiet_voice.score(candidate(), heard) == 0.0
    assert quiet_voice.sentence(candidate(), heard, 0.9) == "Its author seldom writes."
