"""The vector half of the index: one 8-bit row a document, in one flat file read through memory mapping."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from outward.index.encoder import Encoder, packaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH = 256
AT_ONCE = 1_000
"""Texts encoded at once: more are no faster and take memory."""
ROWS_AT_ONCE = 2_048
"""Rows compared at once, 2 MB of numbers: they stay in the processor's cache, which is three times as fast."""


class Vectors:
    """Row n of the file is document n's vector times 127; a row of zeros is a document without one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, texts: Sequence[tuple[int, str]]) -> None:
        """Store the vectors of these documents."""
        import numpy as np

        if not texts:
            return
        self._grow(max(doc for doc, _ in texts) + 1)
        held = np.memmap(self._path, dtype=np.int8, mode="r+")
        for start in range(0, len(texts), AT_ONCE):
            some = texts[start : start + AT_ONCE]
            unit = self._encoder([text for _, text in some])
            held.reshape(-1, WIDTH)[[doc for doc, _ in some]] = np.rint(unit * 127).astype(np.int8)
        held.flush()
        self.reopen()

    def blank(self, docs: Sequence[int]) -> None:
        """Take the vectors of these documents out."""
        import numpy as np

        wanted = np.asarray(docs, dtype=np.int64)
        known = wanted[(wanted >= 0) & (wanted < len(self._held))]
        self.reopen()
        if len(known):
            held = np.memmap(self._path, dtype=np.int8, mode="r+")
            held.reshape(-1, WIDTH)[known] = 0
            held.flush()

    def similarity(self, text: str, docs: Sequence[int]) -> list[float]:
        """Cosine of the text with each document, 0 for documents without a vector."""
        import numpy as np

        wanted = np.asarray(docs, dtype=np.int64)
        cosines = np.zeros(len(wanted), dtype=np.float32)
        known = (wanted >= 0) & (wanted < len(self._held))
        query = self._encoder([text])[0]
        cosines[known] = np.einsum("ij,j->i", self._held[wanted[known]].astype(np.float32), query / 127)
        return [float(cosine) for cosine in cosines.clip(-1, 1)]

    def nearest(self, text: str, limit: int) -> list[int]:
        """The documents nearest to the text, nearest first, of all that have a vector; reads every row."""
        import numpy as np

        if not len(self._held) or limit < 1:
            return []
        every = self._compared(self._encoder([text])[0])
        best = np.argpartition(-every, min(limit, len(every)) - 1)[:limit]
        order = best[np.lexsort((best, -every[best]))]
        return [int(doc) for doc in order if every[doc] > 0.0]

    def _compared(self, query: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """The product of the query with every row; a row counts the same whatever rows are beside it.

        Not by a matrix product: its threads wait for each other, which on a busy machine takes twenty times as long.
        """
        import numpy as np

        every = np.empty(len(self._held), dtype=np.float32)
        rows = np.empty((ROWS_AT_ONCE, WIDTH), dtype=np.float32)
        for start in range(0, len(every), ROWS_AT_ONCE):
            some = self._held[start : start + ROWS_AT_ONCE]
            rows[: len(some)] = some
            np.einsum("ij,j->i", rows[: len(some)], query, out=every[start : start + len(some)])
        return every

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        """How near in meaning each text's nearest word comes to each of the words (0..1), a row a text."""
        rows: list[list[float]] = self._encoder.akin(words, texts).tolist()
        return rows

    def reopen(self) -> None:
        """See what has been written since."""
        self.__dict__.pop("_held", None)

    def clear(self) -> None:
        """Forget everything."""
        self.reopen()
        self._path.unlink(missing_ok=True)

    def _grow(self, rows: int) -> None:
        with self._path.open("ab") as file:
            if file.tell() < rows * WIDTH:
                file.truncate(rows * WIDTH)

    @cached_property
    def _held(self) -> "NDArray[np.int8]":
        import numpy as np

        if not self._path.exists() or not self._path.stat().st_size:
            return np.zeros((0, WIDTH), dtype=np.int8)
        return np.memmap(self._path, dtype=np.int8, mode="r").reshape(-1, WIDTH)

    @cached_property
    def _encoder(self) -> Encoder:
        return packaged()
