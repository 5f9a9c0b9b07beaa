"""The public baseline: BM25 as bm25s counts it, with Snowball's English stemmer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1, B = 1.2, 0.75
WORDS, MEANING = 0.7, 0.3
"""Shares of the mix."""


class BM25:
    """Texts indexed once; finds by place in the list given."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s
        import Stemmer

        self._size = len(texts)
        self._stemmer = Stemmer.Stemmer("english")
        self._index = bm25s.BM25(k1=K1, b=B)
        self._index.index(
            bm25s.tokenize(list(texts), stopwords="en", stemmer=self._stemmer, show_progress=False),
            show_progress=False,
        )

    def scores(self, text: str) -> "NDArray[np.float64]":
        """The score of every text."""
        import bm25s
        import numpy as np

        words = bm25s.tokenize([text], stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False)[0]
        known = [word for word in words if word in self._index.vocab_dict]
        return np.asarray(self._index.get_scores(known), dtype=float) if known else np.zeros(self._size)

    def top(self, text: str, limit: int, seen: "NDArray[np.bool_] | None" = None) -> list[tuple[int, float]]:
        """The best texts with a score above 0, best first, of those `seen` (default: all)."""
        import numpy as np

        scores = self.scores(text)
        if seen is not None:
            scores = np.where(seen, scores, 0.0)
        order = np.argsort(-scores, kind="stable")[:limit]
        return [(int(place), float(scores[place])) for place in order if scores[place] > 0.0]


def mixed(hits: Sequence[tuple[int, float]], cosines: Sequence[float]) -> list[int]:
    """Places by .7 BM25 + .3 cosine, each divided by its maximum."""
    top = max((score for _, score in hits), default=1.0)
    near = max((cosine for cosine in cosines if cosine > 0), default=1.0)
    value = {
        place: WORDS * score / top + MEANING * max(0.0, cosine) / near
        for (place, score), cosine in zip(hits, cosines, strict=True)
    }
    return sorted(value, key=lambda place: -value[place])
