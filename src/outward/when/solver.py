"""HiGHS, the solver: the best values of a model's columns, from a choice that is known already."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outward.when.matrix import Built

if TYPE_CHECKING:
    import numpy as np
    from highspy import Highs
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

_quiet_lock = threading.Lock()


@dataclass(frozen=True)
class Answer:
    """Chosen columns, and the worth no choice can pass (infinite when time ran out before it was known)."""

    chosen: Whole
    bound: float


@dataclass(frozen=True)
class Relaxed:
    """The model without its columns being whole: their values, what each costs at least, the worth of all."""

    x: Real
    cost: Real
    bound: float


def relaxed(built: Built) -> Relaxed:
    """Linear programming. `cost` is what the worth falls by at least for each column that becomes 1 (0 or more)."""
    import numpy as np

    highs = _model(built, np.arange(len(built.gain)), whole=False)
    with _quiet():
        highs.run()
    found = highs.getSolution()
    cost = np.asarray(found.col_dual)
    return Relaxed(np.asarray(found.col_value), cost, -float(highs.getInfo().objective_function_value))


def solved(built: Built, pairs: Whole, first: Whole, *, time_limit: float, gap: float) -> Answer:
    """Mixed-integer programming over some of the item × slot columns, the others are 0; never worse than `first`.

    `first` are pairs chosen already, which keep every rule and are among `pairs`; the search begins with them. It ends
    when no choice can be better by more than the share `gap`, or after `time_limit` seconds.
    """
    import numpy as np
    from highspy import HighsSolution

    core = np.concatenate([pairs, np.arange(len(built.column), len(built.gain))])
    highs = _model(built, core, whole=True)
    highs.setOptionValue("time_limit", max(time_limit, 1e-9))
    highs.setOptionValue("mip_rel_gap", gap)
    start = HighsSolution()
    start.col_value = built.full(first)[core].tolist()
    highs.setSolution(start)
    with _quiet():
        highs.run()
    info, x = highs.getInfo(), np.asarray(highs.getSolution().col_value)
    chosen = pairs[x[: len(pairs)] > 0.5] if len(x) and info.primal_solution_status == 2 else first
    bound = -float(info.mip_dual_bound)
    return Answer(max(first, chosen, key=built.net), bound if np.isfinite(bound) else float("inf"))


def _model(built: Built, core: Whole, *, whole: bool) -> Highs:
    """These columns and the rows they can overstep."""
    import numpy as np
    from highspy import Highs, HighsLp, HighsVarType, MatrixFormat

    most, rows = built.most[core], built.rows[:, core]
    reach = rows.maximum(0) @ np.where(np.isinf(most), 0.0, most)  # what counts by how much only takes away
    rows, limit = rows[reach > built.limit], built.limit[reach > built.limit]
    model = HighsLp()
    model.num_col_, model.num_row_ = len(core), len(limit)
    model.col_cost_, model.col_lower_, model.col_upper_ = -built.gain[core], np.zeros(len(core)), most
    model.row_lower_, model.row_upper_ = np.full(len(limit), -np.inf), limit
    model.a_matrix_.format_ = MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
    if whole:
        model.integrality_ = [HighsVarType.kInteger] * len(core)
    with _quiet():  # it says its name once
        highs = Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.passModel(model)
    return highs


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
