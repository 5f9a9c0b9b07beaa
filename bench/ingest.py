"""Ingest: posts into store and index, against the same texts into raw tantivy and raw SQLite."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import corpus
from bench.measure import Clock
from bench.peers import RawRows, RawWords
from bench.report import Table
from outward.index import Index
from outward.index.vectors import Vectors
from outward.index.words import Words
from outward.model import Parsed
from outward.store import Database, posts

PARTS = ("store", "reading back", "words", "vectors", "ours", "raw SQLite", "raw tantivy", "peers")


def run(size: int) -> Table:
    """Pages of 100 and 1,000 invented posts, and of 100 real ones where there are any."""
    table = Table(
        f"ingest: {size:,} posts, seconds",
        ("posts in pages of", *PARTS, "posts/s", "ours/peers", "without vectors"),
        notes=[
            "ours = store (4 tables, indexes, deduplication, ties) + words + vectors; raw SQLite holds posts only.",
            "without vectors = ours less vectors, against the same peers.",
        ],
    )
    material = {f"{each:,}": list(corpus.pages(size, each)) for each in (100, 1_000)}
    texts = corpus.real(size)
    if texts:
        material[f"100, {len(texts):,} real"] = list(corpus.paged(texts, 100))
    for name, pages in material.items():
        table.rows.append(_row(name, pages))
    if not texts:
        table.notes.append("No open test data here (OUTWARD_DATA): the row of real posts is left out.")
    return table


def _row(name: str, pages: Sequence[Parsed]) -> list[str | float | int]:
    with TemporaryDirectory(prefix="outward-bench-") as folder:
        took = measured(pages, Path(folder))
    count = sum(len(page.posts) for page in pages)
    lean = took["ours"] - took["vectors"]
    return [
        name,
        *(took[part] for part in PARTS),
        int(count / took["ours"]),
        took["ours"] / took["peers"],
        lean / took["peers"],
    ]


def measured(pages: Sequence[Parsed], folder: Path) -> dict[str, float]:
    """Seconds of every part. The two SQLite writers take turns page by page."""
    clocks = {part: Clock() for part in PARTS}
    database, raw_rows = Database(folder / "ours.db"), RawRows(folder / "raw.db")
    for page in pages:
        with clocks["store"].running(), database.writing() as db:
            posts.save(db, page)
        with clocks["raw SQLite"].running():
            raw_rows.put(page.posts)
    raw_rows.close()
    with clocks["reading back"].running():
        batches = list(posts.documents(database, 0))
    index, raw_words = Index(folder / "index"), RawWords(folder / "raw")
    words, vectors = Words(folder / "words"), Vectors(folder / "vectors.i8")
    texts = [[(d.doc, d.text) for d in batch] for batch in batches]
    with clocks["raw tantivy"].running():
        raw_words.put(pair for batch in texts for pair in batch)
    for batch in texts:
        with clocks["vectors"].running():
            vectors.put(batch)
    with clocks["words"].running():
        for batch in texts:
            words.put([], batch)
        words.settle()
    with clocks["ours"].running():
        index.add(batches)
    database.close()
    took = {part: clock.seconds for part, clock in clocks.items()}
    took["ours"] += took["store"] + took["reading back"]
    took["peers"] = took["raw SQLite"] + took["raw tantivy"]
    return took
