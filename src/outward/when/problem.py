"""What is to be planned, as every rule and every explanation sees it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from outward.errors import InputError
from outward.model import Item, ItemKind, Pin, Slot
from outward.when.minutes import fit

TAKEAWAY_MINUTES = 2
"""Kept at the end of each session for its one takeaway."""

DELAY = 0.01
"""What a day of waiting takes from an item's value: the best comes first."""

FILLED = 0.1
"""What a filled minute is worth by itself, beside the mean value: so that little is left empty, as all full slots gain
the same by it.
"""

MOST_WEEKLY = 7 * 24 * 60


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Candidates, free slots, the weekly ceiling and the clock. Raises `InputError` on values no plan can use.

    `spent` are minutes of sessions under way or done, by date: they count under the ceiling of every week they are in.
    `pins` say where the user wants items, `before` where the plan that stands has them (name of the item, key of the
    slot). `ease` says how well she keeps sessions in an hour (weekday 0..6, hour 0..23): 1 as usual, more is better.
    """

    items: tuple[Item, ...]
    slots: tuple[Slot, ...]
    weekly_minutes: int
    now: datetime
    spent: tuple[tuple[date, int], ...] = ()
    pins: tuple[Pin, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    ease: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.weekly_minutes <= MOST_WEEKLY:
            raise InputError(
                f"A weekly ceiling of {self.weekly_minutes} minutes cannot be kept; give 0 to {MOST_WEEKLY}."
            )
        if self.now.tzinfo is None or any(slot.start.tzinfo is None for slot in self.slots):
            raise InputError("A plan needs times with their time zone; add it to the slots and to now.")
        if len({slot.key for slot in self.slots}) < len(self.slots):
            raise InputError("Two slots are the same (date, time, setting and label); keep one of them.")
        for slot in self.slots:
            if slot.minutes < 1:
                raise InputError(f"The slot {slot.key} has {slot.minutes} minutes; give it at least 1.")
        for item in self.items:
            if item.minutes < 1 or not math.isfinite(item.value):
                raise InputError(
                    f"“{item.title}” cannot be planned; it needs whole minutes from 1 and a value of 0 to 1."
                )

    @cached_property
    def spent_by_date(self) -> Mapping[date, int]:
        """Minutes spent on each date."""
        total: dict[date, int] = {}
        for day, minutes in self.spent:
            total[day] = total.get(day, 0) + minutes
        return total

    @cached_property
    def unit(self) -> float:
        """The mean value of what there is to learn: the measure prices of soft rules are given in."""
        values = [item.value for item in self.items if item.kind is ItemKind.LEARN and item.value > 0]
        return sum(values) / len(values) if values else 0.0

    def soon(self, slot: Slot) -> float:
        """What waiting for this slot leaves of a value: 1 % less for each day, never under one half."""
        return max(0.5, 1 - DELAY * max(0, (slot.start.date() - self.now.astimezone(slot.start.tzinfo).date()).days))

    def eased(self, slot: Slot) -> float:
        """How well she keeps sessions in the hour of this slot; 1 without a time, or where nothing is known."""
        return self.ease.get((slot.start.weekday(), slot.start.hour), 1.0) if slot.timed else 1.0

    def worth(self, item: Item) -> float:
        """Value, and a little for each minute it fills; what is worth nothing stays so."""
        return item.value + FILLED * self.unit * item.minutes if item.value > 0 else item.value

    def gain(self, item: Item, slot: Slot) -> float:
        """Worth · fit · soon · ease: what the item brings in this slot."""
        return self.worth(item) * fit(item.form, slot.setting) * self.soon(slot) * self.eased(slot)

    @cached_property
    def stood(self) -> Sequence[tuple[Item, Slot]]:
        """What the plan that stands has where, as far as the item is still worth it and the slot still there."""
        items = {item.name: item for item in self.items if item.value > 0}
        slots = {slot.key: slot for slot in self.slots}
        return [(items[name], slots[key]) for name, key in dict.fromkeys(self.before) if name in items and key in slots]


def who(item: Item) -> str:
    """Whom an item comes from: the person, else its source, empty when nobody knows."""
    return item.person or item.source


def numbered(names: Sequence[str]) -> list[int]:
    """The same number for the same name, -1 for an empty one."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(name, len(numbers)) if name else -1 for name in names]
