"""Hands are counted from five people on, and say who used it, not who signed up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError, NothingYetError
from outward.use.hands_up import FEWEST, hands_up


def test_six_of_fifty_used_it_this_week() -> None:
    hands = hands_up([25] * 6 + [0] * 44)
    assert hands.sentence == "6 of 50 used it this week."


@given(st.lists(st.integers(0, 600), max_size=60))
def test_hands_never_exceed_people_and_few_people_are_not_shown(minutes: list[int]) -> None:
    if len(minutes) < FEWEST:
        with pytest.raises(NothingYetError, match=f"{len(minutes)} share so far"):
            hands_up(minutes)
    else:
        assert 0 <= hands_up(minutes).used <= hands_up(minutes).sharing == len(minutes)


def test_minutes_under_zero_are_refused() -> None:
    with pytest.raises(InputError, match="fewer than 0"):
        hands_up([-1] * 9)
