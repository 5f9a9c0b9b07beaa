"""No two results that say nearly the same."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from outward.what.context import Context
from outward.what.duplicates import jaccard
from outward.what.scored import Scored

_ALIKE = 0.2
"""Resemblance worth a sentence of its own; below it, texts on one subject always share some words."""


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """Fill the seats one by one with the best of score·(1 - (1-λ)·likeness to the likest above it).

    Maximal marginal relevance (Carbonell 1998) as a product, so that scores stay between 0 and 100 and in order.
    Likeness is the Jaccard index of the words. Beyond `limit` seats nothing changes.
    """
    chosen: list[Scored] = []
    # likeness only grows while seats fill, so a value worked out earlier is an upper bound: look again only at the top
    waiting = [(-scored.score, place, 0, 0.0) for place, scored in enumerate(ranked)]
    heapify(waiting)
    while waiting and len(chosen) < context.limit:
        _, place, compared, likeness = heappop(waiting)
        scored = ranked[place]
        if compared == len(chosen):
            chosen.append(_less(scored, likeness, context))
            continue
        roots = scored.candidate.prose.roots
        likeness = max(likeness, *(jaccard(roots, c.candidate.prose.roots) for c in chosen[compared:]))
        value = scored.score * (1.0 - context.recipe.alike * likeness)
        heappush(waiting, (-value, place, len(chosen), likeness))
    return chosen + [ranked[place] for place in sorted(place for _, place, _, _ in waiting)]


def _less(scored: Scored, likeness: float, context: Context) -> Scored:
    how = "Resembles" if likeness >= _ALIKE else "Shares some words with"
    return scored.times(1.0 - context.recipe.alike * likeness, "diversity", f"{how} a result above it.")
