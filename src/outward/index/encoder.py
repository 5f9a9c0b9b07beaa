"""The encoder that ships with the program: WordLlama's token vectors, averaged; nothing is ever downloaded."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_CHARACTERS = 2_000
"""Text beyond this adds little to an average of token vectors and much to the time it takes."""


class Encoder(Protocol):
    """Turns texts into unit vectors: shape (len(texts), 256), float32."""

    def __call__(self, texts: Sequence[str], /) -> "NDArray[np.float32]":
        """Vectors of the texts, one a row."""
        ...


@cache
def packaged() -> Encoder:
    """The packaged encoder: texts → unit vectors (n, 256) float32; a text without known tokens gets zeros."""
    import numpy as np
    import wordllama

    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)

    def encode(texts: Sequence[str]) -> "NDArray[np.float32]":
        raw = model.embed([text[:MAX_CHARACTERS] or " " for text in texts], norm=False, return_np=True)
        vectors = np.nan_to_num(np.asarray(raw, dtype=np.float32))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        return unit

    return encode
