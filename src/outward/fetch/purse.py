"""What reading costs, where a network asks for money or counts a quota."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one sync of one source can cost at most, in the network's own unit (dollars, quota units).

    `most` is how many resources it can bring, `each` what one costs, `unit` the unit as people say it ("$"),
    `cap` how much the user allows in the period, `spent` how much of it is gone, `period` the period ("month").
    """

    most: int
    each: float
    unit: str
    cap: float
    spent: float
    period: str

    @property
    def total(self) -> float:
        """What it costs at most."""
        return self.most * self.each

    @property
    def left(self) -> float:
        """What may still be spent in the period."""
        return max(0.0, self.cap - self.spent)


class Purse(Protocol):
    """Remembers what was spent; networks stop at the user's cap by asking it."""

    def spent(self, network: str, since: datetime) -> float:
        """What calls to a network have cost since a moment."""
        ...

    def spend(self, network: str, amount: float, what: str) -> None:
        """Note what a call costs, before it is made."""
        ...


@dataclass
class Pocket:
    """A purse that is forgotten at the end; `now` is the clock."""

    now: Callable[[], datetime]
    entries: list[tuple[str, datetime, float, str]] = field(default_factory=list)

    def spent(self, network: str, since: datetime) -> float:
        """What calls to a network have cost since a moment."""
        return sum(amount for name, at, amount, _ in self.entries if name == network and at >= since)

    def spend(self, network: str, amount: float, what: str) -> None:
        """Note what a call costs."""
        self.entries.append((network, self.now(), amount, what))
