"""Who is known among the people of a subject: personalised PageRank less the global one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outward.whom.circle import Graph
from outward.whom.rings import rings

if TYPE_CHECKING:
    from numpy.typing import NDArray

TELEPORT = 0.15
STEPS = 40
STILL = 1e-7
"""Change of all ranks together in a step (they add up to 1) from which they stand still: float32 tells no less."""


def standing(graph: Graph, interest: Mapping[str, float]) -> dict[str, float]:
    """Personalised PageRank (teleport .15 to `interest`, person → weight) less the global one, by person.

    Power iteration on a sparse matrix in float32, 40 steps or until the ranks stand still; people without ties give
    their weight back to the teleport. The matrix and the global ranks are worked out once for a graph. Nobody stands
    out by a ring: a group of people of the subject to whom nobody turns but they themselves (`whom/rings.py`).
    """
    import numpy as np

    if not len(graph.people) or not len(graph.weight):
        return {}
    walk = graph.once("walk", _Walk)
    wanted = np.zeros(len(graph.people), dtype=np.float32)
    known = [person for person in interest if person in walk.place]
    wanted[[walk.place[person] for person in known]] = [interest[person] for person in known]
    closed = walk.closed(np.flatnonzero(wanted > 0))
    wanted[closed] = 0.0
    own = walk.ranks(wanted / wanted.sum()) if wanted.sum() > 0 else walk.everywhere
    gain = own - walk.everywhere
    gain[closed] = np.minimum(gain[closed], 0.0)
    return dict(zip(graph.people, gain.tolist(), strict=True))


class _Walk:
    """A step at random along the ties of a graph, and where it leads from anywhere."""

    def __init__(self, graph: Graph) -> None:
        import numpy as np
        from scipy.sparse import coo_array

        size = len(graph.people)
        self.place = {person: place for place, person in enumerate(graph.people)}
        weight = np.asarray(graph.weight, dtype=np.float32)
        source, target = np.asarray(graph.source), np.asarray(graph.target)
        some = weight > 0
        if not some.all():
            source, target, weight = source[some], target[some], weight[some]
        out = np.bincount(source, weights=weight, minlength=size).astype(np.float32)
        self._moves: Any = coo_array((weight / out[source], (target, source)), shape=(size, size)).tocsr()
        self._lost = out == 0
        self._known = np.diff(self._moves.indptr) > 0
        self.everywhere = self.ranks(np.full(size, 1 / size, dtype=np.float32))
        """Ranks from anywhere alike."""

    def ranks(self, home: "NDArray[Any]") -> "NDArray[Any]":
        """Where the walk is found, starting again from `home` (shares of each that add up to 1)."""
        import numpy as np

        rank = home.copy()
        for _ in range(STEPS):
            before = rank
            rank = TELEPORT * home + (1 - TELEPORT) * (self._moves @ rank + rank[self._lost].sum() * home)
            if np.abs(rank - before).sum(dtype=np.float64) < STILL:
                break
        return rank

    def closed(self, places: "NDArray[Any]") -> list[int]:
        """Those of these places who are in a ring; accounts to whom nobody turns open none, for they can be bought."""
        import numpy as np

        turned = self._moves[places].tocoo()
        target, source = places[turned.row], turned.col
        counts = self._known[source]
        inside = np.isin(source, places)
        within = zip(target[counts & inside].tolist(), source[counts & inside].tolist(), strict=True)
        beyond = ((place, -1) for place in np.unique(target[counts & ~inside]).tolist())
        return sorted(rings((*within, *beyond), len(places)))
