"""How close somebody is, and how long the two can be silent before a contact is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Layer(StrEnum):
    """How close somebody is: strong, weak and very weak ties are what a personal learning network is made of."""

    STRONG = "strong"
    WEAK = "weak"
    VERY_WEAK = "very weak"


STRONG = 0.65
"""Strength each way, at the best moment of the last year, of a strong tie: what one reply a month comes to, kept up.

4 / (1 - .955^30) = 5.3, and 1 - e^(-5.3 / 5) = .65. Once a month is how often people are in touch with the about
fifteen they are close to (the sympathy group of Dunbar and Spoors 1995).
"""
DAYS = 3
"""Days with words, of either side, that a strong tie has at least: one long evening makes none.

Time spent together is the first measure of a tie's strength in Granovetter 1973.
"""
REMEMBERED = timedelta(days=365)
"""How far back the best moment of a strong tie may lie: in touch once a year or less is rarely (Granovetter 1973)."""
DORMANT = timedelta(days=3 * 365)
"""Silence after which a weak tie counts as very weak: the dormant ties of Levin, Walter and Murnighan 2011."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """Days of silence after which a contact is due, by layer; 0: never."""

    strong: int = 30
    weak: int = 90
    very_weak: int = 0

    def due(self, layer: Layer, last: datetime | None) -> datetime | None:
        """When a contact is due, counted from the last one; None where there was none or none is wanted."""
        days = {Layer.STRONG: self.strong, Layer.WEAK: self.weak, Layer.VERY_WEAK: self.very_weak}[layer]
        return last + timedelta(days=days) if last is not None and days > 0 else None


def layer(*, best: float, days: int, both: bool, silent: timedelta | None) -> Layer:
    """How close somebody is.

    `best` is the strength (0..1) of the weaker way at the best moment of the last year; `days` on how many days there
    were words; `both` whether they went both ways; `silent` how long ago the last were, None where there were none. The
    best moment counts, not today: otherwise nobody could be lost, for fading alone would move everybody to the layer in
    which nobody is missed.
    """
    if not both or silent is None or silent > DORMANT:
        return Layer.VERY_WEAK
    return Layer.STRONG if best >= STRONG and days >= DAYS else Layer.WEAK
