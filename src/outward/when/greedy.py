"""A plan at once: take what brings most a minute, as long as no rule is broken. The solver then does better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outward.when.matrix import Built

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


def greedy(built: Built, start: Whole) -> Whole:
    """Columns of item × slot pairs that keep every hard rule: those of `start` first, then by gain a minute.

    A pair also takes the columns it needs. Soft rules count as hard here: what bends them is left to the solver.
    """
    import numpy as np

    rest = np.argsort(-built.rate, kind="stable")
    return taken(built, np.concatenate([start, rest[~np.isin(rest, start)]]))


def taken(built: Built, order: Whole) -> Whole:
    """Of pairs in an order, each that breaks no rule beside those taken before it."""
    import numpy as np

    taking = _Taking(built)
    return np.array([pair for pair in order.tolist() if taking.takes(pair)], dtype=np.int64)


class _Taking:
    """What is left of every row, and the columns that are 1 so far."""

    def __init__(self, built: Built) -> None:
        columns, self._needs = built.rows.tocsc(), built.needs
        self._start, self._row, self._weight = (
            part.tolist() for part in (columns.indptr, columns.indices, columns.data)
        )
        self._slack: list[float] = built.limit.tolist()
        self._on: set[int] = set()

    def takes(self, pair: int) -> bool:
        """Take the pair and what it needs, where every row has room for it."""
        needed = self._needs.indices[self._needs.indptr[pair] : self._needs.indptr[pair + 1]].tolist()
        columns = [pair, *(column for column in needed if column not in self._on)]
        spent: dict[int, float] = {}
        for column in columns:
            for place in range(self._start[column], self._start[column + 1]):
                spent[self._row[place]] = spent.get(self._row[place], 0.0) + self._weight[place]
        if any(self._slack[row] < amount for row, amount in spent.items() if amount > 0):
            return False
        for row, amount in spent.items():
            self._slack[row] -= amount
        self._on.update(columns)
        return True
