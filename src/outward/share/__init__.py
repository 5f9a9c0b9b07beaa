"""One pure file per format: what Outward gives away and takes in. This folder is the registry."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol, cast

from outward.errors import InputError


class Format(Protocol):
    """What a format's module offers.

    MEDIA_TYPE  what it is called on the wire
    SUFFIX      how its file names end
    write       bytes of what is given; each format takes what it can say, times are arguments
    """

    MEDIA_TYPE: str
    SUFFIX: str
    write: Callable[..., bytes]


@cache
def registry() -> Mapping[str, Format]:
    """All formats by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: cast("Format", module) for name, module in found.items()}


def form(name: str) -> Format:
    """The format of that name, or an `InputError` naming those there are."""
    try:
        return registry()[name]
    except KeyError:
        raise InputError(f"There is no format called {name!r}; use one of: {', '.join(registry())}.") from None
