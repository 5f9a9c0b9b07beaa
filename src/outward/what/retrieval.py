"""From a goal to candidates: find, mix, open, read closely, group.

Sources name documents that may answer. How well each does is a mix: its words and the topics' as the index counts
them (BM25), and its meaning (the cosine of stored vectors). The best by this mix are opened and read closely, which
adds what an index cannot see (`outward.what.closeness`). Each part is divided by its maximum, they are mixed with the
recipe's shares, and the mix is divided by its maximum, so that the best candidate has relevance 1. Where no document
holds any word of the goal, there is only the cosine's share: what is merely near in meaning does not look like a
perfect answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from outward.model import Found, Goal, Hit
from outward.what import stages
from outward.what.candidates import Candidate, Match, group
from outward.what.closeness import READ, Wanted, closely
from outward.what.corpus import Corpus
from outward.what.prose import MEASURED
from outward.what.query import Query
from outward.what.recipes import Mix, Recipe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPENED = 2
"""Documents opened for each that is wanted: filters and joining take some."""
COMPARED = 24
"""Of those, the ones compared word by word: on the labelled sets more change nothing."""


class Gathered(NamedTuple):
    """Candidates, most relevant first, and how many documents of the pool were not opened."""

    candidates: tuple[Candidate, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Documents found, as columns: number, and 0..1 for words, topics and meaning; `worded`: a word was met at all."""

    docs: "NDArray[np.int64]"
    words: "NDArray[np.float64]"
    wider: "NDArray[np.float64]"
    meaning: "NDArray[np.float64]"
    worded: bool


def gather(goal: Goal, corpus: Corpus, recipe: Recipe, *, depth: int) -> Gathered:
    """The candidates for a goal; `OPENED`·`depth` documents of the pool are opened, the rest only counted."""
    query = Query.of(goal)
    pool = pooled(query, corpus, recipe)
    matches = opened(pool, recipe.mix, OPENED * depth)
    found = corpus.found(list(matches))
    if pool.worded:
        matches = read_closely(found, query, corpus, matches, recipe.mix)
    return Gathered(group(found, matches), max(0, len(pool.docs) - OPENED * depth))


def pooled(query: Query, corpus: Corpus, recipe: Recipe) -> Pool:
    """What the recipe's sources find, each document once."""
    import numpy as np

    hits: dict[str, Sequence[Hit]] = {}
    places: dict[int, int] = {}
    for name, most in recipe.sources.items():
        hits[name] = stages.sources()[name].find(query, corpus, most, len(places))
        for hit in hits[name]:
            places.setdefault(hit.doc, len(places))
    words = _scores(hits.get("text", ()), places)
    wider = _scores(hits["topics"], places) if hits.get("topics") else words
    docs = list(places)
    meaning = np.asarray(corpus.similarity(query.shown, docs), dtype=np.float64).clip(0.0, 1.0)
    worded = bool(hits.get("text") or hits.get("topics"))
    return Pool(np.array(docs, dtype=np.int64), words, wider, meaning, worded)


def _scores(hits: Sequence[Hit], places: Mapping[int, int]) -> "NDArray[np.float64]":
    """The scores of hits at the places of their documents, 0 elsewhere, divided by their maximum."""
    import numpy as np

    scores = np.zeros(len(places))
    scores[[places[hit.doc] for hit in hits]] = [hit.score for hit in hits]
    return _scaled(scores)


def opened(pool: Pool, mix: Mix, most: int) -> dict[int, Match]:
    """The matches of the `most` best documents by what the index knows, best first."""
    import numpy as np

    meaning = _scaled(pool.meaning) if pool.worded else pool.meaning
    total = mix.words * pool.words + mix.wider * pool.wider + mix.meaning * meaning
    relevance = _scaled(total) if pool.worded else total
    order = np.lexsort((pool.docs, -relevance))[:most]
    columns = (pool.docs, pool.words, pool.wider, pool.meaning, relevance)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    return {doc: Match(word, wide, meant, relevance=whole) for doc, word, wide, meant, whole in rows}


def read_closely(
    found: Sequence[Found], query: Query, corpus: Corpus, matches: Mapping[int, Match], mix: Mix
) -> dict[int, Match]:
    """The matches of the posts found, with what a close look at their words adds."""
    import numpy as np

    words = query.text.split()
    rarity = corpus.rarity(words)
    texts = [_whole(f) for f in found]
    close = closely(texts, Wanted.of(words, rarity))
    own = [matches[f.doc] for f in found]
    again, covered, near = (np.array([one[part] for one in close], dtype=np.float64) for part in range(3))
    again, near = _scaled(again), _scaled(near)
    total = (
        mix.words * np.array([m.words for m in own])
        + mix.wider * np.array([m.wider for m in own])
        + mix.meaning * _scaled(np.array([m.meaning for m in own]))
        + mix.again * again
        + mix.covered * covered
        + mix.near * near
    )
    akin, model = np.zeros(len(found)), np.zeros(len(found))
    best = np.argsort(-total, kind="stable")[:COMPARED]
    compared = [texts[place] for place in best]
    akin[best] = _scaled(_weighed(corpus.akin(words, compared), rarity))
    if judged := corpus.read_again(query.shown, compared):
        model[best] = _scaled(np.asarray(judged, dtype=np.float64))
    total += mix.akin * akin + mix.model * model
    columns = (column.tolist() for column in (again, covered, near, akin, model, _scaled(total)))
    return {
        f.doc: Match(m.words, m.wider, m.meaning, *more)
        for f, m, more in zip(found, own, zip(*columns, strict=True), strict=True)
    }


def alike(corpus: Corpus, texts: Sequence[str], docs: Sequence[int]) -> dict[int, float]:
    """How near (0..1) each document comes in meaning to the nearest of some texts; empty without texts."""
    cosines = [corpus.similarity(text[:MEASURED], docs) for text in texts]
    return {doc: max(0.0, *told) for doc, *told in zip(docs, *cosines, strict=True)} if cosines else {}


def _weighed(likeness: Sequence[Sequence[float]], rarity: Sequence[float]) -> "NDArray[np.float64]":
    """Of each text, how near it comes to the words, rare ones counting more: Σ rarity·likeness / Σ rarity."""
    import numpy as np

    weights = np.asarray(rarity, dtype=np.float64)
    held = np.asarray(likeness, dtype=np.float64).reshape(-1, len(weights))
    return held @ weights / weights.sum() if weights.sum() > 0.0 else np.zeros(len(held))


def _whole(found: Found) -> str:
    """All words a post is found by: its own, and those of what it points at."""
    own, resource = found.post.text, found.resource
    body = "" if resource.text == own else resource.text
    return f"{own[:READ]}\n{resource.title}\n{body[:READ]}"


def _scaled(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Values divided by their maximum, none below 0; none where nothing is above 0."""
    top = float(values.max(initial=0.0))
    kept: NDArray[np.float64] = values.clip(0.0) / top if top > 0.0 else values * 0.0
    return kept
