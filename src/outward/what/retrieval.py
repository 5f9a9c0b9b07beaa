"""From a goal to candidates: find, widen, mix, group.

BM25 finds a pool; the goal's topics and, where the recipe says so, words that mark the best of the pool widen it
(pseudo-relevance feedback); stored vectors say how near each document is in meaning. The best by these three are
opened and read closely. Each part is divided by its maximum, they are mixed with the recipe's shares, and the mix is
divided by its maximum, so that the best candidate has relevance 1. Where no document holds any word of the goal, there
is only the cosine's share: what is merely near in meaning does not look like a perfect answer.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from outward.model import Found, Goal, Hit
from outward.what.candidates import Candidate, Match, group
from outward.what.closeness import READ, Wanted, closely
from outward.what.corpus import Corpus
from outward.what.prose import MEASURED, Prose, subjects, tokens, visible
from outward.what.recipes import Mix, Recipe

MOST_WORDS = 60
"""Different words of a goal that are searched for; a longer goal is searched by its most frequent ones."""
FEEDBACK_DOCS = 10
BACKGROUND = 100
"""Documents of the pool that say which words are common in it."""


class Gathered(NamedTuple):
    """Candidates, most relevant first, and how many documents of the pool were not opened."""

    candidates: tuple[Candidate, ...]
    beyond: int


def gather(goal: Goal, corpus: Corpus, recipe: Recipe, *, depth: int) -> Gathered:
    """The candidates for a goal; about twice `depth` documents of the pool are opened, the rest only counted."""
    text = query(goal)
    hits = corpus.search(text, recipe.pool)
    wide = widened(goal, text, hits, corpus, recipe.marks)
    wider = corpus.search(wide, recipe.pool) if wide != text else hits
    docs = list(dict.fromkeys([hit.doc for hit in (*hits, *wider)]))[: recipe.pool]
    docs = list(dict.fromkeys([*docs, *(corpus.recent(recipe.recent) if recipe.recent else ())]))
    matches = mixed(docs, hits, wider, corpus.similarity(shown(goal)[:MEASURED], docs), recipe.mix)
    opened = sorted(docs, key=lambda doc: (-matches[doc].relevance, doc))[: 2 * depth]
    found = corpus.found(opened)
    words = text.split()
    matches = read_closely(found, Wanted.of(words, corpus.rarity(words)), matches, recipe.mix) if hits else matches
    return Gathered(group(found, matches), len(docs) - len(opened))


def read_closely(
    found: Sequence[Found], wanted: Wanted | None, matches: Mapping[int, Match], mix: Mix
) -> Mapping[int, Match]:
    """The matches of the posts found, with what a close look at their words adds."""
    close = dict(zip((f.doc for f in found), closely([_whole(f) for f in found], wanted), strict=True))
    again = _scaled({doc: one.again for doc, one in close.items()})
    near = _scaled({doc: one.near for doc, one in close.items()})
    seen = {
        doc: matches[doc]._replace(again=again[doc], covered=one.covered, near=near[doc]) for doc, one in close.items()
    }
    meaning = _scaled({doc: match.meaning for doc, match in seen.items()})
    total = {
        doc: mix.words * m.words
        + mix.wider * m.wider
        + mix.meaning * meaning[doc]
        + mix.again * m.again
        + mix.covered * m.covered
        + mix.near * m.near
        for doc, m in seen.items()
    }
    relevance = _scaled(total)
    return {doc: match._replace(relevance=relevance[doc]) for doc, match in seen.items()}


def _whole(found: Found) -> str:
    """All words a post is found by: its own, and those of what it points at."""
    own, resource = found.post.text, found.resource
    body = "" if resource.text == own else resource.text
    return f"{own[:READ]}\n{resource.title}\n{body[:READ]}"


def query(goal: Goal) -> str:
    """What is searched for: the goal's words that carry a subject, the most frequent ones of a long goal."""
    words = [word for word in tokens(shown(goal)) if len(word) > 1 or not word.isascii()]
    wanted = subjects(words) or tuple(dict.fromkeys(words))
    if len(wanted) > MOST_WORDS:
        counts = Counter(words)
        wanted = tuple(sorted(wanted, key=lambda word: -counts[word])[:MOST_WORDS])
    return " ".join(wanted)


def shown(goal: Goal) -> str:
    """The goal as a person sees it: no invisible characters, no endless text."""
    return visible(goal.text, 25 * MEASURED)


def widened(goal: Goal, text: str, hits: Sequence[Hit], corpus: Corpus, marks: int) -> str:
    """The query with the goal's topics and `marks` words that mark the best documents."""
    topics = [word for topic in goal.topics for word in subjects(tokens(topic))]
    terms = marking_terms(corpus.found([hit.doc for hit in hits[:BACKGROUND]]), hits, marks) if marks else ()
    return " ".join(dict.fromkeys([*text.split(), *topics[:MOST_WORDS], *terms]))


def marking_terms(found: Iterable[Found], hits: Sequence[Hit], most: int) -> tuple[str, ...]:
    """Words that mark the best ten documents among the best hundred: Σ score·tf/length · ln((n+1)/(df+.5))."""
    texts = {f.doc: subjects_of(f) for f in found}
    spread = Counter(word for words in texts.values() for word in set(words))
    weights: dict[str, float] = defaultdict(float)
    for hit in hits[:FEEDBACK_DOCS]:
        words = texts.get(hit.doc, ())
        for word, times in Counter(words).items():
            weights[word] += hit.score * times / len(words)
    marks = {
        w: weight * math.log((len(texts) + 1) / (spread[w] + 0.5)) for w, weight in weights.items() if spread[w] > 1
    }
    return tuple(sorted(marks, key=lambda word: (-marks[word], word))[:most])


def subjects_of(found: Found) -> tuple[str, ...]:
    """The words of a post and its resource that carry a subject, with repetition."""
    words = Prose(f"{found.resource.title}\n{found.resource.text or found.post.text}").tokens
    kept = set(subjects(words))
    return tuple(word for word in words if word in kept and not word.isdigit())


def mixed(
    docs: Sequence[int], hits: Sequence[Hit], wider: Sequence[Hit], cosines: Sequence[float], mix: Mix
) -> Mapping[int, Match]:
    """How well each document answers the goal; `Match.meaning` is the cosine itself, not below 0."""
    near = dict(zip(docs, (min(1.0, max(0.0, cosine)) for cosine in cosines), strict=True))
    parts = [_scaled({hit.doc: hit.score for hit in found}) for found in (hits, wider)]
    by_words, by_wider, by_meaning = *parts, _scaled(near) if hits else near
    total = {
        doc: mix.words * by_words.get(doc, 0.0) + mix.wider * by_wider.get(doc, 0.0) + mix.meaning * by_meaning[doc]
        for doc in docs
    }
    relevance = _scaled(total) if hits else total
    return {
        doc: Match(by_words.get(doc, 0.0), by_wider.get(doc, 0.0), near[doc], relevance=relevance[doc]) for doc in docs
    }


def _scaled(values: Mapping[int, float]) -> Mapping[int, float]:
    """Values divided by their maximum; none where nothing is above 0."""
    top = max(values.values(), default=0.0)
    return {key: max(0.0, value) / top for key, value in values.items()} if top > 0.0 else dict.fromkeys(values, 0.0)
