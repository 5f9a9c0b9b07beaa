"""Query: the best 100 and 1,000 documents, against tantivy used directly and SQLite FTS5."""

from collections.abc import Callable
from functools import partial

from bench import built, corpus
from bench.measure import interleaved, percentile
from bench.peers import FullText, RawWords
from bench.report import Table
from outward.app.home import Home
from outward.app.reading import Reading
from outward.model import Goal
from outward.what import pipeline, recipes

Search = Callable[[str, int], object]
OURS, TANTIVY, FTS5 = "ours: words", "raw tantivy", "SQLite FTS5"
RERANKED, RANKED = "ours: words, then vectors", "ours: whole ranking (10 shown)"


def run(size: int, count: int) -> list[Table]:
    """A table of times and, before it, one of what building took (nothing where it was kept)."""
    building = Table(f"build: {size:,} posts, seconds (kept under .cache/bench)", ("corpus", "seconds"))
    folders = {}
    for name, build in ((OURS, built.home), (TANTIVY, built.raw_words), (FTS5, built.full_text)):
        folders[name], took = build(size)
        building.rows.append((name, "kept" if took is None else took))
    full_text = FullText(folders[FTS5] / "words.db")
    with Home(folders[OURS]) as home:
        contenders = {TANTIVY: RawWords(folders[TANTIVY] / "words").search, FTS5: full_text.search, **_ours(home)}
        table = _measured(size, count, contenders)
    full_text.close()
    return [building, table]


def _ours(home: Home) -> dict[str, Search]:
    reading = Reading(home, corpus.NOW)

    def reranked(text: str, limit: int) -> object:
        docs = [hit.doc for hit in reading.search(text, limit)]
        return reading.similarity(text, docs)

    def ranked(text: str, _: int) -> object:
        return pipeline.rank(Goal(text=text), reading, recipe=recipes.WEEK, now=corpus.NOW, seed=1, limit=10)

    return {OURS: reading.search, RERANKED: reranked, RANKED: ranked}


def _measured(size: int, count: int, contenders: dict[str, Search]) -> Table:
    table = Table(
        f"query: {size:,} posts, {count} queries of each length, milliseconds",
        ("query", "contender", "p50", "p95", "p50 / raw tantivy", "p50 / FTS5"),
        notes=["Contenders take turns query by query; each query is asked once before it counts."],
    )
    for words in (3, 8):
        for limit in (100, 1_000):
            chosen = {name: c for name, c in contenders.items() if limit == 1_000 or name not in (RERANKED, RANKED)}
            times: dict[str, list[float]] = {name: [] for name in chosen}
            for text in corpus.queries(words, count):
                calls = {name: partial(search, text, limit) for name, search in chosen.items()}
                for name, took in interleaved(calls, 2).items():
                    times[name].append(took[-1] * 1_000)
            middle = {name: percentile(took, 0.5) for name, took in times.items()}
            for name, took in times.items():
                against = [middle[name] / middle[peer] for peer in (TANTIVY, FTS5)]
                table.rows.append(
                    (f"{words} words, top {limit:,}", name, middle[name], percentile(took, 0.95), *against)
                )
    return table
