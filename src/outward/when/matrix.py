"""The plan as a mixed-integer model: one column for each item in each slot, one for each slot being used.

Rules speak to it in one phrase, `at_most`; soft ones name a price for each unit beyond. Everything is vectorised:
500 items × 20 slots are built in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from outward.when.minutes import fit
from outward.when.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]


@dataclass(frozen=True)
class Built:
    """Maximise `gain`·x under `rows`·x ≤ `limit`, 0 ≤ x ≤ `most`, x whole.

    `column` numbers the open item × slot pairs in the uncut order `item * len(slots) + slot`, `needs` (by pair) are the
    columns that have to be 1 with it, `rate` its gain a minute. After the pairs come the columns of the slots, then
    switches and those that count by how much soft rules are overstepped: `prices` and `beyond` are their price and
    their column by row, 0 and -1 where the rule is hard.
    """

    gain: Real
    rows: csr_array[np.float64, tuple[int, int]]
    limit: Real
    most: Real
    column: Whole
    needs: csr_array[np.float64, tuple[int, int]]
    rate: Real
    prices: Real
    beyond: Whole
    slots: int

    @cached_property
    def item(self) -> Whole:
        """The place of each open pair's item in the problem."""
        return self.column // self.slots

    @cached_property
    def slot(self) -> Whole:
        """The place of each open pair's slot."""
        return self.column % self.slots

    def full(self, pairs: Whole) -> Real:
        """The value of every column where these pairs are chosen, and nothing more than they need."""
        import numpy as np

        x: Real = np.zeros(len(self.gain))
        x[pairs] = 1
        x[self.needs[pairs].indices] = 1
        over = (self.rows @ x - self.limit).clip(min=0)
        soft = self.beyond >= 0
        x[self.beyond[soft]] = over[soft]
        return x

    def price(self, pairs: Whole) -> float:
        """What the soft rules that these pairs overstep cost."""
        spent = self.rows[:, pairs].sum(axis=1) - self.limit
        return float((spent.clip(min=0) * self.prices).sum())

    def net(self, chosen: Whole) -> float:
        """Gain of the chosen pairs less the price of what they overstep."""
        pairs = chosen[chosen < len(self.column)]
        return float(self.gain[pairs].sum() - self.price(pairs))


class Matrix:
    """Collects what the rules say; `build` makes the model of it.

    `item` and `slot` are the place of each item × slot column in the problem; `held` the columns of the slots.
    """

    def __init__(self, problem: Problem) -> None:
        import numpy as np

        items, slots = problem.items, problem.slots
        self.problem = problem
        self.pairs = len(items) * len(slots)
        self.item: Whole = np.repeat(np.arange(len(items)), len(slots))
        self.slot: Whole = np.tile(np.arange(len(slots)), len(items))
        self.held: Whole = self.pairs + np.arange(len(slots))
        self.minutes: Real = np.array([item.minutes for item in items], dtype=float)[self.item]
        forms = sorted({item.form for item in items})
        fits: Real = np.array([[fit(form, slot.setting) for slot in slots] for form in forms], dtype=float)
        self.fit: Real = fits[[forms.index(item.form) for item in items]].reshape(-1)
        value = np.array([problem.worth(item) for item in items], dtype=float)[self.item]
        soon = np.array([problem.soon(slot) * problem.eased(slot) for slot in slots], dtype=float)[self.slot]
        self.gain: Real = value * self.fit * soon
        self.open: NDArray[np.bool_] = self.gain > 0
        self._rows: list[tuple[Whole, Whole, Real]] = []
        self._limits: list[Real] = []
        self._prices: list[Real] = []
        self._beyond: list[Whole] = []
        self._gains: list[Real] = []
        self._most: list[Real] = []
        self._needs: list[tuple[Whole, Whole]] = [(np.arange(self.pairs), self.held[self.slot])]
        self._extra = 0
        self._count = 0

    def of(self, numbers: list[int]) -> Whole:
        """A number of each item, for each item × slot column."""
        import numpy as np

        return np.array(numbers, dtype=np.int64)[self.item]

    def forbid(self, pairs: NDArray[np.bool_]) -> None:
        """Close these item × slot columns."""
        self.open &= ~pairs

    def switches(self, count: int) -> Whole:
        """So many columns more, each 0 or 1, worth nothing themselves: what a rule has to remember."""
        return self._more(count, 0.0, 1.0)

    def need(self, pairs: Whole, columns: Whole) -> None:
        """Each of these item × slot columns can be chosen only with the column beside it; for a plan made at once."""
        self._needs.append((pairs, columns))

    def _more(self, count: int, gain: float, most: float) -> Whole:
        import numpy as np

        first = self.pairs + len(self.held) + self._extra
        self._gains.append(np.full(count, gain))
        self._most.append(np.full(count, most))
        self._extra += count
        return np.arange(first, first + count)

    def at_most(
        self, limit: float, columns: Whole, groups: Whole, weights: Real | float = 1.0, price: float | None = None
    ) -> None:
        """In each group the weights of the chosen columns add up to `limit` at most; beyond it for `price`, if any.

        Groups that cannot go beyond the limit are left out.
        """
        import numpy as np

        weights = np.broadcast_to(np.asarray(weights, dtype=float), columns.shape)
        _, group = np.unique(groups, return_inverse=True)
        able = np.ones(len(columns), dtype=bool)
        able[columns < self.pairs] = self.open[columns[columns < self.pairs]]
        reach = np.bincount(
            group, weights=np.where(able, np.maximum(weights, 0), 0), minlength=group.max(initial=-1) + 1
        )
        binds = reach > limit
        count = int(binds.sum())
        keep = able & binds[group]
        row = self._count + (np.cumsum(binds) - 1)
        self._rows.append((row[group[keep]], columns[keep], weights[keep]))
        self._limits.append(np.full(count, float(limit)))
        beyond = np.full(count, -1)
        if price is not None:
            beyond = self._more(count, -price * self.problem.unit, np.inf)
            self._rows.append((self._count + np.arange(count), beyond, np.full(count, -1.0)))
        self._beyond.append(beyond)
        self._prices.append(np.full(count, (price or 0.0) * self.problem.unit))
        self._count += count

    def build(self) -> Built:
        """The model, without the columns that are closed."""
        import numpy as np
        from scipy.sparse import coo_array, csr_array

        rows, columns, weights = (np.concatenate(parts) for parts in zip(*self._rows, strict=True))
        width = self.pairs + len(self.held) + self._extra
        whole = csr_array(coo_array((weights, (rows, columns)), shape=(self._count, width), dtype=np.float64))
        pairs, needed = (np.concatenate(parts) for parts in zip(*self._needs, strict=True))
        needs = csr_array(coo_array((np.ones(len(pairs)), (pairs, needed)), shape=(self.pairs, width)))
        (column,) = np.nonzero(self.open)
        kept = np.concatenate([column, np.arange(self.pairs, width)])
        slots, beyond = len(self.held), np.concatenate(self._beyond)
        return Built(
            gain=np.concatenate([self.gain[column], np.zeros(slots), *self._gains]),
            rows=whole[:, kept],
            limit=np.concatenate(self._limits),
            most=np.concatenate([np.ones(len(column) + slots), *self._most]),
            column=column,
            needs=needs[column][:, kept],
            rate=self.gain[column] / self.minutes[column],
            prices=np.concatenate(self._prices),
            beyond=np.where(beyond < 0, -1, beyond - self.pairs + len(column)),
            slots=slots,
        )
