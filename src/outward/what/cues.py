"""Lists of words and phrases that give something away; the signals and filters each keep a short one."""

from collections import defaultdict
from collections.abc import Iterable

from outward.what.prose import Prose, spaced, tokens


class Cues:
    """Phrases to look for in a text, whole words only, in any case."""

    def __init__(self, *phrases: str) -> None:
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for phrase in phrases:
            words = tokens(phrase)
            self._by_first[words[0]].append(spaced(words))

    def found(self, prose: Prose, *, but: Iterable[str] = ()) -> list[str]:
        """The phrases met, as often as met, by first place; those that start with a word of `but` do not count."""
        starts = (self._by_first.keys() & prose.vocabulary).difference(but)
        met = {phrase: prose.spaced.count(phrase) for start in starts for phrase in self._by_first[start]}
        order = sorted((phrase for phrase in met if met[phrase]), key=prose.spaced.find)
        return [" ".join(phrase.split()) for phrase in order for _ in range(met[phrase])]
