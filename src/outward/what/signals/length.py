"""Says enough to learn from."""

from outward.what.cues import Sign, strength
from outward.what.prose import Prose


def signs(prose: Prose, words: int | None = None) -> list[Sign]:
    """How many words there are; `words` counts the whole where the source said so."""
    counted = max(prose.words, float(words or 0))
    return [Sign(f"{counted:.0f} words", counted)]


def measure(prose: Prose, words: int | None = None) -> float:
    """1 - e^(-words/150)."""
    return strength(signs(prose, words), 0.0, scale=150.0)
