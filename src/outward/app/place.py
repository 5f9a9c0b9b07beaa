"""PLACE: the plan in one CalDAV calendar of her choice. Her own edits win, and no event but ours is ever touched.

First what she changed there is followed: an event she moved moves its session, one she deleted or cancelled lets it go,
words she changed stay hers. Then the plan is written: new sessions as new events, changed ones over the very version
last seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from outward.app import calendar as calendars_of
from outward.app import session as sessions_of
from outward.app.edits import fitting, meant, readable, times
from outward.app.home import Home
from outward.app.share import outgoing
from outward.errors import InputError, MalformedError, NothingYetError, NotThereError, OutwardError, RateLimitError
from outward.fetch.dav import ChangedError, Dav, Stored
from outward.model import Session, SessionState, Slot
from outward.share import ical
from outward.store import answers, calendars, placed, sessions
from outward.store.calendars import Calendar
from outward.store.placed import UNSURE, Placed
from outward.when.intention import intention

LATELY = timedelta(days=1)
"""How long after its end an event of ours is still looked at."""
KNOWN = timedelta(days=62)
"""How long after its end it is still known, should the clock have jumped."""
WHY = "let go in the calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class InCalendar:
    """What was done in the calendar: events `added`, `changed` and `removed`; sessions she `moved` or `let_go` there.

    `no_room` names what no longer fits sessions she made shorter: it is free to be planned again. `hers` counts events
    whose words she changed, which stay as they are; `trouble` is a sentence when it ended early.
    """

    calendar: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    moved: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    no_room: tuple[str, ...] = ()
    hers: int = 0
    trouble: str = ""


def chosen(home: Home) -> Calendar | None:
    """The calendar sessions are put into, if any."""
    return next((one for one in calendars.calendars(home.database) if one.chosen), None)


def choose(home: Home, name: str) -> Calendar:
    """Say which calendar sessions are put into. Raises `InputError` for one nothing can be written to."""
    held = calendars_of.named(home, name)
    if held.kind != "caldav":
        raise InputError(
            f"Nothing can be put into {held.name}, which is a {held.kind}; add its CalDAV address with --user, "
            "or subscribe to the desk's own address."
        )
    before = chosen(home)
    if before is not None and before.id != held.id and placed.placed(home.database, before.id):
        raise InputError(
            f"Your sessions are in {before.name}; take them out of there first with 'outward calendar put --stop'."
        )
    calendars.choose(home.database, held.id)
    return replace(held, chosen=True)


def stop(home: Home, *, now: datetime) -> InCalendar:
    """Put nothing there any more, and take away what is still to come and as we wrote it."""
    held = _chosen(home)
    done = _Work(home, held, now)
    with home.fetch() as fetch, calendars_of.dav(home, fetch, held) as server:
        done.follow(server)
        for one in placed.placed(home.database, held.id):
            if not done.over(one):
                done.take_away(server, one)
            placed.drop(home.database, one.uid)
    calendars.choose(home.database, None)
    return done.told()


def place(home: Home, *, now: datetime) -> InCalendar:
    """Follow her edits, then write the plan. Trouble with the server is told, never raised: the plan stands without."""
    held = _chosen(home)
    done = _Work(home, held, now)
    if calendars_of.resting(held, now):
        done.trouble = held.trouble
        return done.told()
    try:
        with home.fetch() as fetch, calendars_of.dav(home, fetch, held) as server:
            done.follow(server)
            done.write(server)
    except OutwardError as error:
        done.trouble = str(error)
        if isinstance(error, RateLimitError):
            calendars.failed(home.database, held.id, done.trouble, error.retry_at)
    return done.told()


def _chosen(home: Home) -> Calendar:
    held = chosen(home)
    if held is None:
        raise NothingYetError("No calendar is chosen to put sessions into; 'outward calendar put NAME' chooses one.")
    return held


@dataclass
class _Work:
    """One round with the calendar, and what it came to."""

    home: Home
    calendar: Calendar
    now: datetime
    added: int = 0
    changed: int = 0
    removed: int = 0
    moved: list[str] = field(default_factory=list)
    let_go: list[str] = field(default_factory=list)
    no_room: list[str] = field(default_factory=list)
    trouble: str = ""

    def told(self) -> InCalendar:
        """What it came to."""
        held = placed.placed(self.home.database, self.calendar.id)
        return InCalendar(
            calendar=self.calendar.name,
            added=self.added,
            changed=self.changed,
            removed=self.removed,
            moved=tuple(self.moved),
            let_go=tuple(self.let_go),
            no_room=tuple(self.no_room),
            hers=sum(one.hers and one.end >= self.now - LATELY for one in held),
            trouble=self.trouble,
        )

    def follow(self, server: Dav) -> None:
        """What she did to our events, done to the sessions."""
        for uid in [one.uid for one in placed.placed(self.home.database, self.calendar.id)]:
            one = placed.one_of(self.home.database, uid)  # following another may have taken its slot
            if one is None:
                continue
            if one.end >= self.now - LATELY:
                self._follow(server, one)
            elif one.end < self.now - KNOWN:
                placed.drop(self.home.database, one.uid)  # over: it stays there as a record

    def _follow(self, server: Dav, one: Placed) -> None:
        stored = server.load(one.href)
        if stored is None:
            if not server.there(self.calendar.address):  # a calendar that is gone says nothing of its sessions
                raise NotThereError(f"The calendar {self.calendar.name} is not there any more; choose another.")
            self._gone(one)
        elif not stored.etag or stored.etag != one.etag:
            self._seen(one, stored)

    def _seen(self, one: Placed, stored: Stored) -> None:
        """Keep what she made of an event of ours; what we wrote ourselves, and were broken off at, is not her doing."""
        try:
            now_there = ical.edited(stored.text, one.uid)
        except MalformedError:
            placed.keep(self.home.database, replace(one, etag=stored.etag, hers=True))
            return
        if now_there.gone:
            self._gone(replace(one, etag=stored.etag))
            return
        written = self._written(one)
        if written is not None and (now_there.words, now_there.start, now_there.minutes) == written.said:
            placed.keep(self.home.database, replace(written, etag=stored.etag, moved=one.moved))
            return
        seen = replace(one, etag=stored.etag, hers=one.hers or now_there.words not in one.words.split())
        if (now_there.start, now_there.minutes) == (one.start, one.minutes):
            placed.keep(self.home.database, seen)
            return
        self._moved(replace(seen, start=now_there.start, minutes=now_there.minutes), timed=now_there.timed)

    def _written(self, one: Placed) -> Placed | None:
        """The event as its session would be written now."""
        session = None if one.hers else self._session(one)
        return None if session is None else self._placed(session, one.uid, one.href, one.etag)

    def _gone(self, one: Placed) -> None:
        """She took the event away: the session is let go, which is not a debt. One that never got there is not gone."""
        held = self._session(one)
        if one.etag != UNSURE and held is not None and held.state is SessionState.PLANNED:
            sessions_of.skip(self.home, held.id, why=WHY, now=self.now)
            self.let_go.append(held.slot.key)
        placed.drop(self.home.database, one.uid)

    def _moved(self, one: Placed, *, timed: bool) -> None:
        """She moved the event, or made it shorter or longer: so is the session, without what no longer fits."""
        held = self._session(one)
        if held is None or held.state is not SessionState.PLANNED or one.minutes < 1:
            placed.keep(self.home.database, one)
            return
        zone = ZoneInfo(answers.latest(self.home.database).zone)
        start = one.start.astimezone(zone) if timed else one.start.replace(tzinfo=zone)
        minutes = one.minutes if timed else held.slot.minutes
        slot = Slot(start=start, minutes=minutes, setting=held.slot.setting, label=held.slot.label, timed=timed)
        items = fitting(held.items, minutes) if minutes < held.slot.minutes else held.items
        to = replace(held, slot=slot, items=items, intention=intention(slot, items))
        placed.move(self.home.database, held.id or 0, held.slot, to, one)
        self.moved.append(slot.key)
        self.no_room += [item.title for item in held.items if item not in items]

    def _session(self, one: Placed) -> Session | None:
        """The session of an event, by the slot it has now; one still planned before one that is over."""
        held = sessions.since(self.home.database, self.now - timedelta(days=8))
        there = [kept.session for kept in held if kept.session.slot.key == one.slot]
        return next((each for each in there if each.state is SessionState.PLANNED), there[0] if there else None)

    def write(self, server: Dav) -> None:
        """The plan as events: what is new, what is another by now, what is no longer planned."""
        there = placed.placed(self.home.database, self.calendar.id)
        held = {one.slot: one for one in there}
        wanted = {one.slot.key: one for one in outgoing(self.home, now=self.now) if one.slot.end > self.now}
        loose = [one for one in there if one.slot not in wanted and not self.over(one)]
        taken = self._along(server, loose, held, wanted)
        for one in loose:
            if one.uid not in taken and self.take_away(server, one):
                placed.drop(self.home.database, one.uid)
        for key, session in wanted.items():
            if key in taken.values():
                continue  # an event of hers stands for it
            if key not in held:
                self._add(server, session)
            elif held[key].hers:
                if (
                    session.state is SessionState.PLANNED
                    and session.slot.timed
                    and times(session) != held[key].said[1:]
                ):
                    self._retime(server, held[key], session, server.load(held[key].href))
            elif self._differs(held[key], session):
                self._change(server, held[key], session)

    def _along(
        self, server: Dav, loose: Sequence[Placed], held: dict[str, Placed], wanted: dict[str, Session]
    ) -> dict[str, str]:
        """Events with words of hers go where their sessions are planned now: UID to key of the slot."""
        taken: dict[str, str] = {}
        zone = ZoneInfo(answers.latest(self.home.database).zone)
        for one in loose:
            if not one.hers or self._session(one) is not None:  # let go or done: its event stays as it is
                continue
            stored = server.load(one.href)
            able = (session for key, session in wanted.items() if key not in taken.values())
            session = meant(one, readable(stored, one), able, held, zone)
            if stored is not None and session is not None:
                taken[one.uid] = session.slot.key
                self._instead(server, one, session, stored, held.get(session.slot.key))
        return taken

    def _instead(self, server: Dav, one: Placed, session: Session, stored: Stored, other: Placed | None) -> None:
        """An event of hers for a session, in the place of the `other` we wrote for it, if any."""
        if other is not None:  # belongs to no slot any more, also when this is broken off
            placed.keep(self.home.database, replace(other, slot=""))
        if self._retime(server, one, session, stored) and other is not None and self.take_away(server, other):
            placed.drop(self.home.database, other.uid)

    def _retime(self, server: Dav, one: Placed, session: Session, stored: Stored | None) -> bool:
        """Give an event with words of hers the time of its session, unless it was changed meanwhile."""
        there = readable(stored, one)
        if stored is None or there is None:
            return False
        same = stored.etag == one.etag if stored.etag else (there.start, there.minutes) == one.said[1:]
        if not same:
            return False  # changed between following and writing: the next round follows
        try:
            etag = server.replace(one.href, ical.retimed(stored.text, session, one.uid, now=self.now), stored)
        except ChangedError:
            return False  # hers wins; the next round follows
        self.changed += 1
        self._note(server, session, one.uid, one.href, etag, moved=one.moved, hers=True)
        return True

    def _differs(self, one: Placed, session: Session) -> bool:
        return (ical.words(session), *times(session)) != one.said

    def _add(self, server: Dav, session: Session) -> None:
        number = 1
        while placed.one_of(self.home.database, ical.uid(session, number)):
            number += 1
        uid = ical.uid(session, number)
        href = urljoin(self.calendar.address.rstrip("/") + "/", f"outward-{uid.partition('@')[0]}.ics")
        text = ical.event(session, uid, now=self.now)
        fresh = self._placed(session, uid, href, UNSURE)
        placed.keep(self.home.database, fresh)  # before it is written: an answer may be lost
        try:
            etag = server.create(href, text)
        except ChangedError:  # from before the calendar was forgotten
            stored = server.load(href)
            if stored is None:
                raise self._refused() from None
            self._seen(fresh, stored)
            return
        self.added += 1
        self._note(server, session, uid, href, etag)

    def _change(self, server: Dav, one: Placed, session: Session) -> None:
        stored = server.load(one.href)
        if stored is None or not self._as_known(one, stored):
            return  # changed between following and writing: the next round follows
        try:
            text = ical.updated(stored.text, session, one.uid, now=self.now)
        except MalformedError:
            placed.keep(self.home.database, replace(one, hers=True))
            return
        both = f"{one.words} {ical.words(session)}"  # an answer may be lost: then either is what we wrote
        placed.keep(self.home.database, replace(one, words=both))
        try:
            etag = server.replace(one.href, text, stored)
        except ChangedError:
            return  # hers wins; the next round follows
        self.changed += 1
        self._note(server, session, one.uid, one.href, etag, moved=one.moved)

    def _as_known(self, one: Placed, stored: Stored) -> bool:
        """Whether an event is as it was last seen: that version, or where it has no name those words and times."""
        if stored.etag and stored.etag == one.etag:
            return True
        if stored.etag:
            return False
        there = readable(stored, one)
        return there is not None and there.words in one.words.split() and (there.start, there.minutes) == one.said[1:]

    def over(self, one: Placed) -> bool:
        """Whether an event has ended: then it stays there as a record."""
        return one.end <= self.now

    def take_away(self, server: Dav, one: Placed) -> bool:
        """Delete an event of ours that is as we wrote it; what she changed is hers. False: to be looked at again."""
        if one.hers:
            return True
        stored = server.load(one.href)
        if stored is None:
            return True
        if not self._as_known(one, stored):
            return False
        placed.keep(self.home.database, replace(one, etag=UNSURE))  # before it is taken away: an answer may be lost
        try:
            server.delete(one.href, stored)
        except ChangedError:
            return False
        self.removed += 1
        return True

    def _note(
        self,
        server: Dav,
        session: Session,
        uid: str,
        href: str,
        etag: str,
        *,
        moved: bool = False,
        hers: bool = False,
    ) -> None:
        """Keep what lies there now; asks for the version where the server did not say."""
        if not etag:
            stored = server.load(href)
            if stored is None:
                raise self._refused()
            etag = stored.etag
        placed.keep(self.home.database, replace(self._placed(session, uid, href, etag), moved=moved, hers=hers))

    def _refused(self) -> MalformedError:
        return MalformedError(
            f"{self.calendar.shown} takes no new events in {self.calendar.name}; choose another calendar."
        )

    def _placed(self, session: Session, uid: str, href: str, etag: str) -> Placed:
        """A session as its event is when we wrote it."""
        start, minutes = times(session)
        return Placed(
            uid=uid,
            calendar=self.calendar.id,
            slot=session.slot.key,
            href=href,
            etag=etag,
            words=ical.words(session),
            start=start,
            minutes=minutes,
        )
