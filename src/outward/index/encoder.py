"""The encoder that ships with the program: WordLlama's token vectors, averaged; nothing is ever downloaded."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
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
    from scipy.sparse import csr_array

    with _quiet():
        import wordllama

    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    table: NDArray[np.float32] = model.embedding
    model.tokenizer.no_padding()

    def encode(texts: Sequence[str]) -> "NDArray[np.float32]":
        told = model.tokenizer.encode_batch_fast([text[:MAX_CHARACTERS] for text in texts], add_special_tokens=False)
        tokens = [text.ids for text in told]
        ends = np.cumsum([0, *map(len, tokens)])
        flat = np.fromiter(chain.from_iterable(tokens), dtype=np.int32, count=int(ends[-1]))
        # each text is a sparse row of token counts: one product adds up its vectors, without padding to the longest
        counts = csr_array((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(texts), len(table)))
        sums: NDArray[np.float32] = counts @ table
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        unit: NDArray[np.float32] = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
        return unit

    return encode


@contextmanager
def _quiet() -> Iterator[None]:
    """Undo what an import does to logging: the encoder would have every request of the program printed."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
