"""CALENDAR: the calendars she named: added, read again, taken away. What they say stays on this machine."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from outward.app import apart, secrets
from outward.app.home import Home
from outward.errors import CredentialsError, InputError, OutwardError, RateLimitError
from outward.fetch import Answer, Fetch
from outward.fetch.dav import Collection, Dav
from outward.model import Booked, Counts
from outward.store import answers, calendars, placed
from outward.store.calendars import Calendar
from outward.when.calendars import LARGEST

AHEAD = timedelta(days=62)
"""How far ahead a calendar is read: what repeats without end is cut there."""
ENOUGH = timedelta(days=33)
"""How far busy times must still reach for a calendar that says nothing new not to be read anew."""
PATIENCE = timedelta(days=7)
"""The longest a server may ask to be left alone; more is a clock that has jumped."""
ADDS = "'outward calendar add' takes a file, a subscription address or a CalDAV address"
ROOM = "calendar"
"""Under which name her calendars' secrets are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One calendar as it stands.

    `shown` is its file or its host, never a secret address; `busy` counts times taken that are to come, `events` what
    was read, `dropped` says what could not be; `chosen`: sessions are put into it.
    """

    name: str
    kind: str
    shown: str
    read_at: datetime | None
    busy: int
    events: int
    dropped: tuple[str, ...]
    notes: tuple[str, ...]
    trouble: str
    chosen: bool
    all_day: Counts
    tentative: Counts
    titles: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """All of them; `sentence` says what to do where there is none."""

    calendars: tuple[Standing, ...]
    sentence: str = ""


def standing(home: Home, *, now: datetime) -> Calendars:
    """How her calendars stand. Asks none of them."""
    held = calendars.calendars(home.database)
    found = tuple(_standing(home, one, now) for one in held)
    return Calendars(
        calendars=found,
        sentence="" if found else f"No calendar is looked at yet; {ADDS}.",
    )


def add(
    home: Home,
    address: str,
    *,
    name: str = "",
    user: str = "",
    password: str = "",
    collection: str = "",
    all_day: Counts = Counts.BUSY,
    tentative: Counts = Counts.BUSY,
    titles: bool = True,
    now: datetime,
) -> Standing:
    """Take up a calendar and read it once; nothing is kept of one that cannot be read.

    `address` is an iCalendar file, a subscription address (https, webcal) or, with `user` and `password`, a CalDAV
    address; `collection` the name of one calendar, or the last part of its address, where that server has several.
    Without `titles` only times are kept.
    """
    wanted = Calendar(
        id=0,
        name="",
        kind=_kind(address, user),
        address=_whole(address),
        shown=_shown(address),
        user=user,
        all_day=all_day,
        tentative=tentative,
        titles=titles,
    )
    password = password or secrets.read(home.folder, ROOM, "password", "")
    with home.fetch() as fetch:
        if wanted.kind == "caldav":
            chosen = _collection(home, fetch, wanted, password, collection)
            wanted = replace(wanted, address=chosen.address, name=chosen.name)
        wanted = replace(wanted, name=_free_name(home, name.strip() or wanted.name or _named(wanted), given=bool(name)))
        read = _read(home, fetch, wanted, wanted.address, password=password, now=now)
    assert read is not None  # noqa: S101 - nothing was read before, so it cannot be as before
    kept = calendars.add(
        home.database, replace(wanted, address="" if wanted.kind == "subscription" else wanted.address)
    )
    calendars.secrets_at(
        home.database,
        kept.id,
        secrets.keep(home.folder, ROOM, f"address_{kept.id}", wanted.address)
        if kept.kind == "subscription"
        else kept.address,
        secrets.keep(home.folder, ROOM, f"password_{kept.id}", password) if kept.kind == "caldav" else "",
    )
    calendars.book(
        home.database, kept.id, read.booked, etag=read.etag, modified=read.modified, until=now + AHEAD, now=now
    )
    return next(_standing(home, one, now) for one in calendars.calendars(home.database) if one.id == kept.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The calendar that is forgotten."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Where a calendar program on this machine finds the plan while the desk runs; whoever knows it can read it."""

    address: str


def remove(home: Home, name: str) -> Removed:
    """Forget a calendar, everything it said and its sign-in; events put into it stay there."""
    held = named(home, name)
    calendars.remove(home.database, held.id)
    for field in ("address", "password"):
        secrets.forget(home.folder, ROOM, f"{field}_{held.id}")
    return Removed(name=held.name)


def refresh(home: Home, *, now: datetime, only: str = "") -> Calendars:
    """Read all calendars again, or the one called `only`; where one cannot be read, what it said before stays."""
    calendars.over(home.database, now - timedelta(days=2))
    wanted = [named(home, only)] if only else calendars.calendars(home.database)
    if wanted:
        with home.fetch() as fetch:
            for one in wanted:
                _again(home, fetch, one, now, asked=bool(only))
    return standing(home, now=now)


def named(home: Home, name: str) -> Calendar:
    """The calendar of that name, in any case. Raises `InputError` naming those there are."""
    held = calendars.calendars(home.database)
    for one in held:
        if one.name.casefold() == name.strip().casefold():
            return one
    there = ", ".join(one.name for one in held) or "none yet"
    raise InputError(f"No calendar is called {name!r}; there are: {there}.")


def dav(home: Home, fetch: Fetch, calendar: Calendar) -> Dav:
    """The server of a CalDAV calendar, signed in."""
    password = _secret(home, calendar, "password", calendar.password)
    return Dav(fetch, calendar.address, calendar.user, password, own=frozenset(home.config.own_hosts))


def resting(one: Calendar, now: datetime) -> bool:
    """Whether its server has asked to be left alone until later."""
    return one.retry_at is not None and now < one.retry_at <= now + PATIENCE


def trouble(one: Calendar) -> str:
    """What is wrong with a calendar, and how old what it said is; empty while all is well."""
    if not one.trouble or one.read_at is None:
        return one.trouble
    return f"{one.trouble} What it said on {one.read_at:%-d %B} still counts as busy."


def _secret(home: Home, one: Calendar, field: str, held: str) -> str:
    """What is kept for a calendar in the place of `held`, empty when there is none."""
    try:
        return secrets.read(home.folder, ROOM, f"{field}_{one.id}", held)
    except CredentialsError:
        raise CredentialsError(
            f"The {field} of {one.name} cannot be opened where it is kept; remove the calendar and add it anew."
        ) from None


@dataclass(frozen=True, slots=True)
class _Read:
    booked: Booked
    etag: str = ""
    modified: str = ""


def _again(home: Home, fetch: Fetch, one: Calendar, now: datetime, *, asked: bool) -> None:
    if resting(one, now) and not asked:
        return
    try:
        address = one.address
        if one.kind == "subscription":
            address = _secret(home, one, "address", one.address)
        password = _secret(home, one, "password", one.password)
        read = _read(home, fetch, one, address, password=password, now=now)
    except OutwardError as error:
        retry_at = error.retry_at if isinstance(error, RateLimitError) else None
        calendars.failed(home.database, one.id, str(error), retry_at)
        return
    if read is None:
        calendars.unchanged(home.database, one.id, now)
    else:
        calendars.book(
            home.database, one.id, read.booked, etag=read.etag, modified=read.modified, until=now + AHEAD, now=now
        )


def _read(home: Home, fetch: Fetch, one: Calendar, address: str, *, password: str, now: datetime) -> _Read | None:
    """What a calendar says now, None when it says what it said before."""
    etag = modified = ""
    if one.kind == "file":
        data = _file(Path(address))
    elif one.kind == "caldav":
        with Dav(fetch, address, one.user, password, own=frozenset(home.config.own_hosts)) as server:
            data = server.events(address, now - timedelta(days=1), now + AHEAD) or _EMPTY
    else:
        conditions = {"if-none-match": one.etag, "if-modified-since": one.modified} if _still_good(one, now) else {}
        answer = _asked(fetch, one, address, {name: value for name, value in conditions.items() if value})
        if answer.status == 304:
            return None
        data, etag = answer.body, answer.headers.get("etag", "")
        modified = answer.headers.get("last-modified", "")
    booked = apart.read(
        data,
        since=now - timedelta(days=1),
        until=now + AHEAD,
        zone=_zone(home),
        name=one.name,
        all_day=one.all_day,
        tentative=one.tentative,
        mine=[one.user] if "@" in one.user else [],
        titles=one.titles,
    )
    return _Read(booked, etag, modified)


def _asked(fetch: Fetch, one: Calendar, address: str, conditions: dict[str, str]) -> Answer:
    try:
        return fetch.get(address, headers=conditions)
    except CredentialsError:
        raise CredentialsError(
            f"{one.shown} does not let us in at this address any more; make a new secret address there, remove the "
            "calendar here and add it anew."
        ) from None


_EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Outward//EN\r\nEND:VCALENDAR\r\n"
"""What a calendar without any event in the days asked for says."""


def _still_good(one: Calendar, now: datetime) -> bool:
    """Whether what was read before would do; not when the clock has jumped since."""
    if one.read_at is None or one.until is None or one.trouble:
        return False
    return one.read_at <= now and now + ENOUGH <= one.until <= now + AHEAD


def _zone(home: Home) -> str:
    """Where she is: a time without a zone is hers."""
    held = answers.latest(home.database).zone if answers.goals(home.database) else home.zone
    return held or "UTC"


def _file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(f"{path} has more than {LARGEST // 1_048_576} MB; export fewer years.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give the path of an iCalendar file.") from error


def _collection(home: Home, fetch: Fetch, wanted: Calendar, password: str, name: str) -> Collection:
    """The calendar meant on a server with several."""
    with Dav(fetch, wanted.address, wanted.user, password, own=frozenset(home.config.own_hosts)) as server:
        found = server.collections()
    meant = _meant(found, name)
    if len(meant) == 1:
        return meant[0]
    if name and meant:
        raise InputError(
            f"Several calendars of {wanted.shown} are meant by --calendar {name!r}: {_told_apart(meant)}; say another "
            "name, or the last part of its address."
        )
    there = _told_apart(found) or "none"
    raise InputError(f"Say which calendar of {wanted.shown} is meant with --calendar; there are: {there}.")


def _meant(found: Sequence[Collection], name: str) -> list[Collection]:
    """Those called `name` in any case, else those whose name or address ends with it; all of them without a name."""
    wanted = name.strip().strip("/").casefold()
    called = [one for one in found if one.name.casefold() == wanted]
    return called or [one for one in found if not wanted or wanted in (_end_of(one.name), _end_of(one.address))]


def _end_of(path: str) -> str:
    """The last part of a path or address, as it is compared."""
    return unquote(path).rstrip("/").rpartition("/")[2].casefold()


def _told_apart(found: Sequence[Collection]) -> str:
    """Their names; where several are alike, each with the last part of its address."""
    alike = Counter(one.name.casefold() for one in found)
    return ", ".join(
        f"{one.name} ({_end_of(one.address)})" if alike[one.name.casefold()] > 1 else one.name
        for one in sorted(found, key=lambda one: (one.name.casefold(), one.address))
    )


def _kind(address: str, user: str) -> str:
    if "://" not in address:
        return "file"
    scheme = urlsplit(address).scheme.lower()
    if scheme not in ("http", "https", "webcal", "webcals"):
        raise InputError("A calendar's address begins with https:// or webcal://; check how it is written.")
    if user and "@" in urlsplit(address).netloc:
        raise InputError("A CalDAV address has no user name or password in it; take them out, they are asked for.")
    return "caldav" if user else "subscription"


def _whole(address: str) -> str:
    """The address as it is asked: webcal is https, a file's path does not depend on where she is."""
    if "://" not in address:
        return str(Path(address).expanduser().absolute())
    scheme, _, rest = address.partition("://")
    return f"https://{rest}" if scheme.lower().startswith("webcal") else f"{scheme.lower()}://{rest}"


def _shown(address: str) -> str:
    return (urlsplit(address).hostname or "an address") if "://" in address else Path(address).name


def _named(wanted: Calendar) -> str:
    return Path(wanted.address).stem if wanted.kind == "file" else wanted.shown


def _free_name(home: Home, name: str, *, given: bool) -> str:
    """The name wanted; where nobody asked for it and it is taken, with a number."""
    taken = {one.name.casefold() for one in calendars.calendars(home.database)}
    name = "".join(sign for sign in " ".join(name.split()) if sign.isprintable())[:60] or "calendar"
    if name.casefold() not in taken:
        return name
    if given:
        raise InputError(f"A calendar is called {name!r} already; choose another name with --name.")
    number = 2
    while f"{name} {number}".casefold() in taken:
        number += 1
    return f"{name} {number}"


def _standing(home: Home, one: Calendar, now: datetime) -> Standing:
    busy = [taken for taken in calendars.busy(home.database, now, now + AHEAD) if taken.calendar == one.name]
    return Standing(
        name=one.name,
        kind=one.kind,
        shown=one.shown,
        read_at=one.read_at,
        busy=len(busy),
        events=one.events,
        dropped=one.dropped,
        notes=one.notes,
        trouble=trouble(one),
        chosen=one.chosen,
        all_day=one.all_day,
        tentative=one.tentative,
        titles=one.titles,
    )


def feed(home: Home, place: str, *, renew: bool = False) -> Feed:
    """The private address of the plan on the desk at `place` (host and port); `renew` makes another."""
    return Feed(address=f"http://{place}/calendar/{placed.token(home.database, renew=renew)}.ics")
