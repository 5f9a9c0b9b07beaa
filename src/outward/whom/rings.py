"""Reply rings: a few accounts that answer nobody but each other, so that they look as if they helped people."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

Name = TypeVar("Name", str, int)
"""However people are told apart: by id, or by place in a graph."""

LEAST = 3
"""People a ring has at least; two who only talk with each other are a conversation."""
MOST = 0.5
"""Share of everybody in the answers above which a closed group is the community itself, and no ring in it."""


class Answer(NamedTuple):
    """An answer: the account that gave it, its document, its age in days, and the people it came from and went to."""

    account: str
    doc: int
    days: float
    source: str
    target: str


def rings(turned: Iterable[tuple[Name, Name]], everybody: int = 0) -> frozenset[Name]:
    """Everybody in a ring, of pairs of who answered and who was answered (or, as well, of who was turned to by whom).

    `everybody` is how many people there are, where more than those in the pairs.

    A ring is a strongly connected group without an answer to anybody outside it (closed groups that link only to
    themselves are how link farms are found, too: Wu and Davison 2005).
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = sorted({pair for pair in turned if pair[0] != pair[1]})
    names = sorted({name for pair in pairs for name in pair})
    if not names:
        return frozenset()
    place = {name: number for number, name in enumerate(names)}
    source, target = (np.array([place[pair[end]] for pair in pairs], dtype=np.int64) for end in (0, 1))
    ties = coo_array((np.ones(len(pairs)), (source, target)), shape=(len(names), len(names)))
    count, group = connected_components(ties, directed=True, connection="strong")
    size = np.bincount(group, minlength=count)
    closed = (size >= LEAST) & (size <= MOST * max(everybody, len(names)))
    closed[group[source[group[source] != group[target]]]] = False
    return frozenset(name for name, of in zip(names, group.tolist(), strict=True) if closed[of])


def heard(given: Sequence[Answer]) -> list[tuple[str, int, float]]:
    """Account, document and age of each answer that counts: of people in a ring only the last, and none to oneself.

    An answer to several people counts once.
    """
    others = [answer for answer in given if answer.source != answer.target]
    closed = rings((answer.source, answer.target) for answer in others)
    last: dict[str, Answer] = {}
    for answer in sorted(others, key=lambda answer: (-answer.days, answer.doc)):
        last[answer.source] = answer
    kept = (answer for answer in others if answer.source not in closed or answer == last[answer.source])
    return list(dict.fromkeys((answer.account, answer.doc, answer.days) for answer in kept))
