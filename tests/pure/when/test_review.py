"""Takeaways come back when due, later when remembered, never beyond the cap."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError, StoreError
from outward.when.review import due, first, load, longest, question, review

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_a_new_takeaway_comes_back_in_a_few_days() -> None:
    kept = first(" Tell staff first. ", " Write to them before the press. ", "https://a.example", NOW)
    assert (kept.text, kept.change) == ("Tell staff first.", "Write to them before the press.")
    assert timedelta(days=1) <= kept.due - NOW <= timedelta(days=5)


@given(st.lists(st.booleans() | st.integers(1, 4), max_size=12))
def test_intervals_stay_between_a_day_and_the_cap_and_are_the_same_each_time(grades: list[bool | int]) -> None:
    def run() -> list[datetime]:
        kept, moments = first("a", "", "", NOW), []
        for grade in grades:
            before = kept.due
            kept = review(kept, grade, before)
            assert timedelta(days=1) <= kept.due - before <= timedelta(days=longest())
            moments.append(kept.due)
        return moments

    assert run() == run()


def test_what_was_remembered_comes_back_later_than_what_was_forgotten() -> None:
    kept = first("a", "", "", NOW)
    assert review(kept, True, kept.due).due > review(kept, False, kept.due).due


def test_due_ones_come_longest_due_first() -> None:
    early, late = first("b", "", "", NOW), first("a", "", "", NOW + timedelta(hours=1))
    assert due([late, early], NOW) == ()
    assert due([late, early], late.due) == (early, late)


@pytest.mark.parametrize(("horizon", "days"), [(1, 1), (28, 5.6), (365, 18.25), (3650, 182.5), (90, 11.86)])
def test_the_cap_follows_the_spacing_curve(horizon: float, days: float) -> None:
    assert longest(horizon) == pytest.approx(days, abs=0.01)


def test_bad_input_is_one_sentence() -> None:
    kept = first("a", "", "", NOW)
    with pytest.raises(InputError, match="needs words"):
        first("  ", "", "", NOW)
    with pytest.raises(InputError, match="graded 1"):
        review(kept, 5, NOW)
    with pytest.raises(InputError, match="time zone"):
        review(kept, True, NOW.replace(tzinfo=None))
    for card in ("{", "{}", "[]"):
        with pytest.raises(StoreError, match="write the takeaway anew"):
            review(replace(kept, card=card), True, NOW)


def test_the_question_is_open_and_does_not_give_the_answer_away() -> None:
    kept = first("Tell staff first.", "Write before the press.", "https://a.example", NOW)
    assert question(kept, "Day one") == (
        "What did you take away on 24 November 2026 from “Day one”, and what did you want to do differently?"
    )
    assert question(first("Tell staff first.", "", "", NOW)) == "What did you take away on 24 November 2026?"


def test_the_load_is_minutes_a_day_and_what_is_overdue_counts_today() -> None:
    kept = [first("a", "", "", NOW), first("b", "", "", NOW - timedelta(days=30))]
    ahead = (kept[0].due.date() - NOW.date()).days
    assert load(kept, NOW) == tuple(1 if day in (0, ahead) else 0 for day in range(7))
    assert load([], NOW, days=2) == (0, 0)
