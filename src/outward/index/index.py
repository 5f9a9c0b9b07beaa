"""The index: words (BM25) and vectors of every post, and up to which write of the store it holds them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from outward.index.vectors import Vectors
from outward.index.words import Words
from outward.model import Hit


class Document(Protocol):
    """What the index needs of a post; the store's documents fit."""

    @property
    def doc(self) -> int:
        """The number it is found by."""
        ...

    @property
    def seq(self) -> int:
        """The write that last changed it."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...

    @property
    def gone(self) -> bool:
        """Whether it is to be taken out."""
        ...


class _Held(msgspec.Struct):
    """What the index says it holds. `clean` is False while a write is under way."""

    seq: int = 0
    highest: int = 0
    clean: bool = True
    version: int = 1


class Index:
    """Words and vectors in one folder; the store's numbers are the only key.

    A crash in mid-write leaves `clean` False: the next write then replaces instead of adding, so nothing is held
    twice and nothing is missed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "held.json"
        folder.mkdir(parents=True, exist_ok=True)
        self._held = self._read()
        self._words = Words(folder / "words")
        self._vectors = Vectors(folder / "vectors.i8")

    @property
    def held(self) -> int:
        """The last write of the store that the index holds, whichever program took it in."""
        self._look_again()
        return self._held.seq

    def add(self, batches: Iterable[Sequence[Document]], progress: Callable[[int], None] = lambda _: None) -> int:
        """Take in what changed, batch by batch in the order of the store's writes; returns how many documents."""
        total = last = 0
        try:
            for batch in batches:
                if not total:
                    self._words.begin()
                    self._look_again()  # nobody else writes from here on
                self._take_in(batch)
                total, last = total + len(batch), batch[-1].seq
                progress(total)
        finally:
            self._words.settle()
        if total:
            self._write(_Held(max(last, self._held.seq), self._held.highest, clean=True))
        return total

    def search(self, text: str, limit: int) -> list[Hit]:
        """The best documents for free text by BM25 (k1 1.2, b .75), best first."""
        return list(map(Hit._make, self._words.search(text, limit)))

    def rarity(self, words: Sequence[str]) -> list[float]:
        """How rare each word is among all documents (idf), 0 where none holds it."""
        return self._words.rarity(words)

    def similarity(self, text: str, docs: Sequence[int]) -> list[float]:
        """Cosine (-1..1) of the text's vector with each document's."""
        return self._vectors.similarity(text, docs)

    def nearest(self, text: str, limit: int) -> list[int]:
        """The documents nearest to the text in meaning, nearest first; all are looked through."""
        return self._vectors.nearest(text, limit)

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        """How near in meaning each text's nearest word comes to each of the words (0..1), a row a text."""
        return self._vectors.akin(words, texts)

    def purge(
        self,
        batches: Iterable[Sequence[Document]],
        gone: Sequence[int],
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Write the words anew from all documents, so that none of a `gone` one is in any file; blank its vector.

        Broken off, the index says it holds nothing, and is filled again from the store.
        """
        held = self._held.seq
        self._write(_Held(clean=False))
        self._vectors.blank(gone)
        self._words.clear()
        total = last = highest = 0
        try:
            for batch in batches:
                self._words.put([], [(d.doc, d.text) for d in batch if not d.gone])
                total, last, highest = total + len(batch), batch[-1].seq, max(highest, *(d.doc for d in batch))
                progress(total)
        finally:
            self._words.settle()
        self._write(_Held(max(last, held), highest, clean=True))

    def clear(self) -> None:
        """Forget everything, to be filled again from the store."""
        self._words.clear()
        self._vectors.clear()
        self._write(_Held())

    def _take_in(self, batch: Sequence[Document]) -> None:
        replace = not self._held.clean
        self._write(_Held(self._held.seq, self._held.highest, clean=False))
        known = [d.doc for d in batch if replace or d.gone or d.doc <= self._held.highest]
        kept = [(d.doc, d.text) for d in batch if not d.gone]
        self._vectors.put(kept)
        self._words.put(known, kept)
        highest = max(self._held.highest, *(d.doc for d in batch))
        # a batch may end inside a write of the store: only the end of the run says that write is held whole
        self._write(_Held(max(self._held.seq, batch[-1].seq - 1), highest, clean=True))

    def _look_again(self) -> None:
        """Another program may have written since."""
        held = self._read()
        if held != self._held:
            self._held = held
            self._words.reopen()
            self._vectors.reopen()

    def _read(self) -> _Held:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Held)
        except FileNotFoundError:
            return _Held()
        except msgspec.DecodeError:
            return _Held(clean=False)

    def _write(self, held: _Held) -> None:
        fresh = self._note.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(held))
        fresh.replace(self._note)
        self._held = held
