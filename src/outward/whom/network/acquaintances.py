"""What runs between people, the user among them: every tie laid to its pair, and how close it makes the two."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outward.model import Direction, Tie, TieKind, Touch
from outward.whom.tied.strength import reciprocity, strength

ME = ""
"""The user, among ids of people."""
SPOKE = frozenset({TieKind.REPLY, TieKind.MENTION, TieKind.QUOTE, TieKind.MESSAGE})
"""Ties that are words of one to the other."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """All ties of two people, by who turned to the other: `out` from the first to the second, `back` the other way."""

    out: tuple[Tie, ...] = ()
    back: tuple[Tie, ...] = ()

    def close(self, now: datetime) -> float:
        """How well the two know each other, 0..1: the strength of all ties, half of it where they run one way only."""
        if any(tie.kind is TieKind.MUTE for tie in (*self.out, *self.back)):
            return 0.0
        both = [tie for tie in (*self.out, *self.back) if tie.kind is TieKind.CONNECT]
        even = reciprocity(strength((*self.out, *both), now), strength((*self.back, *both), now))
        return strength((*self.out, *self.back), now) * (0.5 + 0.5 * even)

    def has(self, *kinds: TieKind) -> tuple[bool, bool]:
        """Whether there is a tie of these kinds out, and back."""
        return any(tie.kind in kinds for tie in self.out), any(tie.kind in kinds for tie in self.back)

    def last(self, now: datetime) -> datetime | None:
        """When one of them last spoke to the other, as far as a date is known."""
        times = [t.at for t in (*self.out, *self.back) if t.kind in SPOKE and t.at is not None and t.at <= now]
        return max(times, default=None)

    @property
    def spoke(self) -> bool:
        """Whether one ever spoke to the other."""
        return any(self.has(*SPOKE))

    @property
    def both_ways(self) -> bool:
        """Whether each has turned to the other."""
        return bool(self.out and self.back) or any(self.has(TieKind.CONNECT))

    def turned(self) -> "Acquaintance":
        """The same, looked at from the other's side."""
        return Acquaintance(self.back, self.out)


@dataclass(frozen=True)
class Acquaintances:
    """Acquaintances by person and person; the accounts of the user are `ME`."""

    held: Mapping[str, Mapping[str, Acquaintance]] = field(default_factory=dict)

    def between(self, one: str, other: str) -> Acquaintance:
        """The bond of two people, an empty one where none is known."""
        return self.held.get(one, {}).get(other, Acquaintance())

    def around(self, person: str) -> Mapping[str, Acquaintance]:
        """Everybody a person has a bond with."""
        return self.held.get(person, {})

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody with a bond, in order."""
        return tuple(sorted(self.held))


def acquaintances(ties: Iterable[Tie], me: Collection[str], owners: Mapping[str, str]) -> Acquaintances:
    """Ties laid to pairs of people, in whatever order they come.

    `owners` says whose an account is; one that is not in it stands for itself.
    """

    def owner(account: str) -> str:
        return ME if account in me else owners.get(account, account)

    kept: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in sorted(set(ties), key=lambda t: (t.kind, t.at.timestamp() if t.at else 0.0, t.post or "", t.source)):
        source, target = owner(tie.source), owner(tie.target)
        if source != target:
            kept[source, target].append(tie)
    held: dict[str, dict[str, Acquaintance]] = defaultdict(dict)
    for one, other in sorted({pair for source, target in kept for pair in ((source, target), (target, source))}):
        held[one][other] = Acquaintance(tuple(kept.get((one, other), ())), tuple(kept.get((other, one), ())))
    return Acquaintances(dict(held))


def contacts(touches: Iterable[Touch]) -> list[Tie]:
    """Contacts of the user as ties between her and the person; one noted by hand counts as words to each other."""
    return [
        Tie(
            source=ME if touch.direction is Direction.OUT else touch.person,
            target=touch.person if touch.direction is Direction.OUT else ME,
            kind=_KINDS.get(touch.how, TieKind.MESSAGE),
            at=touch.at,
            post=touch.url or None,
        )
        for touch in touches
    ]


_KINDS = {
    "reply": TieKind.REPLY,
    "mention": TieKind.MENTION,
    "quoted": TieKind.QUOTE,
    "reposted": TieKind.REPOST,
    "liked": TieKind.LIKE,
    "endorsed": TieKind.LIKE,
    "followed": TieKind.FOLLOW,
    "invited": TieKind.MENTION,
}
