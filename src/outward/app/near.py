"""NEAR: people near the user's network whom she does not follow yet, each with what speaks for it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outward.app.home import Home
from outward.app.reading import Reading
from outward.app.what import judgements
from outward.app.whom import me
from outward.model import Account, Activity
from outward.store import about_person, people
from outward.what.feedback import Aim, Verdict
from outward.whom.circle import ASLEEP, Graph
from outward.whom.network.near import FOLLOWING, NAMED, TURNING, Neighbourhood, Words, why
from outward.whom.network.near import Near as Found
from outward.whom.network.near import near as nearest

LOOKED_AT = 500
"""People whose accounts and last posts are looked at before anybody is offered."""
EVER = 3_650
"""Days of posts looked at to know when somebody was last heard."""
HERSELF = "you"
"""The user among the people of the graph, whatever accounts she has."""
WHO_ARE_YOU = (
    "Outward does not know which accounts are yours, so it cannot tell whom you follow: name your handle"
    " ('outward connect bluesky'), or bring your archive ('outward import')."
)
NOBODY_FOLLOWED = (
    "Nobody you follow has been read yet: connect an account of yours ('outward connect mastodon') and read it"
    " ('outward sync'), or bring your archive ('outward import')."
)
NOBODY_NEAR = "Nobody new near your network may be offered now; read more ('outward sync') and look again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Somebody near her network: who, the sentence why, and where to see her. `person` is her id."""

    person: str
    name: str
    handle: str
    network: str
    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """People near her network she does not follow, the nearest first; `empty` says what to do where nobody is."""

    people: tuple[Neighbour, ...] = ()
    empty: str = ""


def near(home: Home, *, now: datetime, limit: int = 10) -> Near:
    """The people the user would most want to follow.

    Nobody who asked not to be found, is a bot, was silent for 30 days where her posts are known, took back all she
    wrote (as who leaves a network does), was muted, or is not for her; nobody she follows already, whichever of her
    accounts it is.
    """
    own = me(home)
    if not own:
        return Near(empty=WHO_ARE_YOU)
    followed, followers = people.following(home.database, own)
    if not followed:
        return Near(empty=NOBODY_FOLLOWED)
    reading = Reading(home, now, own)
    persons = people.persons(home.database)
    herself = {persons.get(account, account) for account in own}
    hood = Neighbourhood(_as_one(reading.graph(), herself))
    not_hers = _left_out(home)
    found = nearest(hood, HERSELF, followed=followed, limit=LOOKED_AT, may=lambda person: person not in not_hers)
    accounts = reading.accounts([each.person for each in found])
    heard = reading.activity([account.id for held in accounts.values() for account in held], now, EVER)
    silenced = about_person.silenced(home.database, list(heard))
    offered = [
        each
        for each in found
        if _may_be_offered(accounts.get(each.person, ()), heard)
        and not all(account.id in silenced for account in accounts[each.person])
    ][:limit]
    names = _names(reading, offered)
    told = tuple(
        _neighbour(accounts[each.person][0], each.person, why(each, names, _words(each.person in followers)))
        for each in offered
    )
    return Near(people=told, empty="" if told else NOBODY_NEAR)


def _as_one(graph: Graph, herself: Collection[str]) -> Graph:
    """The same ties, the user's own persons as one."""
    names = [HERSELF if person in herself else person for person in graph.people]
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    source, target = ([place[names[end]] for end in ends] for ends in (graph.source, graph.target))
    if HERSELF not in place:
        place[HERSELF] = len(place)
    return Graph(tuple(place), source, target, graph.weight)


def _left_out(home: Home) -> frozenset[str]:
    """People who are not for her, by her word or because she muted them."""
    said = {j.key for j in judgements(home) if j.aim is Aim.PERSON and j.verdict is Verdict.LESS}
    return frozenset(people.person_of(home.database, one) for one in said | people.muted(home.database))


def _may_be_offered(accounts: Sequence[Account], heard: Mapping[str, Activity]) -> bool:
    """Whether she may be found, is no bot, and was heard in the last 30 days as far as her posts are known."""
    if not accounts or any(account.bot or account.indexable is False for account in accounts):
        return False
    silent = [days for account in accounts if (days := heard[account.id].last_days) is not None]
    return not silent or min(silent) <= ASLEEP.days


def _words(follows: bool) -> Words:
    """Ties read are of any kind; that somebody follows her is said only where it was seen."""
    return replace(TURNING, back=FOLLOWING.back) if follows else TURNING


def _names(reading: Reading, found: Sequence[Found]) -> Callable[[str], str]:
    """Gives the name of everybody a sentence may name."""
    ends = (one for each in found for held in (each.through, each.shared, each.alike) for one in held[:NAMED])
    known = reading.accounts(sorted(set(ends)))
    return lambda person: _name(known[person][0]) if person in known else person


def _name(account: Account) -> str:
    return account.name or account.handle


def _neighbour(account: Account, person: str, said: str) -> Neighbour:
    return Neighbour(
        person=person,
        name=_name(account),
        handle=account.handle,
        network=account.network,
        url=account.url,
        why=said,
    )
