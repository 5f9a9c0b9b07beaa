"""The people around her: told by layer and group, with what is missing; nobody is lost and nobody told twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Account, Activity, Person, Signs, Tie, TieKind
from outward.model.learning_network import LearningNetwork, Member
from outward.whom.network.acquaintances import ME
from outward.whom.network.holes import GROUPS, LEAST, TOPICS
from outward.whom.network.learning_network import MEMBERS, introductions_to, learning_network
from outward.whom.tied.ties import Bond, bonds
from tests.pure.whom.town import NOW, account, tie

MINE = frozenset({"bluesky:me"})


@dataclass(frozen=True)
class Post:
    text: str
    url: str = "https://bsky.example/1"
    at: datetime | None = NOW
    tags: tuple[str, ...] = ()


@dataclass
class Square:
    """A town square: everybody's accounts, what runs among them, what they say, since when they are silent (days)."""

    people: dict[str, tuple[Account, ...]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    posts: dict[str, list[Post]] = field(default_factory=dict)
    silent: dict[str, float] = field(default_factory=dict)

    def person(self, name: str, *posts: Post, silent: float | None = 1, **more: object) -> str:
        made = account(name, **more)
        self.people[made.id] = (made,)
        self.posts[made.id] = list(posts)
        if silent is not None:
            self.silent[made.id] = silent
        return made.id

    def talk(self, one: str, other: str, days: float = 1, times: int = 2) -> None:
        for number in range(times):
            self.ties += [tie(*pair, TieKind.REPLY, days + number) for pair in ((one, other), (other, one))]

    def accounts(self, persons: Sequence[str]) -> Mapping[str, tuple[Account, ...]]:
        return {person: self.people[person] for person in persons if person in self.people}

    def among(self, accounts: Sequence[str]) -> Sequence[Tie]:
        return [tie for tie in self.ties if tie.source in accounts and tie.target in accounts]

    def said(self, accounts: Sequence[str], limit: int) -> Mapping[str, Sequence[Post]]:
        return {name: self.posts[name][:limit] for name in accounts if self.posts.get(name)}

    def activity(self, accounts: Sequence[str], now: datetime, days: int) -> Mapping[str, Activity]:
        return {name: Activity(account=name, last_days=self.silent[name]) for name in accounts if name in self.silent}

    @property
    def mine(self) -> list[Tie]:
        return [tie for tie in self.ties if {tie.source, tie.target} & MINE]

    @property
    def bonds(self) -> dict[str, Bond]:
        held: dict[str, list[Tie]] = {}
        for one in self.mine:
            (other,) = {one.source, one.target} - MINE
            held.setdefault(other, []).append(one)
        return bonds([], held, me=MINE, now=NOW)

    def around(self, *topics: str, outsiders: Sequence[Person] = (), **more: object) -> LearningNetwork:
        given: dict[str, object] = {
            "me": MINE, "mine": self.mine, "topics": topics, "outsiders": outsiders, "now": NOW, **more,
        }  # fmt: skip
        return learning_network(self.bonds, self, **given)  # type: ignore[arg-type]


def outsider(name: str, score: float = 50.0) -> Person:
    return Person(
        id=f"bluesky:{name}", name=name.title(), handle=f"{name}.example", network="bluesky", url="", bio="",
        role="expert", score=score, reasons=(), evidence=(), signs=Signs(able=0, willing=0, eager=0),
    )  # fmt: skip


def square(*names: str) -> Square:
    made = Square()
    for number, name in enumerate(names):
        made.person(name)
        made.talk("me", name, 1 + number)
    return made


def named(network: LearningNetwork) -> list[str]:
    return [member.name for member in network.members]


def test_the_people_around_her_are_told_the_closest_first() -> None:
    made = square("ann", "ben")
    made.person("cas")
    made.ties += [tie("me", "cas", TieKind.FOLLOW)]
    found = made.around()
    assert named(found) == ["Ann", "Ben", "Cas"]
    assert [member.both_ways for member in found.members] == [True, True, False]
    assert sum(found.layers.values()) == 3
    assert found.beyond == 0
    assert found.left_out == 0
    assert found.members[0].strength > found.members[1].strength > found.members[2].strength > 0


def test_machines_and_organisations_are_counted_and_those_left_out_are_not_there() -> None:
    made = square("ann", "ben", "cas", "dee", "me2")
    made.person("ben", bot=True)
    made.person("cas", bio="The leading platform. Book a demo.")
    del made.people["bluesky:me2"]
    found = made.around(left_out={"bluesky:dee"})
    assert named(found) == ["Ann"]
    assert found.left_out == 2


def test_an_own_account_and_a_bond_without_strength_are_nobody() -> None:
    made = square("ann")
    held = {**made.bonds, "bluesky:me": Bond(person="bluesky:me", out=0.5), "bluesky:x": Bond(person="bluesky:x")}
    found = learning_network(held, made, me=MINE, mine=made.mine, topics=(), outsiders=(), now=NOW)
    assert named(found) == ["Ann"]


def test_groups_are_named_by_what_their_people_speak_of() -> None:
    made = square("ann", "ben", "cas", "dee", "eve", "fay")
    for one, other, tag in (("ann", "ben", "change"), ("cas", "dee", "measurement"), ("eve", "fay", "")):
        made.talk(one, other, times=4)
        for name in (one, other):
            made.posts[f"bluesky:{name}"] = [Post("x", tags=(tag,) if tag else ())]
    found = made.around()
    told = {group.name: (group.size, group.nearest) for group in found.groups}
    assert told == {"#change": (2, "Ann"), "#measurement": (2, "Cas"), "people around Eve": (2, "Eve")}
    assert found.members[0].knows == ("bluesky:ben",)
    assert found.members[0].speaks_of == ("#change",)
    assert len({member.group for member in found.members}) == 3
    assert found.worth == pytest.approx(5.0)


def test_who_knows_nobody_else_is_in_no_group() -> None:
    found = square("ann", "ben").around()
    assert [member.group for member in found.members] == [0, 0]
    assert found.groups == ()


def test_the_topics_nobody_around_her_speaks_of_are_holes() -> None:
    made = square("ann")
    made.posts["bluesky:ann"] = [Post("Our town hall went well.")]
    made.person("nora", Post("We did more. Line managers came first! And so on.", "https://bsky.example/n"))
    made.person("omar", Post("line managers"), Post("Line managers again"))
    made.talk("ann", "nora", 3)
    found = made.around(
        "town hall", "line managers", "rumours", "staff", outsiders=[outsider("nora", 90), outsider("omar", 10)]
    )
    (hole,) = found.holes
    assert (hole.missing, hole.size, hole.name, hole.url) == ("line managers", 0, "Nora", "https://bsky.example/n")
    assert hole.said == "Line managers came first!"
    assert hole.way is not None
    assert hole.way.names == ("Ann",)
    assert found.spoken_of == {"town hall": ("Ann",)}
    assert found.unheard == ("rumours",)


def test_a_hole_is_filled_by_who_ranks_high_and_says_much() -> None:
    made = square("ann")
    made.person("nora", Post("measure"))
    made.person("omar", *[Post("We measure\nline\nmanagers")] * 9)
    made.person("pia", Post("measure"))
    found = made.around("measure", "line managers", outsiders=[outsider("nora", 60), outsider("omar", 50)])
    assert [(hole.missing, hole.name, hole.way) for hole in found.holes] == [
        ("measure", "Omar", None),
        ("line managers", "Omar", None),
    ]
    assert found.holes[1].said == "We measure line managers"


def test_people_she_is_tied_to_or_leaves_out_fill_no_hole() -> None:
    made = square("ann")
    made.person("nora", Post("measure"))
    assert made.around("measure", outsiders=[outsider("nora"), outsider("ann")], left_out={"bluesky:nora"}).holes == ()


def test_a_group_of_the_field_in_which_she_knows_nobody_is_a_hole() -> None:
    made = square("ann", "ben")
    made.talk("ann", "ben", times=4)
    strangers = ("nora", "omar", "pia", "quin")
    for name in strangers:
        made.person(name, Post("x", tags=("measurement",)))
        for other in strangers:
            if name < other:
                made.talk(name, other, times=4)
    found = made.around(outsiders=[outsider(name, 50 + n) for n, name in enumerate(strangers)])
    (hole,) = found.holes
    assert (hole.missing, hole.size, hole.name, hole.said) == ("#measurement", 4, "Quin", "")
    assert LEAST <= 4


def test_no_way_leads_through_somebody_asleep() -> None:
    made = square("ann")
    made.person("nora", Post("measure"))
    made.ties = [tie("me", "ann", TieKind.CONNECT, None), tie("ann", "nora", TieKind.CONNECT, None)] + [
        tie(*pair, TieKind.REPLY, 40) for pair in (("me", "ann"), ("ann", "me"), ("ann", "nora"), ("nora", "ann"))
    ]
    awake = made.around("measure", outsiders=[outsider("nora")])
    assert awake.holes[0].way is not None
    made.silent["bluesky:ann"] = 31
    asleep = made.around("measure", outsiders=[outsider("nora")])
    assert asleep.holes[0].way is None
    assert asleep.members[0].asleep
    del made.silent["bluesky:ann"]
    assert not made.around().members[0].asleep


def test_who_wrote_to_her_lately_is_awake_whatever_she_posts() -> None:
    from outward.model import Direction, Touch

    made = square("ann")
    made.silent["bluesky:ann"] = 90
    touch = Touch(person="bluesky:ann", direction=Direction.IN, how="message", at=NOW - timedelta(days=3))
    held = bonds([touch], {}, me=MINE, now=NOW)
    found = learning_network(held, made, me=MINE, mine=made.mine, topics=(), outsiders=(), now=NOW)
    assert not found.members[0].asleep
    assert found.members[0].last == touch.at
    old = replace(touch, at=NOW - timedelta(days=31))
    found = learning_network(
        bonds([old], {}, me=MINE, now=NOW), made, me=MINE, mine=made.mine, topics=(), outsiders=(), now=NOW
    )
    assert found.members[0].asleep


def test_who_could_introduce_her_is_asked_of_people_awake_and_human() -> None:
    made = square("ann", "ben", "bot", "shy")
    made.person("bot", bot=True)
    made.silent["bluesky:ben"] = 99
    made.person("them", silent=99, bio="The leading platform")
    for name in ("ann", "ben", "bot", "shy"):
        made.talk(name, "them")
    around = sorted(made.people)
    told = introductions_to(
        "bluesky:them", made, me=MINE, mine=made.mine, around=around, now=NOW, left_out={"bluesky:shy"}
    )
    assert [way.names for way in told] == [("Ann",)]
    assert introductions_to("bluesky:nobody", made, me=MINE, mine=made.mine, around=around, now=NOW) == ()


NAMES = [f"p{number}" for number in range(12)]
KINDS = st.sampled_from([TieKind.REPLY, TieKind.FOLLOW, TieKind.LIKE, TieKind.CONNECT])
TIES = st.lists(
    st.tuples(st.sampled_from(["me", *NAMES]), st.sampled_from(["me", *NAMES]), KINDS, st.integers(0, 400)), max_size=60
)


@settings(max_examples=40)
@given(TIES, st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)), st.randoms())
def test_nobody_is_lost_or_told_twice_and_order_does_not_matter(
    ties: list[tuple[str, str, TieKind, int]], bots: set[str], muted: set[str], dice: object
) -> None:
    made = Square()
    for number, name in enumerate(NAMES):
        made.person(name, Post(f"topic{number % 3}", tags=(f"tag{number % 2}",)), bot=name in bots)
    made.ties = [
        replace(tie(one, other, kind, days), post=str(number))
        for number, (one, other, kind, days) in enumerate(ties)
        if one != other
    ]
    strangers = [outsider(name, number) for number, name in enumerate(NAMES)]
    left_out = {f"bluesky:{name}" for name in muted}
    topics = ("topic0", "topic1", "topic2", "topic3")
    found = made.around(*topics, outsiders=strangers, left_out=left_out)
    ids = [member.id for member in found.members]
    assert len(set(ids)) == len(ids) <= MEMBERS
    assert sum(found.layers.values()) == len(ids) + found.beyond
    assert set(ids) | {f"bluesky:{name}" for name in bots} >= made.bonds.keys() - left_out
    assert not set(ids) & left_out
    assert ME not in ids
    assert sum(group.size for group in found.groups) == sum(member.group > 0 for member in found.members)
    assert all(set(member.knows) < set(ids) and member.id not in member.knows for member in found.members)
    assert sum(not hole.size for hole in found.holes) <= TOPICS
    assert sum(hole.size > 0 for hole in found.holes) <= GROUPS
    assert {hole.id for hole in found.holes}.isdisjoint({*ids, *left_out})
    heard = {hole.missing for hole in found.holes if not hole.size} | found.spoken_of.keys() | set(found.unheard)
    assert heard <= set(topics)
    for hole in found.holes:
        assert hole.way is None or not set(hole.way.through) & left_out
    getattr(dice, "shuffle")(made.ties)  # noqa: B009 - Hypothesis calls its own random Random
    again = made.around(*topics, outsiders=strangers[::-1], left_out=left_out)
    assert again == found


def test_those_beyond_the_first_are_counted() -> None:
    made = square(*(f"n{number}" for number in range(MEMBERS + 5)))
    found = made.around()
    assert len(found.members) == MEMBERS
    assert found.beyond == 5


def test_an_empty_circle_is_empty() -> None:
    assert Square().around("topic") == LearningNetwork(unheard=("topic",))
    assert Member(id="a", name="A", handle="a", network="x", layer="weak", strength=1).knows == ()
