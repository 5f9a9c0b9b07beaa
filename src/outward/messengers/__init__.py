"""One file per way a reminder reaches her: what it needs, what of it leaves the machine, how it is sent.

This folder is the registry. A messenger sends one reminder and keeps nothing; whether one is due is not its business.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol, cast

from outward.errors import InputError
from outward.model import Reminder


class Messenger(Protocol):
    """What a messenger's module offers.

    TITLE     what people call it
    LEAVES    what leaves the machine with it, and to whom, in a sentence
    EXAMPLE   a command that switches it on
    Settings  a frozen dataclass with a default for each field; `metadata` has its `help` and may have its `option`
    checked   settings made whole; raises `InputError` for what cannot be used
    where     where it goes, in a few words
    account   whom a password is for, empty where none is needed; another account never gets a password kept
    send      one reminder, with the password; raises `SourceError`, `UnsureError` where it may have arrived
    """

    TITLE: str
    LEAVES: str
    EXAMPLE: str
    Settings: type[Any]
    checked: Callable[[Any], Any]
    where: Callable[[Any], str]
    account: Callable[[Any], str]
    send: Callable[[Any, Reminder, str], None]


@cache
def registry() -> Mapping[str, Messenger]:
    """All messengers by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast("Messenger", importlib.import_module(f"{__name__}.{name}")) for name in names}


def messenger(name: str) -> Messenger:
    """The messenger of that name, or an `InputError` naming those there are."""
    try:
        return registry()[name]
    except KeyError:
        raise InputError(f"Nothing reminds by {name[:40]!r}; use one of: {', '.join(registry())}.") from None
