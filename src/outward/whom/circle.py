"""What the WHOM room needs of store and index; they fit it without knowing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from outward.model import Account, Activity, Found, Hit, Tie


@dataclass(frozen=True, slots=True)
class Graph:
    """Who turns to whom: `source` and `target` are positions in `people`, `weight` how much it counts."""

    people: Sequence[str]
    source: Sequence[int]
    target: Sequence[int]
    weight: Sequence[float]


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

    def about(self, accounts: Sequence[str]) -> Mapping[str, Sequence[Found]]:
        """What others say of each account: posts that mention, quote or answer it."""
        ...

    def graph(self) -> Graph:
        """All ties between people, added up."""
        ...
