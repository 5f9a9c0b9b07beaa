"""How closely a text keeps to the goal's words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.what.closeness import READ, Close, Wanted, closely

RARITY = {"announce": 2.0, "acquisition": 3.0, "staff": 1.0}


def wanted(words: dict[str, float] = RARITY) -> Wanted | None:
    return Wanted.of(list(words), list(words.values()))


def one(text: str, words: dict[str, float] = RARITY) -> Close:
    return closely([text], wanted(words))[0]


def test_all_words_in_other_forms_cover_the_goal() -> None:
    assert one("Announcing acquisitions to all staff").covered == 1.0


def test_rare_words_cover_more() -> None:
    assert one("an acquisition").covered == pytest.approx(3 / 6)
    assert one("the staff").covered == pytest.approx(1 / 6)


def test_a_word_that_only_begins_like_one_wanted_is_another_word() -> None:
    assert one("A staffordshire dog", {"staff": 1.0}) == Close()
    assert one("a bart", {"art": 1.0}) == Close()


def test_words_together_are_nearer_than_words_apart() -> None:
    together = "We announce the acquisition. " + "Nothing more is said of it here today. " * 3
    apart = "We announce. " + "Nothing more is said of it here today. " * 3 + "The acquisition."
    close, far = closely([together, apart], wanted())
    assert close.near > far.near == 0.0
    assert close.covered == far.covered


def test_the_same_word_twice_is_not_two_words_together() -> None:
    assert one("acquisition acquisition acquisition").near == 0.0


def test_more_of_a_word_counts_more_and_a_longer_text_less() -> None:
    once, twice, long = closely(["staff here", "staff staff", "staff " + "x" * 500], wanted({"staff": 1.0}))
    assert twice.again > once.again > long.again > 0.0


def test_without_known_words_nothing_is_close() -> None:
    assert Wanted.of(["zephyr"], [0.0]) is None
    assert closely(["zephyr", ""], None) == [Close(), Close()]
    assert closely([], wanted()) == []


def test_parts_of_a_compound_are_found() -> None:
    assert one("first days of a leader", {"first-days": 1.0}).covered == 1.0


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert one("x" * READ + " acquisition") == Close()


@given(
    texts=st.lists(st.text(st.sampled_from("ab stafquion.-\n"), max_size=80), max_size=5),
    words=st.dictionaries(st.text("abstaf-(", min_size=1, max_size=8), st.floats(0, 10), max_size=5),
)
def test_every_figure_is_in_its_bounds_and_does_not_depend_on_order(texts: list[str], words: dict[str, float]) -> None:
    asked = wanted(words)
    said = closely(texts, asked)
    assert all(close.again >= 0.0 and 0.0 <= close.covered <= 1.0 and 0.0 <= close.near < 1.0 for close in said)
    back = closely(texts[::-1], asked)[::-1]
    assert all(math.isclose(a.again, b.again) and math.isclose(a.near, b.near) for a, b in zip(said, back, strict=True))
