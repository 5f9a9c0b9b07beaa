import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Experience, Post
from outward.whom.first_hand.cues import has
from outward.whom.first_hand.experience import experienced, label, passages, probability, seeking
from outward.whom.first_hand.sentences import own_words
from outward.whom.first_hand.telling import tell

POST = Post(id="b:1", network="b", author="b:a", text="", url="https://x.example", resource="r", created_at=None)
HERS = "When we were acquired in 2020 I ran communication for 9,000 people."


@pytest.mark.parametrize(
    "sentence",
    [
        f"“{HERS}”",
        f"„{HERS}“",
        f"« {HERS} »",
        f'"{HERS}',
        f"{HERS}”",
        "Worth twelve minutes: “Thirty-one hours: how we told 4,000 people we had been bought” by Ada Example.",
        '"I ran the merger comms in 2021," says Jane Doe.',
        "She said she went through two mergers in 2019.",
        "My friend told me how her company was acquired last year.",
        'Oh sure, we "communicated" our merger brilliantly last year.',
        "RT @ada: we ran the merger communication in 2019.",
    ],
)
def test_what_she_only_repeats_is_not_hers(sentence: str) -> None:
    assert label(sentence) is Experience.COMMENTS


@pytest.mark.parametrize(
    "sentence",
    [
        HERS,
        'We wrote "nobody knows yet; we will say on 12 May" in 2023, and we learned from it.',
        "In 2021 I told my boss that we had to write to all 1,200 drivers.",
        "Wir wurden 2021 übernommen und ich habe die Kommunikation geleitet.",
        "J'ai dirigé la communication lors de notre rachat en 2020.",
        "Dirigí la comunicación cuando nos compraron en 2019 y aprendí mucho.",
        "From the next week on we published three lines after each meeting.",
    ],
)
def test_what_she_tells_of_herself_is_hers_whatever_she_quotes_in_it(sentence: str) -> None:
    assert label(sentence) is Experience.DID


def test_what_proves_her_own_past_does_not_prove_that_of_others() -> None:
    assert label("We published three lines after each meeting.") is Experience.DID
    for other in ("According to her, we published three lines.", "They publish three lines.", "“We published it.”"):
        assert label(other) is Experience.COMMENTS


@pytest.mark.parametrize(
    "sentence",
    [
        "She said she went through an acquisition as a communicator.",
        "A colleague told me how she led the merger communication in 2019.",
        "Hat sie erzählt? Laut ihr wurde die Firma 2021 übernommen.",
        "According to our board the integration went well in 2022.",
        "If we were bought tomorrow I would write to all 4,000 people first.",
        "Imagine we were acquired in 2027 and I ran the communication.",
        "If you were taken over, you had better told them first.",
        "I have never been through a merger.",
        "We haven't been through an acquisition ourselves.",
        "Ich habe noch nie eine Fusion erlebt.",
        "Nous n'avons jamais vécu de fusion.",
        "Nunca he vivido una adquisición.",
        "Wij hebben nog nooit een fusie meegemaakt.",
        "I have no experience with redundancies.",
        "Oh sure, because our last merger was such a triumph of communication.",
        "We told everybody the truth in our last merger /s",
        "We told our staff by film, what could possibly go wrong 🙄",
        "Always tell your managers a day before the merger.",
        "Write to the night shift first, as we did.",
        "Schreibt auf, was ihr nicht sagen dürft.",
        "Our platform helped 400 communicators through their merger. Book a demo!",
        "We helped 30 brands in 2024; sign up for our webinar.",
        "Register now: how we communicated our merger.",
    ],
)
def test_hearsay_fancy_denial_irony_advice_and_advertising_are_never_called_hers(sentence: str) -> None:
    assert label(sentence) is not Experience.DID


@pytest.mark.parametrize(
    "text",
    [
        "She told us: “When we were bought in 2019 I ran it all. I wrote to 400 people. I lost weeks.” Then we ate.",
        'He said: "I led the merger. We lost ten people. I never slept."',
    ],
)
def test_a_quotation_over_several_sentences_is_nobodys_experience_here(text: str) -> None:
    assert all(
        passage.label is not Experience.DID
        for passage in passages(POST, text, 1.0, frozenset())
        if passage.sentence.startswith(("I ", "We ")) or "ran it" in passage.sentence
    )


def test_one_post_says_that_it_is_only_one_and_does_not_make_her_certain() -> None:
    text = f"{HERS} I wrote the letters. I slept badly."
    assert experienced(passages(POST, text, 0.5, frozenset())) < 0.9


def test_irony_that_marks_itself_is_heard_as_somebody_elses_voice() -> None:
    assert has("irony", "We ran that merger brilliantly /s")
    assert not has("irony", "We sent 3 letters/site.")


def test_a_sentence_keeps_its_own_words() -> None:
    assert own_words("We wrote “nobody knows” and waited.") == "We wrote   and waited."
    assert own_words("We waited.") == "We waited."
    assert own_words("„Alles“") == ""


@settings(deadline=None)
@given(st.text(max_size=300))
def test_leaving_out_quotations_only_shortens_and_is_done_once(text: str) -> None:
    assert len(own_words(text)) <= len(text)
    assert own_words(own_words(text)) == own_words(text) or "”" in text or "»" in text


@settings(deadline=None)
@given(st.sampled_from([HERS, "We told managers first.", "Mergers are hard."]))
def test_a_quotation_is_never_better_proof_than_the_same_words_unquoted(sentence: str) -> None:
    assert probability(f"“{sentence}”") <= probability(sentence)


TELLING = [
    HERS,
    "We told managers first.",
    "I rewrote the announcement four times in 2022.",
    "Wir haben 2021 allen 700 Leuten geschrieben.",
]


@settings(deadline=None)
@given(st.sampled_from(TELLING), st.sampled_from(["“{}”", '"{}"', "„{}“", "«{}»", "She wrote: “{}”", "RT @ada: {}"]))
def test_whatever_the_marks_a_quotation_never_raises_the_chance(sentence: str, marked: str) -> None:
    assert probability(marked.format(sentence)) <= probability(sentence)


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("I have been through a merger.", "I have never been through a merger."),
        ("I led an integration in 2020.", "I have never led an integration."),
        ("We worked through a takeover.", "We have not worked through a takeover."),
        ("Ich habe eine Fusion erlebt.", "Ich habe noch nie eine Fusion erlebt."),
        ("He vivido una adquisición.", "Nunca he vivido una adquisición."),
    ],
)
def test_to_deny_it_lowers_the_chance(told: str, denied: str) -> None:
    assert probability(denied) < probability(told)


@pytest.mark.parametrize(
    "text",
    [
        "Has anyone been through an acquisition as an internal communicator?",
        "I'm about to tell 300 people that we are moving.",
        "Hat jemand eine Übernahme kommuniziert?",
        "Wir werden nächstes Jahr verkauft.",
    ],
)
def test_who_is_about_to_go_through_it_is_somebody_to_learn_with(text: str) -> None:
    assert seeking(text)
    assert label(text) is Experience.COMMENTS


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It'd be great if we had a channel that reaches the drivers.", "hypothetical"),
        ("I just wanted to clarify how the announcement works in practice.", "question"),
    ],
)
def test_a_wish_or_a_question_without_its_mark_is_no_experience(text: str, cue: str) -> None:
    (told,) = tell(text)
    assert cue in told.cues
    assert told.label is Experience.COMMENTS


BORROWED = HERS.removesuffix(".")


@pytest.mark.parametrize(
    "sentence",
    [
        f"‘{HERS}’",
        f"'{HERS}'",
        f"‹{HERS}›",
        f"> {HERS}",
        f"{HERS} — Ines Larch",
        f"As Ines Larch put it, {HERS}",
        f"Per Ines, {HERS}",
        f"Ines Larch wrote: {HERS}",
        f"He told me: {HERS}",
        f"In her words, {HERS}",
        f"Quote of the day: {HERS}",
        f"{BORROWED} #sarcasm",
        f"{BORROWED} 🙃",
        f"Oh great, {HERS}",
        "Nothing says trust like the merger memo I wrote to 900 people in 2020.",
        "I just love how we told 900 people about our merger by fax in 2020.",
        "Sie hat mir erzählt, dass sie 2021 unsere Übernahme geleitet hat.",
        "Elle m'a dit qu'elle a dirigé notre communication lors du rachat en 2020.",
        "Ella me dijo que dirigió la comunicación de nuestra fusión en 2019.",
        "Zij vertelde me dat ze in 2021 onze overname leidde, en we leerden veel.",
    ],
)
def test_words_marked_as_somebody_elses_in_any_way_or_not_meant_are_not_hers(sentence: str) -> None:
    assert label(sentence) is Experience.COMMENTS


@pytest.mark.parametrize(
    "sentence",
    [
        "We'd told the employees' council in 2020 that we were acquired, and I ran the letters' print.",
        "We said: nobody knows yet, and in 2021 I told 900 people when we knew.",
        "In 2020 we told staff of the merger — Legal had asked us not to, and I regretted nothing.",
        "When we were acquired in 2021 I told 900 people, and it was great.",
    ],
)
def test_apostrophes_dashes_and_words_of_her_own_do_not_make_it_somebody_elses(sentence: str) -> None:
    assert label(sentence) is Experience.DID


def test_a_post_that_marks_itself_as_sarcasm_or_takes_it_back_tells_nothing() -> None:
    for after in ("Such fun. #Sarcasm", "Not!", "NOT."):
        told = passages(POST, f"{HERS} {after}", 1.0, frozenset())
        assert told[0].label is Experience.COMMENTS
    assert passages(POST, f"{HERS} Not once did I sleep.", 1.0, frozenset())[0].label is Experience.DID
