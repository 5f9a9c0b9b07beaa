"""The strongest ways from one person to all others, looked for once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

LEAST = 0.02
"""Worth below which a way is not told."""
ASKED = 0.5
"""What is left of a way's worth for every person to be asked after the first: two favours are harder than one."""


@dataclass(frozen=True)
class Tree:
    """Ways from the start: `cost` of reaching each, `before` each of them who comes before, negative where nobody."""

    cost: Sequence[float]
    before: Sequence[int]

    def worth(self, end: int) -> float:
        """What the way to somebody is worth, halved for every bond on it: 1 at the start, 0 where none leads."""
        return math.exp(-self.cost[end])

    def path(self, end: int) -> list[int]:
        """Who is between the start and the end, in order."""
        found: list[int] = []
        while self.before[end] >= 0:
            end = int(self.before[end])
            found.append(end)
        return found[-2::-1]


def tree(
    size: int, one: "ArrayLike", other: "ArrayLike", close: "ArrayLike", *, start: int | Sequence[int],
    closed: Sequence[int] = (),
) -> Tree:  # fmt: skip
    """The strongest ways from `start` (one of several) over bonds that run both ways; each pair is given once.

    Dijkstra on -ln(close · ASKED): the product of all bonds, half for everybody asked after the first. `closed` people
    can be reached, but nobody through them.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    ends = np.asarray(one, dtype=np.int32), np.asarray(other, dtype=np.int32)
    near = np.asarray(close, dtype=np.float64)
    may = near >= LEAST  # a weaker bond is on no way that is told
    source = np.concatenate([ends[0][may], ends[1][may]])
    target = np.concatenate([ends[1][may], ends[0][may]])
    cost = np.tile(-np.log(np.minimum(near[may], 1.0) * ASKED), 2)
    if len(closed):
        left = ~np.isin(source, np.asarray(closed, dtype=np.int32))
        source, target, cost = source[left], target[left], cost[left]
    steps: Any = coo_array((cost, (source, target)), shape=(size, size)).tocsr()
    starts = np.atleast_1d(np.asarray(start))
    reached, before, *_ = dijkstra(
        steps, indices=starts, return_predecessors=True, min_only=True, limit=-math.log(LEAST * ASKED) + 1e-9
    )
    return Tree(reached.tolist(), before.tolist())
