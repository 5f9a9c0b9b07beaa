"""The best columns of a model: HiGHS through scipy, over a few good columns first, then over all that could matter."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from outward.when.matrix import Built

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.optimize import OptimizeResult

    Whole = NDArray[np.int64]

EXACT = 400
"""Models of up to so many item × slot columns are solved whole at once."""

CORE = 150
"""Of larger models the solver is first given the columns the linear relaxation uses, and as many it likes best.

On 500 items × 20 slots this comes within two percent of the relaxation in a tenth of the time of the whole model.
"""

_QUICK = 0.5
"""The share of the time the first columns may take."""
_EDGE = 1e-7
_quiet_lock = threading.Lock()


@dataclass(frozen=True)
class Best:
    """Chosen columns, and the worth no choice can pass."""

    chosen: Whole
    bound: float


def best(built: Built, first: Whole, *, time_limit: float, gap: float) -> Best:
    """The best columns found, never worse than `first`; until none can be better by more than the share `gap`.

    A small model goes to the solver whole. Of a larger one the linear relaxation tells the worth no choice can pass
    and what each column costs at least; after a first search over the columns it likes, only those columns are
    searched that a choice better by more than `gap` could use (reduced cost fixing): nothing is lost by that.
    """
    import numpy as np

    end = time.monotonic() + time_limit
    everything = np.arange(len(built.gain))
    pairs = len(built.column)
    if pairs <= EXACT:
        answer = milp(built, everything, time_limit, gap)
        return Best(_better(built, first, everything, answer), min(_ceiling(answer), _most(built)))
    relaxed = _relaxed(built)
    bound, cost = -float(relaxed.fun), np.asarray(relaxed.lower.marginals)[:pairs]
    liked = np.union1d(np.argsort(cost, kind="stable")[:CORE], np.flatnonzero(relaxed.x[:pairs] > _EDGE))
    core = np.concatenate([np.union1d(liked, first), everything[pairs:]])
    found = _better(built, first, core, milp(built, core, time_limit * _QUICK, gap / 2))
    wanted = built.net(found) / (1 - gap) if gap < 1 else bound
    left = end - time.monotonic()
    if bound <= wanted or left <= 0:
        return Best(found, bound)
    matters = np.union1d(np.flatnonzero(cost <= bound - wanted + _EDGE), found)
    rest = np.concatenate([matters, everything[pairs:]])
    answer = milp(built, rest, left, gap)
    return Best(_better(built, found, rest, answer), min(bound, max(wanted, _ceiling(answer))))


def milp(built: Built, core: Whole, time_limit: float, gap: float) -> OptimizeResult:
    """Mixed-integer programming over some of the columns; the others are 0."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint
    from scipy.optimize import milp as solver

    with _quiet():
        return solver(
            -built.gain[core],
            integrality=np.ones(len(core), dtype=np.int64),
            bounds=Bounds(0, built.most[core]),
            constraints=LinearConstraint(built.rows[:, core], -np.inf, built.limit),
            options={"time_limit": max(time_limit, 1e-9), "mip_rel_gap": gap},
        )


def _relaxed(built: Built) -> Any:
    """The model without its columns being whole."""
    import numpy as np
    from scipy.optimize import linprog

    bounds = cast("Any", np.column_stack([np.zeros_like(built.most), built.most]))
    rows = cast("Any", built.rows)  # sparse is welcome here, only the type hints do not say so
    return linprog(-built.gain, A_ub=rows, b_ub=built.limit, bounds=bounds, method="highs")


def _better(built: Built, first: Whole, core: Whole, answer: OptimizeResult) -> Whole:
    if answer.x is None:
        return first
    second = core[answer.x > 0.5]
    return max(first, second[second < len(built.column)], key=built.net)


def _ceiling(answer: OptimizeResult) -> float:
    return float("inf") if answer.mip_dual_bound is None else -float(answer.mip_dual_bound)


def _most(built: Built) -> float:
    """What all gains come to: no choice can pass that."""
    return float(built.gain.clip(min=0).sum())


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
