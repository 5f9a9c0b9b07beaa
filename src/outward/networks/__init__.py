"""The networks. This folder is the registry: every module in it is one network and fits `Network`.

A network module has no state. `pages` reads, `parse` understands; the sync verb stores a page, what it says and
its cursor in one transaction, so an interrupted sync goes on where it stopped. What only some networks can do is a
protocol of its own, which a module fits by having the functions: `Unpacks` files of the user's, `Opens` one resource
at a time, `SignsIn`, `Prices` what it reads, `Pastes` what the user is looking at, `Composes` where she writes herself.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol, cast, runtime_checkable

from outward.archive import Archive
from outward.errors import InputError
from outward.fetch import Fetch, Price
from outward.model import Account, Page, Parsed, Piece, Resource, Source


class Network(Protocol):
    """What a network's module offers.

    NAME        short name used in ids, settings and commands
    TITLE       name people know
    NOTE        the rule it is read under, shown to the user before she connects
    KINDS       source kinds it can read: kind → what the value of such a source looks like, for people
    FROM        where it is read from, as a sentence (which hosts or which files)
    COST        what it costs, as a sentence
    CANNOT      what cannot be read at all, and why, as a sentence
    Settings    frozen dataclass, every field `str` with a default and a sentence of help in `metadata["help"]`,
                `metadata["secret"]` where it must go to the keyring; form, prompts and checks come from it
    """

    NAME: str
    TITLE: str
    NOTE: str
    KINDS: Mapping[str, str]
    FROM: str
    COST: str
    CANNOT: str
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


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of records in files: what they are in the user's words, and what of theirs is counted as new."""

    title: str
    counts: Literal["posts", "accounts", "resources", "ties", "touches", "marks", "mine", "sources"]


@runtime_checkable
class Unpacks(Protocol):
    """A network that understands files: exports, archives, recorded answers.

    FILES       kinds of records in files → `FileKind`; `parse` understands a source of each of these kinds
    """

    FILES: Mapping[str, FileKind]

    def unpack(self, archive: Archive) -> Iterator[Piece]:
        """The records of all members that are this network's, in pieces of at most about a megabyte.

        Members are told by name and content and streamed; what is not this network's is passed over in silence. A
        member that claims to be its and cannot be read is one piece that `parse` drops with its reason. Nothing that
        must not be kept (the text of private messages) is in a piece.
        """
        ...


@runtime_checkable
class UnpacksMessages(Protocol):
    """A network whose files hold the user's private messages, and that can keep their words when she asks for it."""

    def unpack_messages(self, archive: Archive) -> Iterator[Piece]:
        """What `unpack` gives, messages with what was written in them."""
        ...


@runtime_checkable
class Opens(Protocol):
    """A network that can get the whole of one resource when the user opens it (an article, a transcript).

    OPENED      kinds that are read in no other way, so that nobody can name them: kind → what is read, for people
    """

    OPENED: Mapping[str, str]

    def opens(self, resource: Resource) -> Source | None:
        """The source to read for the whole of a resource; None when this network has nothing to add to it."""
        ...


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the user signs in: the page to open, what to do there, and what the network needs again afterwards."""

    url: str
    sentence: str
    keep: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class SignsIn(Protocol):
    """A network with a sign-in of its own (OAuth): the user goes to its page and comes back with a code."""

    def invitation(self, fetch: Fetch, settings: Any, redirect: str) -> Invitation:
        """Where to sign in. `redirect` is an address of this machine the network may send her back to."""
        ...

    def admitted(self, fetch: Fetch, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:
        """The settings a sign-in gives (tokens). `answer` is the code she was shown or the address she landed on."""
        ...


@runtime_checkable
class Renews(Protocol):
    """A network whose tokens are renewed while it is read; each may work only once, so the new ones must be kept."""

    def renewed(self, fetch: Fetch, settings: Any) -> Mapping[str, str]:
        """The settings that were renewed through this door since these settings were read; empty when none were."""
        ...


@runtime_checkable
class Prices(Protocol):
    """A network whose reading costs money or quota."""

    def price(self, fetch: Fetch, settings: Any, source: Source) -> Price | None:
        """What one sync of a source can cost at most, None when it is free."""
        ...


@runtime_checkable
class Named(Protocol):
    """A network that claims no plain `#tag` or `@name` (it would cost money), but knows them once it is named."""

    def named(self, text: str) -> Source | None:
        """The source the user's words mean when she has said that this network is meant; None if it has no such."""
        ...


@runtime_checkable
class Pastes(Protocol):
    """A network of which the user can hand over a post or profile she is looking at."""

    def paste(self, url: str, title: str, text: str) -> Piece | None:
        """What she is looking at as a piece, None when the address is not this network's. Raises `InputError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Where the user writes to somebody, on the network's own page; Outward only makes the address.

    `url` is https; `todo` says what to do there; `text` is what stands there, `filled` whether it does so by itself or
    is to be pasted; `count` is what the network counts in it, `limit` how much it takes (None: nobody says).
    """

    url: str
    todo: str
    text: str
    filled: bool
    count: int
    limit: int | None = None


@runtime_checkable
class Composes(Protocol):
    """A network on whose own page the user can write to somebody."""

    def compose(self, to: Account, post: str, text: str, settings: Any) -> Composer | None:
        """Where to answer a post of `to` (its address; empty: no post), or to write to `to`, with `text` as the draft.

        `settings` are the user's own here, None where she has none. Pure: nothing is asked or sent. None where there
        is no address that can be opened.
        """
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
