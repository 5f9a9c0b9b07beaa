"""CIRCLE: the people around the user for her goal, who knows whom, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outward import packs
from outward.app.home import Home
from outward.app.person import meant
from outward.app.reading import Reading
from outward.app.what import judgements
from outward.app.whom import me
from outward.errors import InputError, NothingYetError
from outward.model import Account, Goal, Person, Tie
from outward.model.learning_network import LearningNetwork, Way
from outward.share import svg
from outward.store import answers, circle, people, posts, touches
from outward.store import met as told
from outward.store.circle import Said
from outward.what.feedback import Aim, Verdict
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.whom import rank
from outward.whom.network.acquaintances import contacts
from outward.whom.network.learning_network import introductions_to, learning_network
from outward.whom.tied.ties import Bond, bonds

OUTSIDERS = 60
"""People ranked for the goal among whom those are looked for who fill a hole."""
TOPICS = 20
"""Topics of a goal that are listened for at most."""
NEAR = 250
"""People tied most to the user, and as many tied most to a person, among whom ways are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The people around the user for a goal; `sentences` sum it up, `empty` says what to do where nobody is."""

    goal: Goal
    network: LearningNetwork
    sentences: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introductions:
    """Who could introduce the user to a person, the strongest way first; `none` says plainly where nobody could."""

    person: str
    name: str
    accounts: tuple[Account, ...]
    ways: tuple[Way, ...] = ()
    none: str = ""


class Around(Reading):
    """Everything read, with what runs among people and what they said."""

    def among(self, accounts: Sequence[str]) -> Sequence[Tie]:
        """Ties from one of these accounts to another of them."""
        return circle.among(self._home.database, accounts)

    def said(self, accounts: Sequence[str], limit: int) -> Mapping[str, Sequence[Said]]:
        """The newest posts of each account."""
        return circle.said(self._home.database, accounts, limit)


def around(home: Home, *, now: datetime, goal: int | None = None) -> Circle:
    """The people around the user for a goal (the latest by default)."""
    given = answers.latest(home.database, goal)
    own = me(home)
    held, mine = _tied(home, now)
    if not held:
        return Circle(goal=given.goal, network=LearningNetwork(), empty=_nobody(bool(own)))
    known = packs.packs(home.folder / "packs")
    situations = (known[name].topics for name in given.packs if name in known)
    topics = dict.fromkeys((*given.goal.topics, *(topic for held in situations for topic in held)))
    reading = Around(home, now, own)
    muted = people.muted(home.database)
    found = learning_network(
        held,
        reading,
        me=own,
        mine=mine,
        topics=tuple(topics)[:TOPICS],
        outsiders=_outsiders(home, given.goal, reading, frozenset(held) | muted, now),
        now=now,
        left_out=muted,
    )
    empty = "" if found.members else _nobody(bool(own))
    return Circle(goal=given.goal, network=found, sentences=_sentences(found), empty=empty)


def introductions(home: Home, words: str, *, now: datetime) -> Introductions:
    """Who could introduce the user to the person meant by an id, a handle, a profile's address or a name."""
    id_ = meant(home, words)
    hers = people.accounts(home.database, [id_])[id_]
    name = hers[0].name or hers[0].handle
    own = me(home)
    held, mine = _tied(home, now)
    if id_ in own or own & {account.id for account in hers}:
        raise InputError("That is you; name somebody else.")
    mine_first = sorted(held, key=lambda person: (-held[person].out - held[person].back, person))[:NEAR]
    theirs = circle.around(home.database, [account.id for account in hers], NEAR)
    ways = introductions_to(
        id_,
        Around(home, now, own),
        me=own,
        mine=mine,
        around=[person for person in dict.fromkeys((*mine_first, *theirs)) if person not in own],
        now=now,
        left_out=people.muted(home.database),
    )
    none = (
        "" if ways else f"Nobody you are tied to is known to be in touch with {name}." if held else _nobody(bool(own))
    )
    return Introductions(person=id_, name=name, accounts=hers, ways=ways, none=none)


def picture(found: Circle) -> bytes:
    """The map as an SVG file of its own. Raises `NothingYetError` where there is nobody on it."""
    if found.empty:
        raise NothingYetError(found.empty)
    return svg.write(found.network)


def draw(home: Home, target: Path, *, now: datetime, goal: int | None = None) -> Path:
    """Write the map to a file; returns where it is."""
    content = picture(around(home, now=now, goal=goal))
    path = target / f"outward-circle{svg.SUFFIX}" if target.is_dir() else target
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); choose another place.") from error
    return path


def _tied(home: Home, now: datetime) -> tuple[dict[str, Bond], list[Tie]]:
    """What runs between the user and everybody, and the ties it is made of."""
    touched, standing = touches.touches(home.database), touches.standing(home.database)
    held = bonds(touched, standing, me=me(home), now=now, settled=told.settled(home.database))
    return held, [*contacts(touched), *(tie for ties in standing.values() for tie in ties)]


def _outsiders(home: Home, goal: Goal, reading: Reading, left_out: frozenset[str], now: datetime) -> tuple[Person, ...]:
    """People ranked for the goal whom she is not tied to, each in the role she fits best, the best first."""
    if not posts.any_held(home.database):
        return ()
    home.catch_up()
    refused = {j.key for j in judgements(home) if j.aim is Aim.PERSON and j.verdict is Verdict.LESS}
    ranked = rank.rank_people(
        goal, reading, now=now, limit=OUTSIDERS, left_out=left_out | refused, quality=lambda text: value(Prose(text))
    )
    seated = (
        candidate.seated(max(fitting, key=candidate.score)).person
        for candidate in ranked
        if (fitting := [role for role in candidate.roles if candidate.fits(role)])
    )
    return tuple(sorted(seated, key=lambda person: (-person.score, person.id)))


def _nobody(known: bool) -> str:
    """What to do where nobody is around her: say which account is hers, or read more, or turn to somebody."""
    if not known:
        return (
            "Outward does not know which account is yours, so it cannot say whom you know; "
            "'outward connect' with your handle, or 'outward import' of your own export, tells it."
        )
    return (
        "Nobody is tied to you yet in what was read; 'outward sync' reads whom you follow and answer, "
        "'outward import' your own export, and 'outward whom' finds people to turn to."
    )


def _sentences(found: LearningNetwork) -> tuple[str, ...]:
    total = sum(found.layers.values())
    if not total:
        return ()
    layers = ", ".join(
        f"{found.layers[layer]:,} {layer}" for layer in ("strong", "weak", "very weak") if layer in found.layers
    )
    said = [f"You are tied to {total:,} {'person' if total == 1 else 'people'}: {layers}."]
    if len(found.members) > 2:
        said.append(
            "People who know each other often know the same things:"
            f" these {len(found.members):,} bring you about as much that is new"
            f" as {max(1, round(found.worth)):,} who never met."
        )
    if found.left_out:
        accounts = (
            "account of a machine or an organisation is"
            if found.left_out == 1
            else "accounts of machines and organisations are"
        )
        said.append(f"{found.left_out:,} {accounts} left out.")
    return tuple(said)
