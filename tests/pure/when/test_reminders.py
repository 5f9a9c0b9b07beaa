"""Reminders: due once, at the time a session has now, never after its slot; what they say and keep to themselves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Item, ItemKind, Security, Session, SessionState, Setting, Slot
from outward.when.reminders import due, following, name, reminder, untimed

HOME = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 3, 3, 12, 30, tzinfo=HOME)
DESK = "http://127.0.0.1:8765/"


def session(start: datetime = NOON, minutes: int = 25, *, timed: bool = True, **more: object) -> Session:
    slot = Slot(start=start, minutes=minutes, setting=Setting.DESK, timed=timed)
    return replace(Session(slot=slot, items=(), intention="If it is noon, then I read.", id=1), **more)  # type: ignore[arg-type]


def is_due(one: Session, now: datetime, before: int = 5, told: frozenset[str] = frozenset()) -> bool:
    return bool(due([one], before=before, told=told, now=now))


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-6, False), (-5, True), (0, True), (24, True), (25, False), (60 * 24, False)]
)
def test_it_is_due_from_some_minutes_before_until_the_slot_is_over(minutes: int, expected: bool) -> None:
    assert is_due(session(), NOON.astimezone(UTC) + timedelta(minutes=minutes)) is expected


@pytest.mark.parametrize("state", [SessionState.STARTED, SessionState.DONE, SessionState.SKIPPED])
def test_what_is_under_way_or_over_or_let_go_is_not_reminded_of(state: SessionState) -> None:
    assert not is_due(session(state=state), NOON)
    assert following([session(state=state)], before=5, told=(), now=NOON) is None


def test_what_has_no_time_of_day_is_not_reminded_of_but_counted() -> None:
    loose = session(NOON.replace(hour=0, minute=0), timed=False)
    assert not is_due(loose, NOON)
    assert untimed([loose, session()], NOON) == 1
    assert untimed([loose, replace(loose, state=SessionState.DONE)], NOON + timedelta(days=2)) == 0


def test_once_told_never_again_until_it_is_moved() -> None:
    told = frozenset({name(session().slot)})
    assert not is_due(session(), NOON, told=told)
    assert not is_due(session(minutes=40), NOON, told=told)  # longer by now, at the same time
    moved = session(NOON + timedelta(hours=2))
    assert not is_due(moved, NOON, told=told)
    assert is_due(moved, NOON + timedelta(hours=2), told=told)


def test_the_next_one_is_the_earliest_still_open() -> None:
    later = session(NOON + timedelta(days=2))
    coming = following([later, session()], before=5, told=(), now=NOON - timedelta(hours=1))
    assert coming is not None
    assert (coming.session, coming.at) == (session(), NOON - timedelta(minutes=5))
    late = following([later, session()], before=5, told=(), now=NOON + timedelta(minutes=1))
    assert late is not None
    assert late.at == NOON + timedelta(minutes=1)
    assert following([session()], before=5, told={name(session().slot)}, now=NOON) is None


def test_a_slot_over_a_change_of_the_clock_keeps_its_length_and_its_moment() -> None:
    last = session(datetime(2026, 10, 25, 2, 50, tzinfo=HOME), 25)  # summer time; at 3:00 it is 2:00 again
    begin = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    assert is_due(last, begin + timedelta(minutes=24))
    assert not is_due(last, begin + timedelta(minutes=25))
    again = session(datetime(2026, 10, 25, 2, 50, tzinfo=HOME, fold=1), 25)
    assert last.slot.key == again.slot.key
    assert name(last.slot) != name(again.slot)
    spring = session(datetime(2026, 3, 29, 3, 5, tzinfo=HOME), 25)  # at 2:00 it was 3:00
    assert is_due(spring, datetime(2026, 3, 29, 0, 55, tzinfo=UTC), before=10)
    assert not is_due(spring, datetime(2026, 3, 29, 0, 54, tzinfo=UTC), before=10)


def item(title: str) -> Item:
    return Item(
        key="k", kind=ItemKind.LEARN, title=title, url="https://x.example/", minutes=5, value=0.5, form="article",
        person="Ada", why="Answers your goal: names “takeover”.",
    )  # fmt: skip


def test_it_says_time_minutes_setting_and_desk_and_titles_only_when_asked() -> None:
    one = session(items=(item("Secret\r\nBcc: all@x.example \x1b[31m\u202etakeover"),))
    said = reminder(one, zone="Europe/Amsterdam", now=NOON - timedelta(minutes=5), desk=DESK, titles=False)
    assert said.title == "Tuesday 12:30: 25 minutes"
    assert said.text == (
        f"Your session begins at 12:30 on Tuesday 3 March: 25 minutes, at your desk.\nYour desk: {DESK}"
    )
    inside = reminder(one, zone="UTC", now=NOON + timedelta(minutes=1), desk=DESK, titles=True)
    assert inside.title == "Tuesday 11:30: 25 minutes"
    assert "began at 11:30 on Tuesday 3 March and its time is until 11:55" in inside.text
    assert inside.text.splitlines()[1] == "- 5 min: Secret Bcc: all@x.example [31mtakeover"
    assert "Answers your goal" not in inside.text
    short = session(minutes=1)
    assert reminder(short, zone="UTC", now=NOON, desk=DESK, titles=False).title.endswith(": 1 minute")


def test_each_road_has_its_usual_port() -> None:
    assert [one.port for one in (Security.STARTTLS, Security.TLS, Security.NONE)] == [587, 465, 25]


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(
    starts=st.lists(moments, max_size=5, unique=True),
    before=st.integers(0, 1440),
    clock=st.lists(moments, max_size=12),
    zone=st.sampled_from(["Europe/Amsterdam", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_whatever_the_clock_does_each_is_sent_once_at_most_and_within_its_time(
    starts: list[datetime], before: int, clock: list[datetime], zone: str
) -> None:
    planned = [session(start.astimezone(ZoneInfo(zone))) for start in starts]
    near = [start + timedelta(minutes=ahead) for start in starts for ahead in (-before, 0, 24, 25)]
    told: set[str] = set()
    for now in [*clock, *near, *clock]:
        coming = following(planned, before=before, told=told, now=now)
        now_due = due(planned, before=before, told=told, now=now)
        assert bool(now_due) == (coming is not None and coming.at == now)
        for one in now_due:
            start = one.slot.start.astimezone(UTC)
            assert start - timedelta(minutes=before) <= now < start + timedelta(minutes=25)
            assert name(one.slot) not in told
            told.add(name(one.slot))
    assert told == {name(one.slot) for one in planned}  # none is forgotten when its time comes
