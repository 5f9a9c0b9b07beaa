from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Evidence, Experience, Post
from outward.whom.first_hand.cues import NAMES, has
from outward.whom.first_hand.experience import (
    BESIDE,
    BEST,
    best,
    experienced,
    first_hand,
    label,
    passages,
    probability,
    seeking,
    thin,
)
from outward.whom.first_hand.sentences import LONGEST, MOST, sentences
from outward.whom.terms import terms

FIRST_HAND = [
    "When we were acquired in 2023 I ran the day-one communication for 4,000 people.",
    "We told 1,200 seafarers by letter, and it was a mistake.",
    "I learned the hard way in our merger: tell managers a day before.",
    "Nach der Übernahme habe ich gelernt: zuerst die Führungskräfte. Wir hatten 2021 keine Vorlage.",
    "Nous avons appris en 2022 que le silence coûte cher.",
]
NOT_FIRST_HAND = [
    "Communicate early and often.",
    "Has anyone been through an acquisition?",
    "If you were bought tomorrow, what would you say?",
    "She said they went through three mergers.",
    "Our platform helps you communicate change. Book a demo!",
    "Always tell your managers first.",
    "Mergers fail for many reasons.",
]


@pytest.mark.parametrize("sentence", FIRST_HAND)
def test_who_tells_what_happened_to_her_is_believed(sentence: str) -> None:
    assert max(probability(part) for part in sentences(sentence)) >= 0.5


@pytest.mark.parametrize("sentence", NOT_FIRST_HAND)
def test_advice_questions_hearsay_and_advertising_are_not_experience(sentence: str) -> None:
    assert max(probability(part) for part in sentences(sentence)) < 0.5


@pytest.mark.parametrize(
    ("family", "sentence"),
    [
        ("first_person_past", "We told everybody."),
        ("role", "As the head of communication."),
        ("time_anchor", "Two years ago."),
        ("lesson", "In hindsight it was too late."),
        ("ours", "Our merger was loud."),
        ("subject_left_out", "Rewrote the letter nine times."),
        ("habit", "I keep a list of promises."),
        ("past", "They shut the canteen and it hurt, as the sign was gone."),
        ("we_would", "I would begin with the porters."),
        ("general", "Most managers are afraid of questions."),
        ("irony", "Oh sure, that went well."),
        ("denied", "I have never been through a merger."),
        ("recommends", "Worth your time."),
        ("studied", "We studied four companies."),
        ("specifics", "In 9 offices."),
        ("question", "Why?"),
        ("imperative", "Tell them first."),
        ("hypothetical", "Imagine a merger."),
        ("attribution", "According to a study."),
        ("promotion", "Book a demo today."),
        ("advised", "I advised three firms."),
        ("asking", "Has anyone done this?"),
        ("facing", "We are about to be sold."),
    ],
)
def test_each_family_of_cues_hears_its_own(family: str, sentence: str) -> None:
    assert has(family, sentence)
    assert not has(family, "Nice cake.")


def test_every_family_is_known() -> None:
    assert len(NAMES) == 23


def test_advising_is_told_from_doing_and_from_commenting() -> None:
    assert label("I advised three firms through this.") is Experience.ADVISED
    assert label("We told them.") is Experience.DID
    assert label("Mergers are hard.") is Experience.COMMENTS
    assert label("") is Experience.COMMENTS
    assert probability("") == 0.0


def test_a_post_that_speaks_as_an_adviser_did_not_do_what_it_tells() -> None:
    text = (
        "One client wanted to announce on a Friday. "
        "We announced on Tuesday at nine. "
        "When we were bought I did the same."
    )
    labels = [passage.label for passage in passages(POST, text, 1.0, frozenset())]
    assert labels == [Experience.ADVISED, Experience.ADVISED, Experience.DID]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Good morning. Has anyone been through an acquisition?", "Has anyone been through an acquisition?"),
        ("We are being bought. I run the intranet.", "We are being bought."),
        ("We were told on Monday that we're being sold.", "We were told on Monday that we're being sold."),
        ("We asked only: what have you heard?", ""),
        ("They hear it before anybody else.", ""),
    ],
)
def test_who_looks_for_experience_is_heard(text: str, asks: str) -> None:
    assert seeking(text) == asks


def evidence(sentence: str, strength: float, told: Experience = Experience.DID) -> Evidence:
    return Evidence(sentence=sentence, url="https://x.example", at=None, strength=strength, label=told)


AT = datetime(2026, 1, 1, tzinfo=UTC)
POST = Post(id="b:1", network="b", author="b:a", text="", url="https://x.example", resource="r", created_at=AT)
strengths = st.lists(st.floats(0, 1), max_size=12)


@settings(deadline=None)
@given(strengths)
def test_experience_is_a_share_and_grows_with_every_passage(values: list[float]) -> None:
    held = [evidence(f"sentence number {n}.", value) for n, value in enumerate(values)]
    assert 0.0 <= experienced(held) <= 1.0
    assert experienced([*held, evidence("one more.", 1.0)]) == 1.0
    assert len(best(held)) <= BEST


@settings(deadline=None)
@given(strengths)
def test_comments_prove_nothing(values: list[float]) -> None:
    assert experienced([evidence(f"{n}.", v, Experience.COMMENTS) for n, v in enumerate(values)]) == 0.0


def test_the_same_sentence_counts_once() -> None:
    twice = [evidence("We told them.", 0.9), evidence("Title: We told them.", 0.8), evidence("Later.", 0.1)]
    assert [passage.sentence for passage in best(twice)] == ["We told them.", "Later."]


def test_a_passage_that_names_the_subject_counts_more() -> None:
    text = "We told staff about the merger in 2021. We told everybody about cake in 2021."
    named, beside = passages(POST, text, 1.0, terms("merger"))
    (alone,) = passages(POST, "We told everybody about cake in 2021.", 1.0, terms("merger"))
    assert named.strength > beside.strength > alone.strength
    assert alone.strength < BESIDE
    assert (named.url, named.at) == (POST.url, AT)


def test_evidence_says_what_it_states_and_what_spoke_for_and_against_it() -> None:
    text = (
        "When we were acquired in 2023 I ran communication for 4,000 people. "
        "I rewrote the letter. "
        "Always tell managers first."
    )
    did, after, advice = passages(POST, text, 1.0, terms("acquired"))
    assert (did.role, did.event, did.time, did.scale) == ("ran communication", "acquisition", "in 2023", "4,000 people")
    assert did.speaks_for[0] == "told in the first person, as past"
    assert did.states == "ran communication · acquisition · in 2023 · 4,000 people"
    assert advice.states == ""
    assert not did.speaks_against
    assert after.label is Experience.DID
    assert (after.event, after.time) == ("acquisition", "in 2023")
    assert "the sentences around it tell it" in after.speaks_for
    assert advice.label is Experience.COMMENTS
    assert advice.speaks_against == ("advice to others",)


def test_its_event_makes_a_passage_near_in_whatever_words_and_language() -> None:
    question = terms("been through an acquisition")
    for near in (
        "When we were bought in 2022 I wrote to all.",
        "Als wir 2022 übernommen wurden, habe ich geschrieben.",
    ):
        (passage,) = passages(POST, near, 1.0, question)
        assert passage.strength > 0.9, near
    (other,) = passages(POST, "In our redundancy round in 2022 I wrote to all.", 1.0, question)
    assert other.strength < BESIDE


def test_evidence_too_weak_to_show_is_not_looked_at_closely() -> None:
    (passage,) = passages(POST, "When we were acquired in 2023 I ran it.", 0.01, frozenset())
    assert passage.event == ""


def test_thin_evidence_is_said_plainly() -> None:
    other = evidence("We wrote it.", 0.9)
    assert thin([]) == "Nothing says that they went through it themselves; they comment on it."
    assert thin([evidence("I advised.", 0.9, Experience.ADVISED)]).endswith("they advised on it.")
    assert thin([evidence("We told them.", 0.2)]).endswith("only near the subject.")
    assert thin([evidence("We told them.", 0.9)]) == "Evidence is thin: only one post tells it."
    assert thin([evidence("We told them.", 0.9), replace(other, url="https://y.example")]) == ""


def test_a_post_is_first_hand_by_what_it_tells_or_by_where_it_is_spoken_from() -> None:
    told = first_hand("When we were acquired in 2023 I ran communication for 4,000 people.")
    lived = first_hand("I can feel the house shaking again!!")
    news = first_hand("BREAKING: Police confirm 12 dead after explosion, live updates http://news.example/x")
    assert told > 0.9
    assert lived > 0.5
    assert news < 0.05


@settings(deadline=None)
@given(st.text(max_size=2_000))
def test_sentences_lose_no_word_and_are_bounded(text: str) -> None:
    parts = sentences(text)
    assert len(parts) <= MOST
    assert all(0 < len(part) <= LONGEST for part in parts)
    assert all("\n" not in part for part in parts)


def test_a_long_text_is_heard_for_sixty_sentences() -> None:
    assert len(sentences("We wait. " * 100)) == MOST


def test_sentences_end_where_a_reader_would_end_them() -> None:
    assert sentences("We told 4.5 thousand. Then we waited! Why?\nNext line") == (
        "We told 4.5 thousand.", "Then we waited!", "Why?", "Next line",
    )  # fmt: skip
    assert sentences("word " * 200)[0].endswith("…")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_probability(text: str) -> None:
    assert 0.0 <= probability(text) < 1.0
    assert 0.0 <= first_hand(text) < 1.0
