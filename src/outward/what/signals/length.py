"""Says enough to learn from."""

import math

from outward.what.prose import Prose


def measure(prose: Prose, words: int | None = None) -> float:
    """1 - e^(-words/150); `words` counts the whole where the source said so."""
    return 1.0 - math.exp(-max(prose.words, float(words or 0)) / 150.0)
