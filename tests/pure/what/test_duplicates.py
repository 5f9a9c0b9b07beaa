from hypothesis import given, settings
from hypothesis import strategies as st

from outward.what.duplicates import firsts, grams, jaccard, pairs, simhashes
from outward.what.prose import Prose

LONG = [f"word{i}" for i in range(200)]


@settings(deadline=None)
@given(st.lists(st.text("ab ", max_size=30), max_size=12))
def test_short_texts_are_pairs_exactly_where_their_grams_say_so(texts: list[str]) -> None:
    prose = [Prose(text) for text in texts]
    expected = {(i, j) for j in range(len(prose)) for i in range(j) if jaccard(grams(prose[i]), grams(prose[j])) >= 0.8}
    assert set(pairs(prose)) == expected


def test_long_texts_with_a_word_changed_are_the_same_and_others_are_not() -> None:
    told = Prose(" ".join(LONG))
    changed = Prose(" ".join([*LONG[:-1], "other"]))
    other = Prose(" ".join(f"item{i}" for i in range(200)))
    assert firsts([told, other, changed]) == [0, 1, 0]


def test_the_order_of_words_does_not_change_a_fingerprint() -> None:
    one, two, three = simhashes([LONG, LONG[::-1], LONG[:40]])
    assert one == two != three


def test_no_words_have_no_fingerprint_and_are_nobodys_duplicate() -> None:
    assert simhashes([[], ["a"]])[0] == 0
    assert firsts([Prose(""), Prose(""), Prose("👏")]) == [0, 1, 2]
    assert firsts([]) == []


def test_a_chain_of_small_changes_does_not_join_strangers() -> None:
    texts = ["abcdefghij klmnopqrst uvwxyz " + tail for tail in ("", "12", "1234", "123456")]
    first = firsts([Prose(text) for text in texts])
    assert first[0] == first[1] == 0
    assert len(set(first)) > 1
    assert all(first[f] == f for f in first)


@given(st.lists(st.text(max_size=60), max_size=8))
def test_the_first_of_a_group_stands_for_itself(texts: list[str]) -> None:
    first = firsts([Prose(text) for text in texts])
    assert all(first[f] == f <= place for place, f in enumerate(first))
