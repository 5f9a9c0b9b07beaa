import math
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Goal
from outward.what import RECIPES, SEARCH, WEEK, Ranking, Recipe, Weight, rank, stages
from outward.what.adjusting import (
    KNOBS,
    LANGUAGES,
    MOST,
    Adjustment,
    adjusted,
    asked,
    chips,
    joined,
    read,
    sayable,
    told,
    turned,
)
from tests.pure.what.shelf import NOW, Shelf, account, found
from tests.pure.what.strategies import shelves

GOAL = Goal(text="acquisition told to staff")
ANY = st.one_of(
    st.builds(Adjustment, st.sampled_from([k.name for k in KNOBS]), st.sampled_from([-2, -1, 1, 2])),
    st.builds(Adjustment, st.sampled_from([k.name for k in KNOBS if k.alone]), st.just(0), st.just(True)),
    st.builds(Adjustment, st.sampled_from(sorted(LANGUAGES)), st.just(0), st.just(True)),
)
WEIGHTS = st.builds(
    lambda base, end: Weight(base, end - base), st.floats(0.05, 1.15), st.floats(0.05, 1.15)
)  # fmt: skip


def ask(shelf: Shelf, recipe: Recipe, limit: int = 10) -> Ranking:
    return rank(GOAL, shelf, recipe=recipe, now=NOW, seed=1, limit=limit)


def order(ranking: Ranking) -> list[str]:
    return [result.post.id for result in ranking.results]


def words(text: str) -> list[str]:
    return [one.words for one in read(text)]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("more first-hand, less news", ["more first-hand", "less news"]),
        ("newer, shorter, only free, in German", ["newer", "shorter", "only free", "in German"]),
        ("older; longer", ["older", "longer"]),
        ("surprise me more", ["more surprises"]),
        ("surprise me less", ["less surprises"]),
        ("Mehr Erfahrung und weniger Nachrichten", ["more first-hand", "less news"]),
        ("much more evidence", ["much more evidence"]),
        ("no news", ["much less news"]),
        ("less news and cases, newer", ["less news", "less cases", "newer"]),
        ("only how-to and cases", ["only how-to", "only cases"]),
        ("less news and newer", ["less news", "newer"]),
        ("more step by step but fewer announcements", ["more how-to", "less announcements"]),
        ("only rare voices", ["much more rare voices"]),
        ("more news, less news", []),
        ("more news, more news, more news", ["much more news"]),
        ("auf Deutsch", ["in German"]),
        ("less shorter", ["longer"]),
        ("", []),
        (" , and ,", []),
    ],
)
def test_words_are_heard(said: str, heard: list[str]) -> None:
    assert words(said) == heard


@pytest.mark.parametrize("said", ["purple", "more purple", "not in German", "\u200bnewish", "more", "and purple"])
def test_what_is_not_understood_gets_one_sentence_that_lists_what_can_be_said(said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(said)
    assert sayable() in str(caught.value)
    assert str(caught.value).endswith(".")


@given(st.lists(ANY, max_size=5))
def test_what_is_kept_in_words_is_heard_again(adjustments: list[Adjustment]) -> None:
    together = joined(adjustments)
    assert read(", ".join(one.words for one in together)) == together
    assert all(abs(one.turn) <= MOST for one in together)
    assert (told(together) == "") == (not together)


@given(st.text(max_size=200))
def test_any_text_is_heard_or_answered_with_a_sentence(text: str) -> None:
    with suppress(InputError):
        assert all(one.words and one.effect for one in read(text))


def test_names_are_given_apart_or_together() -> None:
    apart = asked(["first-hand", "evidence"], ["news"], ["free"])
    assert asked(["first-hand, evidence"], ["news"], ["free"]) == apart
    assert told(apart) == "Changed by: first-hand counts double; evidence counts double; news counts half; free only."
    assert asked() == ()


def test_the_effect_is_said() -> None:
    said = told(read("much older, surprise me, no surprises, much more variety, in French, only cases"))
    effects = (
        "older counts four times; one seat in 10 for a surprise; variety counts four times; French only; cases only"
    )
    assert said == f"Changed by: {effects}."
    assert told(read("no surprises")) == "Changed by: no seats for surprises."
    assert told(read("much less news, newer")) == "Changed by: news counts a quarter; newer counts double."


def test_every_chip_is_heard_as_one_thing() -> None:
    for heading, rows in chips().items():
        for chip in rows:
            (one,) = read(chip.words)
            assert one.only == (heading == "Only")
            assert one.turn * (-1 if heading == "Less" else 1) >= 0


@given(WEIGHTS, st.sampled_from([0.25, 0.5, 2.0, 4.0]))
def test_turning_a_weight_multiplies_what_it_makes_of_everything_beside_nothing(weight: Weight, times: float) -> None:
    def ratio(w: Weight) -> float:
        return (w.base + w.span) / w.base

    after = turned(weight, times)
    assert ratio(after) == pytest.approx(times * ratio(weight))
    ends = (weight.base, weight.base + weight.span)
    assert max(after.base, after.base + after.span) == pytest.approx(max(ends))


def test_a_weight_of_nothing_for_nothing_is_turned_from_there() -> None:
    assert turned(Weight(0.0, 1.0), 2.0) == Weight(0.5, 0.5)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(list(RECIPES.values())), st.lists(ANY, max_size=4))
def test_an_adjusted_recipe_names_only_stages_there_are(recipe: Recipe, adjustments: list[Adjustment]) -> None:
    after = adjusted(recipe, adjustments)
    assert set(after.filters) <= set(stages.filters())
    assert set(after.scorers) <= set(stages.scorers())
    assert set(after.selectors) <= set(stages.selectors())
    assert set(after.only) <= set(stages.scorers())
    assert len(set(after.selectors)) == len(after.selectors)
    assert 0.0 <= after.alike <= 0.9
    assert all(w.base >= 0.0 and w.base + w.span >= 0.0 for w in after.scorers.values())
    assert adjusted(recipe, ()) is recipe


@settings(deadline=None, max_examples=60)
@given(shelves(12), st.sampled_from(list(RECIPES.values())), st.lists(ANY, max_size=4), st.integers(1, 8))
def test_reasons_add_up_and_nothing_is_lost_however_it_is_adjusted(
    shelf: Shelf, recipe: Recipe, adjustments: list[Adjustment], limit: int
) -> None:
    ranking = ask(shelf, adjusted(recipe, adjustments), limit)
    for result in ranking.results:
        assert math.isclose(math.fsum(r.points for r in result.reasons), result.score, abs_tol=1e-9)
        assert 0.0 <= result.score <= 100.0
        assert all(reason.sentence.endswith(".") for reason in result.reasons)
    shown = {r.resource.url for r in ranking.results}
    assert shown.isdisjoint(out.url for out in ranking.dropped)
    assert len(shown) == limit or ranking.beyond == 0


@settings(deadline=None, max_examples=60)
@given(shelves(12), st.sampled_from([k for k in KNOBS if k.scorer and not k.seats]))
def test_turning_something_up_never_lowers_what_has_most_of_it_below_what_has_least(shelf: Shelf, knob: Any) -> None:
    plain = replace(SEARCH, selectors=())
    before = {r.resource.url: r for r in ask(shelf, plain, 50).results}
    after = {r.resource.url: r for r in ask(shelf, adjusted(plain, [Adjustment(knob.name, 1)]), 50).results}
    assert before.keys() == after.keys()
    gone = {url: (after[url].score / b.score if b.score > 0.0 else 1.0) for url, b in before.items()}
    least = [
        url for url in gone if _points(after[url], knob.scorer) == min(_points(r, knob.scorer) for r in after.values())
    ]
    assert all(gone[url] <= 1.0 + 1e-9 for url in least)


def _points(result: Any, stage: str) -> float:
    return math.fsum(r.points for r in result.reasons if r.stage == stage)


def shelf_of(*posts: tuple[str, dict[str, Any]]) -> Shelf:
    return Shelf([found(doc, f"acquisition staff {text}", **more) for doc, (text, more) in enumerate(posts)])


TOLD = "we told our team and learned from it in our company last spring when i was there"
PLAIN = "the message should be clear for every team and every company at every time there is"


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("more first-hand", (TOLD, {}), (PLAIN, {})),
        ("less first-hand", (PLAIN, {}), (TOLD, {})),
        ("much newer", (TOLD, {"at": NOW}), (PLAIN, {"at": NOW - timedelta(days=900)})),
        ("much older", (PLAIN, {"at": NOW - timedelta(days=900)}), (TOLD, {"at": NOW})),
        ("shorter", (TOLD, {"words": 100}), (PLAIN, {"words": 4_000})),
        ("longer", (PLAIN, {"words": 4_000}), (TOLD, {"words": 100})),
        ("more rare voices", (TOLD, {"author": account("Ann")}), (PLAIN, {"author": account("Bob")})),
        ("more other opinions", ("it failed and the myth backfired in each and every company", {}), (PLAIN, {})),
        (
            "more evidence",
            ("a study with data: 412 respondents, 40% in 2024, according to the survey", {}),
            (PLAIN, {}),
        ),
    ],
)
def test_the_effect_is_seen_at_once(said: str, first: Any, second: Any) -> None:
    shelf = replace(shelf_of(second, first), rate={"mastodon:ann": 1.0, "mastodon:bob": 90.0})
    recipe = replace(SEARCH, scorers={"relevance": Weight(1.0, 0.0)}, selectors=())
    assert order(ask(shelf, adjusted(recipe, read(said)))) == ["mastodon:1", "mastodon:0"]


def test_only_and_languages_keep_the_rest_out_and_say_so() -> None:
    shelf = shelf_of((TOLD, {"lang": "en"}), (PLAIN, {"lang": "de"}), ("short words that tell but little here", {}))
    ranking = ask(shelf, adjusted(SEARCH, read("only first-hand")))
    assert order(ranking) == ["mastodon:0"]
    assert {out.sentence for out in ranking.dropped} == {"You asked for others only. It is not told first-hand."}
    ranking = ask(shelf, adjusted(SEARCH, read("in German")))
    assert order(ranking) == ["mastodon:1"]
    assert {out.sentence for out in ranking.dropped} == {
        "It is in a language you did not ask for.",
        "Nobody says in which language it is.",
    }
    assert len(ask(shelf, adjusted(SEARCH, read("in German, in English"))).results) == 2


def test_of_kinds_one_is_enough() -> None:
    shelf = shelf_of(
        ("how to write it, step by step, with a checklist and a template you can copy", {}),
        ("a case study: what we learned when we were acquired in 2021 and told our staff", {}),
        ("what do you all think of parking and of lunch and of the weather outside", {}),
    )
    ranking = ask(shelf, adjusted(SEARCH, read("only how-to and cases")))
    assert set(order(ranking)) == {"mastodon:0", "mastodon:1"}


def test_seats_come_and_go() -> None:
    up, down = adjusted(SEARCH, read("more surprises, other opinions")), adjusted(WEEK, read("less other opinions"))
    assert (up.selectors, up.explore_every) == (("disagreeing", "exploring"), 3)
    assert "disagreeing" not in down.selectors
    assert not {"rare_voices", "rare_seat"} & set(adjusted(WEEK, read("less rare voices")).selectors)
    assert adjusted(SEARCH, read("more rare voices")).selectors == ("rare_voices", "rare_seat")
    assert adjusted(WEEK, read("no surprises")).explore_every == 0
    assert "exploring" not in adjusted(WEEK, read("no surprises")).selectors
    assert adjusted(WEEK, read("less surprises")).explore_every == 10
    assert adjusted(WEEK, read("more variety")).alike == 0.6
    assert adjusted(WEEK, read("no variety")).alike == 0.075


def test_scorers_that_no_recipe_names_change_nothing_at_weight_one_and_nothing() -> None:
    shelf = shelf_of((TOLD, {}), (PLAIN, {}))
    wide = {**SEARCH.scorers, **{name: Weight(1.0, 0.0) for name in stages.scorers() if name not in SEARCH.scorers}}
    assert ask(shelf, replace(SEARCH, scorers=wide)) == ask(shelf, SEARCH)
