import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.whom.first_hand.witness import NAMES, WEIGHTS, living, marks

SEEN = "I can smell the smoke from our house!!"


def test_who_is_in_the_midst_of_it_is_told_from_who_passes_it_on() -> None:
    assert living(SEEN) > 0.5 > living("Police confirm 12 dead after the fire, live updates: http://news.example/1")


@pytest.mark.parametrize(
    "added", [" http://news.example/a http://news.example/b", " Praying for the victims.", " 1,000 dead, 30 missing"]
)
def test_what_news_and_sympathy_add_speaks_against_it(added: str) -> None:
    assert living(f"It shakes here.{added}") < living("It shakes here.")


def test_words_in_addresses_names_and_hashtags_are_not_words_of_hers() -> None:
    assert marks("http://dead.example/killed @police #dead")["casualties"] == 0.0
    assert marks("12 dead")["casualties"] == 1.0


def test_a_smile_is_not_found_in_an_address() -> None:
    assert marks("https://x.example")["smiles"] == 0.0
    assert marks("still alive :)")["smiles"] == 1.0


def test_every_mark_has_a_weight() -> None:
    assert set(WEIGHTS) == set(NAMES) == set(marks(""))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_marks_and_chances_are_shares(text: str) -> None:
    assert all(0.0 <= value <= 1.0 for value in marks(text).values())
    assert 0.0 < living(text) < 1.0
