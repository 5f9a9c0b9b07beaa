"""Seats kept for what the ranking would not have shown."""

from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import WORTHWHILE, Scored


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """Put into every `explore_every`-th seat a result from beyond the page, drawn in proportion to its score.

    The draw depends on the seed alone. Its probability is kept with the result.
    """
    import numpy as np

    every = context.recipe.explore_every
    page, beyond = list(ranked[: context.limit]), list(ranked[context.limit :])
    rng = np.random.default_rng(context.seed)
    for seat in range(every - 1, context.limit, every) if every else ():
        pool = [i for i, s in enumerate(beyond) if s.candidate.match.relevance >= WORTHWHILE and s.score > 0.0]
        if not pool:
            break
        weights = np.array([beyond[i].score for i in pool])
        chances = weights / weights.sum()
        drawn = int(rng.choice(len(pool), p=chances))
        guest = beyond.pop(pool[drawn])
        sentence = "A seat kept for something you would not have seen otherwise."
        page.insert(seat, guest.seated("exploring", sentence, float(chances[drawn])))
    return page + beyond
