from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.what.cues import Cues
from outward.what.prose import MEASURED, Prose, root, subjects, tokens, visible
from outward.what.scorers.learning_value import value
from outward.what.signals import (
    clickbait,
    evidence,
    first_hand,
    length,
    promotion,
    shouting,
    specificity,
    stance,
    structure,
)

SIGNALS = (clickbait, evidence, first_hand, length, promotion, shouting, specificity, structure)
PLAIN = "People at work talk with each other about many things during the day"


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda s: s.__name__.rpartition(".")[2])
@given(text=st.text(max_size=300))
def test_a_signal_is_0_to_1_for_any_text(signal: object, text: str) -> None:
    assert 0.0 <= signal.measure(Prose(text)) <= 1.0  # type: ignore[attr-defined]


@given(text=st.text(max_size=300))
def test_stance_is_between_minus_1_and_1(text: str) -> None:
    assert -1.0 < stance.measure(Prose(text)) < 1.0


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (first_hand, "We told our staff on the first morning, and I learned to listen"),
        (first_hand, "Wir haben die Belegschaft zuerst informiert, bei uns blieb es ruhig"),
        (specificity, "Reach rose from 41% to 73 % within 6 weeks at Northwind in Leeds"),
        (structure, "1. Tell leaders\n2. Tell staff\n3. Tell the press"),
        (structure, "First we listened. Second we wrote.\n\nFinally we spoke."),
        (evidence, "A survey of respondents shows it: https://a.example https://b.example"),
        (promotion, "Sign up for our webinar and use code MERGER for a discount"),
        (promotion, "Jetzt anmelden und Rabatt sichern"),
        (clickbait, "You won't believe what happened next..."),
        (clickbait, "The secret nobody is talking about 👇"),
        (shouting, "READ THIS RIGHT NOW PLEASE!!!"),
    ],
)
def test_a_signal_rises_where_its_sign_is_there(signal: object, text: str) -> None:
    assert signal.measure(Prose(text)) > 0.45  # type: ignore[attr-defined]
    assert signal.measure(Prose(PLAIN)) == 0.0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text", ["I need to know more", "We need it", "the merger happened to them", "REST APIs and HR of the UK"]
)
def test_no_first_hand_without_a_deed_and_no_shouting_in_short_capitals(text: str) -> None:
    assert first_hand.measure(Prose(text)) == 0.0
    assert shouting.measure(Prose(text.replace("REST", "rest"))) == 0.0


def test_one_promotional_phrase_in_a_long_article_weighs_little() -> None:
    phrase = "You can subscribe to our letter. "
    assert promotion.measure(Prose(phrase)) > 0.75
    assert promotion.measure(Prose(phrase + "and then we told the teams more of it " * 45)) < 0.4


def test_length_counts_the_whole_where_it_is_known() -> None:
    assert length.measure(Prose("short"), 1_500) > 0.99
    assert length.measure(Prose(PLAIN * 3), 2) == length.measure(Prose(PLAIN * 3))


def test_stance_tells_doubt_from_support() -> None:
    assert stance.measure(Prose("The cascade is a myth, it doesn't work")) < -0.5
    assert stance.measure(Prose("The cascade worked and helped us")) > 0.5
    assert stance.measure(Prose(PLAIN)) == 0.0


def test_a_told_case_is_worth_more_than_an_advertisement() -> None:
    case = (
        "We told 400 people in 3 waves. First leaders, second teams. The survey data: 71% understood. I learned a lot"
    )
    advert = "GET YOURS NOW!!! Sign up, use code NOW, limited seats, you won't believe it"
    assert value(Prose(case)) > 0.7 > 0.2 > value(Prose(advert))
    assert value(Prose("")) == pytest.approx(0.2689, abs=1e-4)


def test_value_grows_with_length() -> None:
    assert value(Prose("text"), 900) > value(Prose("text"), 90)


@given(st.text(max_size=50), st.text("abc \n.", max_size=100))
def test_cues_count_whole_words_in_order_with_repetition(noise: str, text: str) -> None:
    cues = Cues("a b", "c")
    words = tokens(text)
    found = cues.found(Prose(text))
    assert found.count("c") == words.count("c")
    assert found.count("a b") == sum(pair == ("a", "b") for pair in pairwise(words))
    assert cues.found(Prose(text), but=["a", "c"]) == []
    Cues("town hall").found(Prose(noise))


def test_cues_are_listed_by_their_first_place() -> None:
    assert Cues("sign up", "discount").found(Prose("Discount! Sign\nup. DISCOUNT")) == [
        "discount",
        "discount",
        "sign up",
    ]


@given(st.text(max_size=2 * MEASURED))
def test_what_is_visible_is_bounded_and_has_no_invisible_characters(text: str) -> None:
    seen = visible(text, 100)
    assert not set(seen) & set("\x00\x07\u200b\u202e\ufeff\u00ad")


def test_invisible_characters_do_not_hide_a_word() -> None:
    assert tokens(visible("ac\u200bqui\u00adsition don’t")) == ("acquisition", "don't")


def test_scripts_without_spaces_have_words_too() -> None:
    assert Prose("合併について社員に伝える").words == 7.0
    assert Prose("town hall").words == 2.0
    assert Prose("Übernahme é").words == 2.0


def test_addresses_are_links_and_not_words() -> None:
    prose = Prose("See https://a.example/merger and http://b.example")
    assert prose.links == 2
    assert prose.tokens == ("see", "and")


@pytest.mark.parametrize(
    "words",
    [
        "acquisition acquisitions",
        "acquire acquired acquires acquiring",
        "measure measuring measurement measured measures",
        "communicate communication communications",
        "change changes changing",
        "leader leaders",
    ],
)
def test_endings_do_not_part_words_of_one_root(words: str) -> None:
    assert len({root(word) for word in words.split()}) == 1


def test_endless_words_are_their_own_root() -> None:
    assert root("x" * 50 + "ing") == "x" * 50 + "ing"


def test_subjects_leave_out_stop_words_and_single_letters() -> None:
    assert subjects("how to tell the x staff 合 staff die".split()) == ("tell", "staff", "合")


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda s: s.__name__.rpartition(".")[2])
@given(text=st.text(max_size=300))
def test_a_signal_names_the_words_that_speak_for_it(signal: object, text: str) -> None:
    signs = signal.signs(Prose(text))  # type: ignore[attr-defined]
    assert bool(sum(sign.weight for sign in signs)) is (signal.measure(Prose(text)) > 0.0)  # type: ignore[attr-defined]
    assert all(sign.words and sign.weight >= 0.0 for sign in signs)


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("We then told staff, and I also asked them", ["we then told", "i also asked"]),
        ("I have been let go", ["i have been"]),
        ("We were acquired in spring", ["we were acquired"]),
        ("When I was, we had it", ["i was", "we had"]),
        ("Wir fragten die Leute, ich sagte nichts", ["wir fragten", "ich sagte"]),
        ("We need feed, I exceed, ich möchte, wir sollten, so we all agree, I", []),
    ],
)
def test_deeds_are_told_with_helping_words(text: str, deeds: list[str]) -> None:
    assert first_hand.told(Prose(text)) == deeds


def test_a_phrase_of_experience_that_is_a_deed_counts_once() -> None:
    assert [sign.words for sign in first_hand.signs(Prose("I've been told"))] == ["i've been told"]
    assert [sign.words for sign in first_hand.signs(Prose("We've seen it at bei uns"))] == ["we've seen", "bei uns"]


def test_particulars_are_figures_and_names_and_no_numbers_of_points_nouns_or_headlines() -> None:
    def words(text: str) -> list[str]:
        return [sign.words for sign in specificity.signs(Prose(text))]

    assert words("Reach rose to 41% in Leeds, then to 41% again, says Northwind") == ["41%", "Leeds", "Northwind"]
    assert words("1. one\n2) two\n#useR2018 p3") == []
    assert words("Wir haben die Belegschaft und der Presse viel zu sagen in Leeds") == []
    assert words("how We Told Staff The News") == []


def test_a_word_of_evidence_counts_once_and_a_sample_is_one() -> None:
    assert evidence.measure(Prose("data data data")) == evidence.measure(Prose("data"))
    assert [sign.words for sign in evidence.signs(Prose("A study (n = 400), Smith et al, https://a.example"))] == [
        "study",
        "n = 400",
        "et al",
    ]


def test_an_acronym_is_no_shout() -> None:
    assert shouting.measure(Prose("What TUPE asks of you")) < 0.2
    assert shouting.measure(Prose("the results will shock you, OH MY GOD WHAT a day")) > 0.45


def test_ordinals_within_a_sentence_are_no_steps() -> None:
    assert structure.measure(Prose("In the second deal the first message went to the third plant")) == 0.0
    assert structure.measure(Prose("Second, tell them. One: the date. Two: the name. Three: the phone")) == 1.0


def test_the_teaser_of_a_feed_is_no_lure() -> None:
    assert clickbait.measure(Prose("The board met on Tuesday and decided that the …")) == 0.0
    assert clickbait.measure(Prose("Read that again…")) > clickbait.measure(Prose("Read that again"))


def test_cut_prices_promote_and_a_works_council_supports_nothing() -> None:
    assert promotion.measure(Prose("Only now 30 % off")) > 0.7
    assert stance.measure(Prose("Our works council reads it")) == 0.0


def test_a_list_made_later_is_looked_for_in_a_text_looked_through_before() -> None:
    prose = Prose("A quokka came along")
    assert Cues("came along").found(prose) == ["came along"]
    assert Cues("quokka").found(prose) == ["quokka"]
