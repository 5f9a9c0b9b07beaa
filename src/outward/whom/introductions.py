"""Who knows whom: the strongest path from the user to a person, as a sentence."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from outward.model import Account, Tie, TieKind
from outward.whom.circle import Graph
from outward.whom.strength import SATURATES, strength

LEAST = 0.05
"""Strength below which a path is not worth a sentence."""
_SPOKE = frozenset({TieKind.REPLY, TieKind.MENTION, TieKind.QUOTE})


def introduction(
    me: frozenset[str], them: Sequence[Account], ties: Sequence[Tie], names: Mapping[str, str], now: datetime
) -> str:
    """One sentence on how the user could be introduced, empty where no path is known.

    A path is the user's own tie to the person, or one through somebody who has a tie with both; its strength is the
    product of the two. `names` are names of accounts.
    """
    theirs = {account.id for account in them}
    if not me or not theirs:
        return ""
    mine: dict[str, list[Tie]] = defaultdict(list)
    hers: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        ends = {tie.source, tie.target}
        if ends & me:
            mine[next(iter(ends - me), "")].append(tie)
        if ends & theirs:
            hers[next(iter(ends - theirs), "")].append(tie)
    already = _already([tie for end in sorted(theirs) for tie in mine.get(end, ())], me)
    if already:
        return already
    paths = {
        between: strength(mine[between], now) * strength(hers[between], now)
        for between in sorted(mine.keys() & hers.keys())
        if between and between in names
    }
    between = max(paths, key=lambda b: paths[b], default="")
    if not between or paths[between] < LEAST:
        return ""
    return f"{names[between]} is in touch with both of you and could introduce you{_last(hers[between], now)}."


def chains(graph: Graph, me: Collection[str], them: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The people between the user and each person on the strongest path, where there are at least two.

    A path's strength is the product of its ties' strengths, ties of either direction taken together: Dijkstra on
    -ln(1 - e^(-weight / 5)). Persons without a path of at least `LEAST` are left out.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    place = {person: number for number, person in enumerate(graph.people)}
    starts = sorted(place[person] for person in set(me) if person in place)
    weight = np.asarray(graph.weight, dtype=np.float64)
    some = weight > 0
    if not starts or not some.any():
        return {}
    ends = (np.asarray(graph.source)[some], np.asarray(graph.target)[some])
    ties = coo_array((weight[some], ends), shape=(len(place), len(place))).tocsr()
    ties = (ties + ties.T).tocsr()
    ties.data = np.maximum(-np.log(-np.expm1(-ties.data / SATURATES)), np.finfo(np.float64).tiny)
    _, before, _ = dijkstra(ties, indices=starts, return_predecessors=True, min_only=True, limit=-math.log(LEAST))
    back = before.tolist()
    paths = {person: _back(place[person], back) for person in sorted(set(them)) if person in place}
    return {person: tuple(graph.people[n] for n in path) for person, path in paths.items() if len(path) > 1}


def _back(end: int, before: Sequence[int]) -> list[int]:
    """Who is between a start and the end, in order; `before` is negative at a start and where no path leads."""
    path: list[int] = []
    while before[end] >= 0:
        end = int(before[end])
        path.append(end)
    return path[-2::-1]


def passed_on(names: Sequence[str], her: str) -> str:
    """The sentence for a chain of people, the one the user knows first."""
    links = [f"{one} knows {other}" for one, other in zip(names, (*names[1:], her), strict=True)]
    return f"{', '.join(links[:-1])} and {links[-1]}: ask {names[0]} first."


def _already(ties: Sequence[Tie], me: frozenset[str]) -> str:
    """What runs between the two without anybody's help."""
    if any(tie.kind in _SPOKE for tie in ties):
        return "You have been in touch before."
    follows = {tie.source in me for tie in ties if tie.kind is TieKind.FOLLOW}
    if not follows:
        return ""
    if len(follows) > 1:
        return "You follow each other already."
    return "You follow this person already." if True in follows else "This person follows you already."


def _last(ties: Sequence[Tie], now: datetime) -> str:
    days = [(now - tie.at).days for tie in ties if tie.at is not None and tie.at <= now]
    if not days:
        return ""
    when = {0: "today", 1: "yesterday"}.get(min(days), f"{min(days)} days ago")
    return f"; their last contact was {when}"
