"""What she wants more of, and the languages she reads."""

from dataclasses import replace

import pytest

from outward.model import Goal
from outward.what import SEARCH, WEEK, Ranking, rank
from outward.what.retrieval import alike
from outward.what.wish import NOTHING, Wish
from tests.pure.what.shelf import NOW, Shelf, found

GOAL = Goal(text="acquisition")
TEXTS = {
    1: "How we told all our staff about the acquisition in one of our town halls in 2024",
    2: "The acquisition taught us three things: say it early, say it in person and then answer 40 questions",
    3: "What went wrong on day one of our acquisition: 12 managers heard of it from the press in March",
}


def shelf(**near: float) -> Shelf:
    cosines = {int(doc[1:]): cosine for doc, cosine in near.items()}
    return Shelf([found(n, TEXTS[n]) for n in (1, 2)], near=cosines)


def ask(on: Shelf, wish: Wish = NOTHING, goal: Goal = GOAL) -> Ranking:
    return rank(goal, on, recipe=SEARCH, now=NOW, seed=1, limit=5, wish=wish)


def test_without_examples_nothing_changes_and_nothing_is_said() -> None:
    ranking = ask(shelf(d1=0.2, d2=0.9))
    assert all(reason.stage != "like_examples" for result in ranking.results for reason in result.reasons)


def test_what_resembles_an_example_gains_and_says_so() -> None:
    on = shelf(d1=0.2, d2=0.7)
    near, far = ask(on, Wish(like=("a text she liked",))).results
    assert (near.post.id, far.post.id) == ("mastodon:2", "mastodon:1")
    said = {
        result.post.id: reason for result in (near, far) for reason in result.reasons if reason.stage == "like_examples"
    }
    assert said["mastodon:2"].sentence == "Much like what you want more of."
    assert said["mastodon:1"].sentence == "Not so much like what you want more of."
    assert said["mastodon:1"].points < said["mastodon:2"].points <= 0.0


def test_the_nearest_example_counts() -> None:
    assert alike(shelf(d1=0.4), ["a", "b"], [1, 2]) == {1: 0.4, 2: 0.0}
    assert alike(shelf(d1=-0.4), ["a"], [1]) == {1: 0.0}
    assert alike(shelf(), [], [1]) == {}


@pytest.mark.parametrize(("reads", "left"), [((), {1, 2, 3}), (("en",), {1, 3}), (("de", "en"), {1, 2, 3})])
def test_other_languages_stay_out_once_she_says_what_she_reads(reads: tuple[str, ...], left: set[int]) -> None:
    langs = {1: "en-GB", 2: "de", 3: None}
    on = Shelf([found(n, TEXTS[n], lang=lang) for n, lang in langs.items()])
    for recipe in (SEARCH, WEEK):
        goal = replace(GOAL, languages=reads)
        ranking = rank(goal, on, recipe=recipe, now=NOW, seed=1, limit=5)
        shown = {f.doc for f in on.posts if any(f.post.id == p.id for r in ranking.results for p in r.posts)}
        out = [one.sentence for one in ranking.dropped if one.stage == "languages_read"]
        assert out == ["It is in a language you do not read."] * (3 - len(left))
        assert shown <= left
