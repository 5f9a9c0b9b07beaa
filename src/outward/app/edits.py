"""EDITS: what becomes of a session whose event she changed: what still fits, and where her words belong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from outward.errors import MalformedError
from outward.fetch.dav import Stored
from outward.model import Item, ItemKind, Session, SessionState
from outward.share import ical
from outward.store.placed import Placed
from outward.when.intention import intention
from outward.when.problem import TAKEAWAY_MINUTES


def fitting(items: Sequence[Item], minutes: int) -> tuple[Item, ...]:
    """What of a session fits into so many minutes with its takeaway, from the front, a step with a person last."""
    kept: list[Item] = []
    room = minutes - TAKEAWAY_MINUTES
    for item in sorted(items, key=lambda item: item.kind is ItemKind.PERSON):
        if item.minutes <= room:
            kept.append(item)
            room -= item.minutes
    return tuple(kept)


def readable(stored: Stored | None, one: Placed) -> ical.Edited | None:
    """An event of ours as it lies there, None where it is none any more."""
    try:
        return None if stored is None else ical.edited(stored.text, one.uid)
    except MalformedError:
        return None


def times(session: Session) -> tuple[datetime, int]:
    """When an event of a session begins and how long it is, as `ical.edited` would say it."""
    slot = session.slot
    if slot.timed:
        return slot.start.astimezone(ZoneInfo("UTC")).replace(microsecond=0), slot.minutes
    return slot.start.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=ZoneInfo("UTC")), 24 * 60


def meant(
    one: Placed, there: ical.Edited | None, wanted: Iterable[Session], held: Mapping[str, Placed], zone: ZoneInfo
) -> Session | None:
    """Of the sessions `wanted` there, the one an event she changed was for, now that it is planned for another time.

    `there` is the event as it reads, `held` the events of sessions by the keys of their slots, `zone` hers. It names
    something of a session that has no event yet, or half of one that took its things up and has an event of ours. None
    where there is none such.
    """
    likeness: list[tuple[int, bool, Session]] = []
    if there is None:
        return None
    for session in wanted:
        other = held.get(session.slot.key)
        if session.state is not SessionState.PLANNED or (other is not None and other.hers):
            continue
        named = _alike(one, there, session, zone)
        if named and (other is None or 2 * named >= len(session.items)):
            likeness.append((named, other is None, session))
    return max(likeness, key=lambda found: found[:2])[2] if likeness else None


def _alike(one: Placed, there: ical.Edited, session: Session, zone: ZoneInfo) -> int:
    """How many of its things the event names; where she left none, whether it was written for the very same ones."""
    said = there.text.split()
    named = sum(item.url in said or f"“{item.title}”" in there.text for item in session.items)
    start = one.start.astimezone(zone) if there.timed else one.start.replace(tzinfo=zone)
    slot = replace(session.slot, start=start, timed=there.timed)
    wrote = ical.words(replace(session, slot=slot, intention=intention(slot, session.items)))
    return named + len(session.items) * (wrote in one.words.split())
