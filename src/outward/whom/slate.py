"""The slate: which people get the few seats there are."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from outward.model import Company, Evidence, Person, Reason
from outward.whom.weights import EXPERIENCED, EXPERT, PEER

LEAST = {EXPERT: 20.0, EXPERIENCED: 30.0, PEER: 45.0}
"""Points below which nobody takes a seat of that role; starting values."""
FIRST_HAND = 0.35
"""First-hand sign below which nobody takes a seat for experience."""
WENT_THROUGH = 0.6
"""First-hand sign from which somebody is no longer at the same stage, whatever she asks."""
OF_ONE_HOUSE = 2
TIRES = 0.25
"""What being seated the week before takes of a person's points when seats are given; half as much a week later."""
REMEMBERED = 4
"""Weeks back whose seats still count."""
_PATTERN = (EXPERIENCED, EXPERT, EXPERIENCED, EXPERT, PEER)
_HOUSE = re.compile(r"(?:\b(?:at|bei|chez)\s+|@ ?)([A-ZÀ-Þ][\w&'-]*(?:\s+(?:&\s+|and\s+)?[A-ZÀ-Þ][\w&'-]*)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person with the reasons for each role she could take; `followed`: the user follows her already.

    `fresh` is what of her points counts when seats are given: less than 1 for who was seated lately.
    """

    person: Person
    roles: Mapping[str, tuple[Reason, ...]]
    first_hand: float = 0.0
    seeking: Evidence | None = None
    followed: bool = False
    fresh: float = 1.0

    def score(self, role: str) -> float:
        """Points in a role, 0..100."""
        return sum(reason.points for reason in self.roles[role])

    def fits(self, role: str) -> bool:
        """Whether she may take a seat of that role."""
        if role == PEER and (not self.seeking or self.first_hand >= WENT_THROUGH):
            return False
        if role == EXPERIENCED and self.first_hand < FIRST_HAND:
            return False
        return self.score(role) >= LEAST[role]

    def seated(self, role: str) -> "Candidate":
        """The same, as a person of that role."""
        reasons = self.roles[role]
        if self.fresh < 1:
            lost = -self.score(role) * (1 - self.fresh)
            reasons = (*reasons, Reason("shown before", lost, "Shown in the weeks before: others go first if as good."))
        person = replace(self.person, role=role, score=sum(reason.points for reason in reasons), reasons=reasons)
        if role == PEER:
            person = replace(person, asks=self.seeking, evidence=())
        return replace(self, person=person)


def house(bio: str) -> str:
    """The organisation a description says she works at, empty where it names none; a place is none."""
    named = _HOUSE.search(bio)
    return named.group(1).casefold() if named else ""


def fresh(seated: Collection[int]) -> float:
    """What of her points counts for who was seated so many weeks ago (1: last week): Π (1 - .25 · 2^-(weeks - 1)).

    So there are other people next week, unless those of this week are a third better.
    """
    return math.prod(1 - TIRES * 2.0 ** (1 - weeks) for weeks in seated)


def seat(candidates: Sequence[Candidate], company: Company, *, limit: int) -> list[Candidate]:
    """Fill the seats: of five two experienced, two experts, one peer, as far as the user asked for them.

    At most two of one organisation; at least one the user does not follow yet, where there is one; a seat nobody
    fits goes to the next best of another role asked for.
    """
    wanted = {EXPERIENCED: company.experienced, EXPERT: company.experts, PEER: company.peers}
    pattern = [role for role in _PATTERN if wanted[role]] or list(_PATTERN)
    asked = tuple(dict.fromkeys(pattern))
    free = list(candidates)
    seats: list[Candidate] = []
    houses: Counter[str] = Counter()
    for number in range(limit):
        role = pattern[number % len(pattern)]
        best = _best(free, (role, *(other for other in asked if other != role)), houses)
        if best is None:
            break
        free = [candidate for candidate in free if candidate.person.id != best.person.id]
        houses[house(best.person.bio)] += 1
        seats.append(best)
    return _opened(seats, free, asked)


def _best(free: Sequence[Candidate], roles: Sequence[str], houses: Counter[str]) -> Candidate | None:
    for role in roles:
        fitting = [
            candidate
            for candidate in free
            if candidate.fits(role)
            and (not house(candidate.person.bio) or houses[house(candidate.person.bio)] < OF_ONE_HOUSE)
        ]
        if fitting:
            return max(fitting, key=lambda c: (c.score(role) * c.fresh, c.person.id)).seated(role)
    return None


def _opened(seats: list[Candidate], free: Sequence[Candidate], asked: Sequence[str]) -> list[Candidate]:
    """One from outside the people she follows already, where everybody seated is one of them."""
    if not seats or not all(candidate.followed for candidate in seats):
        return seats
    *kept, last = seats
    houses = Counter(house(candidate.person.bio) for candidate in kept)
    roles = (last.person.role, *(role for role in asked if role != last.person.role))
    stranger = _best([candidate for candidate in free if not candidate.followed], roles, houses)
    return seats if stranger is None else [*kept, stranger]
