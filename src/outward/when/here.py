"""Where she is right now, in a word or two: a setting, or a place of the vocabulary that has one."""

import difflib

from outward.errors import InputError
from outward.model import Setting
from outward.when.vocabulary import EVERYDAY, PLACES, SETTINGS

MEANT = (
    f"{Setting.DESK}: everything ({', '.join(EVERYDAY[Setting.DESK])}); "
    f"{Setting.LISTEN}: hands busy, only what can be heard ({', '.join(EVERYDAY[Setting.LISTEN])}); "
    f"{Setting.READ}: no sound, only what can be read ({', '.join(EVERYDAY[Setting.READ])})"
)
"""What each setting holds, and the everyday words that mean it."""


def here(words: str) -> tuple[Setting, str]:
    """The setting and her own word for the place ("train" → reading, "train"); raises `InputError` for other words."""
    said = " ".join(words.casefold().split())
    if said in list(Setting):
        return Setting(said), ""
    if said in SETTINGS:
        return SETTINGS[said], ""
    if said in PLACES:
        label, setting = PLACES[said]
        return setting, label
    near = difflib.get_close_matches(said, [*PLACES, *SETTINGS], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise InputError(f"{words[:40]!r} is no place Outward knows; say desk, listen, read, or a place like train.{hint}")
