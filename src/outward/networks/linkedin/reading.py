"""What the records of LinkedIn's tables say, wherever they came from: a file, or the programming interface. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import msgspec

from outward.fetch import canonical, plain_text
from outward.fetch.gathering import Gathering, excerpt
from outward.model import Account, Dropped, Parsed
from outward.networks.linkedin.names import NAME, NOBODY, key, profile, tidy

_BIO = 4_000


class Me(msgspec.Struct, omit_defaults=True):
    """Who the user is, as far as her files have said: public name, name, and what her profile shows."""

    slug: str = ""
    name: str = ""
    headline: str = ""
    summary: str = ""
    positions: list[str] = []
    links: list[str] = []

    @property
    def value(self) -> str:
        """The name of her account inside the network."""
        return self.slug or key(self.name) or NOBODY

    def account(self, native: str) -> Account | None:
        """Her own account, None while not even her name is known."""
        if not self.name:
            return None
        said = [self.headline, self.summary, *self.positions]
        own = not native.startswith("~")
        return Account(
            id=f"{NAME}:{native}",
            network=NAME,
            handle=native if own else tidy(self.name),
            name=tidy(self.name),
            bio=plain_text(escape("\n".join(filter(None, said))))[:_BIO],
            url=profile(native) if own else "",
            links=tuple(dict.fromkeys(filter(None, map(canonical, self.links)))),
        )


class Batch(msgspec.Struct, omit_defaults=True):
    """Some records as they are handed from reading to understanding; a row is a record's cells by column.

    A row `{"broken": reason, "excerpt": …}` is a record that could not be told; `kind` names a row's table where the
    rows of a batch come from several.
    """

    rows: list[Any]
    me: Me = msgspec.field(default_factory=Me)


class UnfitError(ValueError):
    """A record that says nothing to keep; its message is the reason."""


@dataclass
class Said(Gathering):
    """What a batch has said so far; `owner` is what it says of the user."""

    owner: Me = field(default_factory=Me)

    def meet(self, account: Account) -> str:
        """Note an account; the fuller of two notes of it stays."""
        held = self.accounts.get(account.id)
        if held is None or len(held.bio) < len(account.bio):
            self.accounts[account.id] = account
        return account.id

    @property
    def parsed(self) -> Parsed:
        """All of it, with her own account as far as it is known."""
        own = self.owner.account(self.me.removeprefix(f"{NAME}:"))
        if own:
            self.accounts[own.id] = own
        named = key(self.owner.name)
        self.mine |= dict.fromkeys([self.me, *([f"{NAME}:{named}"] if named else [])])
        return super().parsed


Reader = Callable[[Said, Mapping[str, str]], None]


def read(raw: bytes, kind: str, value: str, readers: Mapping[str, Reader]) -> Parsed:
    """What a batch says. `kind` is that of all its rows, empty when each names its own; `value` whose they are."""
    try:
        batch = msgspec.json.decode(raw, type=Batch)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Parsed(
            dropped=(Dropped("It is no table of LinkedIn's.", excerpt(raw[:200].decode("utf-8", "replace"))),)
        )
    said = Said(me=f"{NAME}:{value or batch.me.value}", owner=batch.me)
    for row in batch.rows:
        _take(said, row, kind, readers)
    return said.parsed


def _take(said: Said, row: Any, kind: str, readers: Mapping[str, Reader]) -> None:
    try:
        cells = msgspec.convert(row, type=dict[str, str])
    except (msgspec.MsgspecError, RecursionError):
        said.drop("It is no record of a table.", str(row))
        return
    if "broken" in cells:
        said.drop(cells["broken"], cells.get("excerpt", ""))
        return
    reader = readers.get(kind or cells.get("kind", ""))
    try:
        if reader is None:
            raise UnfitError("It is of a kind that is not read.")
        reader(said, cells)
    except UnfitError as error:
        said.drop(str(error), " ".join(cells.values()))
