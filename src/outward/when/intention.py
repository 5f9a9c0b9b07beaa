"""Each session as an if-then sentence (implementation intentions: d = .65 in 2006, .27 to .66 in 2024)."""

import textwrap
from collections.abc import Sequence

from outward.model import Item, ItemKind, Setting, Slot
from outward.when.vocabulary import AT

_HERE = {
    Setting.DESK: "at my desk",
    Setting.LISTEN: "listening with busy hands",
    Setting.READ: "somewhere without sound",
}
_VERBS = {"video": "watch", "episode": "listen to"}
_NAMED = 2


def intention(slot: Slot, items: Sequence[Item]) -> str:
    """ "If it is Tuesday 12:30 and I am at my desk, then I read “…” and watch “…”." Two items are named,
    a person by her name.
    """
    when = f"{slot.start:%A %H:%M}" if slot.timed else f"{slot.start:%A}"
    deeds = [_deed(item, slot.setting) for item in items[:_NAMED]]
    rest = len(items) - _NAMED
    more = [f"{rest} more thing{'s' if rest > 1 else ''}"] if rest > 0 else []
    parts = [*deeds, *more]
    said = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else "look at what is there"
    return f"If it is {when} and I am {_place(slot)}, then I {said}."


def _place(slot: Slot) -> str:
    return AT.get(slot.label) or _HERE[slot.setting]


def _deed(item: Item, setting: Setting) -> str:
    if item.kind is ItemKind.PERSON:
        return f"turn to {item.person or item.title}"
    title = textwrap.shorten(" ".join(item.title.split()), 70, placeholder="…") or item.url
    if item.kind is ItemKind.REVIEW:
        return f"recall “{title}”"
    verb = "listen to" if setting is Setting.LISTEN else _VERBS.get(item.form, "read")
    return f"{verb} “{title}”"
