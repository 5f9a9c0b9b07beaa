"""REMIND: how she is reminded of her sessions. Off until she switches it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec

from outward.app import secrets
from outward.app.home import Home
from outward.errors import CredentialsError, InputError
from outward.messengers import Messenger, messenger, registry
from outward.model import Reminder, Session
from outward.store import answers, reminders, sessions
from outward.store.reminders import Chosen
from outward.when.reminders import LONGEST, following, reminder, untimed

ROOM = "remind"
"""Under which name passwords of messengers are kept."""
BEFORE = 5
"""Minutes before a session that a reminder comes, unless she says otherwise."""
DESK = "http://127.0.0.1:8765/"
"""Where the desk is unless it was opened elsewhere."""
BACK = timedelta(days=1)
"""How far back a session may have begun whose time is not over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One messenger as it stands.

    `where` says to whom it goes, `leaves` what leaves the machine with it; `settings` are hers, never with a password;
    `next_at` is when the next reminder is due and `reads` how it reads; `trouble` is what went wrong last, `retry_at`
    when it is tried again.
    """

    messenger: str
    title: str
    on: bool
    leaves: str
    example: str
    where: str = ""
    minutes_before: int = BEFORE
    titles: bool = False
    settings: Mapping[str, str | int] = field(default_factory=dict)
    next_at: datetime | None = None
    reads: Reminder | None = None
    trouble: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """All messengers; `sentence` says what to do where none is on, or why no reminder is due."""

    messengers: tuple[Standing, ...]
    zone: str
    sentence: str = ""


def standing(home: Home, *, now: datetime, desk: str = DESK) -> Reminders:
    """How she is reminded, and of what next. Sends nothing."""
    zone, planned = zone_of(home), to_remind(home, now)
    held = {one.name: one for one in reminders.chosen(home.database)}
    found = tuple(
        _standing(home, name, module, held.get(name), planned=planned, zone=zone, now=now, desk=desk)
        for name, module in registry().items()
    )
    return Reminders(messengers=found, zone=zone, sentence=_sentence(found, planned, now))


def switch_on(
    home: Home,
    name: str,
    given: Mapping[str, Any],
    *,
    minutes_before: int | None = None,
    titles: bool | None = None,
    password: str = "",
    now: datetime,
) -> Reminders:
    """Be reminded by that messenger; what is not `given` stays as it was. Asks nothing of any server.

    A password kept is forgotten when it would go to another account or server than it was given for.
    """
    module, held = messenger(name), _held(home, name)
    before = minutes_before if minutes_before is not None else held.before if held else BEFORE
    if not 0 <= before <= LONGEST:
        raise InputError(f"A reminder cannot come {before} minutes before a session; give 0 to {LONGEST}.")
    settings = module.checked(_settings(module, {**(held.settings if held else {}), **given}))
    same = held is not None and module.account(settings) == module.account(settings_of(held))
    kept = held.password if held is not None and same else ""
    password = password or secrets.read(home.folder, ROOM, f"{name}_password", "")
    if held is not None and held.password and not same:
        secrets.forget(home.folder, ROOM, f"{name}_password")
    if password and module.account(settings):
        kept = secrets.keep(home.folder, ROOM, f"{name}_password", password)
    chosen = Chosen(
        name=name,
        settings=msgspec.to_builtins(settings),
        password=kept,
        before=before,
        titles=titles if titles is not None else bool(held and held.titles),
    )
    reminders.choose(home.database, chosen)
    return standing(home, now=now)


def wants_password(home: Home, name: str, given: Mapping[str, Any]) -> bool:
    """Whether that messenger signs in with a password, with what is given; refuses what cannot be used."""
    module, held = messenger(name), _held(home, name)
    return bool(module.account(module.checked(_settings(module, {**(held.settings if held else {}), **given}))))


def switch_off(home: Home, name: str = "", *, now: datetime) -> Reminders:
    """Be reminded no more, by that messenger or by any; its password is forgotten."""
    if name:
        messenger(name)
    for one in [name] if name else registry():
        reminders.drop(home.database, one)
        secrets.forget(home.folder, ROOM, f"{one}_password")
    return standing(home, now=now)


def to_remind(home: Home, now: datetime) -> tuple[Session, ...]:
    """Sessions she may be reminded of; one asked for at once is known to her."""
    held = sessions.since(home.database, now - BACK)
    return tuple(kept.session for kept in held if not kept.at_once)


def zone_of(home: Home) -> str:
    """Where she is."""
    held = answers.latest(home.database).zone if answers.goals(home.database) else home.zone
    return held or "UTC"


def ready(home: Home, one: Chosen) -> tuple[Messenger, Any, str]:
    """The messenger she switched on, its settings and its password."""
    module = messenger(one.name)
    try:
        password = secrets.read(home.folder, ROOM, f"{one.name}_password", one.password)
    except CredentialsError:
        raise CredentialsError(
            f"The password of your {module.TITLE} reminders cannot be opened where it is kept; give it again with "
            f"'outward remind {one.name}'."
        ) from None
    return module, settings_of(one), password


def settings_of(one: Chosen) -> Any:
    """The settings of a messenger she switched on."""
    return _settings(messenger(one.name), one.settings)


def _held(home: Home, name: str) -> Chosen | None:
    return next((one for one in reminders.chosen(home.database) if one.name == name), None)


def _settings(module: Messenger, given: Mapping[str, Any]) -> Any:
    """A messenger's settings from what was typed or kept."""
    try:
        return msgspec.convert(dict(given), module.Settings, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"The {module.TITLE} settings cannot be used ({error}); correct what is named.") from error


def _standing(
    home: Home,
    name: str,
    module: Messenger,
    held: Chosen | None,
    *,
    planned: tuple[Session, ...],
    zone: str,
    now: datetime,
    desk: str,
) -> Standing:
    bare = Standing(messenger=name, title=module.TITLE, on=False, leaves=module.LEAVES, example=module.EXAMPLE)
    if held is None:
        return bare
    told = reminders.told(home.database, name)
    coming = following(planned, before=held.before, told=told, now=now)
    return replace(
        bare,
        on=True,
        where=module.where(settings_of(held)),
        minutes_before=held.before,
        titles=held.titles,
        settings=held.settings,
        next_at=coming.at if coming else None,
        reads=reminder(coming.session, zone=zone, now=coming.at, desk=desk, titles=held.titles) if coming else None,
        trouble=held.trouble,
        retry_at=held.retry_at,
    )


def _sentence(found: tuple[Standing, ...], planned: tuple[Session, ...], now: datetime) -> str:
    if not any(one.on for one in found):
        return "No reminder is on. Switch one on with: " + "; or: ".join(one.example for one in found)
    loose = untimed(planned, now)
    many = "session without a time of day is" if loose == 1 else "sessions without a time of day are"
    said = f"{loose} planned {many} not reminded of." if loose else ""
    if any(one.next_at for one in found):
        return said
    return f"No session with a time of day is to come; 'outward plan' plans the coming week. {said}".strip()
