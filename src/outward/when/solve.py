"""The week planned: an exact solver fills slots with what is worth most under every rule."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from outward.model import Item, ItemKind, Session, Slot
from outward.when import rules
from outward.when.greedy import greedy
from outward.when.intention import intention
from outward.when.matrix import Built, Matrix
from outward.when.problem import Problem
from outward.when.why import left_out, note

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

EXACT = 400
"""Models of up to so many item × slot columns are solved whole."""

CORE = 150
"""Of larger models the solver is given the columns the linear relaxation uses, and at least so many it likes best.

On 500 items × 20 slots this comes within half a percent of the whole model's best after 40 s, in under one second.
"""

MOST_ITEMS = 1000
"""Candidates looked at; of more, the ones of most value and of most value a minute."""

_FIRST, _LAST = ItemKind.REVIEW, ItemKind.PERSON
_quiet_lock = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Sessions in order of time, and what was left out with the reason.

    `value` is the worth of the sessions (Σ value · fit, less the price of soft rules bent); `gap` the share by
    which another plan of the candidates looked at could be better at most; `note` says which rule keeps all slots
    empty and what would help, or that time ran out, else "".
    """

    sessions: tuple[Session, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    value: float = 0.0
    gap: float = 0.0
    note: str = ""


def plan(
    items: Sequence[Item],
    slots: Sequence[Slot],
    *,
    weekly_minutes: int,
    now: datetime,
    seed: int,
    spent: Sequence[tuple[date, int]] = (),
    time_limit: float = 2.0,
    gap: float = 0.005,
) -> Plan:
    """Fill the slots with the items worth most, under the rules of `when/rules`.

    Mixed-integer programming with HiGHS (`scipy.optimize.milp`) until no plan can be better by more than the share
    `gap`, for `time_limit` seconds at most. Models of more than `EXACT` columns are cut to those with the best
    reduced cost in the linear relaxation; the gap is then measured against that relaxation. The seed settles
    ties. `spent` are minutes of sessions already under way or done, by date; they count under the ceiling too.
    Raises `InputError` on values no plan can use.
    """
    problem = Problem(
        items=tuple(items), slots=tuple(slots), weekly_minutes=weekly_minutes, now=now, spent=tuple(spent)
    )
    considered = replace(problem, items=_shuffled(_promising(problem), seed))
    sessions: tuple[Session, ...] = ()
    bound, hurried = 0.0, False
    if considered.items and problem.slots:
        sessions, bound, hurried = _solved(considered, time_limit, gap)
    value = worth(sessions, considered)
    reached = max(0.0, bound - value) / bound if bound > 0 else 0.0
    return Plan(
        sessions=sessions,
        left_out=left_out(problem, sessions),
        value=value,
        gap=reached,
        note=note(problem, sessions) or (_hurry(time_limit, reached) if hurried and reached > gap else ""),
    )


def now_session(items: Sequence[Item], slot: Slot, *, now: datetime, seed: int, time_limit: float = 0.3) -> Plan:
    """ "I have N minutes, here": the same solver for one slot, at once; no weekly ceiling but the slot itself."""
    return plan(items, [slot], weekly_minutes=max(1, slot.minutes), now=now, seed=seed, time_limit=time_limit)


def worth(sessions: Sequence[Session], problem: Problem) -> float:
    """What sessions are worth, counted in plain Python: the solver's aim said a second time."""
    gains = sum(problem.gain(item, session.slot) for session in sessions for item in session.items)
    prices = sum(
        rule.PRICE * problem.unit * len(rule.breaches(sessions, problem))
        for rule in rules.registry().values()
        if rule.PRICE is not None
    )
    return gains - prices


def _promising(problem: Problem) -> list[Item]:
    if len(problem.items) <= MOST_ITEMS:
        return list(problem.items)
    by_value = sorted(problem.items, key=lambda item: -item.value)[: MOST_ITEMS // 2]
    by_rate = sorted(problem.items, key=lambda item: -item.value / item.minutes)[: MOST_ITEMS // 2]
    kept = {id(item) for item in (*by_value, *by_rate)}
    return [item for item in problem.items if id(item) in kept]


def _shuffled(items: list[Item], seed: int) -> tuple[Item, ...]:
    import numpy as np

    return tuple(items[place] for place in np.random.default_rng(seed).permutation(len(items)))


def _solved(problem: Problem, time_limit: float, gap: float) -> tuple[tuple[Session, ...], float, bool]:
    """Sessions, the bound no plan can pass, and whether time ran out."""
    matrix = Matrix(problem)
    for rule in rules.registry().values():
        rule.encode(matrix)
    built = matrix.build()
    if not len(built.column):
        return (), 0.0, False
    first = greedy(built)
    core, bound = _core(built)
    answer = _milp(built, core, time_limit, gap)
    chosen, hurried = first, True
    if answer.x is not None:
        hurried = answer.status == 1
        chosen = _better(built, first, core[answer.x > 0.5])
    if bound is None:
        bound = float(built.gain.clip(min=0).sum()) if answer.mip_dual_bound is None else -float(answer.mip_dual_bound)
    return _sessions(problem, built, chosen), bound, hurried


def _core(built: Built) -> tuple[NDArray[np.int64], float | None]:
    """The columns worth solving over, and the relaxation's bound when not all of them are."""
    import numpy as np
    from scipy.optimize import linprog

    pairs = len(built.column)
    everything = np.arange(len(built.gain))
    if pairs <= EXACT:
        return everything, None
    bounds = cast("Any", np.column_stack([np.zeros_like(built.most), built.most]))
    rows = cast("Any", built.rows)  # sparse is welcome here, only the type hints do not say so
    relaxed: Any = linprog(-built.gain, A_ub=rows, b_ub=built.limit, bounds=bounds, method="highs")
    reduced = np.asarray(relaxed.lower.marginals)[:pairs]
    best = np.argsort(reduced, kind="stable")[:CORE]
    used = np.flatnonzero(relaxed.x[:pairs] > 1e-6)
    return np.concatenate([np.union1d(best, used), everything[pairs:]]), -float(relaxed.fun)


def _milp(built: Built, core: NDArray[np.int64], time_limit: float, gap: float) -> OptimizeResult:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    with _quiet():
        return milp(
            -built.gain[core],
            integrality=np.ones(len(core), dtype=np.int64),
            bounds=Bounds(0, built.most[core]),
            constraints=LinearConstraint(built.rows[:, core], -np.inf, built.limit),
            options={"time_limit": time_limit, "mip_rel_gap": gap},
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep a line the solver's C++ core prints by mistake out of the program's standard output."""
    with _quiet_lock:
        with suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
        try:
            kept = os.dup(1)
        except OSError:  # no standard output at all
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(nowhere)
            os.close(kept)


def _better(built: Built, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    return max(first, second, key=lambda chosen: _net(built, chosen))


def _net(built: Built, chosen: NDArray[np.int64]) -> float:
    """Gain of chosen pairs less the price of what they overstep."""
    pairs = chosen[chosen < len(built.column)]
    return float(built.gain[pairs].sum() - built.price(pairs))


def _sessions(problem: Problem, built: Built, chosen: NDArray[np.int64]) -> tuple[Session, ...]:
    filled: dict[int, list[Item]] = {}
    for column in built.column[chosen[chosen < len(built.column)]].tolist():
        item, slot = divmod(column, len(problem.slots))
        filled.setdefault(slot, []).append(problem.items[item])
    found = []
    for place, items in filled.items():
        slot, ordered = problem.slots[place], _ordered(items)
        found.append(Session(slot=slot, items=ordered, intention=intention(slot, ordered)))
    return tuple(sorted(found, key=lambda session: (session.slot.start, session.slot.key)))


def _ordered(items: Sequence[Item]) -> tuple[Item, ...]:
    """Review first, then learning by value, the step towards a person last."""
    return tuple(sorted(items, key=lambda item: (item.kind is not _FIRST, item.kind is _LAST, -item.value, item.key)))


def _hurry(time_limit: float, gap: float) -> str:
    return f"This is the best plan found in {time_limit:g} seconds; another could be better by {gap:.1%} at most."
