"""The networks. This folder is the registry: every module in it is one network and fits `Network`.

A network module has no state. `pages` reads, `parse` understands; the sync verb stores a page, what it says and
its cursor in one transaction, so an interrupted sync goes on where it stopped.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Protocol, cast

from outward.errors import InputError
from outward.fetch import Fetch
from outward.model import Page, Parsed, Source


class Network(Protocol):
    """What a network's module offers.

    NAME        short name used in ids, settings and commands
    TITLE       name people know
    NOTE        the rule it is read under, shown to the user before she connects
    KINDS       source kinds it can read: kind → what the value of such a source looks like, for people
    Settings    frozen dataclass, every field `str` with a default and a sentence of help in `metadata["help"]`,
                `metadata["secret"]` where it must go to the keyring; form, prompts and checks come from it
    """

    NAME: str
    TITLE: str
    NOTE: str
    KINDS: Mapping[str, str]
    Settings: type[Any]

    def recognise(self, text: str) -> Source | None:
        """The source a user's own words mean (`#tag`, `@handle`, an address), None if not this network's."""
        ...

    def pages(self, fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
        """Pages of a source, going on after `cursor` (empty: from the start). Raises `SourceError`.

        The first run fetches what is worth having and ends by itself; a later run fetches only what is new.
        """
        ...

    def parse(self, raw: bytes, source: Source) -> Parsed:
        """What a raw page says. Pure. A record that cannot be read is dropped with a reason, never raised."""
        ...


@cache
def registry() -> Mapping[str, Network]:
    """All networks by name."""
    modules = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    return {network.NAME: network for network in (cast("Network", module) for module in modules)}


def network(name: str) -> Network:
    """The network of that name, or an `InputError` naming those there are."""
    try:
        return registry()[name]
    except KeyError:
        known = ", ".join(sorted(registry()))
        raise InputError(f"There is no network called {name!r}; use one of: {known}.") from None
