"""Clocks that jump, zones that change, machines that sleep: minutes stay hers, no session doubles, none is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from outward.app.follow import TRUSTED, changes, follow
from outward.app.home import Home
from outward.app.hours import hours
from outward.app.plan import plan
from outward.app.session import done, going, next_item, now_session, pause, start
from outward.app.share import planned as sessions_of
from outward.app.takeaway import keep, takeaways
from outward.app.today import today
from outward.model import SessionState, Setting, Slot
from outward.store import answers, sessions
from tests.app.material import NOW

JUMPS = [timedelta(days=3), timedelta(days=-3)]


def items(home: Home, now: datetime) -> list[str]:
    """Everything in sessions that are to come."""
    there = [one for one in sessions_of(home, now=now) if one.state is SessionState.PLANNED and one.slot.end > now]
    return [item.key for one in there for item in one.items]


def numbers(home: Home) -> list[str]:
    """The slots of all sessions there are, by name."""
    return [kept.session.slot.key for kept in sessions.since(home.database, NOW - timedelta(days=999))]


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_in_a_session_costs_no_minute_and_gives_none(planned: Home, jump: timedelta) -> None:
    packed = now_session(planned, minutes=25, setting=Setting.DESK, now=NOW)
    start(planned, packed.id, now=NOW)
    assert next_item(planned, now=NOW + timedelta(minutes=5)).minutes == 5
    there = NOW + jump
    assert going(planned, packed.id, now=there).minutes == 5
    assert next_item(planned, now=there).minutes == 5
    assert pause(planned, now=there + timedelta(minutes=4)).minutes == 9
    start(planned, packed.id, now=NOW)
    assert done(planned, packed.id, now=NOW + timedelta(minutes=2)).minutes == 11
    assert len(numbers(planned)) == len(set(numbers(planned)))


@pytest.mark.parametrize("jump", JUMPS)
def test_a_machine_that_slept_before_the_end_learned_nothing_meanwhile(planned: Home, jump: timedelta) -> None:
    packed = now_session(planned, minutes=25, setting=Setting.DESK, now=NOW)
    start(planned, packed.id, now=NOW)
    pause(planned, now=NOW + timedelta(minutes=6))
    start(planned, packed.id, now=NOW + timedelta(minutes=7))
    other = now_session(planned, minutes=12, setting=Setting.READ, now=NOW + jump)
    start(planned, other.id, now=NOW + jump)  # pauses the first
    assert done(planned, packed.id, now=NOW + jump).minutes == 6
    assert done(planned, other.id, now=NOW).minutes == 1


@pytest.mark.parametrize("jump", [*JUMPS, timedelta(days=-400)])
def test_a_clock_that_jumps_between_plan_and_replan_doubles_and_loses_nothing(planned: Home, jump: timedelta) -> None:
    first = now_session(planned, minutes=12, setting=Setting.READ, now=NOW)
    done(planned, first.id, minutes=10, now=NOW)
    follow(planned, now=NOW)
    before = items(planned, NOW)
    there = NOW + jump
    told = follow(planned, now=there)
    assert jump > timedelta() or not [one for one in told if "was not taken" in one]
    if jump > -TRUSTED:
        plan(planned, now=there)
    assert len(items(planned, there)) == len(set(items(planned, there)))
    follow(planned, now=NOW)
    assert len(items(planned, NOW)) == len(set(items(planned, NOW)))
    assert len(set(before) & set(items(planned, NOW))) > len(before) / 2
    assert len(numbers(planned)) == len(set(numbers(planned)))
    kept = sessions.one(planned.database, first.id or 0)
    assert kept is not None
    assert (kept.session.state, kept.minutes) == (SessionState.DONE, 10)


def test_what_is_to_come_is_not_missed_when_the_clock_comes_back(planned: Home) -> None:
    ahead = NOW + timedelta(days=5)
    assert any("was not taken" in one for one in follow(planned, now=ahead))
    assert [one for one in changes(planned, now=NOW) if "was not taken" in one] == []
    assert [one for one in follow(planned, now=NOW) if "was not taken" in one] == []
    assert hours(planned, now=NOW).missed == 0
    following = today(planned, now=NOW).session
    assert following is not None
    assert following.slot.end > NOW
    noon = next(one for one in sessions_of(planned, now=NOW) if one.slot.timed)
    late = noon.slot.end + timedelta(minutes=1)
    assert any("was not taken" in one for one in follow(planned, now=late))  # and what is missed then, is told


def test_another_zone_moves_the_plan_and_a_time_missed_in_the_old_one_comes_in_the_new(planned: Home) -> None:
    noon = next(one for one in sessions_of(planned, now=NOW) if one.slot.timed and one.slot.start.date() == NOW.date())
    later = noon.slot.end + timedelta(hours=1)  # 12:30 has gone by in Amsterdam, in New York it is early
    given = answers.latest(planned.database)
    answers.revise(planned.database, replace(given, zone="America/New_York"), later)
    made = plan(planned, now=later)
    again = next(one for one in made.sessions if one.slot.key == noon.slot.key)
    assert again.slot.start.astimezone(UTC) - noon.slot.start.astimezone(UTC) == timedelta(hours=6)
    assert [kept for kept in numbers(planned) if kept == noon.slot.key] == [noon.slot.key]
    assert len(items(planned, later)) == len(set(items(planned, later)))
    assert start(planned, again.id, now=again.slot.start).id == again.id


def test_a_session_over_the_change_of_clocks_is_as_long_as_it_is(planned: Home) -> None:
    night = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)  # 01:50 in Amsterdam, ten minutes before 03:00
    packed = now_session(planned, minutes=25, setting=Setting.DESK, now=night)
    assert packed.slot.end.astimezone(UTC) - night == timedelta(minutes=25)
    start(planned, packed.id, now=night)
    assert done(planned, packed.id, now=night + timedelta(minutes=20)).minutes == 20
    untimed = Slot(start=packed.slot.start.replace(hour=0, minute=0), minutes=12, timed=False)
    assert f"{untimed.end:%d %H:%M}" == "30 00:00"


def test_takeaways_outlive_a_clock_that_went_back(planned: Home) -> None:
    kept = keep(planned, "Managers first", now=NOW)
    packed = now_session(planned, minutes=15, setting=Setting.READ, now=kept.due + timedelta(hours=1))
    next_item(planned, packed.id, remembered=True, now=NOW - timedelta(days=30))
    (held,) = [one for one in takeaways(planned, now=NOW).all if one.text == "Managers first"]
    assert NOW - timedelta(days=30) < held.due < NOW + timedelta(days=90)
