"""Her personal learning network: the people around her by layer, their groups, and the holes for a goal."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from outward.model import Account, Activity, Person, Tie
from outward.model.learning_network import Group, LearningNetwork, Member, Way
from outward.whom import catchwords
from outward.whom.circle import ASLEEP
from outward.whom.network import groups as grouping
from outward.whom.network import holes
from outward.whom.network.acquaintances import Acquaintances, acquaintances
from outward.whom.network.holes import Heard, Said
from outward.whom.network.introductions import LITTLE, ways
from outward.whom.signals.promotion import is_brand
from outward.whom.terms import terms
from outward.whom.tied.cadence import Layer
from outward.whom.tied.ties import Bond

MEMBERS = 200
"""People told of one by one; those beyond are counted."""
POSTS = 40
"""Posts of each person that are listened to, the newest."""
KNOWS = 5
"""Others told of whom somebody knows at least a little."""
KNOWN = 0.05
"""Closeness from which two people are said to know each other: a like last week, or a follow."""


class Surroundings(Protocol):
    """What is known of people; the store fits it."""

    def accounts(self, persons: Sequence[str]) -> Mapping[str, tuple[Account, ...]]:
        """The accounts of each person."""
        ...

    def among(self, accounts: Sequence[str]) -> Sequence[Tie]:
        """Ties from one of these accounts to another of them."""
        ...

    def said(self, accounts: Sequence[str], limit: int) -> Mapping[str, Sequence[Said]]:
        """The newest posts of each account, at most `limit`."""
        ...

    def activity(self, accounts: Sequence[str], now: datetime, days: int) -> Mapping[str, Activity]:
        """How active each account was in the last days."""
        ...


@dataclass(frozen=True)
class _Field:
    """The people around her and those outside who answer her goal: accounts, words, and what runs between them."""

    accounts: Mapping[str, tuple[Account, ...]]
    said: Mapping[str, Sequence[Said]]
    known: Acquaintances
    now: datetime

    def close(self, people: Sequence[str]) -> list[list[float]]:
        """How well any two of these know each other."""
        return [
            [self.known.between(one, other).close(self.now) if one != other else 0.0 for other in people]
            for one in people
        ]


def learning_network(
    bonds: Mapping[str, Bond],
    circle: Surroundings,
    *,
    me: Collection[str],
    mine: Sequence[Tie],
    topics: Sequence[str],
    outsiders: Sequence[Person],
    now: datetime,
    left_out: Collection[str] = (),
) -> LearningNetwork:
    """The people the user is tied to, the closest first, with their groups, and what they leave open for a goal.

    `bonds` are hers by person, `mine` the ties they are made of, `me` her own accounts; `topics` are those of the goal,
    the weightiest first; `outsiders` are people ranked for the goal, `left_out` people she wants to hear nothing of.
    Automatic accounts and organisations are counted, not told. Needs nothing but its arguments: same input, same
    answer.
    """
    tied = [person for person in bonds if _full(bonds[person]) > 0 and person not in left_out and person not in me]
    accounts = circle.accounts(sorted(tied))
    people = [person for person in tied if person in accounts and not _no_person(accounts[person])]
    people.sort(key=lambda person: (list(Layer).index(bonds[person].layer), -_full(bonds[person]), person))
    shown = people[:MEMBERS]
    beyond = [p for p in outsiders if p.id not in bonds and p.id not in left_out]
    field = _field(shown, beyond, circle, me=me, mine=mine, now=now)
    topics = [topic for topic in topics if terms(topic)]
    heard = Heard.of(topics, field.said)
    asleep = _asleep(shown, bonds, field.accounts, circle, now)
    names = {person: _name(held) for person, held in field.accounts.items()}
    reached = ways(field.known, [p.id for p in beyond], names, now, avoid={*asleep, *left_out})
    inside = _grouped(shown, field)
    outside = _grouped([*shown, *(person.id for person in beyond)], field)
    return LearningNetwork(
        members=_members(shown, bonds, field, heard, asleep=asleep, groups=inside),
        layers=dict(Counter(str(bonds[person].layer) for person in people)),
        groups=_groups(shown, inside, _called(inside, field, heard, names), names),
        holes=(
            *holes.of_topics(heard, shown, beyond, reached),
            *holes.of_groups(outside, _called(outside, field, heard, names), shown, beyond, reached),
        ),
        spoken_of={
            topic: tuple(names[person] for person in speakers)
            for topic in topics
            if (speakers := heard.speakers(topic, shown))
        },
        unheard=tuple(topic for topic in topics if not heard.by_topic[topic]),
        worth=grouping.worth(field.close(shown), KNOWN),
        left_out=sum(person in accounts for person in tied) - len(people),
    )


def introductions_to(
    person: str,
    circle: Surroundings,
    *,
    me: Collection[str],
    mine: Sequence[Tie],
    around: Sequence[str],
    now: datetime,
    left_out: Collection[str] = (),
    most: int = 3,
) -> tuple[Way, ...]:
    """The strongest ways to one person: her own, and through people (`around`) who know one of the two.

    Nobody who is asleep or `left_out` is on a way.
    """
    accounts = circle.accounts(sorted({person, *around}))
    owners = {account.id: owner for owner, held in accounts.items() for account in held}
    ties = (*mine, *circle.among(sorted(owners)))
    known = acquaintances(ties, me, owners)
    asleep = _asleep(sorted(accounts.keys() - {person}), {}, accounts, circle, now)
    names = {one: _name(held) for one, held in accounts.items() if not _no_person(held) or one == person}
    return ways(known, [person], names, now, avoid={*asleep, *left_out} - {person}, most=most).get(person, ())


def _field(
    shown: Sequence[str], beyond: Sequence[Person], circle: Surroundings, *, me: Collection[str], mine: Sequence[Tie],
    now: datetime,
) -> _Field:  # fmt: skip
    people = [*shown, *(person.id for person in beyond)]
    accounts = circle.accounts(people)
    owners = {account.id: owner for owner, held in accounts.items() for account in held}
    posts = circle.said(sorted(owners), POSTS)
    return _Field(
        accounts=accounts,
        said={
            person: [post for account in held for post in posts.get(account.id, ())]
            for person, held in accounts.items()
        },
        known=acquaintances((*mine, *circle.among(sorted(owners))), me, owners),
        now=now,
    )


def _grouped(people: Sequence[str], field: _Field) -> dict[str, int]:
    """The group of each of these people, 0 for none; the order they are given in does not matter."""
    ordered = sorted(person for person in people if person in field.accounts)
    return dict(zip(ordered, grouping.communities(field.close(ordered)), strict=True))


def _called(numbers: Mapping[str, int], field: _Field, heard: Heard, names: Mapping[str, str]) -> dict[int, str]:
    """What the people of each group speak of, else what they say of themselves, else who the first of them is."""
    groups = {n: [person for person in numbers if numbers[person] == n] for n in sorted({*numbers.values()} - {0})}
    posted = {person: frozenset(_words(person, field, heard)) for person in numbers}
    described = {person: catchwords.profile(" ".join(a.bio for a in field.accounts[person])) for person in numbers}
    told = (catchwords.of_groups(bags, list(groups.values())) for bags in (posted, described))
    return {
        number: ", ".join(spoken or said) or f"people around {names[groups[number][0]]}"
        for number, spoken, said in zip(groups, *told, strict=True)
    }


def _words(person: str, field: _Field, heard: Heard) -> Counter[str]:
    """The hashtags of somebody's posts, and the topics they speak of, with the number of posts."""
    return Counter(
        [
            *(f"#{tag}" for post in field.said[person] for tag in post.tags),
            *(topic for topic, held in heard.by_topic.items() for _ in held.get(person, ())),
        ]
    )


def _groups(
    shown: Sequence[str], numbers: Mapping[str, int], called: Mapping[int, str], names: Mapping[str, str]
) -> tuple[Group, ...]:
    sizes = Counter(numbers.values())
    return tuple(
        Group(
            number=number,
            name=name,
            size=sizes[number],
            nearest=names[next(person for person in shown if numbers[person] == number)],
        )
        for number, name in called.items()
    )


def _members(
    shown: Sequence[str], bonds: Mapping[str, Bond], field: _Field, heard: Heard, *, asleep: Collection[str],
    groups: Mapping[str, int],
) -> tuple[Member, ...]:  # fmt: skip
    told = catchwords.of_each({person: _words(person, field, heard) for person in field.said})
    close = dict(zip(shown, field.close(shown), strict=True))
    return tuple(
        Member(
            id=person,
            name=_name(field.accounts[person]),
            handle=field.accounts[person][0].handle,
            network=field.accounts[person][0].network,
            layer=str(bonds[person].layer),
            strength=_full(bonds[person]),
            both_ways=bonds[person].out > 0 and bonds[person].back > 0,
            last=last.at if (last := bonds[person].last_words) else None,
            group=groups[person],
            speaks_of=told[person],
            knows=_known(shown, close[person]),
            asleep=person in asleep,
        )
        for person in shown
    )


def _known(shown: Sequence[str], close: Sequence[float]) -> tuple[str, ...]:
    near = [place for place, how in enumerate(close) if how >= LITTLE]
    return tuple(shown[place] for place in sorted(near, key=lambda place: -close[place])[:KNOWS])


def _asleep(
    people: Sequence[str],
    bonds: Mapping[str, Bond],
    accounts: Mapping[str, tuple[Account, ...]],
    circle: Surroundings,
    now: datetime,
) -> frozenset[str]:
    """Who is known to have been silent for 30 days, in public and towards the user; of some nothing is known."""
    active = circle.activity([account.id for person in people for account in accounts[person]], now, ASLEEP.days)
    slept = set()
    for person in people:
        days = [a.last_days for held in accounts[person] if (a := active.get(held.id)) and a.last_days is not None]
        back = bonds[person].last_back if person in bonds else None
        if days and min(days) > ASLEEP.days and (back is None or now - back.at > ASLEEP):
            slept.add(person)
    return frozenset(slept)


def _full(bond: Bond) -> float:
    """The strength of a bond in both directions together."""
    return 1.0 - (1.0 - bond.out) * (1.0 - bond.back)


def _no_person(held: Sequence[Account]) -> bool:
    return any(account.bot or is_brand(account.bio) for account in held)


def _name(held: Sequence[Account]) -> str:
    return held[0].name or held[0].handle
