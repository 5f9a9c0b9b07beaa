"""A plan at once: take what brings most a minute, as long as no rule is broken. The solver then does better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outward.when.matrix import Built

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def greedy(built: Built) -> NDArray[np.int64]:
    """Columns of item × slot pairs that keep every hard rule, chosen by gain a minute.

    The first pair of a slot also takes the slot's own column. Soft rules count as hard here: what bends them is
    left to the solver.
    """
    import numpy as np

    by_column = built.rows.tocsc()
    slack = built.limit.copy()
    held: set[int] = set()
    chosen: list[int] = []
    start, row, weight = by_column.indptr, by_column.indices, by_column.data
    for pair in np.argsort(-built.rate, kind="stable").tolist():
        slot = int(built.held[pair])
        columns = [pair] if slot in held else [pair, slot]
        spent: dict[int, float] = {}
        for column in columns:
            for place in range(start[column], start[column + 1]):
                spent[row[place]] = spent.get(row[place], 0.0) + weight[place]
        if all(slack[number] >= amount for number, amount in spent.items()):
            for number, amount in spent.items():
                slack[number] -= amount
            held.add(slot)
            chosen.append(pair)
    return np.array(chosen, dtype=np.int64)
