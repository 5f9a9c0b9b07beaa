"""The hours she keeps: counted, weighed a little, and hers to set."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outward.when.hours import ENOUGH, MOST, Hour, eases, histogram

TUESDAY_NOON = datetime(2026, 11, 24, 12, 10, tzinfo=UTC)
FRIDAY = TUESDAY_NOON + timedelta(days=3, hours=4)


def test_sessions_are_counted_by_weekday_and_hour() -> None:
    found = histogram([(TUESDAY_NOON, True), (TUESDAY_NOON, False), (FRIDAY, True)], {})
    assert [(one.weekday, one.hour, one.kept, one.missed) for one in found] == [(1, 12, 1, 1), (4, 16, 1, 0)]


def test_before_there_are_enough_all_hours_weigh_the_same() -> None:
    assert eases(histogram([(TUESDAY_NOON, True)] * (ENOUGH - 1), {})) == {}


def test_an_hour_that_is_kept_weighs_more_than_one_that_is_not() -> None:
    told = [(TUESDAY_NOON, True)] * 6 + [(FRIDAY, False)] * 6
    ease = eases(histogram(told, {}))
    assert 1 < ease[1, 12] <= 1 + MOST
    assert 1 - MOST <= ease[4, 16] < 1


def test_what_she_says_goes_before_what_was_learned_and_needs_no_session() -> None:
    told = [(TUESDAY_NOON, True)] * 6 + [(FRIDAY, False)] * 6
    found = histogram(told, {(1, 12): 0.9, (6, 8): 1.1, (4, 16): 1.0})
    assert eases(found) == {(1, 12): 0.9, (6, 8): 1.1}
    assert Hour(weekday=6, hour=8, kept=0, missed=0, ease=1.1, hers=True) in found


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))


@given(st.lists(st.tuples(moments, st.booleans()), max_size=30))
def test_no_hour_weighs_more_than_a_tenth_and_order_does_not_matter(told: list[tuple[datetime, bool]]) -> None:
    found = histogram(told, {})
    assert sum(one.kept + one.missed for one in found) == len(told)
    assert all(1 - MOST <= one.ease <= 1 + MOST for one in found)
    assert histogram(told[::-1], {}) == found
