"""FOLLOW over the files of a set: who follows whom, what accounts ask for, and for whom to answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from outward.app.labelled.tables import Record, records
from outward.errors import InputError
from outward.whom.circle import Graph
from outward.whom.network.near import Neighbourhood, near

EDGES, ACCOUNTS = ("src", "dst"), ("id", "discoverable", "noindex", "locked")
ASKS = {"discoverable": "false", "noindex": "true", "locked": "true"}
"""What an account says that wants to be left alone: not to be suggested, not to be found, to choose its followers."""


@dataclass(frozen=True)
class Follows:
    """A set as read: `edges` name who follows whom, `accounts` what accounts ask for, `people` for whom to answer."""

    edges: Path
    accounts: Path | None
    people: Path | None

    @cached_property
    def pairs(self) -> Sequence[tuple[str, str]]:
        """Who follows whom, each once."""
        rows = records(self.edges, EDGES)
        pairs = dict.fromkeys((row["src"], row["dst"]) for row in rows if len(row) == len(EDGES))
        if not pairs:
            raise InputError(f"{self.edges} tells of no following; it is to have the columns src and dst.")
        return tuple(pairs)

    @cached_property
    def graph(self) -> Graph:
        """The same as the WHOM room wants it."""
        place: dict[str, int] = {}
        for pair in self.pairs:
            for name in pair:
                place.setdefault(name, len(place))
        source, target = ([place[pair[end]] for pair in self.pairs] for end in (0, 1))
        return Graph(tuple(place), source, target, [1.0] * len(self.pairs))

    @cached_property
    def alone(self) -> frozenset[str]:
        """Accounts that ask not to be suggested or found, or choose their followers themselves."""
        rows = records(self.accounts, ACCOUNTS) if self.accounts else ()
        return frozenset(row["id"] for row in rows if "id" in row and _asks(row))

    @cached_property
    def asked(self) -> Sequence[str]:
        """The people to answer for, in the order of the file: its first column, or the one named person or id."""
        if self.people is None:
            raise InputError("Give the people to answer for too: --people FILE, one a line (.tsv, .csv, .jsonl).")
        rows: Sequence[Mapping[str, str]] = records(self.people, ("person", "id"))
        return tuple(dict.fromkeys(row.get("person") or row["id"] for row in rows if row))

    def answers(self, limit: int) -> Iterator[tuple[str, Sequence[tuple[str, float]]]]:
        """The best accounts for each person, with scores: about 100 for who is quite like those she follows."""
        asked, alone = self.asked, self.alone
        hood = Neighbourhood(self.graph)
        for person in asked:
            found = near(hood, person, limit=limit, may=lambda one: one not in alone)
            yield person, [(each.person, 100 * each.score) for each in found]


def _asks(account: Record) -> bool:
    return any(account.get(name, "").lower() in (said, _AS_FIGURE[said]) for name, said in ASKS.items())


_AS_FIGURE = {"true": "1", "false": "0"}
