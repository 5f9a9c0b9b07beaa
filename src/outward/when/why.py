"""Why a plan is as it is: the rule that keeps slots empty and what would help, and a reason for each item left out."""

from collections.abc import Sequence

from outward.model import Item, ItemKind, Pin, Session, Setting, Slot
from outward.when.minutes import fit
from outward.when.problem import TAKEAWAY_MINUTES, Problem
from outward.when.rules import review_load

_STEP = 5
_FOR = {Setting.DESK: "at the desk", Setting.LISTEN: "listening", Setting.READ: "reading without sound"}


def note(problem: Problem, sessions: Sequence[Session]) -> str:
    """One or two sentences when nothing could be planned: which rule is in the way and what would help; else ""."""
    if sessions:
        return ""
    if not problem.slots:
        return "There is no free time in these days; add a window, for example “Tue and Thu 12:30 for 25 minutes”."
    wanted = [item for item in problem.items if item.value > 0]
    if not wanted:
        return "There is nothing worth planning yet; connect a source and sync, or word the goal more widely."
    reviewable = [item for item in wanted if item.kind is not ItemKind.REVIEW or item.minutes <= review_load.MOST]
    if not reviewable:
        return f"Only reviews of more than {review_load.MOST} minutes are due; shorten them or add something to learn."
    suited = [(item, slot) for item in reviewable for slot in problem.slots if fit(item.form, slot.setting) > 0]
    return _hindered(suited, problem) if suited else _wrong_setting(reviewable, problem.slots)


def _hindered(suited: Sequence[tuple[Item, Slot]], problem: Problem) -> str:
    """What is in the way of items that suit a slot's setting."""
    timely = [(item, slot) for item, slot in suited if not _late(item, slot)]
    if not timely:
        return _too_late(suited)
    fitting = [item for item, slot in timely if item.minutes + TAKEAWAY_MINUTES <= slot.minutes]
    return _ceiling(fitting, problem) if fitting else _too_short(timely)


def left_out(problem: Problem, sessions: Sequence[Session]) -> tuple[tuple[str, str], ...]:
    """(key, one sentence why) for each item that is in no session."""
    planned = {(item.kind, item.key) for session in sessions for item in session.items}
    longest: dict[str, int] = {}
    for form in {item.form for item in problem.items}:
        rooms = [slot.minutes - TAKEAWAY_MINUTES for slot in problem.slots if fit(form, slot.setting) > 0]
        longest[form] = max(rooms, default=0)
    pins, first = (
        {pin.item: pin for pin in problem.pins},
        min((slot.start.date() for slot in problem.slots), default=None),
    )
    return tuple(
        (
            item.key,
            _pinned(item, pins[item.name], problem)
            if item.name in pins and item.value > 0
            else _why(item, longest[item.form], late=bool(item.deadline and first and item.deadline < first)),
        )
        for item in problem.items
        if (item.kind, item.key) not in planned
    )


def _pinned(item: Item, pin: Pin, problem: Problem) -> str:
    there = [slot for slot in problem.slots if pin.holds(slot)]
    suited = [slot.minutes - TAKEAWAY_MINUTES for slot in there if fit(item.form, slot.setting) > 0]
    if not there:
        reason = "there is no free time then."
    elif not suited:
        reason = f"no slot there suits the form {item.form}."
    elif _late(item, there[0]):
        reason = f"it is of use until {item.deadline:%A %-d %B} only."
    elif item.minutes > max(suited):
        reason = f"it takes {item.minutes} minutes, and the longest slot there that suits it holds {max(suited)}."
    else:
        reason = "your other pins or the weekly ceiling leave no room there."
    return f"You pinned it to {pin.phrase}, and {reason}"


def _late(item: Item, slot: Slot) -> bool:
    return item.deadline is not None and slot.start.date() > item.deadline


def _why(item: Item, room: int, *, late: bool) -> str:
    if item.value <= 0:
        return "It is not worth anything for the goal."
    if late:
        return f"It is of use until {item.deadline:%A %-d %B} only."
    if room <= 0:
        return "An event has an hour of its own." if item.form == "event" else f"No slot suits the form {item.form}."
    if item.minutes > room:
        return f"It takes {item.minutes} minutes; the longest slot that suits it holds {room}."
    if item.kind is ItemKind.REVIEW and item.minutes > review_load.MOST:
        return f"It takes {item.minutes} minutes; review takes {review_load.MOST} of a session at most."
    return "Others bring more in the same minutes."


def _wrong_setting(items: Sequence[Item], slots: Sequence[Slot]) -> str:
    settings = sorted({slot.setting for slot in slots})
    counts = {setting: sum(fit(item.form, setting) > 0 for item in items) for setting in Setting}
    best = max(counts, key=lambda setting: counts[setting])
    if not counts[best]:
        return "Only events were found, and these have an hour of their own; add articles, videos or people."
    return (
        f"Your slots are for {' and '.join(_FOR[setting] for setting in settings)}, and nothing found suits that. "
        f"A slot {_FOR[best]} would have {_things(counts[best])} to choose from."
    )


def _too_late(suited: Sequence[tuple[Item, Slot]]) -> str:
    last = max(item.deadline for item, _ in suited if item.deadline)
    first = min(slot.start for _, slot in suited)
    return (
        f"What was found is of use until {last:%A %-d %B}, and your first slot for it is on {first:%A %-d %B}. "
        "Add a window before that, or give the goal a later deadline."
    )


def _too_short(suited: Sequence[tuple[Item, Slot]]) -> str:
    longest = max(slot.minutes for _, slot in suited)
    shortest = min(item.minutes for item, _ in suited)
    needed, held = _helpful([item for item, _ in suited], shortest)
    return (
        f"Your slots have {longest} minute{'s' if longest != 1 else ''} at most; the shortest item takes {shortest}, "
        f"and {TAKEAWAY_MINUTES} are kept for a takeaway. A slot of {needed} minutes would hold {_things(held)}."
    )


def _ceiling(items: Sequence[Item], problem: Problem) -> str:
    shortest = min(item.minutes for item in items)
    needed, held = _helpful(items, shortest)
    return (
        f"Your weekly ceiling of {problem.weekly_minutes} minutes is in the way; the shortest item takes {shortest}, "
        f"and {TAKEAWAY_MINUTES} are kept for a takeaway. A ceiling of {needed} minutes would hold {_things(held)}."
    )


def _helpful(items: Sequence[Item], shortest: int) -> tuple[int, int]:
    """The next round number of minutes that holds something, and how many items it holds."""
    needed = -(-(shortest + TAKEAWAY_MINUTES) // _STEP) * _STEP
    held, left = 0, needed - TAKEAWAY_MINUTES
    for length in sorted({(item.kind, item.key): item.minutes for item in items}.values()):
        if length <= left:
            held, left = held + 1, left - length
    return needed, held


def _things(count: int) -> str:
    return f"{count} item{'s' if count != 1 else ''}"
