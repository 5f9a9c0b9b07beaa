"""When the user has time, and what fills it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from outward.model.reasons import Reason


class Setting(StrEnum):
    """Where the user is, which decides what she can take in."""

    DESK = "desk"
    LISTEN = "listen"
    READ = "read"

    @property
    def phrase(self) -> str:
        """The setting as the middle of a sentence."""
        return {"desk": "at your desk", "listen": "hands busy, listening", "read": "reading, without sound"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A weekly stretch of free time as the user said it.

    `days` are 0 (Monday) to 6; `start` is local wall time, None for "sometime that day"; `minutes` its length;
    `label` her own word for it ("train"). With `until` the minutes lie anywhere between `start` and that time, where
    they are free; it is past midnight where it is not after `start`.
    """

    days: tuple[int, ...]
    start: time | None
    minutes: int
    setting: Setting = Setting.DESK
    label: str = ""
    until: time | None = None

    @property
    def reach(self) -> int:
        """Minutes from the earliest start to the latest end."""
        if self.start is None or self.until is None:
            return self.minutes
        first, last = self.start.hour * 60 + self.start.minute, self.until.hour * 60 + self.until.minute
        return (last - first) % (24 * 60)

    @property
    def room(self) -> str:
        """The name of a window with room around its minutes, empty for any other: one session of it a day."""
        if self.start is None or self.until is None:
            return ""
        return f"{self.start:%H:%M}-{self.until:%H:%M} {self.minutes} {self.setting} {self.label}".strip()

    @property
    def overnight(self) -> bool:
        """Whether it has room until the next day."""
        return self.start is not None and self.until is not None and self.until <= self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Free time on one date. `start` is aware (user's zone); `timed` is False when only the date counts; `room` and
    `day` tell the window with room around its minutes it was found in, and the date that window began on.
    """

    start: datetime
    minutes: int
    setting: Setting = Setting.DESK
    label: str = ""
    timed: bool = True
    room: str = ""
    day: date | None = None

    @property
    def end(self) -> datetime:
        """When it is over, also over a change of clocks; without a time, a day after its start."""
        if not self.timed:
            return self.start + timedelta(days=1)
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)

    @property
    def key(self) -> str:
        """A stable name: date, time or label, setting."""
        clock = f"{self.start:%H:%M}" if self.timed else "any"
        return f"{self.start:%Y-%m-%d} {clock} {self.setting} {self.label}".strip()


class ItemKind(StrEnum):
    """What an item of a session asks for."""

    LEARN = "learn"
    PERSON = "person"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something a session can hold.

    `key` is the resource's URL, the person's id or the takeaway's id; `minutes` is whole minutes it takes;
    `value` 0..1 its worth for the goal; `form` what it is (article, video, episode, thread, post, person,
    takeaway) and `content` what sort of content it looks like (case, how-to, ...; empty: not clear); `source` who it
    comes from (for variety); `topic` its sub-topic (for spacing); `why` one sentence; `free` is False behind a paywall,
    None when nobody said; `score` and the `reasons` that add up to it say why it was offered. `level` is its part of a
    course (1 fundamentals, 2 how-to, 3 cases; 0 where nothing has to come first), `deadline` the last day it is of use.
    """

    key: str
    kind: ItemKind
    title: str
    url: str
    minutes: int
    value: float
    form: str
    person: str
    topic: str = ""
    why: str = ""
    source: str = ""
    content: str = ""
    free: bool | None = None
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    level: int = 0
    deadline: date | None = None

    @property
    def name(self) -> str:
        """What tells it from every other item: its kind and key."""
        return f"{self.kind} {self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Where the user wants an item: on that day, at that wall time if one is given. `item` is the item's name."""

    item: str
    day: date
    clock: time | None = None

    def holds(self, slot: Slot) -> bool:
        """Whether the slot is what she meant."""
        at = slot.start
        return at.date() == self.day and (self.clock is None or (slot.timed and at.time() == self.clock))

    @property
    def phrase(self) -> str:
        """Where, as the middle of a sentence."""
        return f"{self.day:%A %-d %B}" + (f", {self.clock:%H:%M}" if self.clock else "")


class SessionState(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A slot filled with items; `intention` is its if-then sentence."""

    slot: Slot
    items: tuple[Item, ...]
    intention: str
    state: SessionState = SessionState.PLANNED
    id: int | None = None

    @property
    def minutes(self) -> int:
        """Minutes its items take together."""
        return sum(item.minutes for item in self.items)
