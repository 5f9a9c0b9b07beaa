"""What her field says: words and phrases that occur with the goal's words far more often than elsewhere.

Log-likelihood ratio against all that was read (after Dunning 1993); only proposals, never used before she accepts them.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from outward.what.prose import Prose, roots, tokens
from outward.what.stopwords import STOPWORDS

MOST = 12
LEAST_POSTS = 3
LEAST_VOICES = 2
LEAST_RATIO = 10.83
"""Chance alone gives a higher ratio once in a thousand words (chi-square, one degree of freedom)."""
COMMON = 0.03
"""Share of all posts from which a word is everybody's, not her field's."""
LONGEST = 3
READ = 200
"""Words of a post that are looked at."""


class Near(NamedTuple):
    """A post that a search for the goal found, and who wrote it."""

    text: str
    author: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words of her field, in how many posts beside the goal's words they stand, and how far that is from chance."""

    words: str
    posts: int
    ratio: float


def propose(
    goal: str,
    near: Iterable[Near],
    rarity: Callable[[Sequence[str]], Sequence[float]],
    *,
    known: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """At most twelve phrases of up to three words, the most telling first.

    `near` are posts found for the goal, of which those count that hold a word of it; `rarity` is ln(1/share) of posts
    that hold a word, of all there are, 0 where nothing is known; `known` are topics she has. A phrase with a word of
    the goal is no proposal: every post counted holds one. Neither is what fewer than two people say.
    """
    wanted = roots(tokens(goal))
    texts = [(Prose(one.text), one.author) for one in near]
    about = [(prose, author) for prose, author in texts if wanted & prose.roots]
    held: dict[str, set[int]] = defaultdict(set)
    voices: dict[str, set[str]] = defaultdict(set)
    for place, (prose, author) in enumerate(about):
        for phrase in _phrases(prose.tokens[:READ]):
            held[phrase].add(place)
            voices[phrase].add(author)
    often = [p for p in held if len(held[p]) >= LEAST_POSTS and len(voices[p]) >= LEAST_VOICES]
    taken = [roots(tokens(topic)) for topic in known]
    apart = [phrase for phrase in often if not wanted & roots(tokens(phrase))]
    fresh = [phrase for phrase in apart if not any(roots(tokens(phrase)) <= words for words in taken)]
    shares = _shares(fresh, rarity)
    rare = [phrase for phrase in fresh if shares[phrase] <= COMMON]
    found = [Proposal(p, len(held[p]), ratio(len(held[p]), len(about), shares[p])) for p in rare]
    telling = [one for one in found if one.ratio >= LEAST_RATIO]
    return _distinct(sorted(telling, key=lambda one: (-one.ratio, -len(one.words), one.words)))


def ratio(held: int, posts: int, share: float) -> float:
    """The log-likelihood ratio of `held` of `posts` against the share elsewhere; 0 where it is no more than that."""
    found = held / posts
    if found <= share:
        return 0.0
    other = (posts - held) * math.log((1.0 - found) / (1.0 - share)) if held < posts else 0.0
    return 2.0 * (held * math.log(found / share) + other)


def _shares(phrases: Iterable[str], rarity: Callable[[Sequence[str]], Sequence[float]]) -> dict[str, float]:
    """The share of all posts that hold each phrase, at most that of its rarest word; 1 where a word is unknown."""
    parts = {phrase: phrase.replace("-", " ").split() for phrase in phrases}
    words = list(dict.fromkeys(word for held in parts.values() for word in held))
    rare = dict(zip(words, rarity(words), strict=True))
    return {p: min(math.exp(-rare[w]) if rare[w] > 0.0 else 1.0 for w in held) for p, held in parts.items()}


def _phrases(words: Sequence[str]) -> frozenset[str]:
    """Runs of up to three words that neither hold a stop word nor a number."""
    fit = [len(w) > 1 and w not in STOPWORDS and not any(c.isdigit() for c in w) for w in words]
    return frozenset(
        " ".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, LONGEST + 1)
        if start + length <= len(words) and all(fit[start : start + length])
    )


def _distinct(ranked: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The best, none of which says what a better one says already."""
    kept: list[Proposal] = []
    for one in ranked:
        said = roots(one.words.split())
        if len(kept) < MOST and not any(said <= roots(k.words.split()) or roots(k.words.split()) <= said for k in kept):
            kept.append(one)
    return tuple(kept)
