"""What a new plan changes in the one that stood, each change in a sentence with its cause."""

from collections.abc import Collection, Sequence

from outward.model import Item, Session, Slot
from outward.when.vocabulary import AT

Places = dict[str, tuple[Item, Slot]]


def changes(
    before: Sequence[Session],
    after: Sequence[Session],
    *,
    missed: Collection[str],
    free: Collection[str],
    out: Collection[str] = (),
) -> tuple[str, ...]:
    """One sentence for each item that moves, comes in or goes out.

    `before` holds sessions that were only planned; `missed` are keys of slots whose time went by without them, `free`
    keys of the slots there are now, `out` names of items she pinned to where they cannot be.
    """
    old, new = _places(before), _places(after)
    said = [
        _moved(item, slot, new.get(name), missed, free if name not in out else None)
        for name, (item, slot) in old.items()
    ]
    left = {slot.key for name, (_, slot) in old.items() if name not in new or new[name][1].key != slot.key}
    come = [_come(item, slot, left) for name, (item, slot) in new.items() if name not in old]
    return tuple(sentence for sentence in said if sentence) + tuple(come)


def when(slot: Slot) -> str:
    """A slot as it is said: "Tuesday 12:30", "Wednesday on the train"."""
    if slot.timed:
        return f"{slot.start:%A %H:%M}"
    return f"{slot.start:%A} {AT.get(slot.label, slot.label)}".strip()


def _places(sessions: Sequence[Session]) -> Places:
    return {item.name: (item, session.slot) for session in sessions for item in session.items}


def _moved(
    item: Item, slot: Slot, place: tuple[Item, Slot] | None, missed: Collection[str], free: Collection[str] | None
) -> str:
    if slot.key in missed:
        again = f"comes again on {when(place[1])}" if place else "is free to come another week"
        return f"“{item.title}” was not taken on {when(slot)} and {again}; that is no debt."
    if place is not None and place[1].key == slot.key:
        return ""
    cause = "that time is no longer free"
    if free is None:
        cause = "it cannot be where you pinned it"
    elif slot.key in free:
        cause = "something worth more comes there"
    if place is None:
        return f"“{item.title}” goes out on {when(slot)}: {cause}."
    return f"“{item.title}” moves from {when(slot)} to {when(place[1])}: {cause}."


def _come(item: Item, slot: Slot, left: Collection[str]) -> str:
    cause = "it is worth more than what was there" if slot.key in left else "there is room for it"
    return f"“{item.title}” comes in on {when(slot)}: {cause}."
