"""The best columns of a model: a few good ones first, then a few slots at a time, then all that could matter."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from outward.when.matrix import Built
from outward.when.neighbourhood import PATIENCE, improved
from outward.when.solver import Answer, relaxed, solved

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

EXACT = 400
"""Models of up to so many item × slot columns are solved whole at once."""

CORE = 150
"""Of larger models the solver is first given the columns the linear relaxation uses, and as many it likes best.

On 500 items × 20 slots this comes within two or three percent of the relaxation in a tenth of the time of the whole
model.
"""

_FIRST, _ROUNDS = 0.15, 0.6
"""The share of the time the first columns may take, and that after which no more is tried a few slots at a time."""

_ROOT = 10
"""The whole model needs so many times the time of its relaxation to be of use; with less left it is not begun."""

_EDGE = 1e-7


def best(built: Built, first: Whole, *, time_limit: float, gap: float, seed: int) -> Answer:
    """The best columns found, never worse than `first`; until none can be better by more than the share `gap`.

    A small model goes to the solver whole. Of a larger one the linear relaxation tells the worth no choice can pass
    and what each column costs at least. A search over the columns it likes is made better a few slots at a time
    (`when/neighbourhood`). What time is left goes to those columns that a choice better by more than `gap` could use
    (reduced cost fixing): nothing is lost by that, and the worth no choice can pass comes down.
    """
    import numpy as np

    started = time.monotonic()
    pairs = np.arange(len(built.column))
    if len(pairs) <= EXACT:
        answer = solved(built, pairs, first, time_limit=time_limit, gap=gap)
        return Answer(answer.chosen, min(answer.bound, float(built.gain.clip(min=0).sum())))
    loose = relaxed(built)
    ample = time_limit * (1 - _ROUNDS) > _ROOT * (time.monotonic() - started)
    cost = loose.cost[: len(pairs)]
    liked = np.union1d(np.argsort(cost, kind="stable")[:CORE], np.flatnonzero(loose.x[: len(pairs)] > _EDGE))
    found = solved(built, np.union1d(liked, first), first, time_limit=time_limit * _FIRST, gap=gap).chosen
    end = started + time_limit * (_ROUNDS if ample else 1.0)
    patience = PATIENCE if ample else 3 * PATIENCE
    aim = loose.bound * (1 - gap)
    found = improved(built, found, cost, worth=aim, end=end, gap=gap, seed=seed, patience=patience)
    left = started + time_limit - time.monotonic()
    return _proved(built, cost, Answer(found, loose.bound), left, gap) if ample else Answer(found, loose.bound)


def _proved(built: Built, cost: Real, so_far: Answer, left: float, gap: float) -> Answer:
    """The whole model, without the columns that no better choice could use."""
    import numpy as np

    wanted = built.net(so_far.chosen) / (1 - gap) if gap < 1 else so_far.bound
    if so_far.bound <= wanted:
        return so_far
    matters = np.union1d(np.flatnonzero(cost <= so_far.bound - wanted + _EDGE), so_far.chosen)
    answer = solved(built, matters, so_far.chosen, time_limit=left, gap=gap)
    return Answer(answer.chosen, min(so_far.bound, max(wanted, answer.bound)))
