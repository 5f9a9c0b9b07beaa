import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.whom.catchwords import WORDS, of_each, of_groups, profile, spoken


def test_a_group_is_told_by_what_its_people_use_and_others_do_not() -> None:
    said = {
        "a": {"#change", "#internalcomms"}, "b": {"#change", "#internalcomms"}, "c": {"#change", "odd"},
        "d": {"#internalcomms", "#measurement"}, "e": {"#measurement", "#internalcomms"},
    }  # fmt: skip
    assert of_groups(said, [["a", "b", "c"], ["d", "e"]]) == [("#change",), ("#measurement", "#internalcomms")]


def test_what_one_of_several_says_tells_of_nobody_else() -> None:
    said = {"a": {"#rare"}, "b": set[str](), "c": {"#rare2"}}
    assert of_groups(said, [["a", "b"], ["c", "unknown"], ["c"]]) == [(), (), ("#rare2",)]


def test_one_word_is_told_once_whatever_its_form() -> None:
    said = {"a": {"#townhalls", "town hall", "#newsletter"}, "b": set[str]()}
    assert of_groups(said, [["a"]]) == [("#newsletter", "#townhalls")]


def test_a_person_is_told_by_what_she_says_often_and_few_others_say() -> None:
    told = of_each({"a": {"#change": 9, "#all": 9}, "b": {"#all": 3}, "c": {"#all": 1, "#x": 0}, "d": {}})
    assert told == {"a": ("#change", "#all"), "b": ("#all",), "c": ("#all",), "d": ()}


def test_a_profile_gives_its_longer_words() -> None:
    assert profile("Writes about Listening, in an imaginary place") == {"listening", "place"}


@pytest.mark.parametrize(
    ("topic", "text", "heard"),
    [
        ("town hall", "Our Town Halls went well", True),
        ("town hall", "#townhall on Monday", True),
        ("town hall", "the town has a hall", False),
        ("merger", "two mergers later", True),
        ("merger", "submerged", False),
        ("day one", "on day-one", True),
        ("carve-out", "the carve out", True),
        ("c++", "c++ and c", True),
        ("communicate", "on communication", True),
        ("line managers", "Managing the line managing", True),
        ("listening", "she listens", True),
        ("channels", "a challenge", False),
        ("day one", "daylight one", False),
        ("", "anything", False),
        ("!!", "anything!!", False),
    ],
)
def test_a_text_speaks_of_a_topic_in_its_own_words(topic: str, text: str, heard: bool) -> None:
    assert (spoken(topic).search(text) is not None) == heard


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from(["#x", "#y", "xy", "zebra"])), min_size=1),
    st.data(),
)
def test_telling_words_are_the_groups_own_and_few(said: dict[str, frozenset[str]], data: st.DataObject) -> None:
    group = data.draw(st.lists(st.sampled_from(sorted(said)), min_size=1, unique=True))
    (told,) = of_groups(said, [group])
    assert len(told) <= WORDS
    assert all(any(word in said[person] for person in group) for word in told)
    assert of_groups(said, [group[::-1]]) == [told]
