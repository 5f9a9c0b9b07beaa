"""Nobody fills the page: each further result of one author counts less."""

from collections import Counter
from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import Scored


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:  # noqa: ARG001 - a stage's fixed form
    """Multiply the k-th result (from 0) of a person by .75·.5^k + .25; results without author stay as they are."""
    earlier: Counter[str] = Counter()
    decayed = []
    for scored in ranked:
        person = scored.candidate.person
        k = earlier[person] if person else 0
        if person:
            earlier[person] += 1
        sentence = f"{k} better result{'s' if k > 1 else ''} by the same person already."
        decayed.append(scored.times(0.75 * 0.5**k + 0.25, "author_decay", sentence))
    return sorted(decayed, key=lambda s: -s.score)
