"""The coming days as a picture: hours downwards, a column a day, what is busy, what is free, what is taken of it."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from zoneinfo import ZoneInfo

from outward.model import Week

MEDIA_TYPE = "image/svg+xml"
SUFFIX = ".svg"
_TOP, _FOOT = 26, 8
_LABEL = 42
"""The room a day's name takes."""
_FIRST, _LAST = 7, 20
"""The hours that are always drawn; more where something is."""
_STYLE = """
.week{color-scheme:light dark;font:12px system-ui,sans-serif}.week text{fill:#3b4448}
.week .line{stroke:#dedbd2;stroke-width:1}.week .off{fill:#8886}.week .busy,.week .maybe{fill:#b9b6ad}
.week .maybe{opacity:.55}.week .gap{fill:none;stroke:#1f5f5b;stroke-dasharray:3 3}
.week .left{fill:none;stroke:#86898a}.week .slot{fill:#1f5f5b}
@media (prefers-color-scheme:dark){.week text{fill:#e6e9e8}.week .line{stroke:#2e373b}
.week .busy,.week .maybe{fill:#55605f}.week .slot{fill:#86cfc6}.week .gap{stroke:#86cfc6}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A picture's size; `left` is the room for the hours."""

    name: str
    width: int
    height: int
    left: int


WIDE = Shape(name="wide", width=1060, height=520, left=48)
NARROW = Shape(name="narrow", width=340, height=560, left=42)


def write(week: Week) -> bytes:
    """A file of its own, UTF-8: colours for light and dark inside, no links, no script."""
    styled = fragment(week, WIDE).replace("<title", f"<style>{_STYLE}</style><title", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{styled}\n'.encode()


def fragment(week: Week, shape: Shape) -> str:
    """The picture to stand in a page that has the rules; the table beside it says the same."""
    return "".join(_drawn(week, shape))


def _drawn(week: Week, shape: Shape) -> Iterator[str]:
    name = f"week-{shape.name}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="week {shape.name}" viewBox="0 0 {shape.width} {shape.height}"'
        f' role="img" aria-labelledby="{name}" aria-describedby="{name}-says"><title id="{name}">Your week</title>'
        f'<desc id="{name}-says">{escape(_said(week))}</desc>'
    )
    frame = _Frame(week, shape)
    yield from frame.ground()
    for day, name in week.off.items():
        yield frame.box(day, 0.0, 24.0, "off", f"Public holiday: {name}")
    for one in week.busy:
        told = "Busy" + (f": {one.title}" if one.title else "") + (" (tentative)" if one.tentative else "")
        yield from frame.span(one.start, one.end, "maybe" if one.tentative else "busy", told)
    for begin, end in week.gaps:
        yield from frame.span(begin, end, "gap", f"Free: {begin:%H:%M} to {end:%H:%M}")
    for looked in week.looked:
        if looked.window.start is not None and not looked.taken:
            yield from frame.span(looked.start, looked.end, "left", f"Left. {looked.why}")
    for slot in {slot.key: slot for looked in week.looked for slot in looked.slots if slot.timed}.values():
        told = f"{slot.start:%H:%M}, {slot.minutes} minutes, {slot.label or slot.setting.phrase}"
        yield from frame.span(slot.start, slot.end, "slot", told)
    yield "</svg>"


def _said(week: Week) -> str:
    taken = sum(one.taken for one in week.looked)
    return (
        f"{len(week.days)} days from {week.days[0]:%-d %B %Y}: {taken} of {len(week.looked)} windows can be used, "
        f"{week.minutes} minutes in all; {len(week.busy)} busy times. The table tells the same."
    )


class _Frame:
    """Where a time is on the sheet."""

    def __init__(self, week: Week, shape: Shape) -> None:
        self._shape = shape
        self._zone = ZoneInfo(week.zone)
        self._days = week.days
        self._first, self._last = self._reach(week)
        self._broad = (shape.width - shape.left) / len(week.days)

    def _reach(self, week: Week) -> tuple[int, int]:
        """The hours to draw: of a working day, and of everything she named or is busy with for a part of a day."""
        spans = [(one.start, one.end) for one in week.busy if not one.all_day]
        spans += [(one.start, one.end) for one in week.looked if one.window.start is not None]
        parts = [part for begin, end in spans for part in self._parts(begin, end)]
        first = min((int(low) for _, low, _ in parts), default=_FIRST)
        last = max((int(high) + (high > int(high)) for _, _, high in parts), default=_LAST)
        return min(first, _FIRST), max(last, _LAST)

    def _parts(self, begin: datetime, end: datetime) -> Iterable[tuple[date, float, float]]:
        """A stretch of time by days, in hours from midnight by the wall clock."""
        at, over = begin.astimezone(self._zone), end.astimezone(self._zone)
        day = max(at.date(), self._days[0])
        while day <= min(over.date(), self._days[-1]):
            low = _clock(at) if at.date() == day else 0.0
            high = _clock(over) if over.date() == day else 24.0
            if high > low or at.date() == over.date():  # a clock set back may show the same time twice
                yield day, low, high
            day += timedelta(days=1)

    def ground(self) -> Iterator[str]:
        """Days across, hours down."""
        for number, day in enumerate(self._days):
            if number % math.ceil(_LABEL / self._broad) == 0:
                x = self._shape.left + (number + 0.5) * self._broad
                yield f'<text x="{x:.1f}" y="16" text-anchor="middle">{day:%a %-d}</text>'
        step = 2 if self._last - self._first > 10 else 1
        for hour in range(self._first, self._last + 1, step):
            y = self._down(float(hour))
            yield f'<line class="line" x1="{self._shape.left}" x2="{self._shape.width}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text x="{self._shape.left - 6}" y="{y + 4:.1f}" text-anchor="end">{time(hour % 24):%H:%M}</text>'

    def span(self, begin: datetime, end: datetime, kind: str, told: str) -> Iterator[str]:
        """A stretch of time, in as many days as it touches."""
        for day, low, high in self._parts(begin, end):
            yield self.box(day, low, high, kind, told)

    def box(self, day: date, low: float, high: float, kind: str, told: str) -> str:
        """A part of a day; what is `told` shows where a pointer rests."""
        low, high = max(low, float(self._first)), min(high, float(self._last))
        x = self._shape.left + (day - self._days[0]).days * self._broad + 2
        top, tall = self._down(low), max(self._down(high) - self._down(low), 2.0)
        return (
            f'<g class="{kind}"><title>{escape(told)}</title><rect class="{kind}" x="{x:.1f}" y="{top:.1f}"'
            f' width="{max(self._broad - 4, 2):.1f}" height="{tall:.1f}" rx="2"/></g>'
        )

    def _down(self, hour: float) -> float:
        return _TOP + (hour - self._first) / (self._last - self._first) * (self._shape.height - _TOP - _FOOT)


def _clock(moment: datetime) -> float:
    return moment.hour + moment.minute / 60 + moment.second / 3600
