"""Connect a network: settings kept, secrets apart, ended by a test call and a sentence on what was found."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from outward.app import secrets
from outward.app.home import Home
from outward.errors import InputError
from outward.fetch import Fetch
from outward.fetch.subscriptions import LARGEST, read_list
from outward.model import Connection, Page, Source
from outward.networks import Named, Network, Renews, network, registry
from outward.store import connections
from outward.store import forget as store_forget
from outward.store.forget import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One setting of a network, as a form shows it; a secret's value is never shown, only whether it is `kept`."""

    name: str
    help: str
    value: str
    secret: bool
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A connection as it stands: what is read through it and what a first look found."""

    network: str
    title: str
    note: str
    sources: tuple[str, ...]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected:
    """What is no longer read; `forgotten` counts what was taken out, None when what was read stays."""

    network: str
    title: str
    sources: int
    forgotten: Held | None


def fields(home: Home, name: str) -> tuple[Field, ...]:
    """The settings a user can give for a network, with what she gave before."""
    held = connections.settings(home.database, name)
    return tuple(
        Field(
            name=field.name,
            help=str(field.metadata.get("help", "")),
            value="" if field.metadata.get("secret") else held.get(field.name, str(field.default)),
            secret=bool(field.metadata.get("secret")),
            kept=held.get(field.name) in secrets.KEPT,
        )
        for field in dataclasses.fields(network(name).Settings)
        if not field.metadata.get("hidden")
    )


def connect(
    home: Home, name: str, given: Mapping[str, str], words: Sequence[str], *, test: bool, now: datetime
) -> Connected:
    """Make or change a connection.

    `given` are settings by name; `words` the user's own words for what to read (`#tag`, `@handle`, addresses);
    `test` asks the network once and says what came back.
    """
    room = network(name)
    wanted = tuple(_on(room, text) for text in words)
    kept = {**connections.settings(home.database, name), **_to_keep(home, room, given)}
    connections.connect(home.database, Connection(network=name, settings=kept, sources=wanted), now)
    held = [state.source for state in connections.states(home.database, name)]
    return Connected(
        network=name,
        title=room.TITLE,
        note=room.NOTE,
        sources=tuple(map(str, held)),
        found=_look(home, room, wanted or tuple(held), now) if test else "",
    )


def stop(home: Home, name: str, words: Sequence[str]) -> int:
    """Stop reading single sources; what was read stays. Returns how many were being read."""
    room = network(name)
    stopped = connections.withdraw(home.database, [_on(room, text) for text in words])
    if not stopped:
        raise InputError(f"{', '.join(words)} is not read on {room.TITLE}; 'outward doctor' lists what is.")
    return stopped


def disconnect(home: Home, name: str, *, forget_posts: bool = False) -> Disconnected:
    """Stop reading a network and forget its secrets; with `forget_posts` also everything that was read from it.

    Sessions, takeaways and the ledger are the user's own and stay.
    """
    room = network(name)
    held = connections.settings(home.database, name)
    for field in dataclasses.fields(room.Settings):
        if held.get(field.name) in secrets.KEPT:
            secrets.forget(home.folder, name, field.name)
    sources = connections.disconnect(home.database, name)
    forgotten = store_forget.forget(home.database, name) if forget_posts else None
    if forgotten:
        home.catch_up()
    return Disconnected(network=name, title=room.TITLE, sources=sources, forgotten=forgotten)


def settings(home: Home, name: str) -> Any:
    """A network's settings as its own dataclass, secrets taken from the environment or the keyring."""
    room = network(name)
    held = connections.settings(home.database, name)
    values: dict[str, str] = {}
    for field in dataclasses.fields(room.Settings):
        value = held.get(field.name, "")
        if field.metadata.get("secret"):
            value = secrets.read(home.folder, name, field.name, value)
        if value:
            values[field.name] = value
    return room.Settings(**values)


def keep_renewed(home: Home, name: str, fetch: Fetch, used: Any, now: datetime) -> None:
    """Keep the tokens that a network renewed through this door while it was read with the settings `used`."""
    room = network(name)
    if isinstance(room, Renews) and (fresh := dict(room.renewed(fetch, used))):
        kept = {**connections.settings(home.database, name), **_to_keep(home, room, fresh)}
        connections.connect(home.database, Connection(network=name, settings=kept), now)


def named(name: str, words: str) -> Source:
    """The source that words mean on one network. Raises `InputError` naming what it can be asked for."""
    return _on(network(name), words)


def meant(words: str) -> tuple[Source, ...]:
    """The sources that a user's words mean; a hashtag means one on every network that has hashtags."""
    named = [source for room in registry().values() if (source := room.recognise(words)) is not None]
    if not named:
        raise InputError(
            f"Outward does not know what {words!r} is; "
            "give a #hashtag, an @account, or the address of a feed, channel or profile."
        )
    return tuple(named)


def subscriptions(path: Path) -> tuple[str, ...]:
    """The feed addresses of a subscription list (OPML) that another reader wrote."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give the OPML file of a feed reader.") from error
    found = read_list(data) if len(data) <= LARGEST else ()
    if not found:
        raise InputError(f"No feed was found in {path.name}; give the OPML file of a feed reader.")
    return tuple(address for _, address in found)


def _on(room: Network, words: str) -> Source:
    source = room.named(words) if isinstance(room, Named) else room.recognise(words)
    if source is None:
        kinds = "; ".join(f"{kind}: {example}" for kind, example in room.KINDS.items())
        raise InputError(f"{words!r} is nothing {room.TITLE} can be asked for; give one of these: {kinds}.")
    return source


def _to_keep(home: Home, room: Network, given: Mapping[str, str]) -> dict[str, str]:
    known = {field.name: field for field in dataclasses.fields(room.Settings)}
    for name in given:
        if name not in known:
            raise InputError(f"{room.TITLE} has no setting {name!r}; it has: {', '.join(known) or 'none'}.")
    return {name: _kept(home, room, known[name], value) for name, value in given.items()}


def _kept(home: Home, room: Network, field: "dataclasses.Field[str]", value: str) -> str:
    """What settings hold of a value: itself, or where it is kept when it is a secret; an empty secret is forgotten."""
    if not field.metadata.get("secret"):
        return value
    if value:
        return secrets.keep(home.folder, room.NAME, field.name, value)
    secrets.forget(home.folder, room.NAME, field.name)
    return ""


def _look(home: Home, room: Network, sources: Sequence[Source], now: datetime) -> str:
    if not sources:
        return f"{room.TITLE} is ready; tell Outward what to read there, for example {next(iter(room.KINDS.values()))}."
    used = settings(home, room.NAME)
    with home.fetch() as fetch:
        try:
            page = next(iter(room.pages(fetch, used, sources[0], "")), None)
        finally:
            keep_renewed(home, room.NAME, fetch, used, now)
    if page is None:
        return f"{room.TITLE} answered; there is nothing in {sources[0]} yet."
    parsed = room.parse(page.raw, sources[0])
    people = len({post.author for post in parsed.posts})
    said = f"{len(parsed.posts):,} {'post' if len(parsed.posts) == 1 else 'posts'}"
    whom = f"{people:,} {'person' if people == 1 else 'people'}"
    return f"{room.TITLE} answered: {said} by {whom} in {sources[0]}, on a first look.{_found_at(sources[0], page)}"


def _found_at(source: Source, page: Page) -> str:
    """Where the feed of a site was found, when it is not where the user said."""
    found = source.kind == "feed" and source.value.startswith("http") and page.url != source.value
    return f" The feed was found at {page.url}." if found else ""
