"""Growth: one whole ranking over more and more posts, against the raw tantivy query in the same run."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from bench import built, corpus
from bench.measure import Clock, in_child, interleaved, peak_megabytes, percentile
from bench.peers import RawWords
from bench.report import Table
from outward.app.home import Home
from outward.app.reading import Reading
from outward.model import Goal, Parsed
from outward.store import posts
from outward.what import pipeline, recipes

ADDED = 1_000
QUERIES = 40


def run(sizes: Sequence[int]) -> Table:
    """Each size by a process of its own: times of a ranking and of tantivy, what adding takes, and memory."""
    table = Table(
        f"growth: recipe week, 10 shown, {2 * QUERIES} queries of 3 and 8 words, milliseconds",
        ("posts", "tantivy p50", "p95", "what p50", "p95", "p50 ratio", "p95 ratio", f"add {ADDED:,}, s", "MB at most"),
        notes=[
            "Contenders take turns query by query; each query is asked once before it counts. Tantivy finds its best",
            f"thousand. Adding: {ADDED:,} posts written and indexed, the newest of them found by its words at once.",
        ],
    )
    held: list[dict[str, float]] = []
    for size in sizes:
        built.home(size)
        built.raw_words(size)
        one = in_child(f"growth:measured({size})")
        held.append(one)
        times = (one["raw50"], one["raw95"], one["what50"], one["what95"])
        ratios = (one["what50"] / one["raw50"], one["what95"] / one["raw95"])
        table.rows.append((size, *times, *ratios, one["added"], one["most"]))
    for (small, before), (large, after) in pairwise(zip(sizes, held, strict=True)):
        grown = {name: _exponent(before[name], after[name], small, large) for name in ("raw95", "what95", "added")}
        table.notes.append(
            f"From {small:,} to {large:,} posts the cost grows with exponent {grown['what95']:.2f} (what, p95), "
            f"{grown['raw95']:.2f} (tantivy, p95), {grown['added']:.2f} (adding)."
        )
    return table


def measured(size: int) -> dict[str, float]:
    """Figures of one size, in milliseconds, seconds and megabytes."""
    raw = RawWords(built.raw_words(size)[0] / "words")
    times: dict[str, list[float]] = {"raw": [], "what": []}
    with Home(built.home(size)[0]) as home:
        for text in [*corpus.queries(3, QUERIES), *corpus.queries(8, QUERIES)]:
            calls = {"raw": _searched(raw, text), "what": _ranked(home, text)}
            for name, took in interleaved(calls, 2).items():
                times[name].append(took[-1] * 1_000)
        added = _adding(home, size)
    return {
        **{f"{name}50": percentile(took, 0.5) for name, took in times.items()},
        **{f"{name}95": percentile(took, 0.95) for name, took in times.items()},
        "added": added,
        "most": peak_megabytes(),
    }


def _searched(raw: RawWords, text: str) -> Callable[[], object]:
    return lambda: raw.search(text, 1_000)


def _ranked(home: Home, text: str) -> Callable[[], object]:
    """As the verb does it: nothing is kept from one question to the next but what libraries remember."""
    goal = Goal(text=text)
    return lambda: pipeline.rank(goal, Reading(home, corpus.NOW), recipe=recipes.WEEK, now=corpus.NOW, seed=1, limit=10)


def _adding(home: Home, size: int) -> float:
    """Seconds to write and index posts that are new, the last of them found at once; then they are taken out again."""
    page = _fresh(size)
    clock = Clock()
    with clock.running():
        with home.database.writing() as db:
            posts.save(db, page)
        home.catch_up()
    word = page.posts[-1].text.split()[-1]
    found = home.index.search(word, 1)
    assert found  # a figure of posts nobody finds would be none
    with home.database.writing() as db:
        posts.save(db, Parsed(deleted=tuple(post.id for post in page.posts)))
    home.catch_up()
    return clock.seconds


def _fresh(size: int) -> Parsed:
    """A page of posts the corpus does not hold, the last with a word nobody else uses."""
    (page,) = islice(corpus.pages(ADDED, ADDED), 1)
    run = time.time_ns()  # a post that was taken out once stays out
    told = [replace(post, id=f"{post.id}-{run}", url=f"{post.url}/{run}") for post in page.posts]
    told[-1] = replace(told[-1], text=f"{told[-1].text} zzyzxqq{size}")
    return replace(page, posts=tuple(told), resources=())


def _exponent(before: float, after: float, small: int, large: int) -> float:
    return math.log(after / before) / math.log(large / small)
