from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Experience
from outward.whom.first_hand.cues import NAMES, tongue
from outward.whom.first_hand.telling import DOUBTED, SAID, WEIGHTS, tell

STORY = "When we were acquired in 2023 we had 31 hours. No slides. He cried. People were shocked and then relieved."


def labels(text: str) -> list[str]:
    return [told.label.value for told in tell(text)]


def test_what_stands_in_her_story_is_hers_too() -> None:
    assert set(labels(STORY)) == {"did it"}
    assert labels("He cried.") == ["comments on it"]
    assert labels("People were shocked and then relieved.") == ["comments on it"]


def test_advice_and_questions_at_the_end_of_a_story_are_not() -> None:
    assert labels(f"{STORY} Always tell managers first. What would you do?")[-2:] == ["comments on it"] * 2


def test_a_text_in_which_nobody_tells_anything_of_herself_is_doubted_whole() -> None:
    told = tell("In 2019 the company was sold. 300 people were told by mail. The factory was closed in 2020.")
    assert all(each.chance <= DOUBTED and each.label is Experience.COMMENTS for each in told)


def test_a_study_of_others_is_no_experience_of_hers() -> None:
    assert set(labels("We followed 1,900 employees through two mergers. It fell when messages contained a date.")) == {
        "comments on it"
    }


def test_german_french_spanish_and_dutch_stories_are_heard() -> None:
    for text in (
        "Als wir 2024 übernommen wurden, habe ich mit dem Betriebsrat gesprochen. In der dritten Woche kamen 41.",
        "Quand nos deux mutuelles ont fusionné en 2023, j'ai écrit 52 messages. La direction n'en voulait pas.",
        "Cuando nos compraron en 2022, yo llevaba la comunicación interna. En la tercera reunión contestó el director.",
        "Toen we in 2021 werden overgenomen, heb ik alle medewerkers gebeld. Bij ons waren het 300 gesprekken.",
    ):
        assert labels(text)[0] == "did it", text


def test_a_text_is_read_in_its_own_language() -> None:
    assert tongue("Links: was ihr wissen wollt, und warum wir es noch nicht sagen") == "de"
    assert tongue("") == "en"
    assert tongue("xyz") == "en"
    assert tongue("wat zij het liefst wilden weten in de eerste week") == "nl"


def test_every_weight_belongs_to_a_cue_and_every_name_to_a_weight() -> None:
    assert set(NAMES) <= set(WEIGHTS)
    assert set(SAID) - {"story"} <= set(WEIGHTS)
    assert all(abs(WEIGHTS[cue]) <= 0.1 for cue in set(WEIGHTS) - set(SAID))


def test_each_sentence_says_what_speaks_for_and_against_it() -> None:
    (told,) = tell("I learned in our merger: people are asked too late, said Jane?")
    assert told.speaks_for[:2] == ("told in the first person, as past", "of their own organisation")
    assert "a question" in told.speaks_against
    assert tell("Cake.")[0].speaks_for == ()


@settings(deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from(STORY.split(". ")), max_size=6).map(". ".join))
def test_chances_are_chances_and_follow_the_labels(text: str) -> None:
    for told in tell(text):
        assert 0.0 < told.chance < 1.0
        assert (told.chance >= 0.5) or told.label is not Experience.DID
        assert told.cues <= {*WEIGHTS, "story"}
