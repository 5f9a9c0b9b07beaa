from dataclasses import replace
from datetime import timedelta

import pytest

from outward.model import Form, Found, Goal
from outward.what import SEARCH, Aim, Judgement, Verdict
from outward.what.candidates import Candidate, Match
from outward.what.context import Context
from outward.what.filters import (
    automated,
    less_of_this,
    little_to_learn,
    not_indexable,
    off_topic,
    personal,
    promotion_only,
    seen,
    too_short,
)
from tests.pure.what.shelf import NOW, account, found

CONTEXT = Context(goal=Goal(text="communicate an acquisition"), recipe=SEARCH, now=NOW)


PERFECT = Match(1, 1, 1, relevance=1)


def one(*posts: Found, match: Match = PERFECT) -> Candidate:
    return Candidate(found=posts, match=match)


def test_bare_posts_that_tell_nothing_stay_out_of_a_week() -> None:
    assert little_to_learn.drop(
        one(found(1, "The best communicators have one thing in common. They communicate.")), CONTEXT
    )
    told = "We told 1,200 people in 9 offices by letter. In 2022 we learned that 52 of 60 remembered who told them."
    assert little_to_learn.drop(one(found(1, told)), CONTEXT) is None
    assert little_to_learn.drop(one(found(1, "Communicate!", form=Form.ARTICLE)), CONTEXT) is None


def test_machines_stay_out_unless_a_person_points_at_the_same_thing() -> None:
    machine, person = account("bot", bot=True), account("ann")
    assert automated.drop(one(found(1, author=machine)), CONTEXT)
    assert automated.drop(one(found(1, author=machine), found(2, author=person)), CONTEXT) is None
    assert automated.drop(one(found(1, author=person)), CONTEXT) is None
    assert automated.drop(one(replace(found(1), author=None)), CONTEXT) is None


@pytest.mark.parametrize(
    "text",
    [
        "Selfie from the office roof, what a view",
        "My grandmother's recipe for dinner tonight is out, with lemons",
        "Im Urlaub am Strand, die Sonne scheint den ganzen Tag",
    ],
)
def test_selfies_recipes_and_holidays_stay_out(text: str) -> None:
    assert personal.drop(one(found(1, text)), CONTEXT)


@pytest.mark.parametrize(
    "text",
    [
        "A recipe for a good acquisition: tell leaders first and staff the same day",
        "Our survey of 400 people, sent from the beach: staff wanted to hear it at brunch"[:60],
        "We told staff in the garden" + " and then we spoke with every team about what it means" * 9,
        "We told staff about the acquisition the same day",
        "A selfie from the beach in 2024: we told 400 people, we were acquired, and what we learned was to wait",
    ],
)
def test_work_told_with_an_aside_stays(text: str) -> None:
    assert personal.drop(one(found(1, text)), CONTEXT) is None


def test_words_of_the_goal_are_no_personal_cues_and_articles_stay() -> None:
    post = found(1, "The wedding of two cultures in one acquisition")
    weddings = replace(CONTEXT, goal=Goal(text="wedding planners"))
    assert personal.drop(one(post), CONTEXT)
    assert personal.drop(one(post), replace(weddings)) is None
    assert personal.drop(one(found(1, "My wedding", form=Form.ARTICLE)), CONTEXT) is None


def test_only_promotion_stays_out_but_promotion_that_teaches_stays() -> None:
    advert = "Sign up today: our solution makes every acquisition easy, limited seats"
    taught = f"We told staff first, then we heard them. {advert}"
    assert promotion_only.drop(one(found(1, advert)), CONTEXT) == "It only promotes (“sign up”)."
    assert promotion_only.drop(one(found(1, taught)), CONTEXT) is None
    assert promotion_only.drop(one(found(1, "Subscribe. " + "about the acquisition " * 90)), CONTEXT) is None
    assert promotion_only.drop(one(found(1, "about the acquisition")), CONTEXT) is None


def test_short_posts_stay_out_unless_they_point_somewhere() -> None:
    assert too_short.drop(one(found(1, "So true")), CONTEXT) == "Only 2 words, and it points at nothing."
    assert too_short.drop(one(found(1, "So true https://a.example")), CONTEXT) is None
    assert too_short.drop(one(found(1, "So true", link="https://a.example")), CONTEXT) is None
    assert too_short.drop(one(found(1, "So true", form=Form.VIDEO)), CONTEXT) is None
    assert too_short.drop(one(found(1, "eight words are enough to say something here")), CONTEXT) is None


def test_people_who_asked_not_to_be_found_are_not() -> None:
    shy, open_ = account("Shy", indexable=False), account("Open", indexable=None)
    assert not_indexable.drop(one(found(1, author=shy)), CONTEXT)
    assert not_indexable.drop(one(found(1, author=shy), found(2, author=open_)), CONTEXT) is None
    assert not_indexable.drop(one(found(1)), CONTEXT) is None


@pytest.mark.parametrize(
    ("match", "stays"),
    [(Match(0.1, 0, 0), True), (Match(0, 0.1, 0), True), (Match(0, 0, 0.35), True), (Match(0, 0, 0.34), False)],
)
def test_what_touches_the_goal_in_words_or_meaning_stays(match: Match, stays: bool) -> None:
    assert (off_topic.drop(one(found(1), match=match), CONTEXT) is None) is stays


def judged(verdict: Verdict, days: float, aim: Aim = Aim.RESOURCE, key: str = "https://social.example/1") -> Context:
    said = Judgement(verdict=verdict, aim=aim, key=key, at=NOW - timedelta(days=days))
    return replace(CONTEXT, judgements=(said,))


def test_done_stays_out_and_not_now_comes_back_after_a_week() -> None:
    item = one(found(1))
    assert seen.drop(item, CONTEXT) is None
    assert seen.drop(item, judged(Verdict.DONE, 900)) == "You have marked it as done."
    assert seen.drop(item, judged(Verdict.NOT_NOW, 6.9)) == "You said not now; it comes back after a week."
    assert seen.drop(item, judged(Verdict.NOT_NOW, 7)) is None
    assert seen.drop(item, judged(Verdict.USEFUL, 1)) is None
    assert seen.drop(item, replace(CONTEXT, seen=frozenset({"social.example/1"}))) == "You have seen it."


@pytest.mark.parametrize(
    ("aim", "key"),
    [
        (Aim.RESOURCE, "https://social.example/1"),
        (Aim.PERSON, "mastodon:ann"),
        (Aim.PERSON, "ann-herself"),
        (Aim.SOURCE, "ann-herself"),
        (Aim.FORM, "post"),
        (Aim.TOPIC, "town halls"),
    ],
)
def test_less_of_this_hides_for_two_weeks(aim: Aim, key: str) -> None:
    item = one(found(1, "A town hall for everybody", author=account("Ann"), person="ann-herself"))
    said = less_of_this.drop(item, judged(Verdict.LESS, 13, aim, key))
    assert said == f"You asked for less of this {aim} on 2026-11-11; it stays out for 14 days."
    assert less_of_this.drop(item, judged(Verdict.LESS, 14, aim, key)) is None
    assert less_of_this.drop(item, judged(Verdict.LESS, 1, aim, "something else")) is None


def test_less_of_a_kind_hides_what_looks_like_it() -> None:
    told = one(found(1, "Has anyone done this? How did you do it?"))
    assert less_of_this.drop(told, judged(Verdict.LESS, 1, Aim.KIND, "question"))
    assert less_of_this.drop(told, judged(Verdict.LESS, 1, Aim.KIND, "case")) is None
    assert less_of_this.drop(one(found(1, "Nothing")), judged(Verdict.LESS, 1, Aim.KIND, "case")) is None


def test_a_topic_of_stop_words_hides_nothing() -> None:
    assert less_of_this.drop(one(found(1, "of the")), judged(Verdict.LESS, 1, Aim.TOPIC, "of the")) is None
