"""Large neighbourhood search: all but a few slots of a plan stay as they are, those few are packed anew, and so on.

After Shaw (1998) and the survey of Pisinger and Ropke (2010). On 500 items × 20 slots a dozen rounds of half a second
take a plan from two or three percent below the relaxation to within one.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from outward.when.matrix import Built
from outward.when.solver import solved

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

SLOTS = 5
"""So many slots are packed anew together at first: one more after a short round, one fewer after a long one."""

LIKELY = 40
"""In each of them so many pairs are tried, those the relaxation likes best."""

PATIENCE = 8
"""After so many rounds in a row that brought nothing to speak of, no more are tried."""

_ROUND, _SHORT = 1.0, 0.4
"""Seconds a round may take at most, and those of a short one."""
_SPOKEN = 0.1
"""What is to speak of: this share of the gap."""


def improved(
    built: Built,
    chosen: Whole,
    cost: Real,
    *,
    worth: float,
    end: float,
    gap: float,
    seed: int,
    patience: int = PATIENCE,
) -> Whole:
    """`chosen` pairs made better, never worse: until they are worth that much, the clock is at `end` (seconds of
    `time.monotonic`), or `patience` rounds bring no more than a tenth of the share `gap` each.

    `cost` is the reduced cost of each pair (the lower the likelier). The same seed tries the same slots.
    """
    import numpy as np

    order, chance = np.argsort(cost, kind="stable"), np.random.default_rng(seed)
    together, calm, now = SLOTS, 0, built.net(chosen)
    while now < worth and calm < patience and (left := end - time.monotonic()) > 0:
        slots = chance.choice(built.slots, size=min(together, built.slots), replace=False)
        inside = np.isin(built.slot[chosen], slots)
        kept, freed = chosen[~inside], chosen[inside]
        fixed = replace(built, limit=built.limit - built.rows[:, kept].sum(axis=1))
        tried = np.union1d(_likely(built, order, slots, kept), freed)
        began = time.monotonic()
        found = np.concatenate([kept, solved(fixed, tried, freed, time_limit=min(left, _ROUND), gap=gap / 4).chosen])
        together = max(2, together + (1 if time.monotonic() - began < _SHORT else -1))
        gained = built.net(found) - now
        calm = 0 if gained > _SPOKEN * gap * abs(now) else calm + 1
        if gained > 0:
            chosen, now = found, now + gained
    return chosen


def _likely(built: Built, order: Whole, slots: Whole, kept: Whole) -> Whole:
    """The likeliest pairs of each of these slots, without items that are elsewhere."""
    import numpy as np

    free = order[~np.isin(built.item[order], built.item[kept])]
    return np.concatenate([free[built.slot[free] == slot][:LIKELY] for slot in slots])
