"""Windows on the calendar: free stretches of the next days, without what is busy, none overlapping another."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from outward.errors import InputError
from outward.model import Setting, Slot, Window

QUARTER = 15
"""Minutes after the hour at which a session in a stretch that has begun may begin: 0, 15, 30, 45."""

SHORTEST_REST = 5
"""Minutes under which what busy times leave of a window is not worth beginning."""

MOST_DAYS = 366


def slots(
    windows: Sequence[Window],
    *,
    zone: str,
    start: datetime,
    days: int = 7,
    busy: Sequence[tuple[datetime, datetime]] = (),
    buffer: int = 0,
    had: Collection[tuple[date, str]] = (),
    pinned: Collection[datetime] = (),
) -> tuple[Slot, ...]:
    """The windows of `days` dates from `start` on, in order of time, in the user's zone.

    A timed window that has already begun is past; of one with room around its minutes (`until`) the first free
    minutes still to come are taken, where there are not so many the longest free stretch. Busy times, widened by
    `buffer` minutes, are cut out; a "sometime that day" falls away only on days that are busy from end to end. A wall
    time the clock skips is moved on by as much, one it shows twice means the first. Overlapping windows of one setting
    become one, of two settings the shorter keeps its time. `had` are windows with room (date, `Window.room`) that had
    their session already; at `pinned` moments such a window begins, where that is free. Raises `InputError` for an
    unknown zone or times without a zone.
    """
    place = timezone(zone)
    _check(start, days, busy, buffer)
    taken = [(begin - timedelta(minutes=buffer), end + timedelta(minutes=buffer)) for begin, end in busy]
    first = start.astimezone(place).date()
    dated = [
        (window, first + timedelta(days=ahead))
        for ahead in range(-1, days)
        for window in windows
        if (first + timedelta(days=ahead)).weekday() in window.days
        and (ahead >= 0 or window.overnight)
        and (first + timedelta(days=ahead), window.room) not in had
    ]
    fixed = _timed([(w, day) for w, day in dated if w.start is not None and w.until is None], place, start, taken)
    used = [*taken, *((slot.start.astimezone(UTC), slot.end.astimezone(UTC)) for slot in fixed)]
    timed = [*fixed, *_roomy([(w, day) for w, day in dated if w.until is not None], place, start, used, pinned)]
    untimed = _untimed([(window, day) for window, day in dated if window.start is None], place, busy)
    found = sorted([*timed, *untimed], key=lambda slot: (slot.start.astimezone(UTC), slot.timed, slot.key))
    return tuple({slot.key: slot for slot in reversed(found)}.values())[::-1]  # one of a name, where a clock repeats


def timezone(name: str) -> ZoneInfo:
    """The IANA time zone of that name; raises `InputError` with the nearest name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = difflib.get_close_matches(name.strip().replace(" ", "_"), sorted(available_timezones()), n=1, cutoff=0.5)
        hint = near[0] if near else "Europe/London"
        raise InputError(f"There is no time zone called {name!r}; write it like {hint}.") from None


def _check(start: datetime, days: int, busy: Sequence[tuple[datetime, datetime]], buffer: int) -> None:
    if any(moment.tzinfo is None for moment in (start, *(edge for pair in busy for edge in pair))):
        raise InputError("A time without a time zone cannot be placed; give start and busy times with their zone.")
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"A plan for {days} days cannot be made; ask for 1 to {MOST_DAYS}.")
    if not 0 <= buffer <= 24 * 60:
        raise InputError(f"A buffer of {buffer} minutes cannot be kept; give 0 to 1440.")
    for begin, end in busy:
        if end < begin:
            raise InputError(f"The busy time from {begin:%Y-%m-%d %H:%M} ends before it begins; correct its end.")


def wall(day: date, clock: time, place: ZoneInfo) -> datetime:
    """That wall time in absolute time: skipped ones moved on, doubled ones the first."""
    return datetime.combine(day, clock, tzinfo=place).astimezone(UTC)


def _timed(
    dated: Iterable[tuple[Window, date]], place: ZoneInfo, now: datetime, taken: Sequence[tuple[datetime, datetime]]
) -> list[Slot]:
    stretches: dict[tuple[Setting, str], list[tuple[datetime, datetime]]] = {}
    for window, day in dated:
        begin = wall(day, window.start or time(), place)
        if begin >= now:
            stretches.setdefault((window.setting, window.label), []).append(
                (begin, begin + timedelta(minutes=window.minutes))
            )
    spans = [(end - begin, begin, end, name) for name, found in stretches.items() for begin, end in _merged(found)]
    used = list(taken)
    free: list[Slot] = []
    for _, begin, end, name in sorted(spans):
        rests = _without(begin, end, used)
        used += rests
        free += [
            Slot(start=a.astimezone(place), minutes=_whole(b - a), setting=name[0], label=name[1])
            for a, b in rests
            if (a, b) == (begin, end) or b - a >= timedelta(minutes=SHORTEST_REST)
        ]
    return free


def ends(window: Window, day: date, place: ZoneInfo) -> datetime:
    """When a window of that date is over at the latest; without a time, with its date."""
    if window.start is None:
        return wall(day + timedelta(days=1), time(), place)
    if window.until is None:
        return wall(day, window.start, place) + timedelta(minutes=window.minutes)
    return wall(day + timedelta(days=int(window.overnight)), window.until, place)


def _roomy(
    dated: Iterable[tuple[Window, date]],
    place: ZoneInfo,
    now: datetime,
    taken: Sequence[tuple[datetime, datetime]],
    pinned: Collection[datetime],
) -> list[Slot]:
    """One slot of each window with room around its minutes; those with the least room choose first."""
    used, free = list(taken), []
    for window, day in sorted(dated, key=lambda one: one[0].reach):
        begin, end = max(wall(day, window.start or time(), place), _quarter(now)), ends(window, day, place)
        found = _within(_without(begin, end, used), window.minutes, pinned)
        if found is not None:
            used.append(found)
            slot = Slot(
                start=found[0].astimezone(place),
                minutes=_whole(found[1] - found[0]),
                setting=window.setting,
                label=window.label,
                room=window.room,
                day=day,
            )
            free.append(slot)
    return free


def _within(
    rests: Sequence[tuple[datetime, datetime]], minutes: int, pinned: Collection[datetime]
) -> tuple[datetime, datetime] | None:
    """The pinned minutes of free stretches, else the first, else the longest stretch where none is long enough."""
    length = timedelta(minutes=minutes)
    at = [moment for moment in pinned for low, high in rests if low <= moment and moment + length <= high]
    whole = [*at, *(low for low, high in rests if high - low >= length)]
    if whole:
        return whole[0].astimezone(UTC), whole[0].astimezone(UTC) + length
    longest = max(rests, key=lambda rest: rest[1] - rest[0], default=None)
    least = timedelta(minutes=min(minutes, SHORTEST_REST))
    return longest if longest and longest[1] - longest[0] >= least else None


def _quarter(now: datetime) -> datetime:
    """The next quarter of an hour, in UTC."""
    moment = now.astimezone(UTC)
    past = timedelta(minutes=moment.minute % QUARTER, seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + timedelta(minutes=QUARTER) if past else moment


def _untimed(
    dated: Iterable[tuple[Window, date]], place: ZoneInfo, busy: Sequence[tuple[datetime, datetime]]
) -> list[Slot]:
    found: dict[str, Slot] = {}
    for window, day in dated:
        begin, end = wall(day, time(), place), wall(day + timedelta(days=1), time(), place)
        if not _without(begin, end, busy):
            continue
        slot = Slot(
            start=begin.astimezone(place),
            minutes=window.minutes,
            setting=window.setting,
            label=window.label,
            timed=False,
        )
        found[slot.key] = max(slot, found.get(slot.key, slot), key=lambda one: one.minutes)
    return list(found.values())


def _merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Overlapping stretches of one setting and label made one."""
    merged: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(spans):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _without(
    begin: datetime, end: datetime, taken: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """What is left of a stretch when others are cut out."""
    rests = [(begin, end)]
    for first, last in taken:
        pieces = [piece for low, high in rests for piece in ((low, min(high, first)), (max(low, last), high))]
        rests = [(low, high) for low, high in pieces if low < high] if first < last else rests
    return rests


def _whole(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
