"""How closely a text keeps to the goal's words: how much of the goal it names, and how near to each other.

The index counts words; it does not see whether they stand together. So the best candidates are read once more, and
three things are measured: BM25 with less weight on length (b = .5), the share of the goal's words that are named, rare
ones counting more (idf-weighted coverage), and how near different ones stand to each other: Σ min(idf)/distance over
neighbours at most 8 words apart, saturated like a term frequency (after Büttcher, Clarke and Lushman 2006).
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from outward.what.prose import root

READ = 20_000
"""Characters of a text that are read."""
REACH = 8
"""Words beyond which two words do not stand together."""
_LETTERS = 6.0
"""Letters of a word with its space, by which places are counted: cheaper than cutting a text into words."""
_K1, _B, _B_NEAR = 1.2, 0.5, 0.75


class Close(NamedTuple):
    """BM25 of the text (above 0), the share of the goal it names (0..1), how near its words stand (0..1)."""

    again: float = 0.0
    covered: float = 0.0
    near: float = 0.0


@dataclass(frozen=True)
class Wanted:
    """The roots of a goal's words, each with how rare it is (idf, above 0), and the pattern that finds them."""

    rarity: Mapping[str, float]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: Sequence[str], rarity: Sequence[float]) -> "Wanted | None":
        """None where no word is known to the corpus."""
        parts = [(part, rare) for word, rare in zip(words, rarity, strict=True) for part in word.split("-") if part]
        known = {root(part): rare for part, rare in parts if rare > 0.0}
        if not known:
            return None
        beginnings = "|".join(map(re.escape, sorted(known, key=lambda one: (-len(one), one))))
        return cls(known, re.compile(rf"(?<![^\W_])(?:{beginnings})[^\W_]*"))


def closely(texts: Sequence[str], wanted: Wanted | None) -> list[Close]:
    """How closely each text keeps to what is wanted; lengths are compared among these texts."""
    if wanted is None or not texts:
        return [Close()] * len(texts)
    plain = [text[:READ].casefold() for text in texts]
    mean = max(1.0, sum(map(len, plain)) / len(plain))
    return [_close(text, wanted, len(text) / mean) for text in plain]


def _close(text: str, wanted: Wanted, length: float) -> Close:
    met = [(found.start() / _LETTERS, root(found.group())) for found in wanted.pattern.finditer(text)]
    met = [(place, word) for place, word in met if word in wanted.rarity]
    if not met:
        return Close()
    counts = Counter(word for _, word in met)
    weight = _K1 * (1.0 - _B + _B * length)
    again = math.fsum(wanted.rarity[word] * n * (_K1 + 1.0) / (n + weight) for word, n in counts.items())
    covered = math.fsum(wanted.rarity[word] for word in counts) / math.fsum(wanted.rarity.values())
    together = 0.0
    for (place, word), (further, other) in pairwise(met):
        apart = max(1.0, further - place)
        if word != other and apart <= REACH:
            together += min(wanted.rarity[word], wanted.rarity[other]) / apart
    near = together / (together + _K1 * (1.0 - _B_NEAR + _B_NEAR * length))
    return Close(again, min(1.0, covered), near)
