"""Who is known among the people of a subject: personalised PageRank less the global one."""

from collections.abc import Mapping

from outward.whom.circle import Graph

TELEPORT = 0.15
STEPS = 40


def standing(graph: Graph, interest: Mapping[str, float]) -> dict[str, float]:
    """Personalised PageRank (teleport .15 to `interest`, person → weight) less the global one, by person.

    Power iteration on a sparse matrix in float32; people without ties give their weight back to the teleport.
    """
    import numpy as np
    from scipy.sparse import coo_array

    size = len(graph.people)
    if not size or not len(graph.weight):
        return {}
    weight = np.asarray(graph.weight, dtype=np.float32)
    some = weight > 0
    source, target, weight = np.asarray(graph.source)[some], np.asarray(graph.target)[some], weight[some]
    out = np.bincount(source, weights=weight, minlength=size).astype(np.float32)
    moves = coo_array((weight / out[source], (target, source)), shape=(size, size)).tocsr()
    wanted = np.array([interest.get(person, 0.0) for person in graph.people], dtype=np.float32)
    even = np.full(size, 1 / size, dtype=np.float32)
    own = wanted / wanted.sum() if wanted.sum() > 0 else even
    ranks = []
    for home in (own, even):
        rank = home.copy()
        for _ in range(STEPS):
            lost = rank[out == 0].sum()
            rank = TELEPORT * home + (1 - TELEPORT) * (moves @ rank + lost * home)
        ranks.append(rank)
    gain = ranks[0] - ranks[1]
    return {person: float(value) for person, value in zip(graph.people, gain, strict=True)}
