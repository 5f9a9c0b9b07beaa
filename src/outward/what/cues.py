"""Lists of words and phrases that give something away; signals, kinds and filters each keep a short one.

A text is looked through once for the phrases of all lists; a list then picks its own from what was met.
"""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from outward.what.prose import Prose, tokens


class Sign(NamedTuple):
    """Words of a text that speak for something (against it where the weight is below 0)."""

    words: str
    weight: float = 1.0


class Lexicon:
    """The phrases of all lists, each with the numbers of the lists it is in."""

    def __init__(self) -> None:
        self.lists = 0
        self._words: dict[str, list[int]] = {}
        self._longer: dict[str, dict[str, dict[tuple[str, ...], list[int]]]] = {}

    def learn(self, phrases: Iterable[tuple[str, ...]]) -> int:
        """Look for these, too, from now on; the number of their list."""
        self.lists += 1
        for phrase in dict.fromkeys(phrases):
            if len(phrase) == 1:
                self._words.setdefault(phrase[0], []).append(self.lists)
            else:
                alike = self._longer.setdefault(phrase[0], {}).setdefault(phrase[1], {})
                alike.setdefault(phrase, []).append(self.lists)
        return self.lists

    def met(self, prose: Prose) -> Mapping[int, Mapping[str, int]]:
        """How often a text holds each phrase of each list, by first place; looked through again when a list came."""
        kept: tuple[int, Mapping[int, Mapping[str, int]]] | None = prose.kept.get("lexicon")
        if kept is None or kept[0] != self.lists:
            kept = prose.kept["lexicon"] = self.lists, self._look(prose.tokens)
        return kept[1]

    def _look(self, words: tuple[str, ...]) -> Mapping[int, Mapping[str, int]]:
        found: dict[int, dict[str, int]] = {}
        for place, word in enumerate(words):
            if (numbers := self._words.get(word)) is not None:
                _count(found, numbers, word)
            if (longer := self._longer.get(word)) is not None and place + 1 < len(words):
                for phrase, numbers in longer.get(words[place + 1], _NONE).items():
                    if words[place : place + len(phrase)] == phrase:
                        _count(found, numbers, " ".join(phrase))
        return found


def _count(found: dict[int, dict[str, int]], numbers: Iterable[int], phrase: str) -> None:
    for number in numbers:
        met = found.setdefault(number, {})
        met[phrase] = met.get(phrase, 0) + 1


_NONE: Mapping[tuple[str, ...], list[int]] = {}
LEXICON = Lexicon()


class Cues:
    """Phrases to look for in a text, whole words only, in any case."""

    def __init__(self, *phrases: str) -> None:
        self._number = LEXICON.learn(map(tokens, phrases))

    def found(self, prose: Prose, *, but: Iterable[str] = ()) -> list[str]:
        """The phrases met, as often as met, by first place; those that start with a word of `but` do not count."""
        met = LEXICON.met(prose).get(self._number)
        if not met:
            return []
        left_out = frozenset(but)
        return [p for p, often in met.items() if p.partition(" ")[0] not in left_out for _ in range(often)]

    def signs(self, prose: Prose, weight: float = 1.0) -> list[Sign]:
        """The phrases met, each with the same weight."""
        met = LEXICON.met(prose).get(self._number)
        return [Sign(phrase, weight) for phrase, often in met.items() for _ in range(often)] if met else []


def strength(
    signs: Iterable[Sign], words: float, *, each: float = 60.0, scale: float = 1.0, least: float = 1.0
) -> float:
    """1 - e^(-x), x: the weights over `scale`, for every `each` words begun, at least `least` times as many.

    One sign of weight 1 gives .63 in a text of up to `each` words, and less in a longer one; 0 words: any length. With
    a higher `least` a short text needs more, and a long one as much as before.
    """
    return 1.0 - math.exp(-max(0.0, math.fsum(sign.weight for sign in signs)) / scale / max(least, words / each))
