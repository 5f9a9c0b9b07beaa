"""What people speak of more than others do: their hashtags, the topics of the goal, words of their profiles."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from outward.whom.terms import terms

WORDS = 3
"""Telling words at most."""
_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_]{5,}")
_EMPTY = frozenset(
    (
        "about after again always author before being could every everything founder views opinions their there these"
        " things those today under where which while working works world would writer writes writing years"
        " fictional fictitious invented imaginary erfunden entirely wholly really mostly still never often other"
    ).split()
)
"""Words of profiles that say nothing of what somebody speaks of."""


def of_each(said: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[str, ...]]:
    """The telling words of each person: what is in more of her posts than in others' (tf-idf over people).

    `said` counts for each person the posts that hold a word.
    """
    holders = Counter(word for words in said.values() for word in words)
    return {
        person: _apart({word: times * math.log(1 + len(said) / holders[word]) for word, times in words.items()})
        for person, words in said.items()
    }


def of_groups(said: Mapping[str, Collection[str]], groups: Sequence[Collection[str]]) -> list[tuple[str, ...]]:
    """The telling words of each group: those more of its people use than people do elsewhere.

    A word's weight is k·ln((k/size) / (n/N)) for k of the group's people and n of all N who use it: its part in how
    much the group differs from all (Kullback and Leibler 1951). A word that one person alone uses tells of nobody else.
    """
    holders = Counter(word for words in said.values() for word in set(words))
    told = []
    for group in groups:
        held = Counter(word for person in group for word in set(said.get(person, ())))
        told.append(
            _apart(
                {
                    word: times * math.log(times * len(said) / (len(group) * holders[word]))
                    for word, times in held.items()
                    if times >= min(2, len(group))
                }
            )
        )
    return told


def profile(text: str) -> frozenset[str]:
    """The longer words of a profile that may tell of somebody."""
    return frozenset(word for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


@lru_cache(maxsize=1024)
def spoken(topic: str) -> re.Pattern[str]:
    """What a text holds that speaks of a topic: its words in a row in any of their forms, as a hashtag too."""
    words = [_forms(word) for word in re.findall(r"\w+", topic.casefold())]
    row = r"[\W_]*".join(words)
    return re.compile(rf"(?<!\w){row}(?!\w)" if words else "(?!)", re.IGNORECASE)


def _forms(word: str) -> str:
    """A word with whatever may end it: of a longer one the beginning that `terms` leaves, with up to five letters."""
    stem = next(iter(terms(word)), word)
    return rf"{re.escape(stem)}\w{{0,5}}" if len(word) > 5 and len(stem) > 3 else rf"{re.escape(word)}(?:s|es|n|en)?"


def _apart(weights: Mapping[str, float]) -> tuple[str, ...]:
    """The weightiest words, none of which is part of another."""
    kept: list[str] = []
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        bare = _bare(word)
        if weights[word] > 1e-9 and all(bare not in one and one not in bare for one in map(_bare, kept)):
            kept.append(word)
    return tuple(kept[:WORDS])


def _bare(word: str) -> str:
    return _LETTERS.sub("", word.casefold()).removesuffix("s")
