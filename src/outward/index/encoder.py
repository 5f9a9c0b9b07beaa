"""The encoder that ships with the program: WordLlama's token vectors, averaged; nothing is ever downloaded."""

import logging
import re
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


REMEMBERED = 30_000
"""Single words whose vectors are kept in memory, 1 kB each; far more than one comparison can bring."""
_WORD = re.compile(r"[^\W_]+")


class Encoder(Protocol):
    """Knows what words mean, as far as an average of token vectors can."""

    def __call__(self, texts: Sequence[str], /) -> "NDArray[np.float32]":
        """Unit vectors of the texts, one a row: shape (len(texts), 256), float32."""
        ...

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> "NDArray[np.float32]":
        """How near each text's nearest word comes to each of the words: (len(texts), len(words)), float32, 0..1."""
        ...


class Packaged:
    """The packaged encoder; a text without known tokens gets zeros."""

    def __init__(self) -> None:
        import numpy as np

        with _quiet():
            import wordllama

        model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
        model.tokenizer.no_padding()
        self._tokenizer = model.tokenizer
        self._table: NDArray[np.float32] = model.embedding
        self._known: dict[str, int] = {}
        self._rows: NDArray[np.float32] = np.empty((REMEMBERED, self._table.shape[1]), dtype=np.float32)

    def __call__(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of the texts."""
        short = [text[:MAX_CHARACTERS] for text in texts]
        return self._averaged([told.ids for told in self._tokenizer.encode_batch_fast(short, add_special_tokens=False)])

    def _averaged(self, tokens: Sequence[Sequence[int]]) -> "NDArray[np.float32]":
        """Unit vectors of texts cut into tokens."""
        import numpy as np
        from scipy.sparse import csr_array

        ends = np.cumsum([0, *map(len, tokens)])
        flat = np.fromiter(chain.from_iterable(tokens), dtype=np.int32, count=int(ends[-1]))
        # each text is a sparse row of token counts: one product adds up its vectors, without padding to the longest
        counts = csr_array((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(tokens), len(self._table)))
        sums: NDArray[np.float32] = counts @ self._table
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        unit: NDArray[np.float32] = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
        return unit

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> "NDArray[np.float32]":
        """For each word the greatest cosine with any word of the text.

        Late interaction, MaxSim (Khattab and Zaharia 2020), here over vectors of words that know no context.
        """
        import numpy as np

        told = [sorted(set(_WORD.findall(text[:MAX_CHARACTERS].casefold()))) for text in texts]
        likeness = np.zeros((len(texts), len(words)), dtype=np.float32)
        filled = [place for place, some in enumerate(told) if some]
        if not filled or not words:
            return likeness
        ends = np.cumsum([0, *(len(told[place]) for place in filled)])
        met, wanted = self._words(list(chain.from_iterable(told))), self._words([word.casefold() for word in words])
        cosines = np.einsum("ij,kj->ik", met, wanted)  # so few that waking BLAS's threads would cost more
        likeness[filled] = np.maximum.reduceat(cosines, ends[:-1], axis=0)
        return likeness.clip(0.0, 1.0)

    def _words(self, words: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors of single words; those met before are remembered."""
        unknown = list(dict.fromkeys(word for word in words if word not in self._known))
        if len(self._known) + len(unknown) > REMEMBERED:
            self._known, unknown = {}, list(dict.fromkeys(words))
        if len(unknown) > REMEMBERED:
            return self._averaged(self._cut(words))
        if unknown:
            places = range(len(self._known), len(self._known) + len(unknown))
            self._rows[places.start : places.stop] = self._averaged(self._cut(unknown))
            self._known.update(zip(unknown, places, strict=True))
        known: NDArray[np.float32] = self._rows[[self._known[word] for word in words]]
        return known

    def _cut(self, words: Sequence[str]) -> "list[list[int]]":
        """The tokens of single words inside a text; one after the other, as threads for so little cost more."""
        return [self._tokenizer.encode(f" {word}", add_special_tokens=False).ids for word in words]


@cache
def packaged() -> Encoder:
    """The packaged encoder, loaded once."""
    return Packaged()


@contextmanager
def _quiet() -> Iterator[None]:
    """Undo what an import does to logging: the encoder would have every request of the program printed."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
