"""FORGET: take one person out of everything kept, so that she does not come back; and let her back in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from outward.app.home import Home
from outward.app.join import join
from outward.app.person import meant
from outward.app.reread import understood
from outward.errors import InputError
from outward.model import Source
from outward.networks import network, registry
from outward.store import forget_person as rows
from outward.store import forgotten, people, posts, touches
from outward.store.forget_person import HeldOf
from outward.store.forgotten import Known

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is (0: nobody knows)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What goes when a person is forgotten, and in `said` the same in sentences; `handles` are her accounts'."""

    id: str
    name: str
    handles: tuple[str, ...]
    goes: HeldOf
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went: posts, ties, contacts; `pages` of those kept as they came were cut or went."""

    goes: HeldOf
    pages: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """How many people were let back in."""

    people: int
    said: str


def leaving(home: Home, words: str) -> Leaving:
    """What would go with the person somebody means. Changes nothing."""
    person = meant(home, words)
    accounts = people.accounts(home.database, [person])[person]
    if {account.id for account in accounts} & people.mine(home.database):
        raise InputError(
            "That is you: Outward cannot forget its own user; 'outward connect NETWORK --forget' takes out a network."
        )
    contacts = len(touches.touches(home.database, person))
    goes = replace(rows.held_of(home.database, [account.id for account in accounts]), touches=contacts)
    return Leaving(
        id=person,
        name=accounts[0].name or accounts[0].handle,
        handles=tuple(account.handle for account in accounts),
        goes=goes,
        said=tuple(_said(goes)),
    )


def forget(home: Home, words: str, *, now: datetime, progress: Progress = lambda *_: None) -> Forgotten:
    """Forget the person somebody means: everywhere, raw pages and index included. There is no way back.

    The marks that keep her out come first, so that nothing of her comes in meanwhile; if it is broken off, doing it
    again goes on, and `tidy` does what is left once her name is gone.
    """
    goes = leaving(home, words)
    accounts = [account.id for account in people.accounts(home.database, [goes.id])[goes.id]]
    hers = rows.mark(home.database, accounts, now)
    pages = rows.cut_pages(
        home.database,
        hers,
        lambda *page: _well(home, *page),
        lambda done, of: progress("Looking through what was kept as it came", done, of),
    )
    progress("Taking out posts, ties and notes", 0, 0)
    rows.forget_person(home.database, accounts, hers)
    home.remembered.clear()
    tidy(home, now=now, progress=progress)
    return Forgotten(
        goes=goes.goes, pages=pages, said="Forgotten. Nothing of this person is kept, and nothing comes back."
    )


def count(home: Home) -> Known:
    """How many people were forgotten, and how many records of theirs were kept out since."""
    return forgotten.count(home.database)


def tidy(home: Home, *, now: datetime, progress: Progress = lambda *_: None) -> bool:
    """Make index and data file hold no trace of who was forgotten; returns whether there was anything to do."""
    if not forgotten.unclean(home.database):
        return False
    progress("Bringing threads and index up to date", 0, 0)
    join(home, now=now)
    home.catch_up()
    total = posts.size(home.database)["posts"]
    home.purge(lambda done: progress("Making the index again", done, total))
    progress("Making the data file again", 0, 0)
    home.database.compact()
    for copy in home.folder.glob("outward.before-*.db"):
        copy.unlink()
    forgotten.cleaned(home.database)
    return True


def allow_again(home: Home, words: str) -> Allowed:
    """Let somebody back in who was forgotten, named as her accounts are: an id, a handle, a profile's address."""
    plain = words.strip()
    if not plain:
        raise InputError("Say whom to let back in: give the handle, id or profile address the person had.")
    names = {f"account:{plain}", f"address:{plain}", *(f"account:{name}:{plain.lstrip('@')}" for name in registry())}
    names |= {forgotten.handle(name, plain) for name in forgotten.ADDRESSED}
    found = forgotten.allow(home.database, names)
    if not found:
        raise InputError(
            f"Nobody known as {plain[:80]!r} was forgotten; a name is not enough, give the exact handle, id or address."
        )
    said = "Let back in: what networks show of this person is kept again from the next sync on."
    return Allowed(people=found, said=said)


def _well(home: Home, name: str, kind: str, value: str, raw: bytes) -> bool:
    """Whether reading a page that was cut brings nothing of anybody who was forgotten."""
    try:
        room = network(name)
    except InputError:
        return False
    parsed = understood(room, raw, Source(name, kind, value))
    with home.database.trying() as db:
        return not forgotten.guard(db, parsed).left_out


def _said(goes: HeldOf) -> Iterator[str]:
    """What goes, in sentences."""
    counted = [_count(goes.accounts, "account"), _count(goes.posts, "post"), _count(goes.ties, "tie") + " with others"]
    alone = f", and {_count(goes.resources, 'thing')} nobody else pointed at" if goes.resources else ""
    yield f"Taken out: {', '.join(counted)}{alone}."
    if goes.touches:
        yield f"Taken out: {_count(goes.touches, 'contact')} between you."
    loses = f", but {_count(goes.takeaways, 'takeaway')} without the link to this person" if goes.takeaways else ""
    yield f"Kept: your own words{loses}, and that you did something, without with whom."


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
