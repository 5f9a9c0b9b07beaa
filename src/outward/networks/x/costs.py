"""What X's interface costs, and never spending more in a month than the user allowed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outward.errors import InputError
from outward.fetch import Fetch, Price
from outward.fetch.cursor import depth_of
from outward.model import Source
from outward.networks.x.names import NAME, OWN

PRICED = "2026-11-25"
POST, PERSON, OWNED = 0.005, 0.010, 0.001
"""Dollars for one post, one person, and one thing of the user's own, as X's price list says on the day `PRICED`."""
PAGE = 100
_CAP = "outward connect x --set cap=5"


def each(kind: str) -> float:
    """What one record of a kind of source costs."""
    return OWNED if kind in OWN else POST


def price(fetch: Fetch, settings: Any, source: Source) -> Price | None:
    """What one sync of a source can cost at most. Raises `InputError` for a cap or depth that is none."""
    return Price(
        most=depth_of(settings.depth) * PAGE,
        each=each(source.kind),
        unit="$",
        cap=_cap(settings.cap) if settings.cap.strip() else 0.0,
        spent=fetch.purse.spent(NAME, month(fetch.now())),
        period="month",
    )


def month(now: datetime) -> datetime:
    """When the month began."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _cap(text: str) -> float:
    try:
        cap = float(text.strip().removeprefix("$"))
    except ValueError:
        cap = -1.0
    if not 0 <= cap <= 100_000:
        raise InputError(f"The most X may cost a month is a number of dollars like 5, not {text[:40]!r}.")
    return cap


@dataclass(frozen=True, slots=True)
class Till:
    """The user's money: every call is paid before it is made, and what it did not use is given back."""

    fetch: Fetch
    cap: float

    @classmethod
    def of(cls, fetch: Fetch, settings: Any, source: Source) -> "Till":
        """The till of a run. Raises `InputError` when the user allowed nothing."""
        if not settings.cap.strip():
            cost = price(fetch, settings, source)
            assert cost is not None  # noqa: S101 - X is never free
            raise InputError(
                f"Reading {source} costs money: up to {cost.most:,} records at ${cost.each:.3f} each, "
                f"${cost.total:.2f} at most; say how many dollars a month X may cost with: {_CAP}"
            )
        return cls(fetch, _cap(settings.cap))

    def affords(self, most: int, least: int, cost: float) -> int:
        """How many records of a price can be asked for now. Raises `InputError` when not even the fewest."""
        left = self.cap - self.fetch.purse.spent(NAME, month(self.fetch.now()))
        many = min(most, int(left / cost + 1e-9))
        if many < least:
            raise InputError(
                f"X has cost what you allow a month (${self.cap:.2f}), so reading stops; what was read stays, and "
                f"it goes on next month, or after you allow more with: {_CAP}"
            )
        return many

    def pay(self, amount: float, what: str) -> None:
        """Note what a call costs; a negative amount gives back."""
        if amount:
            self.fetch.purse.spend(NAME, round(amount, 6), what)
