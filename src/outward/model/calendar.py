"""What her calendars say, the rules of her week, and what was found there."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from outward.model.sources import Dropped
from outward.model.time import Slot, Window

OWN_EVENT = "@outward"
"""How the UIDs of our own events end: they are sessions, never busy times."""


class Counts(StrEnum):
    """Whether a sort of event counts as busy time."""

    BUSY = "busy"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A time that is taken. `start` and `end` are aware; `title` never leaves this machine and may be empty."""

    start: datetime
    end: datetime
    title: str = ""
    calendar: str = ""
    all_day: bool = False
    tentative: bool = False

    def clock(self, zone: str) -> str:
        """When on its day it is: "09:00-10:30"."""
        place = ZoneInfo(zone)
        return "all day" if self.all_day else f"{self.start.astimezone(place):%H:%M}-{self.end.astimezone(place):%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """What one calendar says of a stretch of days.

    `busy` in order of time; `events` counts the components read; `dropped` are those that could not be, `notes` what
    had to be guessed (a time zone nobody knows), each once.
    """

    busy: tuple[Busy, ...] = ()
    events: int = 0
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRules:
    """How busy times and windows go together.

    `before`, `after`: minutes kept free around what is busy; `hours`: working hours as weekly windows, none: any hour;
    `holidays`: country, or country and part (`DE`, `DE-BW`), whose public holidays are left free; empty: none.
    """

    before: int = 5
    after: int = 5
    hours: tuple[Window, ...] = ()
    holidays: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A window on one day: the `slots` it gives, none where it was left, and `why` in a sentence.

    `start` and `end` are aware and in her zone; a window without a time reaches over its whole day.
    """

    window: Window
    start: datetime
    end: datetime
    slots: tuple[Slot, ...]
    why: str

    @property
    def taken(self) -> bool:
        """Whether any of it can be used."""
        return bool(self.slots)

    @property
    def clock(self) -> str:
        """When on its day it is: "12:30-12:55"."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}" if self.window.start is not None else "some time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The coming days: every window with what became of it, what is busy, what else is free in working hours.

    `minutes` are those of all slots with a time; `off` holds public holidays by date.
    """

    zone: str
    days: tuple[date, ...]
    looked: tuple[Looked, ...]
    busy: tuple[Busy, ...] = ()
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    off: dict[date, str] = field(default_factory=dict)
    minutes: int = 0

    def on(self, day: date) -> tuple[Busy, ...]:
        """What is busy on a day, wholly or in part."""
        place = ZoneInfo(self.zone)
        begin = datetime.combine(day, time(), tzinfo=place)
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=place)
        return tuple(one for one in self.busy if one.start < end and one.end > begin)
