"""The coming days: what is taken, which windows are free, and why each was taken or left."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from outward.model import Busy, Looked, Slot, Week, WeekRules, Window
from outward.when.slots import SHORTEST_REST, ends, slots, timezone, wall

GAP = 10
"""Minutes of the shortest free stretch that is shown though no window names it: the shortest session."""
Span = tuple[datetime, datetime]


def taken(
    busy: Iterable[Busy], rules: WeekRules, off: Mapping[date, str], *, zone: str, start: datetime, days: int
) -> list[Span]:
    """What no session may touch, in UTC: busy times with the minutes kept around them, holidays, hours not worked.

    It is what `slots` takes as busy. Around a whole day nothing is kept.
    """
    place = timezone(zone)
    first = start.astimezone(place).date()
    dates = [first + timedelta(days=ahead) for ahead in range(days + 1)]
    around = [_widened(one, rules) for one in busy]
    holidays = [(wall(day, time(), place), wall(day + timedelta(days=1), time(), place)) for day in dates if day in off]
    return [*around, *holidays, *_not_worked(rules, dates, zone)]


def look(
    windows: Sequence[Window],
    busy: Sequence[Busy],
    rules: WeekRules,
    off: Mapping[date, str],
    *,
    zone: str,
    start: datetime,
    days: int = 7,
    had: Collection[tuple[date, str]] = (),
    pinned: Collection[datetime] = (),
) -> Week:
    """Every window of the coming days with its slots and the reason; see `slots` for what makes one.

    Raises `InputError` as `slots` does.
    """
    place = timezone(zone)
    closed = taken(busy, rules, off, zone=zone, start=start, days=days)
    found = slots(windows, zone=zone, start=start, days=days, busy=closed, had=had, pinned=pinned)
    first = start.astimezone(place).date()
    dates = tuple(first + timedelta(days=ahead) for ahead in range(days))
    seen = _Seen(busy, rules, off, found, start, had=had)
    looked = [
        seen.window(window, day, zone)
        for day in (first - timedelta(days=1), *dates)
        for window in windows
        if day.weekday() in window.days and (day >= first or (window.overnight and ends(window, day, place) > start))
    ]
    return Week(
        zone=zone,
        days=dates,
        looked=tuple(sorted(looked, key=lambda one: (one.start, one.window.start is not None, one.end))),
        busy=tuple(
            one
            for one in sorted(busy, key=lambda one: (one.start, one.end))
            if one.end > wall(dates[0], time(), place)
            and one.start < wall(dates[-1] + timedelta(days=1), time(), place)
        ),
        gaps=_gaps(rules, dates, closed, looked, zone=zone, start=start),
        off={day: name for day, name in off.items() if day in dates},
        minutes=sum(slot.minutes for slot in found if slot.timed),
    )


class _Seen:
    """What a window is looked at with."""

    def __init__(
        self,
        busy: Sequence[Busy],
        rules: WeekRules,
        off: Mapping[date, str],
        found: Sequence[Slot],
        now: datetime,
        *,
        had: Collection[tuple[date, str]],
    ) -> None:
        self._busy, self._rules, self._off, self._found, self._now = busy, rules, off, found, now
        self._had = had

    def window(self, window: Window, day: date, zone: str) -> Looked:
        """What became of a window on a day."""
        place = timezone(zone)
        begin = wall(day, window.start or time(), place)
        end = ends(window, day, place)
        held = tuple(
            slot
            for slot in self._found
            if (slot.setting, slot.label, slot.timed) == (window.setting, window.label, window.start is not None)
            and (slot.room, slot.day) == (window.room, day if window.room else None)
            and slot.start < end
            and slot.end > begin
        )
        told = self._used if held else self._left
        return Looked(
            window=window,
            start=begin.astimezone(place),
            end=end.astimezone(place),
            slots=held,
            why=told(window, day, (begin, end), held, zone),
        )

    def _used(self, window: Window, _day: date, span: Span, held: Sequence[Slot], zone: str) -> str:
        if window.start is None:
            return "Some time that day; nothing takes the whole of it."
        inside = sum(int((min(s.end, span[1]) - max(s.start, span[0])).total_seconds()) // 60 for s in held)
        if window.until is not None:
            found = "" if inside >= window.minutes else f" {self._in_the_way(span, zone)}".rstrip()
            return f"{inside} of {window.minutes} minutes are free at {held[0].start:%H:%M}.{found}"
        if inside >= window.minutes:
            return f"All {window.minutes} minutes are free."
        return f"{inside} of {window.minutes} minutes are free. {self._in_the_way(span, zone)}".rstrip()

    def _left(self, window: Window, day: date, span: Span, _: Sequence[Slot], zone: str) -> str:
        if window.start is not None and (span[1] if window.until else span[0]) < self._now:
            return "It has begun already."
        if (day, window.room) in self._had:
            return "It had its session already: held, let go, or moved by you."
        if day in self._off:
            return f"Public holiday: {self._off[day]}."
        said = self._in_the_way(span, zone)
        if said:
            return said
        if self._rules.hours and not _worked(self._rules, span, zone):
            return "Outside of your working hours."
        return f"Another window has this time, or less than {SHORTEST_REST} minutes of it are left."

    def _in_the_way(self, span: Span, zone: str) -> str:
        """The busy times that touch it, with what is kept around them."""
        near = [one for one in self._busy if _over(_widened(one, self._rules), span)]
        said = "; ".join(_said(one, zone) for one in near[:3])
        if not near:
            return ""
        more = f" and {len(near) - 3} more" if len(near) > 3 else ""
        beside = not any(_over((one.start, one.end), span) for one in near)
        kept = f" ({self._rules.before} minutes before and {self._rules.after} after stay free)" if beside else ""
        return f"Busy: {said}{more}{kept}."


def _said(one: Busy, zone: str) -> str:
    """One busy time in words, in her zone."""
    place = timezone(zone)
    first, last = one.start.astimezone(place), one.end.astimezone(place)
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{last:%a %H:%M}"
    when = "all day" if one.all_day else f"{first:%H:%M} to {until}"
    sure = ", tentative" if one.tentative else ""
    return f"{when}{sure}{', ' if one.title else ''}{one.title}{f' ({one.calendar})' if one.calendar else ''}"


def _widened(one: Busy, rules: WeekRules) -> Span:
    if one.all_day:
        return one.start, one.end
    return one.start - timedelta(minutes=rules.before), one.end + timedelta(minutes=rules.after)


def _over(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _hours(rules: WeekRules, dates: Iterable[date], zone: str) -> list[Span]:
    """The working hours of those dates; those of the evening before may reach into the first."""
    place = timezone(zone)
    return [
        (wall(day, window.start or time(), place), ends(window, day, place))
        for day in dates
        for window in rules.hours
        if day.weekday() in window.days
    ]


def _not_worked(rules: WeekRules, dates: Sequence[date], zone: str) -> list[Span]:
    """Everything outside of the working hours; nothing where she named none."""
    if not rules.hours:
        return []
    place = timezone(zone)
    rests, at = [], wall(dates[0], time(), place)
    for begin, end in sorted(_hours(rules, (dates[0] - timedelta(days=1), *dates), zone)):
        if begin > at:
            rests.append((at, begin))
        at = max(at, end)
    last = wall(dates[-1] + timedelta(days=1), time(), place)
    return [*rests, (at, last)] if at < last else rests


def _worked(rules: WeekRules, span: Span, zone: str) -> bool:
    day = span[0].astimezone(timezone(zone)).date()
    return any(_over(one, span) for one in _hours(rules, (day - timedelta(days=1), day), zone))


def _gaps(
    rules: WeekRules,
    dates: Sequence[date],
    closed: Sequence[Span],
    looked: Iterable[Looked],
    *,
    zone: str,
    start: datetime,
) -> tuple[Span, ...]:
    """Free stretches of the working hours that no window names, in her zone."""
    place = timezone(zone)
    named = [(one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in looked if one.window.start is not None]
    used = sorted([*closed, *named])
    rests: list[Span] = []
    for begin, end in sorted(_hours(rules, dates, zone)):
        at = max(begin, start)
        for first, last in used:
            if first >= end or last <= at:
                continue
            if first > at:
                rests.append((at, first))
            at = max(at, last)
        if at < end:
            rests.append((at, end))
    shortest = timedelta(minutes=GAP)
    return tuple((begin.astimezone(place), end.astimezone(place)) for begin, end in rests if end - begin >= shortest)
