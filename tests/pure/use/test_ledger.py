"""Use is measured from what happened in the days asked for, never from accounts."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Direction, LedgerEntry, LedgerKind, Takeaway, Touch
from outward.use.ledger import Use, measures

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def entry(kind: LedgerKind, days: float, minutes: int = 0, subject: str = "") -> LedgerEntry:
    return LedgerEntry(kind=kind, at=ago(days), minutes=minutes, subject=subject)


def touch(person: str, direction: Direction, days: float) -> Touch:
    return Touch(person=person, direction=direction, how="reply", at=ago(days))


def takeaway(kept: float, applied: float | None = None) -> Takeaway:
    at = None if applied is None else ago(applied)
    return Takeaway(text="a", change="", url="", created_at=ago(kept), due=NOW, card="", applied_at=at)


def test_a_week_counts_what_happened_in_it() -> None:
    use = measures(
        [
            entry(LedgerKind.LEARNED, 1, 12),
            entry(LedgerKind.LEARNED, 2, 8),
            entry(LedgerKind.LEARNED, 8, 100),
            entry(LedgerKind.SESSION_DONE, 1),
            entry(LedgerKind.SESSION_SKIPPED, 1),
            entry(LedgerKind.TALKED, 1, subject="cem"),
            entry(LedgerKind.TALKED, 1),
            entry(LedgerKind.HELP_GIVEN, 1),
            entry(LedgerKind.HELP_RECEIVED, 1),
            entry(LedgerKind.HELP_RECEIVED, 2),
        ],
        [
            touch("ada", Direction.OUT, 40),
            touch("ada", Direction.OUT, 1),
            touch("ada", Direction.IN, 0.5),
            touch("ben", Direction.OUT, 3),
            touch("dia", Direction.OUT, 20),
        ],
        [takeaway(1), takeaway(30, applied=2), takeaway(50, applied=20)],
        3,
        {"mastodon": ago(30), "feeds": ago(29), "youtube": None, "bluesky": ago(90)},
        now=NOW,
    )
    assert use == Use(
        since=ago(7),
        until=NOW,
        minutes=20,
        kept=1,
        planned=3,
        takeaways=1,
        applied=1,
        talked_first=2,
        talked_again=1,
        given=1,
        received=2,
        reciprocity=0.5,
        unused=("youtube", "bluesky", "mastodon"),
    )


def test_nothing_done_is_zero_and_has_no_reciprocity() -> None:
    assert measures([], [], [], 0, {}, now=NOW) == Use(since=ago(7), until=NOW)


def test_sessions_kept_beyond_the_plan_count_as_planned_too() -> None:
    use = measures([entry(LedgerKind.SESSION_DONE, 1)], [], [], 0, {}, now=NOW)
    assert (use.kept, use.planned) == (1, 1)


def test_accounts_and_followers_have_no_place_in_use() -> None:
    assert not {one.name for one in fields(Use)} & {"accounts", "followers", "streak", "badges"}


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(InputError, match="0 days"):
        measures([], [], [], 0, {}, now=NOW, days=0)
    with pytest.raises(InputError, match="time zone"):
        measures([], [], [], 0, {}, now=NOW.replace(tzinfo=None))


entries = st.lists(st.builds(entry, st.sampled_from(LedgerKind), st.floats(0, 20), st.integers(0, 90), st.text("ab")))
touches = st.lists(st.builds(touch, st.sampled_from("abc"), st.sampled_from(Direction), st.floats(0, 20)))


@given(entries, touches, st.integers(0, 9), st.integers(1, 30))
def test_a_longer_look_back_never_counts_less_and_shares_are_shares(
    entries: list[LedgerEntry], touches: list[Touch], planned: int, days: int
) -> None:
    short, long = (measures(entries, touches, [], planned, {}, now=NOW, days=span) for span in (days, days + 5))
    assert short.minutes <= long.minutes
    assert short.kept <= short.planned
    assert short.talked_first + short.talked_again <= long.talked_first + long.talked_again
    assert short.reciprocity is None or 0 <= short.reciprocity <= 1
