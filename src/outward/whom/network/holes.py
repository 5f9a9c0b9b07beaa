"""Holes: what the goal needs and nobody the user is tied to brings."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from outward.model import Person
from outward.model.learning_network import Hole, Way
from outward.whom.catchwords import spoken
from outward.whom.first_hand.sentences import sentences

TOPICS, GROUPS = 5, 2
"""Holes told at most, of topics and of groups."""
LEAST = 3
"""People from which a group nobody is tied to is a hole."""


class Said(Protocol):
    """One post: when and where, its words, its hashtags."""

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def url(self) -> str:
        """Where it can be seen."""
        ...

    @property
    def at(self) -> datetime | None:
        """When it was said."""
        ...

    @property
    def tags(self) -> Sequence[str]:
        """Its hashtags, without `#`."""
        ...


@dataclass(frozen=True)
class Heard:
    """Who speaks of what: for each topic, the posts that speak of it by person, newest first."""

    by_topic: Mapping[str, Mapping[str, Sequence[Said]]]

    @classmethod
    def of(cls, topics: Sequence[str], said: Mapping[str, Sequence[Said]]) -> "Heard":
        """Listen for topics in what people said."""
        return cls(
            {
                topic: {
                    person: posts
                    for person in sorted(said)
                    if (posts := [post for post in said[person] if spoken(topic).search(post.text)])
                }
                for topic in topics
            }
        )

    def speakers(self, topic: str, people: Sequence[str]) -> tuple[str, ...]:
        """Those of these people who speak of a topic, who says most of it first."""
        held = self.by_topic[topic]
        return tuple(sorted((p for p in people if p in held), key=lambda p: (-len(held[p]), people.index(p))))


def of_topics(
    heard: Heard, members: Sequence[str], outsiders: Sequence[Person], ways: Mapping[str, Sequence[Way]]
) -> list[Hole]:
    """A hole for each topic no member speaks of and somebody outside does, the one most speak of first.

    It is filled best by who ranks highest for the goal and says most of the topic: score · ln(1 + posts).
    """
    holes: list[tuple[int, Hole]] = []
    for topic, held in heard.by_topic.items():
        able = [person for person in outsiders if person.id in held]
        if any(member in held for member in members) or not able:
            continue
        best = max(able, key=lambda person: (person.score * math.log1p(len(held[person.id])), person.id))
        post = held[best.id][0]
        said = next((s for s in sentences(post.text) if spoken(topic).search(s)), " ".join(post.text.split())[:400])
        holes.append((len(able), _hole(best, ways, topic, said=said, url=post.url, at=post.at)))
    return [hole for _, hole in sorted(holes, key=lambda one: -one[0])][:TOPICS]


def of_groups(
    numbers: Mapping[str, int],
    names: Mapping[int, str],
    members: Sequence[str],
    outsiders: Sequence[Person],
    ways: Mapping[str, Sequence[Way]],
) -> list[Hole]:
    """A hole for each group of the field that no member belongs to, the largest first.

    `numbers` says to which group everybody of the field belongs (0: none), `names` what a group speaks of. Somebody
    whom a way leads to fills it before one who ranks higher.
    """
    inside = Counter(number for number in numbers.values() if number)
    apart = [n for n in inside if inside[n] >= LEAST and all(numbers.get(member) != n for member in members)]
    found = []
    for number in sorted(apart, key=lambda n: (-inside[n], n))[:GROUPS]:
        within = [person for person in outsiders if numbers.get(person.id) == number]
        best = max(within, key=lambda person: (person.id in ways, person.score, person.id))
        found.append(_hole(best, ways, names[number], size=inside[number]))
    return found


def _hole(
    person: Person, ways: Mapping[str, Sequence[Way]], missing: str, *, size: int = 0, said: str = "", url: str = "",
    at: datetime | None = None,
) -> Hole:  # fmt: skip
    return Hole(
        missing=missing,
        id=person.id,
        name=person.name,
        handle=person.handle,
        size=size,
        said=said,
        url=url,
        at=at,
        way=next(iter(ways.get(person.id, ())), None),
    )
