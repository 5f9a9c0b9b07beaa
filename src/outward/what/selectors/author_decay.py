"""Nobody fills the page: each further result of one author counts less."""

from collections import Counter
from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import Scored


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """Multiply the k-th result (from 0) of a person by (1 - repeat)·.5^k + repeat; those without author stay."""
    least = context.recipe.repeat
    earlier: Counter[str] = Counter()
    decayed = []
    for scored in ranked:
        person = scored.candidate.person
        k = earlier[person] if person else 0
        if person:
            earlier[person] += 1
        sentence = f"{k} better result{'s' if k > 1 else ''} by the same person already."
        decayed.append(scored.times((1.0 - least) * 0.5**k + least, "author_decay", sentence))
    return sorted(decayed, key=lambda s: -s.score)
