"""REMINDING: the reminders that are due are sent, each once.

A reminder is noted before it is sent. Where the program is ended in between, nobody knows whether it arrived, and it is
not sent again: a reminder too few costs a session, which is no debt; one sent at every start would be a storm.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outward.app import remind
from outward.app.home import Home
from outward.errors import InputError, NothingYetError, OutwardError, TroubleError, UnreachableError, UnsureError
from outward.messengers import messenger
from outward.model import Reminder, Session
from outward.store import reminders
from outward.store.reminders import REFUSED, SENDING, Chosen
from outward.when.reminders import due, following, name, reminder

PAUSES = (1, 2, 5, 10, 15)
"""Minutes a messenger is left alone after its first trouble in a row, its second and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What one messenger sent: how many reminders, where to, and what went wrong."""

    messenger: str
    where: str
    sent: int
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent by all messengers that are on."""

    sent: int
    gone: tuple[Gone, ...]
    sentence: str = ""

    @property
    def trouble(self) -> str:
        """What went wrong, empty when nothing did."""
        return " ".join(one.trouble for one in self.gone if one.trouble)


def send_due(home: Home, *, now: datetime, desk: str = remind.DESK) -> Sent:
    """Send the reminders that are due, each once. Trouble is told and tried again later, never raised.

    A messenger in trouble is left alone for a while, longer each time; `trouble` of one left alone is not told again.
    """
    held = reminders.chosen(home.database)
    if not held:
        return Sent(sent=0, gone=(), sentence=remind.standing(home, now=now).sentence)
    planned, zone = remind.to_remind(home, now), remind.zone_of(home)
    gone = tuple(_by(home, one, planned, zone=zone, now=now, desk=desk) for one in held)
    return Sent(sent=sum(one.sent for one in gone), gone=gone)


def send_one(home: Home, only: str = "", *, now: datetime, desk: str = remind.DESK) -> Sent:
    """Send one reminder at once by every messenger that is on, or by the one named `only`, and say what happened."""
    if only:
        messenger(only)
    held = [one for one in reminders.chosen(home.database) if only in ("", one.name)]
    if not held and only:
        raise InputError(f"Reminders by {only} are not on; switch them on with: {messenger(only).EXAMPLE}")
    if not held:
        raise NothingYetError(remind.standing(home, now=now).sentence)
    gone = tuple(_try(home, one, now=now, desk=desk) for one in held)
    return Sent(sent=sum(one.sent for one in gone), gone=gone)


def _by(home: Home, one: Chosen, planned: tuple[Session, ...], *, zone: str, now: datetime, desk: str) -> Gone:
    sent, trouble = 0, ""
    told = reminders.told(home.database, one.name)
    open_ = () if _resting(one, now) else due(planned, before=one.before, told=told, now=now)
    for session in open_:
        if not reminders.begin(home.database, one.name, session, name(session.slot), now):
            continue
        said = reminder(session, zone=zone, now=now, desk=desk, titles=one.titles)
        trouble = _sent(home, one, said, now, name(session.slot))
        if trouble:
            break
        sent += 1
    return Gone(messenger=one.name, where=_where(one), sent=sent, trouble=trouble)


def _try(home: Home, one: Chosen, *, now: datetime, desk: str) -> Gone:
    """One reminder at once: how the next one will read, where there is one."""
    told = reminders.told(home.database, one.name)
    coming = following(remind.to_remind(home, now), before=one.before, told=told, now=now)
    said = Reminder(title="Test", text=f"This is a test: your reminders come here.\nYour desk: {desk}")
    if coming is not None:
        zone = remind.zone_of(home)
        real = reminder(coming.session, zone=zone, now=coming.at, desk=desk, titles=one.titles)
        said = Reminder(title=f"Test: {real.title}", text=f"This is a test; the next reminder reads:\n{real.text}")
    trouble = _sent(home, one, said, now)
    return Gone(messenger=one.name, where=_where(one), sent=int(not trouble), trouble=trouble)


def _sent(home: Home, one: Chosen, said: Reminder, now: datetime, session: str = "") -> str:
    """Send one reminder and note what became of it; returns the trouble there was, if any."""
    state = ""
    try:
        module, settings, password = remind.ready(home, one)
        state = REFUSED
        module.send(settings, said, password)
    except OutwardError as error:
        if isinstance(error, UnsureError):
            state = SENDING
        elif isinstance(error, UnreachableError | TroubleError):
            state = ""
        pause = timedelta(minutes=PAUSES[min(one.failed, len(PAUSES) - 1)])
        reminders.failed(home.database, one.name, session, str(error), retry_at=now + pause, state=state)
        return str(error)
    reminders.arrived(home.database, one.name, session)
    return ""


def _where(one: Chosen) -> str:
    return messenger(one.name).where(remind.settings_of(one))


def _resting(one: Chosen, now: datetime) -> bool:
    """Whether a messenger is left alone; not until a moment that a clock which has jumped back put far away."""
    return one.retry_at is not None and now < one.retry_at <= now + timedelta(minutes=PAUSES[-1])
