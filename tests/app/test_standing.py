"""A plan that stands holds on: its numbers, the session of just now, one session a day of a window with room."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from outward.app import pin
from outward.app.ask import Questions, ask
from outward.app.follow import follow, reason
from outward.app.free import free
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.session import done, next_item, now_session, skip, start
from outward.app.share import planned
from outward.model import Session, SessionState, Setting, Slot
from outward.store import placed, planning, sessions
from outward.store.placed import Placed
from tests.app.material import NOW

ROOM = "weekdays between 9 and 17 for 15 min"


def timed(home: Home, now: datetime = NOW) -> list[Session]:
    return [one for one in planned(home, now=now) if one.slot.timed]


def ahead(home: Home, now: datetime) -> list[Session]:
    there = planned(home, now=now)
    return [one for one in there if one.state is SessionState.PLANNED and one.slot.end > now]


def days(home: Home, now: datetime) -> list[str]:
    return [f"{one.slot.start:%a %H:%M}" for one in ahead(home, now)]


def moved(home: Home, session: Session, slot: Slot) -> Session:
    """As she would have done it in her calendar."""
    uid, end = f"{session.id}@outward", slot.start.astimezone(UTC)
    with home.database.writing() as db:
        db.execute(
            "INSERT OR IGNORE INTO calendar (id, name, kind, address, shown, all_day, tentative, titles)"
            " VALUES (1, 'Mine', 'caldav', '', '', 'busy', 'busy', 1)"
        )
    event = Placed(uid=uid, calendar=1, slot=slot.key, href="/x", etag="1", words="", start=end, minutes=slot.minutes)
    to = replace(session, slot=slot)
    placed.move(home.database, session.id or 0, session.slot, to, event)
    return to


def test_numbers_stay_with_their_sessions_and_never_come_again(sample: Home) -> None:
    first = {one.slot.key: one.id for one in planned(sample, now=NOW)}
    plan(sample, now=NOW, anew=True)
    second = {one.slot.key: one.id for one in planned(sample, now=NOW)}
    assert second == first
    ask(sample, Questions(when="Fri 15:00 for 20 minutes"), now=NOW)
    plan(sample, now=NOW)
    (only,) = planned(sample, now=NOW)
    assert (only.id or 0) > max(number or 0 for number in first.values())
    ask(sample, Questions(when="Mon 15:00 for 20 minutes"), now=NOW)
    plan(sample, now=NOW)
    now_session(sample, minutes=12, setting=Setting.READ, now=NOW)
    later = [one.id or 0 for one in planned(sample, now=NOW)]
    assert min(later) > (only.id or 0)
    assert len(set(later)) == len(later)


def test_a_session_of_just_now_stays_until_its_time_is_over(sample: Home) -> None:
    one = timed(sample)[0]
    late = one.slot.start + timedelta(minutes=5)
    plan(sample, now=late)
    follow(sample, now=late)
    assert start(sample, now=late).id == one.id
    assert start(sample, now=late).items == one.items
    items = [item.name for other in planned(sample, now=late) for item in other.items]
    assert len(items) == len(set(items))


def test_what_was_done_in_a_session_let_go_is_not_offered_again(sample: Home) -> None:
    one = timed(sample)[0]
    at = one.slot.start
    start(sample, one.id, now=at)
    next_item(sample, now=at + timedelta(minutes=4))
    next_item(sample, skipped=True, why="not now", now=at + timedelta(minutes=5))
    skip(sample, one.id, now=at + timedelta(minutes=6))
    seen = sessions.seen(sample.database)
    assert [item.key in seen for item in one.items[:3]] == [True, False, False]


def test_what_she_will_do_differently_is_kept_also_without_a_takeaway(sample: Home) -> None:
    one = timed(sample)[0]
    kept = done(sample, one.id, change=" Brief line managers first ", now=one.slot.start).takeaway
    assert kept is not None
    assert (kept.text, kept.change) == ("Brief line managers first", "Brief line managers first")


def test_minutes_packed_at_once_outlive_a_new_plan(sample: Home) -> None:
    packed = now_session(sample, minutes=12, setting=Setting.READ, now=NOW)
    plan(sample, now=NOW + timedelta(minutes=1))
    kept = sessions.one(sample.database, packed.id or 0)
    assert kept is not None
    assert kept.session.items == packed.items


def test_a_window_with_room_has_one_session_a_day(sample: Home) -> None:
    ask(sample, Questions(when=ROOM), now=NOW)
    plan(sample, now=NOW)
    first, second, third, *_ = planned(sample, now=NOW)
    begun = first.slot.start
    start(sample, first.id, now=begun)
    done(sample, first.id, minutes=9, now=begun + timedelta(minutes=9))
    skip(sample, second.id, now=begun + timedelta(minutes=9))
    moved(sample, third, replace(third.slot, start=third.slot.start + timedelta(hours=9)))
    at = begun + timedelta(minutes=20)
    plan(sample, now=at)
    there = days(sample, at)
    assert not any(f"{one.slot.start:%a}" in " ".join(there) for one in (first, second))
    assert [one for one in there if one.startswith(f"{third.slot.start:%a}")] == [f"{third.slot.start:%a} 18:00"]
    said = [one.why for one in free(sample, now=at).week.looked if one.start.date() == second.slot.start.date()]
    assert said == ["It had its session already: held, let go, or moved by you."]


def test_a_missed_session_with_room_comes_later_that_day(sample: Home) -> None:
    ask(sample, Questions(when=ROOM), now=NOW)
    plan(sample, now=NOW)
    first = planned(sample, now=NOW)[0]
    at = first.slot.end + timedelta(minutes=20)
    plan(sample, now=at)
    again = ahead(sample, at)[0]
    assert again.slot.start.date() == first.slot.start.date()
    assert again.slot.start >= at


def test_a_moved_session_that_goes_by_gives_its_items_back_and_is_told(sample: Home) -> None:
    one = timed(sample)[0]
    to = moved(sample, one, replace(one.slot, start=one.slot.start + timedelta(hours=2)))
    plan(sample, now=NOW)
    assert plan(sample, now=NOW).changes == ()
    assert plan(sample, now=to.slot.start + timedelta(minutes=1)).changes == ()
    at = to.slot.end + timedelta(minutes=1)
    changes = plan(sample, now=at).changes
    names = {item.name for other in planned(sample, now=at) for item in other.items}
    told = " ".join(changes)
    assert names & {item.name for item in one.items}
    assert "that is no debt" in told
    kept = sessions.one(sample.database, one.id or 0)
    assert kept is not None
    assert kept.session.state is SessionState.PLANNED


def test_a_session_moved_where_one_was_let_go_stays_there(sample: Home) -> None:
    gone, one = timed(sample)[:2]
    skip(sample, gone.id, now=NOW)
    moved(sample, one, gone.slot)
    plan(sample, now=NOW)
    plan(sample, now=NOW)
    assert [other.id for other in planned(sample, now=NOW) if other.slot.key == gone.slot.key] == [one.id]


def test_moving_the_session_of_one_window_leaves_the_others_alone(sample: Home) -> None:
    ask(sample, Questions(when=f'{ROOM}; Wed and Thu 12:30 for 25 minutes "lunch"'), now=NOW)
    plan(sample, now=NOW)
    roomy = next(one for one in planned(sample, now=NOW) if one.slot.room and f"{one.slot.start:%a}" == "Wed")
    lunch = next(one for one in planned(sample, now=NOW) if one.slot.label and f"{one.slot.start:%a}" == "Thu")
    moved(sample, roomy, replace(roomy.slot, start=roomy.slot.start.replace(hour=18, minute=0)))
    moved(sample, lunch, replace(lunch.slot, start=lunch.slot.start.replace(hour=19)))
    plan(sample, now=NOW)
    there = days(sample, NOW)
    assert {"Wed 12:30", "Wed 18:00", "Thu 09:00", "Thu 19:30"} <= set(there)
    assert not {"Wed 09:00", "Thu 12:30"} & set(there)


def test_a_course_is_followed_as_a_course(sample: Home) -> None:
    plan(sample, now=NOW, recipe="deep", topic="town hall", days=14)
    one = next(other for other in planned(sample, now=NOW) if other.slot.end > NOW)
    at = one.slot.end + timedelta(minutes=1)
    assert reason(sample, now=at)
    follow(sample, now=at)
    asked = planning.asked(sample.database)
    assert (asked.recipe, asked.topic, asked.days) == ("deep", "town hall", 14)
    later = planned(sample, now=at)
    assert max(other.slot.start for other in later) > at + timedelta(days=7)
    assert any(item.level for other in later for item in other.items)
    plan(sample, now=at)
    assert planning.asked(sample.database).recipe == "plan"


def test_a_window_with_room_begins_where_something_is_pinned_to_it(sample: Home) -> None:
    ask(sample, Questions(when=ROOM), now=NOW)
    plan(sample, now=NOW)
    one = planned(sample, now=NOW)[1]
    item = one.items[0]
    pin.pin(sample, item.url, f"{one.slot.start:%a} 11:00", now=NOW)
    answer = plan(sample, now=NOW)
    assert "there is no free time" not in answer.pinned[0]
    where = next(other for other in planned(sample, now=NOW) if item in other.items)
    assert f"{where.slot.start:%H:%M}" == "11:00"
    pin.pin(sample, item.url, f"{one.slot.start:%a} 20:00", now=NOW)
    changes = plan(sample, now=NOW).changes
    told = [sentence for sentence in changes if item.title in sentence]
    assert told
    assert "it cannot be where you pinned it" in told[0]
