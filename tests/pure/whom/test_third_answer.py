import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.whom.words import company, restate


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("peers, not experts", (False, False, True)),
        ("No experts please, only someone who has been through it", (False, True, False)),
        ("no experience needed, just experts", (True, False, False)),
        ("I don't want consultants", (False, True, True)),
        ("keine Experten, lieber Kolleginnen", (False, False, True)),
        ("not only experts but people who have been through it", (True, True, False)),
        ("jemand, der nicht nur redet, sondern es durchgemacht hat", (False, True, False)),
        ("people as inexperienced as me", (True, True, True)),
        ("no experts, no peers, no experience", (True, True, True)),
        ("nobody in particular", (True, True, True)),
    ],
)
def test_what_she_does_not_want_is_not_taken_for_a_wish(words: str, flags: tuple[bool, bool, bool]) -> None:
    read = company(words)
    assert (read.experts, read.experienced, read.peers) == flags


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("like https://bsky.app/profile/ben.example.", ("https://bsky.app/profile/ben.example",)),
        ("my friend (https://a.example/@ada)!", ("https://a.example/@ada",)),
        ("people like ada.bsky.social", ("@ada.bsky.social",)),
        ("#internalcomms, @ada@social.example and #internalcomms", ("#internalcomms", "@ada@social.example")),
        ("write to ada@example.org", ()),
    ],
)
def test_addresses_end_where_the_sentence_around_them_goes_on(words: str, known: tuple[str, ...]) -> None:
    assert company(words).known == known


@settings(deadline=None)
@given(st.text(max_size=500))
def test_any_answer_asks_for_somebody_and_can_be_said_back(words: str) -> None:
    read = company(words)
    assert read.experts or read.experienced or read.peers
    assert restate(read).endswith(".")
    assert company(read.words) == read
