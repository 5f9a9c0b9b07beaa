"""Plans: ordered sessions, reasons for what is left out, and what would help when nothing fits."""

import os
import re
import sys
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Item, ItemKind, Pin, Session, Setting, Slot
from outward.when import solve, solver
from outward.when.intention import intention
from outward.when.problem import FILLED, TAKEAWAY_MINUTES, Problem
from outward.when.rules import weekly_ceiling
from outward.when.solve import Plan, Wanted, now_session, plan
from tests.oracle.weeks import NOW, broken, item, slot

STEP = item(80, kind=ItemKind.PERSON, form="person", minutes=3, title="Thank her.", person="Maya Lind", value=0.9)
REVIEW = item(90, kind=ItemKind.REVIEW, form="takeaway", minutes=1, title="Tell staff first", value=0.1)


def planned(
    items: list[Item], slots: list[Slot], weekly_minutes: int = 300, time_limit: float = 2.0, gap: float = 0.005
) -> Plan:
    return plan(items, slots, weekly_minutes=weekly_minutes, now=NOW, seed=3, time_limit=time_limit, gap=gap)


def test_a_session_reviews_first_learns_by_value_and_turns_to_a_person_last() -> None:
    (session,) = planned([STEP, item(1, value=0.4), item(2, value=0.6, form="video"), REVIEW], [slot(1, 25)]).sessions
    assert [one.title for one in session.items] == ["Tell staff first", "Piece 2", "Piece 1", "Thank her."]
    assert session.intention == (
        "If it is Tuesday 09:00 and I am at my desk, then I recall “Tell staff first”, watch “Piece 2” "
        "and 2 more things."
    )


def test_an_intention_names_the_place_and_the_day_when_there_is_no_time() -> None:
    train = slot(0, 30, Setting.LISTEN, label="train", timed=False)
    (session,) = planned([item(1, form="video", minutes=25)], [train]).sessions
    assert session.intention == "If it is Monday and I am on the train, then I listen to “Piece 1”."
    (session,) = planned([STEP, item(1, title="  ")], [slot(0, 30, Setting.READ)]).sessions
    assert session.intention == (
        "If it is Monday 09:00 and I am somewhere without sound, then I read “https://example.org/1” "
        "and turn to Maya Lind."
    )
    items = [STEP, item(1), item(2)]
    (session,) = planned(items, [slot(0, 30)]).sessions
    assert session.intention.endswith(" and 1 more thing.")
    assert intention(train, ()).endswith("then I look at what is there.")


def test_sessions_come_in_order_and_the_best_comes_first() -> None:
    found = planned([item(1, value=0.2, minutes=8), item(2, value=0.9, minutes=8)], [slot(2, 10), slot(1, 10)])
    assert [(s.slot.start.day, s.items[0].title) for s in found.sessions] == [(24, "Piece 2"), (25, "Piece 1")]
    assert (found.left_out, found.note) == ((), "")
    minutes = FILLED * 8 * 0.55  # of eight minutes, at the mean value
    assert found.value == pytest.approx((0.9 + minutes) * 0.99 + (0.2 + minutes) * 0.98)


def test_a_seed_gives_the_same_plan_each_time() -> None:
    items, slots = [item(n) for n in range(30)], [slot(1, 20), slot(2, 12)]
    one, other = (plan(items, slots, weekly_minutes=60, now=NOW, seed=5) for _ in range(2))
    assert one == other


def test_everything_left_out_has_its_reason() -> None:
    items = [
        item(1, value=0.0),
        item(2, form="event"),
        item(3, form="episode"),
        item(4, minutes=30),
        item(5, kind=ItemKind.REVIEW, form="takeaway", minutes=3),
        item(6, value=0.9, minutes=8),
        item(7, value=0.1, minutes=8),
    ]
    found = planned(items, [slot(1, 10, Setting.READ)])
    assert dict(found.left_out) == {
        "https://example.org/1": "It is not worth anything for the goal.",
        "https://example.org/2": "An event has an hour of its own.",
        "https://example.org/3": "No slot suits the form episode.",
        "https://example.org/4": "It takes 30 minutes; the longest slot that suits it holds 8.",
        "https://example.org/5": "It takes 3 minutes; review takes 2 of a session at most.",
        "https://example.org/7": "Others bring more in the same minutes.",
    }


@pytest.mark.parametrize(
    ("items", "slots", "ceiling", "says"),
    [
        ([item(1)], [], 300, "no free time"),
        ([], [slot(1, 20)], 300, "nothing worth planning"),
        ([item(1, value=0.0)], [slot(1, 20)], 300, "nothing worth planning"),
        (
            [item(1), item(2)],
            [slot(1, 20, Setting.LISTEN)],
            300,
            "Your slots are for listening, and nothing found suits that. A slot at the desk would have 2 items",
        ),
        ([item(1, form="event")], [slot(1, 20)], 300, "Only events"),
        (
            [item(1, minutes=4), item(2, minutes=4), item(3, minutes=30)],
            [slot(1, 3)],
            300,
            r"Your slots have 3 minutes at most; the shortest item takes 4, .* 10 minutes would hold 2 items\.",
        ),
        ([item(1, minutes=6)], [slot(1, 20)], 5, "ceiling of 5 minutes .* A ceiling of 10 minutes would hold 1 item."),
        ([item(1, kind=ItemKind.REVIEW, minutes=3)], [slot(1, 20)], 300, "reviews of more than 2"),
    ],
)
def test_when_nothing_fits_the_note_says_which_rule_is_in_the_way_and_what_would_help(
    items: list[Item], slots: list[Slot], ceiling: int, says: str
) -> None:
    found = planned(items, slots, ceiling)
    assert found.sessions == ()
    assert found.value == found.gap == 0
    assert re.search(says, found.note), found.note


def test_a_slot_now_is_filled_at_once_and_not_held_back_by_a_ceiling() -> None:
    found = now_session([item(1), item(2, minutes=4), STEP], slot(0, 12), now=NOW, seed=0)
    (session,) = found.sessions
    assert session.minutes <= 10
    assert "slot of 10 minutes" in now_session([item(1)], slot(0, 3), now=NOW, seed=0).note


def test_out_of_time_there_is_still_a_plan_and_its_gap_is_said() -> None:
    items = [
        item(n, value=0.2 + n % 7 / 10, minutes=3 + n % 5, person=f"P{n % 9}", topic=f"T{n % 4}") for n in range(60)
    ]
    slots = [slot(day, 20 + day) for day in range(6)]
    found = planned(items, slots, time_limit=1e-9, gap=0.0)
    assert found.sessions
    assert 0 < found.gap < 1
    assert "best plan found in 1e-09 seconds" in found.note


def test_a_large_model_is_cut_to_its_core_and_loses_little() -> None:
    items = [item(n, value=0.1 + n % 83 / 100, minutes=1 + n % 9) for n in range(300)]
    slots = [slot(day, 20) for day in range(5)]
    found = planned(items, slots, gap=0.01)
    assert found.gap < 0.05


def test_a_large_model_is_searched_until_the_gap_is_proved() -> None:
    items = [
        item(n, value=0.2 + n * 7 % 61 / 100, minutes=3 + n % 6, person=f"P{n % 11}", topic=f"T{n % 6}")
        for n in range(90)
    ]
    slots = [slot(day, 17 + day) for day in range(5)]
    rough, fine = (planned(items, slots, weekly_minutes=70, gap=gap, time_limit=10.0) for gap in (0.2, 0.002))
    assert fine.gap <= 0.002 + 1e-9
    assert fine.value >= rough.value


def test_of_very_many_candidates_the_best_are_looked_at() -> None:
    items = [item(n, value=0.5, minutes=5) for n in range(solve.MOST_ITEMS)] + [item(10_000, value=1.0)]
    found = planned(items, [slot(0, 8)])
    assert [one.key for one in found.sessions[0].items] == ["https://example.org/10000"]


def test_values_no_plan_can_use_are_refused() -> None:
    good, free = item(1), slot(1, 20)
    naive = Slot(start=free.start.replace(tzinfo=None), minutes=20)
    for items, slots, ceiling, now in (
        ([good], [free], -1, NOW),
        ([good], [free], 10**6, NOW),
        ([good], [free], 60, NOW.replace(tzinfo=None)),
        ([good], [naive], 60, NOW),
        ([good], [free, free], 60, NOW),
        ([good], [slot(1, 0)], 60, NOW),
        ([item(1, minutes=0)], [free], 60, NOW),
        ([item(1, value=float("nan"))], [free], 60, NOW),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            plan(items, slots, weekly_minutes=ceiling, now=now, seed=0)


def test_waiting_costs_a_little_and_never_more_than_half() -> None:
    problem = Problem(items=(), slots=(), weekly_minutes=0, now=NOW)
    assert [problem.soon(slot(day, 5)) for day in (0, 1, 10, 400)] == pytest.approx([1, 0.99, 0.9, 0.5])
    assert problem.soon(Slot(start=NOW - timedelta(days=3), minutes=5)) == 1
    assert problem.unit == 0


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with solver._quiet():
        os.write(1, b"noise of the solver's core")
    print("kept")
    sys.stdout.flush()
    assert capfd.readouterr().out == "kept\n"


def test_without_any_standard_output_the_solver_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: int) -> int:
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    assert planned([item(1)], [slot(1, 20)]).sessions


def test_minutes_already_spent_this_week_leave_less_for_the_rest() -> None:
    slots, items = [slot(1, 30), slot(4, 30)], [item(n) for n in range(6)]
    day = slots[0].start.date()
    free = plan(items, slots, weekly_minutes=40, now=NOW, seed=0)
    assert sum(session.minutes + TAKEAWAY_MINUTES for session in free.sessions) > 20
    half = plan(
        items, slots, weekly_minutes=40, now=NOW, seed=0, wanted=Wanted(spent=[(day - timedelta(days=2), 12), (day, 8)])
    )
    assert 0 < sum(session.minutes + TAKEAWAY_MINUTES for session in half.sessions) <= 20
    none = plan(items, slots, weekly_minutes=40, now=NOW, seed=0, wanted=Wanted(spent=[(day, 90)]))
    assert none.sessions == ()
    last_week = plan(
        items, slots, weekly_minutes=40, now=NOW, seed=0, wanted=Wanted(spent=[(day - timedelta(days=20), 90)])
    )
    assert last_week.sessions == free.sessions


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 60)), max_size=5), st.integers(0, 90))
def test_no_seven_days_pass_the_ceiling_whatever_was_spent(past: list[tuple[int, int]], ceiling: int) -> None:
    slots = [slot(day, 25) for day in (0, 2, 3, 6, 8)]
    spent = tuple(((NOW + timedelta(days=day)).date(), minutes) for day, minutes in past)
    items = tuple(item(n, minutes=3 + n % 7) for n in range(14))
    made = plan(items, slots, weekly_minutes=ceiling, now=NOW, seed=0, wanted=Wanted(spent=spent), time_limit=0.3)
    problem = Problem(items=items, slots=tuple(slots), weekly_minutes=ceiling, now=NOW, spent=spent)
    assert weekly_ceiling.breaches(made.sessions, problem) == ()


def pinned(number: int, day: int, **fields: object) -> tuple[Item, Pin]:
    one = item(number, **fields)
    return one, Pin(item=one.name, day=slot(day, 1).start.date())


def wanting(items: list[Item], slots: list[Slot], **wanted: object) -> Plan:
    return plan(items, slots, weekly_minutes=300, now=NOW, seed=3, wanted=Wanted(**wanted))  # type: ignore[arg-type]


def test_what_is_pinned_comes_there_before_anything_better() -> None:
    poor, pin = pinned(1, 2, value=0.05, minutes=8)
    found = wanting([poor, *(item(n, value=0.9, minutes=8) for n in (2, 3, 4))], [slot(1, 10), slot(2, 10)], pins=[pin])
    assert [one.items[0].title for one in found.sessions][1] == "Piece 1"
    assert found.gap <= 0.005


@pytest.mark.parametrize(
    ("fields", "day", "why"),
    [
        (
            {"minutes": 30},
            1,
            "You pinned it to Tuesday 24 November, and it takes 30 minutes, and the longest slot there",
        ),
        ({"form": "video"}, 2, "no slot there suits the form video."),
        ({}, 5, "there is no free time then."),
        ({"deadline": NOW.date()}, 1, "it is of use until Monday 23 November only."),
        ({"minutes": 9}, 1, "your other pins or the weekly ceiling leave no room there."),
        ({"value": 0.0}, 1, "It is not worth anything for the goal."),
    ],
)
def test_a_pin_that_cannot_be_kept_says_why(fields: dict[str, object], day: int, why: str) -> None:
    one, pin = pinned(1, day, **fields)
    other, first = pinned(2, 1, minutes=12)
    free = [slot(1, 20), slot(2, 20, Setting.READ)]
    found = wanting([one, other], free, pins=[first, pin, Pin(item="learn gone", day=NOW.date())])
    assert [held.title for session in found.sessions for held in session.items] == ["Piece 2"]
    assert why in dict(found.left_out)[one.key]


def test_a_pin_that_fits_nowhere_leaves_the_rest_as_it_is() -> None:
    long, pin = pinned(1, 0, minutes=30)
    found = wanting([long, item(2)], [slot(0, 20)], pins=[pin])
    assert [one.title for one in found.sessions[0].items] == ["Piece 2"]


def test_a_pin_may_name_the_time_too() -> None:
    one = item(1)
    pin = Pin(item=one.name, day=NOW.date(), clock=slot(0, 1, hour=12).start.time())
    (session,) = wanting([one], [slot(0, 20), slot(0, 20, hour=12), slot(0, 20, timed=False)], pins=[pin]).sessions
    assert session.slot.start.hour == 12
    assert pin.phrase == "Monday 23 November, 12:00"


def test_a_course_begins_with_fundamentals_whatever_is_worth_most() -> None:
    course = [
        item(1, level=3, value=0.9, minutes=8),
        item(2, level=1, value=0.3, minutes=8),
        item(3, level=2, minutes=8),
    ]
    found = wanting(course, [slot(day, 10) for day in range(3)])
    assert [session.items[0].level for session in found.sessions] == [1, 2, 3]
    (together,) = wanting(course, [slot(0, 40)]).sessions
    assert [one.level for one in together.items] == [1, 2, 3]


def test_what_stands_stays_unless_something_clearly_better_comes() -> None:
    stood = [item(n, value=0.5, minutes=8) for n in range(2)]
    slots = [slot(day, 10) for day in range(2)]
    before = [(stood[1].name, slots[0].key), (stood[0].name, slots[1].key)]
    little, much = item(7, value=0.55, minutes=8), item(8, value=0.95, minutes=8)
    kept = wanting([*stood, little], slots, before=[*before, ("learn gone", slots[0].key)])
    assert [session.items[0].title for session in kept.sessions] == ["Piece 1", "Piece 0"]
    better = wanting([*stood, little, much], slots, before=before)
    assert sorted(one.items[0].title for one in better.sessions) in (["Piece 0", "Piece 8"], ["Piece 1", "Piece 8"])


def test_an_hour_she_keeps_better_is_taken_first() -> None:
    slots = [slot(0, 10), slot(0, 10, hour=14)]
    found = wanting([item(1, minutes=8)], slots, ease={(0, 14): 1.1})
    assert found.sessions[0].slot.start.hour == 14
    free, timed = slot(0, 10, timed=False), slot(0, 10)
    usual, less = (wanting([item(1, minutes=8)], [one], ease={(0, 9): 0.5}).value for one in (free, timed))
    assert usual == pytest.approx(0.5 + FILLED * 0.5 * 8)
    assert less == pytest.approx(usual / 2)


def test_a_deadline_before_all_free_time_is_said() -> None:
    found = wanting([item(1, deadline=NOW.date()), item(2, deadline=NOW.date())], [slot(2, 20)])
    assert found.sessions == ()
    assert "until Monday 23 November" in found.note
    assert "Wednesday 25 November" in found.note
    late = wanting([item(1, deadline=NOW.date()), item(2)], [slot(2, 20)])
    assert dict(late.left_out) == {"https://example.org/1": "It is of use until Monday 23 November only."}


def test_a_plan_made_at_once_is_told_and_never_better_than_the_last() -> None:
    items = [item(n, value=0.1 + n % 83 / 100, minutes=1 + n % 9, topic=f"T{n % 5}") for n in range(60)]
    slots = [slot(day, 20) for day in range(5)]
    told: list[tuple[Session, ...]] = []
    found = plan(items, slots, weekly_minutes=300, now=NOW, seed=3, first=told.append)
    (at_once,) = told
    problem = Problem(items=tuple(items), slots=tuple(slots), weekly_minutes=300, now=NOW)
    assert broken(at_once, problem) == []
    assert 0 < solve.worth(at_once, problem) <= found.value
