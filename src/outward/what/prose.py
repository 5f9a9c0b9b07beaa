"""A text made ready to be measured: whatever it holds, it costs little and breaks nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import Any, TypeVar

from outward.what.stopwords import STOPWORDS

MEASURED = 2_000
"""Characters of a text that are looked at; a hostile one may be far longer."""
LONGEST_WORD = 40

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_ENDINGS = (
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ers",
    "er",
    "ern",
    "ies",
    "ied",
    "en",
    "ed",
    "es",
    "s",
    "e",
    "y",
)


def visible(text: str, limit: int = MEASURED) -> str:
    """The text without invisible and control characters, compatibility forms unified; its first `limit` characters."""
    plain = _UNSEEN.sub("", text[: 2 * limit])[:limit]
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFKC", plain).replace("’", "'")


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, in order; words longer than `LONGEST_WORD` are no words."""
    return tuple(word for word in _WORD.findall(text.casefold()) if len(word) <= LONGEST_WORD)


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    for _ in range(2):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
        word = word.removesuffix(ending)
    return word


def root(word: str) -> str:
    """A word without its commonest endings: enough to see that "measuring" speaks of "measurement".

    For packs, topics and sentences shown; searching is the text index's work and uses a real stemmer.
    """
    return _root(word) if len(word) <= LONGEST_WORD else word


def subjects(words: Iterable[str]) -> tuple[str, ...]:
    """The words that carry a subject, each once, in order: no stop words, no single letters or digits."""
    return tuple(dict.fromkeys(w for w in words if w not in STOPWORDS and (len(w) > 1 or _UNSPACED.match(w))))


def roots(words: Iterable[str]) -> frozenset[str]:
    """The roots of the words that carry a subject; of a compound with hyphen, those of its parts."""
    return frozenset(root(part) for word in subjects(words) for part in word.split("-"))


@dataclass(frozen=True)
class Prose:
    """A text, title included; everything is worked out once and only when asked for."""

    text: str

    @cached_property
    def plain(self) -> str:
        """What a person sees of it, capitals kept."""
        return visible(self.text)

    @cached_property
    def links(self) -> int:
        """How many web addresses it names."""
        return len(_LINK.findall(self.plain))

    @cached_property
    def unlinked(self) -> str:
        """What a person sees of it without web addresses."""
        return _LINK.sub(" ", self.plain)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words in lower case, in order, web addresses left out."""
        return tokens(self.unlinked)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What was worked out of it elsewhere; see `once`."""
        return {}

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """At which places among its words each word stands."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.tokens):
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.tokens)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of the words that carry a subject."""
        return roots(self.tokens)

    @cached_property
    def words(self) -> float:
        """How many words; two characters count as one where a script puts no spaces between words."""
        return len(self.tokens) + (0 if self.unlinked.isascii() else len(_UNSPACED.findall(self.unlinked))) / 2


Worked = TypeVar("Worked")


def once(work: Callable[[Prose], Worked]) -> Callable[[Prose], Worked]:
    """The same work, done once for each text and kept with it."""
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(prose: Prose) -> Worked:
        if name not in prose.kept:
            prose.kept[name] = work(prose)
        found: Worked = prose.kept[name]
        return found

    return kept
