import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Experience
from outward.whom.cues import has
from outward.whom.experience import SURE, TOLD, label, probability, seeking
from outward.whom.sentences import own_words

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
    assert label(sentence, probability(sentence)) is Experience.COMMENTS


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
    assert label(sentence, probability(sentence)) is Experience.DID


def test_what_proves_her_own_past_does_not_prove_that_of_others() -> None:
    assert label("We published three lines after each meeting.", TOLD) is Experience.DID
    for other in ("According to her, we published three lines.", "They publish three lines.", "“We published it.”"):
        assert label(other, TOLD) is Experience.COMMENTS
        assert label(other, SURE) is Experience.DID


def test_irony_that_marks_itself_is_heard_as_somebody_elses_voice() -> None:
    assert has("attribution", "We ran that merger brilliantly /s")
    assert not has("attribution", "We sent 3 letters/site.")


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
    assert label(text, probability(text)) is Experience.COMMENTS
