"""What the WHAT room needs of store and index; they fit it without knowing of it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from outward.model import Found, Hit


class Corpus(Protocol):
    """Everything read so far, as search, vectors and rows."""

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        """The best documents for free text by BM25, best first, at most `limit`."""
        ...

    def rarity(self, words: Sequence[str]) -> Sequence[float]:
        """How rare each word is among all documents: ln(1 + (n - df + .5)/(df + .5)), 0 where none holds it."""
        ...

    def similarity(self, text: str, docs: Sequence[int]) -> Sequence[float]:
        """Cosine (-1..1) of the text with each document, in the order of `docs`; 0 where there is no vector."""
        ...

    def found(self, docs: Sequence[int]) -> Sequence[Found]:
        """The posts of these documents; those that are gone are left out."""
        ...

    def recent(self, limit: int) -> Sequence[int]:
        """The newest documents, newest first."""
        ...

    def nearest(self, text: str, limit: int) -> Sequence[int]:
        """The documents nearest to the text in meaning, of all there are, nearest first."""
        ...

    def followed(self, limit: int) -> Sequence[int]:
        """The newest documents of people the user follows, newest first."""
        ...

    def seldom(self, limit: int) -> Sequence[int]:
        """Documents of the people who wrote least among those who wrote lately, the quietest first."""
        ...

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """For each text, how near in meaning its nearest word comes to each of the words (0..1)."""
        ...

    def read_again(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        """Cosine (-1..1) of the text with each text by a larger model of the user's; empty where she has none."""
        ...

    def monthly(self, authors: Sequence[str]) -> Mapping[str, float]:
        """Posts a month of each account id; unknown ones are left out."""
        ...
