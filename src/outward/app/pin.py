"""PIN: what the user wants on a certain day, or at a certain time; the plan keeps it before all else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from outward.app.home import Home
from outward.errors import InputError
from outward.model import Found, Item, Pin
from outward.store import answers, planning, posts, sessions
from outward.when.pin_words import place


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """What is pinned where; the next plan keeps it."""

    title: str
    pin: Pin


def pin(home: Home, what: str, where: str, *, now: datetime) -> Pinned:
    """Pin something of the plan, or anything read, by its address or words of its title; `where` as "Tue 12:30"."""
    local = now.astimezone(ZoneInfo(answers.latest(home.database).zone))
    day, clock = place(where, local.date())
    item = _item(home, what, now)
    made = Pin(item=item.name, day=day, clock=clock)
    planning.pin(home.database, planning.Pinned(pin=made, item=item), now)
    return Pinned(title=item.title, pin=made)


def unpin(home: Home, what: str, *, now: datetime) -> Pinned:
    """Take a pin away again, by address or words of the title."""
    today = now.astimezone(ZoneInfo(answers.latest(home.database).zone)).date()
    for one in planning.pins(home.database, today):
        if _meant(one.item, what):
            planning.unpin(home.database, one.item.name)
            return Pinned(title=one.item.title, pin=one.pin)
    raise InputError(f"Nothing is pinned that {what[:80]!r} names; 'outward plan' lists what is.")


def pins(home: Home, *, now: datetime) -> tuple[Pin, ...]:
    """What is pinned to today or later."""
    today = now.astimezone(ZoneInfo(answers.latest(home.database).zone)).date()
    return tuple(one.pin for one in planning.pins(home.database, today))


def _item(home: Home, what: str, now: datetime) -> Item:
    if not what.strip():
        raise InputError("Say what to pin: its address, or words of its title.")
    there = [
        item
        for kept in sessions.since(home.database, now - timedelta(days=7))
        for item in kept.session.items
        if kept.session.state != "done"
    ]
    ranked = planning.material(home.database)
    for item in (*there, *(ranked.items if ranked else ())):
        if _meant(item, what):
            return item
    held = posts.found(home.database, posts.pointing_at(home.database, what.strip(), 1))
    if not held:
        raise InputError(
            f"Outward knows nothing that {what[:80]!r} names; give its address as 'outward what' shows it."
        )
    return _read(held[0])


def _read(found: Found) -> Item:
    """Something that was read and is not among the candidates."""
    from outward.app.material import worth_of
    from outward.model import ItemKind
    from outward.what.candidates import shortened
    from outward.when.minutes import minutes

    resource, length = found.resource, minutes(found.resource)[0]
    return Item(
        key=resource.url,
        kind=ItemKind.LEARN,
        title=resource.title.strip() or shortened(found.post.text),
        url=resource.url,
        minutes=length,
        value=worth_of(50.0, length),
        form=str(resource.form),
        person=(found.author.name or found.author.handle) if found.author else "unknown",
        why="You pinned it.",
        free=resource.free,
    )


def _meant(item: Item, what: str) -> bool:
    said = what.strip()
    return said in (item.url, item.key, item.name) or (len(said) > 3 and said.casefold() in item.title.casefold())
