"""Groups: people who turn to each other more than to others."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 12
"""Groups at most: more cannot be told apart on a map."""
STEPS = 4
"""Steps of the walk whose ends are compared (Pons and Latapy 2006 recommend 3 to 5)."""
ROUNDS = 50


def communities(close: Sequence[Sequence[float]]) -> list[int]:
    """The group of each person, numbered from 1 by size (then by first member); 0 for who stands alone.

    `close` says how well any two know each other (0..1, symmetric, zero with oneself). Walktrap (Pons and Latapy 2006):
    Ward's clustering of where short walks from each person end, cut where modularity is highest; then everybody moves
    to the group that raises modularity most, as in Louvain (Blondel and others 2008), until nobody moves. Nothing is
    drawn by chance.
    """
    import numpy as np

    near = np.asarray(close, dtype=np.float64).reshape(len(close), len(close))
    tied = np.flatnonzero(near.sum(axis=1) > 0)
    if not len(tied):
        return [0] * len(close)
    within = near[np.ix_(tied, tied)]
    labels = _moved(within, max(_cuts(within), key=lambda cut: _modularity(within, cut)))
    sizes = np.bincount(labels)
    order = sorted(set(labels.tolist()), key=lambda label: (-sizes[label], int(np.argmax(labels == label))))
    number = {label: place for place, label in enumerate(order, start=1)}
    numbers = [0] * len(close)
    for person, label in zip(tied.tolist(), labels.tolist(), strict=True):
        numbers[person] = number[label]
    return numbers


def worth(close: Sequence[Sequence[float]], least: float) -> float:
    """How many people who do not know each other these are worth: n - 2t/n for t pairs who know each other.

    Burt's effective size (1992) in the form of Borgatti (1997); a pair closer than `least` knows each other.
    """
    people = len(close)
    pairs = sum(near >= least for row in range(people) for near in close[row][:row])
    return people - 2 * pairs / people if people else 0.0


def _cuts(near: "NDArray[Any]") -> "list[NDArray[Any]]":
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(near) < 3:
        return [np.zeros(len(near), dtype=np.intp)]
    staying = near + np.diag(near.max(axis=1))
    walked = np.linalg.matrix_power(staying / staying.sum(axis=1)[:, None], STEPS)
    joined = linkage(walked / np.sqrt(staying.sum(axis=1)), "ward")
    return [fcluster(joined, most, "maxclust") - 1 for most in range(1, min(MOST, len(near)) + 1)]


def _modularity(near: "NDArray[Any]", labels: "NDArray[Any]") -> float:
    import numpy as np

    belongs = np.eye(labels.max() + 1)[labels]
    inside = belongs.T @ near @ belongs / near.sum()
    return float(np.trace(inside) - (inside.sum(axis=1) ** 2).sum())


def _moved(near: "NDArray[Any]", labels: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np

    labels = labels.copy()
    degree = near.sum(axis=1)
    belongs = np.eye(labels.max() + 1)[labels]
    for _ in range(ROUNDS):
        before = labels.copy()
        for person, held in enumerate(before):
            belongs[person, held] = 0
            gain = near[person] @ belongs - degree[person] * (degree @ belongs) / near.sum()
            best = int(np.argmax(gain))
            labels[person] = best if gain[best] > gain[held] + 1e-9 else held
            belongs[person, labels[person]] = 1
        if (labels == before).all():
            break
    return labels
