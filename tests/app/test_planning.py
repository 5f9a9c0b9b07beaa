"""A week that stands: pinned, followed, gone through item by item, learned from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outward.app import hours, pin, takeaway
from outward.app.follow import changes, follow, reason
from outward.app.home import Home
from outward.app.material import FRESH, at_hand
from outward.app.plan import plan
from outward.app.session import done, going, next_item, now_session, pause, skip, start
from outward.app.share import planned
from outward.app.today import today
from outward.errors import InputError, NothingYetError
from outward.model import Goal, ItemKind, LedgerKind, Session, SessionState, Setting
from outward.store import answers, planning, posts, sessions, used
from tests.app.material import NOW


def of(held: Home) -> dict[str, str]:
    """Item → slot of the plan that stands."""
    return {item.name: one.slot.key for one in planned(held, now=NOW) for item in one.items}


def learned(session: Session) -> set[str]:
    return {item.key for item in session.items if item.kind is ItemKind.LEARN}


def test_what_is_pinned_comes_there_until_the_pin_is_taken_away(sample: Home) -> None:
    desk = [one for one in planned(sample, now=NOW) if one.slot.setting is Setting.DESK]
    item = next(one for one in desk[0].items if one.kind is ItemKind.LEARN)
    made = pin.pin(sample, item.url, f"{desk[1].slot.start:%a}", now=NOW)
    assert made.title == item.title
    answer = plan(sample, now=NOW)
    assert of(sample)[item.name] == desk[1].slot.key
    assert answer.pinned == (f"“{item.title}”: {made.pin.phrase}.",)
    assert [one.item for one in pin.pins(sample, now=NOW)] == [item.name]
    assert any(item.title in sentence and "moves from" in sentence for sentence in answer.changes)
    pin.pin(sample, item.title, "2026-03-08", now=NOW)
    assert "there is no free time then" in plan(sample, now=NOW).pinned[0]
    assert pin.unpin(sample, item.url, now=NOW).title == item.title
    assert plan(sample, now=NOW).pinned == ()
    with pytest.raises(InputError, match="Nothing is pinned"):
        pin.unpin(sample, item.url, now=NOW)


def test_anything_read_can_be_pinned_by_its_address(sample: Home) -> None:
    offered = planning.material(sample.database)
    assert offered is not None
    there = {one.key for one in offered.items}
    with sample.database.reading() as db:
        urls = [row[0] for row in db.execute("SELECT url FROM resource WHERE form = 'article' AND url != ''")]
    other = next(url for url in urls if url not in there and posts.pointing_at(sample.database, url, 1))
    made = pin.pin(sample, other, "thu", now=NOW)
    plan(sample, now=NOW)
    assert of(sample)[f"learn {other}"].startswith(made.pin.day.isoformat())
    for what, says in (("", "Say what to pin"), ("https://nowhere.example/", "knows nothing")):
        with pytest.raises(InputError, match=says):
            pin.pin(sample, what, "thu", now=NOW)


def test_nothing_new_changes_nothing_and_anew_tells_no_changes(sample: Home) -> None:
    before = of(sample)
    assert reason(sample, now=NOW) == ""
    assert follow(sample, now=NOW) == ()
    assert plan(sample, now=NOW).changes == ()
    assert of(sample) == before
    assert plan(sample, now=NOW, anew=True).changes == ()


def test_a_missed_session_is_no_debt_and_told_once(sample: Home) -> None:
    first = planned(sample, now=NOW)[0]
    later = first.slot.end + timedelta(minutes=1)
    assert "no debt" in reason(sample, now=later)
    told = follow(sample, now=later)
    assert {sentence for sentence in told if "was not taken" in sentence}
    assert all("no debt" in sentence for sentence in told if "was not taken" in sentence)
    assert changes(sample, now=later) == told
    assert follow(sample, now=later) == ()
    kept = sessions.one(sample.database, first.id or 0)
    assert kept is not None
    assert kept.session.state is SessionState.PLANNED


def test_the_plan_follows_what_was_read_taken_and_done(sample: Home) -> None:
    with sample.database.writing() as db:
        db.execute("UPDATE counter SET seq = seq + 1")
    assert "new has been read" in reason(sample, now=NOW)
    follow(sample, now=NOW)
    assert reason(sample, now=NOW) == ""
    packed = now_session(sample, minutes=25, setting=Setting.DESK, now=NOW)
    done(sample, packed.id, minutes=20, now=NOW)
    assert learned(packed) & {item.key for one in planned(sample, now=NOW)[1:] for item in one.items}
    assert "taken meanwhile" in reason(sample, now=NOW)
    follow(sample, now=NOW)
    given = answers.latest(sample.database)
    answers.revise(sample.database, replace(given, windows=given.windows[:1]), NOW)
    assert "no longer free" in reason(sample, now=NOW)
    assert any(sentence.endswith("that time is no longer free.") for sentence in follow(sample, now=NOW))


def test_a_deadline_and_a_course_shape_the_plan(sample: Home) -> None:
    given = answers.latest(sample.database)
    last = NOW.date() + timedelta(days=2)
    goal: Goal = replace(given.goal, deadline=last)
    answers.revise(sample.database, replace(given, goal=goal), NOW)
    course = plan(sample, now=NOW, recipe="deep", topic="town hall", anew=True)
    items = [(one.slot.start.date(), item) for one in course.sessions for item in one.items]
    assert all(day <= last for day, item in items if item.kind is ItemKind.LEARN)
    levels = [item.level for _, item in items if item.level]
    assert levels == sorted(levels)
    with pytest.raises(InputError, match="recipe 'luck'"):
        plan(sample, now=NOW, recipe="luck")


def test_a_session_is_paused_resumed_and_gone_through(sample: Home) -> None:
    packed = now_session(sample, minutes=25, setting=Setting.DESK, now=NOW)
    assert today(sample, now=NOW).session == packed
    assert going(sample, now=NOW).state == "not begun"
    assert f"start {packed.id}'" in going(sample, now=NOW).sentence
    start(sample, packed.id, now=NOW)
    first = going(sample, now=NOW)
    assert (first.state, first.place, first.item) == ("under way", 1, packed.items[0])
    stopped = pause(sample, now=NOW + timedelta(minutes=4))
    assert (stopped.state, stopped.minutes) == ("paused", 4)
    assert "paused" in today(sample, now=NOW).sentence
    again = NOW + timedelta(hours=3)
    start(sample, now=again)
    skipped = next_item(sample, skipped=True, why="less of this", now=again + timedelta(minutes=2))
    assert (skipped.minutes, skipped.place) == (6, 2)
    assert skipped.gone[0].state == "skipped"
    assert [verdict for verdict, *_ in used.judgements(sample.database)][-1:] == ["less of this"]
    next_item(sample, now=again + timedelta(minutes=3))
    ended = done(sample, takeaway="Managers first", now=again + timedelta(minutes=5))
    assert ended.minutes == 9
    seen = sessions.seen(sample.database)
    assert [item.key in seen for item in packed.items] == [False, True, True, *[False] * (len(packed.items) - 3)]
    assert going(sample, packed.id, now=again).state == "over"
    assert "over" in going(sample, packed.id, now=again).sentence


def test_only_what_has_begun_is_paused_and_only_what_has_come_goes_on(sample: Home) -> None:
    """Neither a session to come nor one that is over begins by the way, and nothing is counted as had."""
    loose = today(sample, now=NOW).session
    assert loose is not None
    assert not loose.slot.timed  # its day is here
    with pytest.raises(NothingYetError, match="No session is under way"):
        pause(sample, now=NOW)
    assert next_item(sample, now=NOW).session.id == loose.id
    done(sample, now=NOW)
    first = today(sample, now=NOW).session
    assert first is not None
    assert first.slot.start > NOW
    for act in (pause, next_item):
        for number, says in ((None, "No session is under way, and session"), (first.id, "has not begun")):
            with pytest.raises(NothingYetError, match=says):
                act(sample, number, now=NOW)
    assert (going(sample, first.id, now=NOW).state, going(sample, first.id, now=NOW).gone) == ("not begun", ())
    with pytest.raises(NothingYetError, match="has not begun"):
        pause(sample, first.id, now=first.slot.start)
    assert next_item(sample, first.id, now=first.slot.start).place == 2
    for both in (True, False):
        with pytest.raises(InputError, match="either skipped, or remembered or forgotten"):
            next_item(sample, skipped=True, remembered=both, now=first.slot.start)
    done(sample, now=first.slot.start)
    for act in (pause, next_item):
        with pytest.raises(InputError, match="done already"):
            act(sample, first.id, now=NOW)


def test_a_session_let_go_under_way_keeps_its_minutes_and_what_was_gone_past(sample: Home) -> None:
    def minutes() -> list[int]:
        held = used.ledger(sample.database, NOW - timedelta(days=1))
        return [one.minutes for one in held if one.kind is LedgerKind.LEARNED]

    packed = now_session(sample, minutes=25, setting=Setting.DESK, now=NOW)
    start(sample, packed.id, now=NOW)
    next_item(sample, now=NOW + timedelta(minutes=3))
    gone = skip(sample, why="meeting", now=NOW + timedelta(minutes=7))
    assert (gone.session.id, gone.minutes, minutes()) == (packed.id, 7, [7])
    left = going(sample, packed.id, now=NOW)
    assert (left.state, left.minutes) == ("over", 7)
    assert sorted(one.state for one in left.gone) == ["done", *["left"] * (len(packed.items) - 1)]
    with pytest.raises(InputError, match=f"Session {packed.id} is let go already"):
        skip(sample, packed.id, now=NOW)
    assert minutes() == [7]
    assert done(sample, packed.id, minutes=10, now=NOW).minutes == 10  # she did it after all: seven are noted already
    assert sorted(minutes()) == [3, 7]


def test_a_session_only_looked_into_and_let_go_has_taught_nothing(sample: Home) -> None:
    packed = now_session(sample, minutes=25, setting=Setting.DESK, now=NOW)
    start(sample, packed.id, now=NOW)
    assert skip(sample, packed.id, now=NOW + timedelta(seconds=20)).minutes == 0
    kinds = [one.kind for one in used.ledger(sample.database, NOW - timedelta(days=1))]
    assert kinds == [LedgerKind.SESSION_SKIPPED]


def test_of_several_packed_at_once_the_newest_begins(sample: Home) -> None:
    older = now_session(sample, minutes=25, setting=Setting.DESK, now=NOW)
    same = now_session(sample, minutes=12, setting=Setting.READ, now=NOW)
    assert today(sample, now=NOW).session == same
    newest = now_session(sample, minutes=15, setting=Setting.LISTEN, now=NOW + timedelta(minutes=2))
    later = NOW + timedelta(minutes=3)
    assert start(sample, now=later).id == newest.id
    done(sample, now=later)
    assert start(sample, now=later).id == same.id
    assert older.id not in (same.id, newest.id)


def test_another_session_pauses_the_one_under_way_and_all_gone_through_asks_for_the_takeaway(sample: Home) -> None:
    first = start(sample, now=NOW)
    second = now_session(sample, minutes=12, setting=Setting.READ, now=NOW)
    at = next_item(sample, second.id, skipped=True, why="boring", now=NOW)
    assert going(sample, first.id, now=NOW).state == "paused"
    assert next_item(sample, second.id, now=NOW).place == 3 or at.item is None
    for _ in range(len(second.items) - 2):
        at = next_item(sample, second.id, now=NOW)
    assert at.item is None
    assert "one takeaway" in at.sentence
    with pytest.raises(NothingYetError, match="one takeaway"):
        next_item(sample, second.id, now=NOW)


def test_a_takeaway_comes_back_in_a_session_as_an_open_question(sample: Home) -> None:
    kept = takeaway.keep(sample, "Managers first", change="Brief on Monday", now=NOW)
    later = kept.due + timedelta(hours=1)
    held = takeaway.takeaways(sample, now=later)
    assert held.load[0] == 1
    assert "Managers first" not in held.questions[0]
    packed = now_session(sample, minutes=15, setting=Setting.READ, now=later)
    assert packed.items[0].title == held.questions[0]
    assert sum(item.minutes for item in packed.items if item.kind is ItemKind.REVIEW) <= 2
    next_item(sample, packed.id, remembered=True, now=later)
    assert takeaway.takeaways(sample, now=later).due == ()


def test_minutes_are_packed_from_what_was_ranked_last_until_she_says_something(
    sample: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = answers.latest(sample.database)

    def ranked(*_: object, **__: object) -> object:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("outward.app.material.fresh", ranked)
        assert at_hand(sample, given, NOW)
        assert now_session(sample, minutes=12, setting=Setting.LISTEN, label="train", now=NOW).items
        for moment in (NOW + FRESH + timedelta(hours=1), NOW - timedelta(hours=1)):
            with pytest.raises(AssertionError):
                at_hand(sample, given, moment)
        used.say(sample.database, "less of this", "topic", "town hall", NOW)
        with pytest.raises(AssertionError):
            at_hand(sample, given, NOW)
    assert at_hand(sample, given, NOW)


def test_the_hours_she_keeps_are_counted_and_hers_to_set(sample: Home) -> None:
    assert "so far 0" in hours.hours(sample, now=NOW).sentence
    for number in range(5):
        packed = now_session(sample, minutes=15, setting=Setting.DESK, now=NOW + timedelta(minutes=number))
        done(sample, packed.id, minutes=5, now=NOW + timedelta(minutes=number))
    noon = next(one for one in planned(sample, now=NOW) if one.slot.timed and one.state is SessionState.PLANNED)
    late = noon.slot.end + timedelta(minutes=1)
    held = hours.hours(sample, now=late)
    assert (held.kept, held.missed) == (5, 1)
    best = next(one for one in held.hours if one.kept)
    assert (best.weekday, best.hour, best.kept) == (1, 9, 5)
    assert "Tuesday at 9 is your best hour" in held.sentence
    assert hours.say_hour(sample, 1, 9, "bad", now=late).sentence.startswith("No hour stands out")
    assert hours.eased(sample, now=late)[1, 9] == 0.9
    assert hours.say_hour(sample, 1, 9, "learned", now=late).hours == held.hours
    for day, hour, word, says in ((7, 1, "good", "weekday"), (1, 9, "so", "say good")):
        with pytest.raises(InputError, match=says):
            hours.say_hour(sample, day, hour, word, now=late)
    skip(sample, noon.id, why="meeting", now=late)
    assert hours.hours(sample, now=late).missed == 1
