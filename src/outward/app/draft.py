"""DRAFT: the user's own words, and the networks' own pages on which she can send them. Outward sends nothing.

A draft is not kept, and nothing is asked of anybody: only addresses are made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from outward.app.home import Home
from outward.app.person import meant
from outward.app.speaking import Known, known, this_week
from outward.errors import InputError, NothingYetError
from outward.fetch.composing import LONGEST_MAIL, graphemes, mail_address, with_words
from outward.model import Account, Goal
from outward.networks import Composer, Composes, network, registry
from outward.store import answers, connections, used
from outward.whom.discretion import named

SITES = ("feeds", "web")
"""Networks that are a site each."""
FICTIONAL = ".example"
"""Ending of the hosts of the sample, which is not to lead outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One page to write on: on which network (`title` for people, of a site its host), where, what to do there.

    `text` is the draft as it is to stand there, `filled` whether it does by itself; `count` what the network counts in
    it and `limit` how much it takes (None: nobody says); `trouble` is a sentence when it is too long.
    """

    network: str
    title: str
    url: str
    todo: str
    text: str
    filled: bool
    count: int
    limit: int | None
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The user's text for a person and the ways to send it, the best first.

    `named` are words of hers that belong to a goal she keeps confidential; `warning` says so, empty where there are
    none.
    """

    person: str
    name: str
    text: str
    ways: tuple[Way, ...]
    named: tuple[str, ...]
    warning: str


def draft(home: Home, person: str, text: str, *, now: datetime) -> Draft:
    """Look at a text for a person: is it short enough, does it give a confidential goal away, where does it go."""
    words = text.replace("\0", "").strip()
    if not words:
        raise InputError("Write a few words of yours first: Outward drafts nothing for you.")
    id_ = meant(home, person)
    step, touches = this_week(home, id_, now), used.touches(home.database, id_)
    of = known(home, id_, goal=latest(home), now=now, touches=touches, start=step.url if step else "")
    given = named(words, _confidential(home))
    return Draft(person=id_, name=of.name, text=words, ways=ways(home, of, words), named=given, warning=_warning(given))


def latest(home: Home) -> Goal | None:
    """The goal asked last, None before there is one."""
    try:
        return answers.latest(home.database).goal
    except NothingYetError:
        return None


def ways(home: Home, of: Known, text: str = "") -> tuple[Way, ...]:
    """Every page to write to a person on, the one where something can be answered first; the sample leads nowhere."""
    found = {way.url: way for way in (*_composed(home, of, text), *_mailed(of, text))}
    return tuple(way for way in found.values() if not home.is_sample or _host(way.url).endswith(FICTIONAL))


def _composed(home: Home, of: Known, text: str) -> Iterator[Way]:
    """Networks first, as a site may take no words at all; of them the one where something can be answered."""
    order = list(of.answers)

    def place(account: Account) -> tuple[bool, int]:
        return account.network in SITES, order.index(account.network) if account.network in order else len(order)

    for account in sorted(of.accounts, key=place):
        room = registry().get(account.network)
        if room is None or not isinstance(room, Composes):
            continue
        composer = room.compose(account, of.answers.get(account.network, ""), text, _settings(home, account))
        if composer is not None:
            site = account.network in SITES
            yield _way(account.network, _host(composer.url).removeprefix("www.") if site else room.TITLE, composer)


def _mailed(of: Known, text: str) -> Iterator[Way]:
    """A mail, where a person published an address; its subject names nothing but the day of what it is about."""
    address = next(filter(None, (mail_address(account.bio) for account in of.accounts)), "")
    if not address:
        return
    at = of.material.said[0].at if of.material.said else None
    subject = f"What you wrote on {at.day} {at:%B %Y}" if at else "What you wrote"
    whole = with_words(f"mailto:{address}", LONGEST_MAIL, subject=subject, body=text.replace("\n", "\r\n"))
    todo = (
        f"Your mail program opens a mail to {address} with your text; read it once more and send it."
        if whole
        else f"Your mail program opens a mail to {address}; paste your text."
    )
    url = whole or with_words(f"mailto:{address}", LONGEST_MAIL, subject=subject)
    composer = Composer(url=url, todo=todo, text=text, filled=bool(whole), count=graphemes(text))
    yield _way("mail", "Mail", composer)


def _way(name: str, title: str, composer: Composer) -> Way:
    over = composer.count - composer.limit if composer.limit is not None else 0
    letters = f"{over:,} character{'' if over == 1 else 's'}"
    trouble = f"{letters} too long for {title}, which takes {composer.limit:,}: shorten it first." if over > 0 else ""
    return Way(
        network=name,
        title=title,
        url=composer.url,
        todo=composer.todo,
        text=composer.text,
        filled=composer.filled,
        count=composer.count,
        limit=composer.limit,
        trouble=trouble,
    )


def _settings(home: Home, account: Account) -> Any:
    """The user's own settings of a network, its secrets left out; None where she has none."""
    kind = network(account.network).Settings
    plain = {field.name for field in fields(kind) if not field.metadata.get("secret")}
    held = connections.settings(home.database, account.network)
    return kind(**{name: value for name, value in held.items() if name in plain and value}) if held else None


def _confidential(home: Home) -> list[str]:
    """The words of every goal that is to stay here."""
    numbers = [number for number, _ in answers.goals(home.database)]
    goals = [answers.latest(home.database, number).goal for number in numbers]
    return [goal.text for goal in goals if goal.confidential]


def _warning(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    said = ", ".join(f"“{word}”" for word in words)
    return (
        f"Your text says {said}, as a goal does that you keep confidential. Whoever reads it may guess what you are "
        "working on; change it, or go on if it may be known."
    )


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
