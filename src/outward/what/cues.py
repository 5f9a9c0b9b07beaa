"""Lists of words and phrases that give something away; the signals and filters each keep a short one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from outward.what.prose import Prose, tokens


class Cues:
    """Phrases to look for in a text, whole words only, in any case."""

    def __init__(self, *phrases: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in phrases:
            words = tokens(phrase)
            self._by_first[words[0]].append(words)

    def found(self, prose: Prose, *, but: Iterable[str] = ()) -> list[str]:
        """The phrases in the order met, with repetition; those that start with a word of `but` do not count."""
        words = prose.tokens
        starts = (self._by_first.keys() & prose.vocabulary).difference(but)
        met = [
            (i, p) for s in starts for i in _places(words, s) for p in self._by_first[s] if words[i : i + len(p)] == p
        ]
        return [" ".join(phrase) for _, phrase in sorted(met)]


def _places(words: tuple[str, ...], word: str) -> Iterator[int]:
    place = -1
    for _ in range(words.count(word)):
        place = words.index(word, place + 1)
        yield place
