"""What the WHOM room needs of store and index; they fit it without knowing of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from outward.model import Account, Activity, Found, Hit, Tie

Worked = TypeVar("Worked")
ASLEEP = timedelta(days=30)
"""Silence after which nobody is recommended, drawn as close, or asked to introduce somebody."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Who turns to whom: `source` and `target` are positions in `people`, `weight` how much it counts.

    A graph does not change, so `kept` may hold what was worked out of it, as long as the graph lives.
    """

    people: Sequence[str]
    source: Sequence[int]
    target: Sequence[int]
    weight: Sequence[float]
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, work: "Callable[[Graph], Worked]") -> Worked:
        """What `work` makes of the graph, worked out once and kept with it under a name."""
        if name not in self.kept:
            self.kept[name] = work(self)
        found: Worked = self.kept[name]
        return found


class Circle(Protocol):
    """Everybody read of so far: what they said, their accounts, their ties."""

    @property
    def me(self) -> frozenset[str]:
        """The user's own account ids; empty when she did not say."""
        ...

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        """The best documents for free text by BM25, best first."""
        ...

    def nearest(self, text: str, limit: int) -> Sequence[int]:
        """The documents nearest to the text in meaning, nearest first."""
        ...

    def similarity(self, text: str, docs: Sequence[int]) -> Sequence[float]:
        """Cosine (-1..1) of the text with each document."""
        ...

    def found(self, docs: Sequence[int]) -> Sequence[Found]:
        """The posts of these documents."""
        ...

    def accounts(self, persons: Sequence[str]) -> Mapping[str, tuple[Account, ...]]:
        """The accounts of each person, the most followed first."""
        ...

    def named(self, accounts: Sequence[str]) -> Sequence[Account]:
        """The accounts of these ids, as far as they are known."""
        ...

    def activity(self, accounts: Sequence[str], now: datetime, days: int) -> Mapping[str, Activity]:
        """How active and answering each account was in the last days."""
        ...

    def answers(self, accounts: Sequence[str], now: datetime, days: int) -> Sequence[tuple[str, int, float]]:
        """What these accounts answered others in the last days: account, document of the answer, its age in days."""
        ...

    def ties(self, accounts: Sequence[str]) -> Sequence[Tie]:
        """Ties from or to these accounts."""
        ...

    def between(self, ones: Sequence[str], others: Sequence[str]) -> Sequence[Tie]:
        """Ties from one of these accounts to one of those, or back."""
        ...

    def wrote(self, accounts: Sequence[str], now: datetime) -> Mapping[str, int]:
        """How many posts each account ever wrote (in ten years); one that wrote none may be left out."""
        ...

    def about(self, accounts: Sequence[str]) -> Mapping[str, Sequence[Found]]:
        """What others say of each account: the newest posts that mention, quote or answer it."""
        ...

    def graph(self) -> Graph:
        """All ties between people, added up."""
        ...
