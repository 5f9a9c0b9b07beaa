"""An iCalendar text becomes busy times: recurrence, exceptions, moved and cancelled instances, zones, by library.

RFC 5545 decides: an event is busy unless it is transparent or cancelled, an all-day one reaches from midnight to
midnight where she is, a time without a zone is hers. Broken events are dropped with a reason, the others are read all
the same.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from outward.errors import MalformedError
from outward.model import OWN_EVENT, Booked, Busy, Counts, Dropped

Component = Any
"""A part of a calendar as the library gives it: what its properties are, only the calendar itself knows."""
LARGEST = 16 * 1024 * 1024
"""Bytes of the largest calendar that is read."""
OFTENEST = 2_000
"""Times that one event may come in the days looked at, and a hundred times that since it first did."""
_ZONES = re.compile(rb"^BEGIN:VTIMEZONE\r?$.*?^END:VTIMEZONE\r?\n", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_TITLE = 120
_SHORT = {"SECONDLY": timedelta(seconds=1), "MINUTELY": timedelta(minutes=1), "HOURLY": timedelta(hours=1)}
_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the libraries raise over calendars that break the standard."""


class EndlessError(BaseException):
    """Raised by whoever is patient, from within an expansion that has taken longer than is reasonable.

    No `Exception`, so that no library takes it for one of its own.
    """


Patience = Callable[[], AbstractContextManager[None]]
"""What an event is expanded in; it may raise `EndlessError` there. This module has no clock of its own."""


@dataclass
class _Reading:
    """One calendar being read."""

    since: datetime
    until: datetime
    zone: ZoneInfo
    all_day: Counts
    tentative: Counts
    mine: frozenset[str]
    titles: bool
    name: str
    patience: Patience
    endless: set[str] = field(default_factory=set)
    busy: set[Busy] = field(default_factory=set)
    dropped: list[Dropped] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def drop(self, reason: str, event: Component) -> None:
        """Leave an event out; its title is no part of the reason."""
        start = getattr(event.get("DTSTART"), "dt", None)
        self.dropped.append(Dropped(reason, start.isoformat()[:10] if isinstance(start, date) else ""))

    def note(self, sentence: str) -> None:
        """Say what had to be guessed."""
        self.notes[sentence] = None


def read(
    data: bytes,
    *,
    since: datetime,
    until: datetime,
    zone: str,
    name: str = "",
    all_day: Counts = Counts.BUSY,
    tentative: Counts = Counts.BUSY,
    mine: Iterable[str] = (),
    titles: bool = True,
    patience: Patience = nullcontext,
) -> Booked:
    """The busy times of a calendar between two aware moments, each in UTC, in order of time.

    `mine` are her mail addresses: what she declined is free. Without `titles`, and for private events, none is kept.
    An event is expanded in `patience`; what comes to no end there is left out, and whatever else repeats by that rule.
    Raises `MalformedError` for what is no calendar.
    """
    reading = _Reading(
        since=since,
        until=until,
        zone=ZoneInfo(zone),
        all_day=all_day,
        tentative=tentative,
        mine=frozenset(address.strip().casefold() for address in mine),
        titles=titles,
        name=name,
        patience=patience,
    )
    count = 0
    for calendar in _parsed(reading, data):
        series = _series(calendar)
        count += sum(map(len, series))
        for events in series:
            _expand(reading, events)
        for taken in calendar.walk("VFREEBUSY"):
            count += 1
            try:
                _free_busy(reading, taken)
            except _BROKEN:
                reading.drop("What is free and busy is not said in a way that can be read.", taken)
    return Booked(
        busy=tuple(sorted(reading.busy, key=lambda one: (one.start, one.end, one.title))),
        events=count,
        dropped=tuple(reading.dropped),
        notes=tuple(reading.notes),
    )


def _parsed(reading: _Reading, data: bytes) -> list[Component]:
    if len(data) > LARGEST:
        raise MalformedError(f"This calendar has more than {LARGEST // 1_048_576} MB; give one with fewer years.")
    if b"BEGIN:V" not in data.upper():
        raise _no_calendar()
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        calendars = _components(data)
    except _BROKEN as error:
        without = _ZONES.sub(b"", data)
        if without == data:
            raise _broken() from error
        try:
            calendars = _components(without)
        except _BROKEN:
            raise _broken() from error
        reading.note("The time zones this calendar brings cannot be read; those of that name are taken instead.")
    if not calendars:
        raise _no_calendar()
    return calendars


def _components(data: bytes) -> list[Component]:
    import warnings

    import icalendar
    from x_wr_timezone import to_standard

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library says aloud which zone it takes for a name of another program
        found = icalendar.Component.from_ical(data, multiple=True)
        return [to_standard(one) if one.name == "VCALENDAR" else one for one in found]


def _broken() -> MalformedError:
    return MalformedError("This calendar breaks the standard, so it cannot be read; export it again.")


def _no_calendar() -> MalformedError:
    return MalformedError("This is no calendar, or it breaks off before its end; check the address or export it anew.")


def _series(calendar: Component) -> list[list[Component]]:
    """Events by their UID: an exception belongs to what it is the exception of."""
    grouped: dict[str, list[Component]] = {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        grouped.setdefault(str(event.get("UID", f"without a name {number}")), []).append(event)
    return [events for uid, events in grouped.items() if not uid.endswith(OWN_EVENT)]


def _expand(reading: _Reading, events: Sequence[Component]) -> None:
    kept = [event for event in events if _whole(reading, event)]
    if not kept or (len(kept) == 1 and _elsewhere(reading, kept[0])):
        return
    for event in kept:
        _zone_known(reading, event["DTSTART"])
    rules = " ".join(str(rule.to_ical()) for event in kept for rule in _rules(event))
    if rules in reading.endless:
        reading.drop(_ENDLESS, kept[0])
        return
    try:
        with reading.patience():
            found = _occurrences(reading, kept)
        for one in found:
            _take(reading, one)
    except EndlessError:
        reading.endless.add(rules)
        reading.drop(_ENDLESS, kept[0])
    except _BROKEN:
        _as_it_stands(reading, kept)


_ENDLESS = "An event repeats in a way that comes to no end; give it another rule, or take it out."


def _occurrences(reading: _Reading, events: Sequence[Component]) -> list[Component]:
    """Every time a series comes in the days looked at, as the library finds them."""
    from icalendar import Calendar
    from recurring_ical_events import of

    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    day = timedelta(days=1)  # a time without a zone may be as far off
    return list(of(calendar).between(reading.since - day, reading.until + day))


def _as_it_stands(reading: _Reading, events: Sequence[Component]) -> None:
    """An event the library cannot expand: one that comes once (and lasts to the end of time) can be read without."""
    event = events[0]
    end = getattr(event.get("DTEND"), "dt", None)
    if len(events) == 1 and isinstance(end, date) and not any(name in event for name in _MORE):
        _take(reading, event)
    else:
        reading.drop("An event breaks the standard, so nobody can say when it is.", event)


def _whole(reading: _Reading, event: Component) -> bool:
    """Whether an event can be expanded at all; says why not."""
    for name in {name for name, _ in event.errors} & set(event):
        del event[name]  # what is left of it would only raise again
        if name in _SAID:
            reading.note(_SAID[name])
    start = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(start, date):
        reading.drop("An event has no beginning that can be read.", event)
        return False
    for rule in _rules(event):
        if _too_often(reading, start, rule):
            reading.drop("An event repeats too often to be read; nothing but an alarm does.", event)
            return False
    return True


_REPEATS = "An event repeats in a way that cannot be read; only what can be read of it counts."
_ENDS = "An event has an end that cannot be read; it takes no time."
_SAID = {"RRULE": _REPEATS, "RDATE": _REPEATS, "DTEND": _ENDS, "DURATION": _ENDS}


def _rules(event: Component) -> list[Any]:
    held = event.get("RRULE", [])
    return [rule for rule in (held if isinstance(held, list) else [held]) if isinstance(rule, dict)]


def _too_often(reading: _Reading, start: date, rule: Any) -> bool:
    """Whether a rule comes so often that libraries, which walk through every single time, would walk for ever."""
    frequency = str(_first(rule, "FREQ", "")).upper()
    interval = int(_first(rule, "INTERVAL", 1))
    if interval < 1:
        return True
    count = int(_first(rule, "COUNT", 0))
    step = _SHORT.get(frequency)
    if step is None:
        daily = math.prod(len(rule.get(name) or [0]) for name in _CLOCKS)
        return daily * (reading.until - reading.since).days > OFTENEST * interval and not 0 < count <= OFTENEST
    if any(name.upper().startswith("BY") for name in rule):
        return True
    step *= interval
    begin = _moment(reading, start)
    times = (reading.until - max(begin, reading.since - timedelta(days=1))) / step
    ever = (reading.until - begin) / step
    return not 0 < count <= OFTENEST and (times > OFTENEST or ever > OFTENEST * 100)


_CLOCKS = ("BYHOUR", "BYMINUTE", "BYSECOND")


def _first(rule: Any, name: str, default: Any) -> Any:
    held = rule.get(name, default)
    return held[0] if isinstance(held, list) and held else held


_MORE = ("RRULE", "RDATE", "RECURRENCE-ID", "DURATION")
"""With one of these an event comes more than once, or its end has to be worked out."""


def _elsewhere(reading: _Reading, event: Component) -> bool:
    """Whether an event that comes once is surely outside of the days looked at: most of a long calendar is."""
    if any(name in event for name in _MORE):
        return False
    start = event["DTSTART"].dt
    end = getattr(event.get("DTEND"), "dt", start)
    day = timedelta(days=2)
    return _moment(reading, start) > reading.until + day or (
        isinstance(end, date) and max(_moment(reading, start), _moment(reading, end)) < reading.since - day
    )


def _take(reading: _Reading, event: Component) -> None:
    """Keep the time of one occurrence, where it is one that is taken."""
    if _free(reading, event):
        return
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    whole = not isinstance(start, datetime)
    if whole and reading.all_day is Counts.FREE:
        return
    _keep(
        reading,
        _moment(reading, start),
        _end(reading, start, end),
        title=_title(event) if reading.titles else "",
        all_day=whole,
        tentative=_tentative(event),
    )


def _keep(reading: _Reading, start: datetime, end: datetime, *, title: str, all_day: bool, tentative: bool) -> None:
    if start < end and start < reading.until and end > reading.since:
        start, end = max(start, reading.since - _LONG), min(end, reading.until + _LONG)
        reading.busy.add(
            Busy(start=start, end=end, title=title, calendar=reading.name, all_day=all_day, tentative=tentative)
        )


_LONG = timedelta(days=366)
"""How far beyond the days looked at an event that never ends is followed."""


def _free(reading: _Reading, event: Component) -> bool:
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return True
    if str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in ("FREE", "WORKINGELSEWHERE"):
        return True
    if _tentative(event) and reading.tentative is Counts.FREE:
        return True
    held = event.get("ATTENDEE", [])
    return any(_declined(one, reading.mine) for one in (held if isinstance(held, list) else [held]))


def _tentative(event: Component) -> bool:
    said = (event.get("STATUS", ""), event.get("X-MICROSOFT-CDO-BUSYSTATUS", ""))
    return "TENTATIVE" in [str(one).upper() for one in said]


def _declined(attendee: Any, mine: frozenset[str]) -> bool:
    address = str(attendee).casefold().removeprefix("mailto:").strip()
    said = getattr(attendee, "params", {}).get("PARTSTAT", "")
    return address in mine and str(said).upper() == "DECLINED"


def _free_busy(reading: _Reading, component: Component) -> None:
    """What a free-busy component says is taken (RFC 5545, 3.6.4)."""
    held = component.get("FREEBUSY", [])
    for periods in held if isinstance(held, list) else [held]:
        kind = str(getattr(periods, "params", {}).get("FBTYPE", "BUSY")).upper()
        tentative = kind == "BUSY-TENTATIVE"
        if kind == "FREE" or (tentative and reading.tentative is Counts.FREE):
            continue
        for start, end in _periods(periods):
            _keep(
                reading,
                _moment(reading, start),
                _moment(reading, end),
                title="",
                all_day=False,
                tentative=tentative,
            )


def _periods(held: Any) -> Iterator[tuple[datetime, datetime]]:
    for one in getattr(held, "dts", [held]):
        start, end = one.dt
        yield start, start + end if isinstance(end, timedelta) else end


def _moment(reading: _Reading, value: date) -> datetime:
    """A date or time of a calendar in UTC; what has no zone is where she is, what lies beyond time at its edge."""
    held = value if isinstance(value, datetime) else datetime.combine(value, time())
    try:
        return (held if held.tzinfo is not None else held.replace(tzinfo=reading.zone)).astimezone(UTC)
    except OverflowError:
        return _FIRST if held.year < _MIDDLE else _LAST


_MIDDLE = 5000
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _end(reading: _Reading, start: date, end: date) -> datetime:
    """When an occurrence ends. One that begins in the hour the clocks skip begins later, and is as long as it says."""
    begin, over = _moment(reading, start), _moment(reading, end)
    if over <= begin and isinstance(start, datetime) and isinstance(end, datetime):
        return begin + max(end.replace(tzinfo=None) - start.replace(tzinfo=None), timedelta())
    return over


def _zone_known(reading: _Reading, start: Any) -> None:
    named = start.params.get("TZID", "")
    if named and isinstance(start.dt, datetime) and start.dt.tzinfo is None:
        reading.note(f"Nobody knows the time zone {str(named)[:60]!r}; its times are read as yours.")


def _title(event: Component) -> str:
    if str(event.get("CLASS", "PUBLIC")).upper() != "PUBLIC":
        return ""
    line = " ".join(str(event.get("SUMMARY", "")).split())
    return "".join(sign for sign in line if sign.isprintable())[:_TITLE]
