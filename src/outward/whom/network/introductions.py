"""Who knows whom: the strongest ways from the user to a person, each as a sentence, with how sure it is."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from outward.model import Account, Tie, TieKind
from outward.model.learning_network import Way
from outward.whom.circle import Graph
from outward.whom.network.acquaintances import ME, Acquaintance, Acquaintances, acquaintances
from outward.whom.network.routes import ASKED, LEAST, Tree, tree
from outward.whom.tied.strength import SATURATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

WELL, LITTLE = 0.5, 0.2
"""Closeness from which two people know each other well, or a little; starting values."""
LIKELY, POSSIBLE = 0.3, 0.1
"""Strength of a way from which it is likely to work, or may; starting values."""
BETWEEN = 2
"""People in between on a chain; nobody asks a favour over more."""
SHORT = 3
"""People on a way with one in between; a longer one is told only where it is the best."""


def ways(
    known: Acquaintances,
    them: Collection[str],
    names: Mapping[str, str],
    now: datetime,
    *,
    avoid: Collection[str] = (),
    most: int = 1,
) -> dict[str, tuple[Way, ...]]:
    """At most `most` ways to each of these people, the strongest first; people nobody leads to are left out.

    Ways are the user's own bond with the person, and one through each of those who know her. A way is as strong as
    its bonds multiplied (both directions, faded by age), half for every person asked after the first; it is looked
    for once, from the user, for all. It never leads through `avoid` or through somebody without a name in `names`.
    """
    if ME not in known.held:
        return {}
    looked = _Looked(
        known, names, now, frozenset(p for p in known.people if p != ME and (p in avoid or p not in names))
    )
    wanted = sorted(set(them) & known.held.keys() - {ME})
    said = {person: tuple(looked.way(path) for path in looked.paths(person)[:most]) for person in wanted}
    return {person: told for person, told in said.items() if told}


def introduction(
    me: frozenset[str], them: Sequence[Account], ties: Sequence[Tie], names: Mapping[str, str], now: datetime
) -> str:
    """One sentence or two on how the user comes to one person, empty where no way is known.

    `them` are her accounts, `names` the names of other accounts.
    """
    if not me or not them:
        return ""
    her = them[0].id
    known = acquaintances(ties, me, {account.id: her for account in them})
    found = ways(known, [her], {**names, her: them[0].name or them[0].handle}, now)
    return f"{found[her][0].sentence} {found[her][0].sure}".strip() if her in found else ""


def chains(
    graph: Graph, me: Collection[str], them: Collection[str], avoid: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """The two people between the user and each person on the strongest way of a whole graph, where it needs two.

    Closeness is that of `Acquaintance.close`, with the graph's weights for what is left of ties:
    (1 - e^(-(out + back)/5))·(.5 + .5·reciprocity). Only ties that can be on such a way are looked at: those of the
    user, of the persons, and between who is tied to one and who to the other.
    """
    import numpy as np
    from scipy.sparse import coo_array

    place = {person: number for number, person in enumerate(graph.people)}
    starts = sorted(place[person] for person in set(me) if person in place)
    ends = sorted(place[person] for person in set(them) - set(me) if person in place)
    if not starts or not ends:
        return {}
    held = graph.once("ends", _Ends)
    on_way = held.between_two(starts, ends)
    source, target = (side[on_way].astype(np.int64) for side in (held.source, held.target))
    weight = held.weight[on_way].astype(np.float64)
    one, other = np.minimum(source, target), np.maximum(source, target)
    shape = (len(place), len(place))
    out, both = (coo_array((w, (one, other)), shape=shape).tocsr() for w in (weight * (source < target), weight))
    whole, there = -np.expm1(-both.data / SATURATES), -np.expm1(-out.data / SATURATES)
    back = -np.expm1(-(both.data - out.data) / SATURATES)
    even = np.minimum(there, back) / np.maximum(np.maximum(there, back), np.finfo(np.float32).tiny)
    pairs = both.tocoo()
    found = tree(
        len(place),
        pairs.row,
        pairs.col,
        whole * (0.5 + 0.5 * even),
        start=starts,
        closed=[place[person] for person in sorted(set(avoid)) if person in place and person not in me],
    )
    paths = {graph.people[end]: found.path(end) for end in ends}
    return {person: tuple(graph.people[n] for n in path) for person, path in paths.items() if len(path) == BETWEEN}


class _Ends:
    """The ties of a graph, to be looked up by who turns to somebody and by to whom somebody turns."""

    def __init__(self, graph: Graph) -> None:
        import numpy as np

        self.source, self.target = (np.asarray(side, dtype=np.intc) for side in (graph.source, graph.target))
        self.weight = np.asarray(graph.weight)
        self._size = len(graph.people)
        self._sides = [self._sorted(side) for side in (self.source, self.target)]

    def _sorted(self, side: "NDArray[Any]") -> "tuple[NDArray[Any], NDArray[Any]]":
        """The places of ties by who is at this end, and where those of each begin."""
        import numpy as np
        from scipy.sparse import coo_array

        places = np.arange(len(side), dtype=np.intc)
        sorted_: Any = coo_array((places, (side, places)), shape=(self._size, max(1, len(side)))).tocsr()
        return sorted_.indices, sorted_.indptr

    def _of(self, people: "NDArray[Any]") -> "NDArray[Any]":
        """The places of all ties from or to these people, some of them twice."""
        import numpy as np

        held = [order[starts[one] : starts[one + 1]] for order, starts in self._sides for one in people.tolist()]
        return np.concatenate(held) if held else np.zeros(0, dtype=np.int32)

    def between_two(self, mine: Sequence[int], theirs: Sequence[int]) -> "NDArray[Any]":
        """The places of ties that can be on a way from `mine` to `theirs` with two people in between."""
        import numpy as np

        on = np.zeros((2, self._size), dtype=np.bool_)
        beside = on.copy()
        for number, held in enumerate((mine, theirs)):
            people = np.asarray(held, dtype=np.int64)
            ties = self._of(people)
            on[number, people] = True
            beside[number, people] = beside[number, self.source[ties]] = beside[number, self.target[ties]] = True
        near, far = beside
        ends = on[0] | on[1]
        touched = np.zeros(len(self.weight), dtype=np.bool_)
        touched[self._of(np.flatnonzero(near | on[1]))] = True
        ties = np.flatnonzero(touched)
        source, target = self.source[ties], self.target[ties]
        crosses = (near[source] & far[target]) | (far[source] & near[target])
        found: NDArray[Any] = ties[(self.weight[ties] > 0) & (crosses | ends[source] | ends[target])]
        return found


def passed_on(names: Sequence[str], her: str) -> str:
    """The sentence for a chain of people, the one the user knows first."""
    links = [f"{one} knows {other}" for one, other in zip(names, (*names[1:], her), strict=True)]
    return f"{', '.join(links[:-1])} and {links[-1]}: ask {names[0]} first."


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, as people say it."""
    days = max(0, (now - moment).days)
    if days < 60:
        return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    return f"{days // 30} months ago" if days < 730 else f"{days // 365} years ago"


@dataclass
class _Looked:
    """One look from the user at all ways there are; nobody `closed` is asked."""

    known: Acquaintances
    names: Mapping[str, str]
    now: datetime
    closed: Collection[str]

    @cached_property
    def close(self) -> dict[tuple[str, str], float]:
        """How close two people are, the smaller id first."""
        held = self.known.held
        return {(one, other): bond.close(self.now) for one in held for other, bond in held[one].items() if one < other}

    @cached_property
    def place(self) -> dict[str, int]:
        return {person: number for number, person in enumerate(self.known.people)}

    @cached_property
    def tree(self) -> Tree:
        place, pairs = self.place, self.close.keys()
        return tree(
            len(place),
            [place[one] for one, _ in pairs],
            [place[other] for _, other in pairs],
            list(self.close.values()),
            start=place[ME],
            closed=sorted(place[person] for person in self.closed),
        )

    def paths(self, person: str) -> list[tuple[str, ...]]:
        """From the user to a person: the own bond, and one path through each who knows her; the strongest first."""
        found: list[tuple[float, tuple[str, ...]]] = []
        for last in self.known.around(person):
            before = () if last == ME else (*self.tree.path(self.place[last]), self.place[last])
            worth = self.tree.worth(self.place[last]) * ASKED * self.close[min(last, person), max(last, person)]
            if last not in self.closed and self.place[person] not in before and worth >= LEAST * ASKED:
                found.append((worth, (ME, *(self.known.people[number] for number in before), person)))
        best = [path for _, path in sorted(found, key=lambda one: (-one[0], len(one[1]), one[1]))]
        return [*best[:1], *(path for path in best[1:] if len(path) <= SHORT)]

    def way(self, path: Sequence[str]) -> Way:
        """A path as sentences."""
        steps = [*pairwise(path)]
        links = [self.known.between(*step) for step in steps]
        nearness = [self.close[min(step), max(step)] for step in steps]
        called = {**{person: self.names.get(person, person) for person in path}, ME: "you"}
        names = tuple(called[person] for person in path[1:-1])
        strength = math.prod(nearness)
        if not names:
            said = _direct(links[0], called[path[1]], self.now)
            return Way(through=(), names=(), strength=strength, sentence=said, sure="")
        follows = _shared(links, names[0]) if len(names) == 1 else ""
        parts = [follows] if follows else []
        for (one, other), link in zip(steps, links, strict=True):
            if link.spoke or not follows:
                first, second, bond = (other, one, link.turned()) if one == ME else (one, other, link)
                parts.append(_between(bond, called[first], called[second], self.now))
        first_of_all = f" Ask {names[0]} first." if len(names) > 1 else ""
        weakest = min(range(len(steps)), key=lambda number: nearness[number])
        sure = _sure(strength, nearness[weakest], [called[end] for end in steps[weakest]], names)
        return Way(
            through=tuple(path[1:-1]),
            names=names,
            strength=strength,
            sentence=_capital("; ".join(parts)) + "." + first_of_all,
            sure=sure,
        )


def _direct(bond: Acquaintance, name: str, now: datetime) -> str:
    """What runs between the user and a person without anybody's help."""
    last = bond.last(now)
    if bond.spoke:
        return f"You and {name} last spoke {ago(last, now)}." if last else f"You and {name} have spoken before."
    if any(bond.has(TieKind.CONNECT)):
        return f"You and {name} are connected already."
    if any(bond.has(TieKind.FOLLOW)):
        return {
            (True, True): f"You and {name} follow each other already.",
            (True, False): f"You follow {name} already.",
        }.get(bond.has(TieKind.FOLLOW), f"{name} follows you already.")
    return f"You liked or passed on what {name} wrote." if bond.out else f"{name} liked or passed on what you wrote."


def _shared(links: Sequence[Acquaintance], between: str) -> str:
    """The follow that ties somebody to both ends of a way alike, if it does."""
    mine, hers = links[0].has(TieKind.FOLLOW), links[1].has(TieKind.FOLLOW)
    if mine[1] and hers[0]:
        return f"{between} follows both of you"
    return f"you both follow {between}" if mine[0] and hers[1] else ""


def _between(bond: Acquaintance, one: str, other: str, now: datetime) -> str:
    """What runs between two people, the weightiest of it."""
    last = bond.last(now)
    if bond.spoke:
        return f"{one} and {other} last spoke {ago(last, now)}" if last else f"{one} and {other} have spoken"
    if any(bond.has(TieKind.CONNECT)):
        return f"{one} and {other} are connected"
    out, back = bond.has(TieKind.FOLLOW)
    if out and back:
        return f"{one} and {other} follow each other"
    if out or back:
        source, target = (one, other) if out else (other, one)
        return f"{source} {'follow' if source == 'you' else 'follows'} {target}"
    source, target = (one, other) if bond.out else (other, one)
    return f"{source} liked or passed on what {target} wrote"


def _sure(strength: float, weakest: float, ends: Sequence[str], names: Sequence[str]) -> str:
    """How sure a way is, and which of its bonds it hangs on."""
    one, other = (ends[1], ends[0]) if ends[0] == "you" else ends
    if weakest >= WELL:
        hangs = f"{names[0]} knows both of you well" if len(names) == 1 else "each of them knows the next one well"
    else:
        hangs = f"{one} and {other} {'know each other a little' if weakest >= LITTLE else 'hardly know each other'}"
    word = "Likely to work" if strength >= LIKELY else "It may work" if strength >= POSSIBLE else "A long shot"
    return f"{word}: {hangs}."


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
