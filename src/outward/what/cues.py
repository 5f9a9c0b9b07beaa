"""Lists of words and phrases that give something away; signals, kinds and filters each keep a short one.

A text is looked through once for the phrases of all lists; a list then picks its own from what was met.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from outward.what.prose import Prose, tokens


class Sign(NamedTuple):
    """Words of a text that speak for something (against it where the weight is below 0)."""

    words: str
    weight: float = 1.0


class Lexicon:
    """The phrases of all lists."""

    def __init__(self) -> None:
        self.size = 0
        self._words: set[str] = set()
        self._longer: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}

    def learn(self, phrases: Iterable[tuple[str, ...]]) -> None:
        """Look for these, too, from now on."""
        for phrase in phrases:
            self.size += 1
            if len(phrase) == 1:
                self._words.add(phrase[0])
            else:
                self._longer.setdefault(phrase[:2], {})[phrase] = " ".join(phrase)

    def met(self, prose: Prose) -> Mapping[str, Sequence[int]]:
        """Every phrase a text holds, with its places among the words; looked for again where lists came since."""
        kept: tuple[int, Mapping[str, Sequence[int]]] | None = prose.kept.get("lexicon")
        if kept is not None and kept[0] == self.size:
            return kept[1]
        words, found = prose.tokens, {word: prose.places[word] for word in self._words & prose.places.keys()}
        for place, pair in enumerate(pairwise(words)):
            for phrase, told in self._longer.get(pair, {}).items():
                if words[place : place + len(phrase)] == phrase:
                    found[told] = [*found.get(told, ()), place]
        prose.kept["lexicon"] = self.size, found
        return found


LEXICON = Lexicon()


class Cues:
    """Phrases to look for in a text, whole words only, in any case."""

    def __init__(self, *phrases: str) -> None:
        words = [tokens(phrase) for phrase in phrases]
        self._phrases = frozenset(map(" ".join, words))
        LEXICON.learn(words)

    def found(self, prose: Prose, *, but: Iterable[str] = ()) -> list[str]:
        """The phrases met, as often as met, by first place; those that start with a word of `but` do not count."""
        met = LEXICON.met(prose)
        mine = self._phrases & met.keys()
        if not mine:
            return []
        left_out = frozenset(but)
        order = sorted(mine, key=lambda phrase: (met[phrase][0], phrase))
        return [phrase for phrase in order if phrase.split(" ", 1)[0] not in left_out for _ in met[phrase]]

    def signs(self, prose: Prose, weight: float = 1.0) -> list[Sign]:
        """The phrases met, each with the same weight."""
        return [Sign(words, weight) for words in self.found(prose)]


def strength(signs: Iterable[Sign], words: float, *, each: float = 60.0, scale: float = 1.0) -> float:
    """1 - e^(-x), x: the weights over `scale`, for every `each` words begun.

    One sign of weight 1 gives .63 in a text of up to `each` words, and less in a longer one; 0 words: any length.
    """
    return 1.0 - math.exp(-max(0.0, math.fsum(sign.weight for sign in signs)) / scale / max(1.0, words / each))
