"""PLAN: a week of sessions, WHAT and WHOM packed into WHEN; a plan that stands is changed as little as need be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from outward.app import free, wishes
from outward.app.home import Home
from outward.app.hours import eased
from outward.app.material import fresh
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Answers, Goal, Item, Session, SessionState, Slot
from outward.store import answers, looks, placed, planning, sessions
from outward.when import solve
from outward.when.changes import changes
from outward.when.problem import TAKEAWAY_MINUTES
from outward.when.slots import slots

RECIPES = ("plan", "deep")
_HER_LEAST = 0.01
"""What something she pinned is worth at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An item that found no place, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The coming days. `note` says what is in the way when little or nothing fits; `gap` how far from the optimum
    the plan may be (0: it is the optimum); `kept` the adjustments kept for the goal, which it follows; `changes` what
    is other than in the plan that stood, each with its cause; `pinned` what she pinned, by title, where it is."""

    goal: Goal
    zone: str
    sessions: tuple[Session, ...]
    left_out: tuple[LeftOut, ...]
    minutes: int
    weekly_minutes: int
    gap: float
    note: str
    thin: str
    kept: str = ""
    changes: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """How the sessions of these days stand: `held` are under way, over, due just now or moved in her calendar, of which
    those in `ahead` are only planned; `stands` is planned and to come, `missed` planned and gone by since the last
    plan, `late` all that are planned and gone by."""

    held: tuple[sessions.Kept, ...]
    ahead: tuple[Session, ...]
    stands: tuple[Session, ...]
    missed: tuple[Session, ...]
    late: frozenset[int]


def plan(
    home: Home,
    *,
    now: datetime,
    goal: int | None = None,
    days: int = 7,
    recipe: str = "plan",
    topic: str = "",
    anew: bool = False,
    first: Callable[[int, int], None] = lambda _minutes, _sessions: None,
) -> Plan:
    """Plan the coming days; what is started or done, or moved in her calendar, stays as it is.

    What stands is changed only where something clearly better comes, unless it is to be planned `anew`. With the
    recipe "deep" one topic is learned like a course. `first` is told minutes and sessions of a plan made at once.
    """
    if recipe not in RECIPES:
        raise InputError(f"A plan cannot be made by the recipe {recipe!r}; use {' or '.join(RECIPES)}.")
    given = answers.latest(home.database, goal)
    local = now.astimezone(ZoneInfo(given.zone))
    people = whom(home, now=now, goal=goal)
    pinned = planning.pins(home.database, local.date())
    items = _with(fresh(home, given, people, now, recipe=recipe, topic=topic), pinned)
    stood = week(home, local)
    taken = {kept.session.slot.key for kept in stood.held}
    elsewhere = {item.name for session in stood.ahead for item in session.items}
    items = tuple(item for item in items if item.name not in elsewhere)
    open_ = [slot for slot in open_slots(home, given, local, days) if slot.key not in taken]
    before = () if anew else stood.stands
    solved = solve.plan(
        items,
        open_,
        weekly_minutes=given.weekly_minutes,
        now=now,
        seed=home.config.seed,
        wanted=solve.Wanted(
            spent=[(kept.session.slot.start.astimezone(local.tzinfo).date(), _spent(kept)) for kept in stood.held],
            pins=[one.pin for one in pinned],
            before=[(item.name, session.slot.key) for session in before for item in session.items],
            ease=eased(home, now=now),
        ),
        first=lambda made: first(sum(session.minutes for session in made), len(made)),
    )
    looks.looked(home.database, given.goal.id or 0, now)
    left_out, titles = dict(solved.left_out), {item.key: item.title for item in items}
    stay = {session.id or 0 for session in stood.ahead}
    kept = sessions.plan(home.database, solved.sessions, _midnight(local), stay=stay, gone=stood.late)
    changed = changes(
        (*stood.missed, *before),
        [session for session in kept if session.id not in stay],
        missed={session.slot.key for session in stood.missed},
        free={slot.key for slot in open_},
        out={one.item.name for one in pinned if one.item.key in left_out},
    )
    told = changed if before or stood.missed else ()
    planning.note_changes(home.database, told, now)
    planning.note_asked(home.database, planning.PlannedAs(goal, days, recipe, topic))
    return Plan(
        goal=given.goal,
        zone=given.zone,
        sessions=kept,
        left_out=tuple(LeftOut(title=titles[key], why=why) for key, why in solved.left_out),
        minutes=sum(session.minutes for session in kept),
        weekly_minutes=given.weekly_minutes,
        gap=solved.gap,
        note=solved.note,
        thin=people.thin,
        kept=wishes.words(wishes.kept(home, given.goal)),
        changes=told,
        pinned=tuple(_told(one, left_out) for one in pinned),
    )


def open_slots(home: Home, given: Answers, local: datetime, days: int) -> tuple[Slot, ...]:
    """The user's free time on the coming days, without what her calendars hold and where she moved a session away."""
    left = {one.slot for one in placed.left_free(home.database, local) if not one.room}
    found = slots(
        given.windows,
        zone=given.zone,
        start=local,
        days=days,
        busy=free.taken(home, zone=given.zone, now=local, days=days),
        had=free.had(home, local),
        pinned=free.pinned(home, given.zone, local),
    )
    return tuple(slot for slot in found if slot.key not in left)


def week(home: Home, local: datetime) -> Week:
    """How the sessions of the last and the coming days stand."""
    there = sessions.since(home.database, _midnight(local) - timedelta(days=6))
    planned = [kept for kept in there if kept.session.state is SessionState.PLANNED]
    over = [kept for kept in planned if kept.session.slot.end <= local]
    ahead = [kept for kept in planned if kept not in over and (kept.moved or sessions.is_due(kept, local))]
    last = planning.last_planned(home.database, local)
    return Week(
        held=tuple(kept for kept in there if kept in ahead or kept not in planned),
        ahead=tuple(kept.session for kept in ahead),
        stands=tuple(kept.session for kept in planned if kept not in over and kept not in ahead and not kept.at_once),
        missed=tuple(kept.session for kept in over if last and kept.session.slot.end > last and not kept.at_once),
        late=frozenset(kept.session.id or 0 for kept in over),
    )


def _with(items: Sequence[Item], pinned: Sequence[planning.Pinned]) -> tuple[Item, ...]:
    """The candidates with what she pinned, which is always worth something."""
    there = {item.name: item for item in items}
    for one in pinned:
        item = there.get(one.item.name, one.item)
        there[item.name] = replace(item, value=max(item.value, _HER_LEAST))
    return tuple(there.values())


def _told(pinned: planning.Pinned, left_out: Mapping[str, str]) -> str:
    """A pin in words, or why it cannot be kept."""
    return f"“{pinned.item.title}”: {left_out.get(pinned.item.key) or f'{pinned.pin.phrase}.'}"


def _spent(kept: sessions.Kept) -> int:
    """Minutes a session took, as the user gave them; before she did, what it was planned to take."""
    return kept.session.minutes + TAKEAWAY_MINUTES if kept.minutes is None else kept.minutes


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
