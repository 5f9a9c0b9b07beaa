"""Near duplicates: texts that say the same in almost the same words (Manku, Jain, Das Sarma 2007).

From 40 words on, two texts are the same where their 64-bit SimHashes differ in at most 3 bits; shorter ones where
their character 5-grams have a Jaccard index of at least .8. Written here on numpy: the SimHash
library has not moved since 2022, and MinHash libraries estimate what is exact and fast here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from typing import TYPE_CHECKING

from outward.what.prose import Prose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONG = 40
BITS = 3
ALIKE = 0.8
GRAM = 5


def jaccard(a: AbstractSet[str], b: AbstractSet[str]) -> float:
    """Shared members over all members; 0 where both are empty."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def simhashes(texts: Sequence[Sequence[str]]) -> "NDArray[np.uint64]":
    """A 64-bit fingerprint of each text's words: near texts differ in few bits."""
    import numpy as np

    words = {word: i for i, word in enumerate(dict.fromkeys(w for text in texts for w in text))}
    digests = b"".join(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest() for word in words)
    signs = np.unpackbits(np.frombuffer(digests, dtype=np.uint8).reshape(-1, 8), axis=1).astype(np.int32) * 2 - 1
    sums = np.array([signs[[words[w] for w in text]].sum(axis=0) if text else np.zeros(64) for text in texts])
    return np.packbits(sums.reshape(-1, 64) > 0, axis=1).view(">u8").astype(np.uint64).reshape(-1)


def grams(prose: Prose) -> frozenset[str]:
    """The character 5-grams of the words; the whole where it is shorter."""
    text = " ".join(prose.tokens)
    return frozenset(text[i : i + GRAM] for i in range(max(1, len(text) - GRAM + 1))) if text else frozenset()


def pairs(texts: Sequence[Prose]) -> Iterator[tuple[int, int]]:
    """Positions (earlier, later) of texts that are near duplicates, in no particular order."""
    long = [i for i, text in enumerate(texts) if len(text.tokens) >= LONG]
    short = [i for i, text in enumerate(texts) if len(text.tokens) < LONG]
    for places, found in ((long, _near_long), (short, _near_short)):
        yield from ((places[a], places[b]) for a, b in found([texts[i] for i in places]))


def _near_long(texts: Sequence[Prose]) -> Iterator[tuple[int, int]]:
    import numpy as np

    prints = simhashes([text.tokens for text in texts])
    for i in range(len(texts) - 1):
        near = np.flatnonzero(np.bitwise_count(prints[i + 1 :] ^ prints[i]) <= BITS)
        yield from ((i, i + 1 + int(j)) for j in near)


def _near_short(texts: Sequence[Prose]) -> Iterator[tuple[int, int]]:
    """Compares only texts that share one of the first grams by any fixed order: others cannot reach `ALIKE`."""
    members = [grams(text) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for i, gram_set in enumerate(members):
        prefix = sorted(gram_set, key=hash)[: int((1 - ALIKE) * len(gram_set)) + 1]
        near = {j for gram in prefix for j in holders[gram]}
        yield from ((j, i) for j in near if jaccard(members[j], gram_set) >= ALIKE)
        for gram in prefix:
            holders[gram].append(i)


def firsts(texts: Sequence[Prose]) -> list[int]:
    """For each text the position of the first one that says the same, its own where there is none.

    Texts are joined with the first of their group only directly: a chain of small changes does not join strangers.
    """
    first = list(range(len(texts)))
    for earlier, later in sorted(pairs(texts)):
        if first[earlier] == earlier and first[later] == later:
            first[later] = earlier
    return first
