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

PARTS = ("store", "reading back", "words", "vectors", "raw SQLite", "raw tantivy")
RATIOS = ("ours/peers", "ours/peers, CPU", "lean/peers, CPU")


def run(size: int) -> Table:
    """Pages of 100 and 1,000 invented posts, and of 100 real ones where there are any."""
    table = Table(
        f"ingest: {size:,} posts",
        ("pages of", *(f"{part}, CPU s" for part in PARTS), "ours, s", "peers, s", "posts/s", *RATIOS),
        notes=[
            "Ours is store (4 tables, indexes, deduplication, ties), reading back, words and vectors; raw SQLite holds",
            "posts only. CPU seconds are of all cores; their ratio holds on a busy machine, the wall clock's does not.",
            "Lean: the same without vectors, which the peers have not.",
        ],
    )
    material = {f"{each:,}": list(corpus.pages(size, each)) for each in (100, 1_000)}
    texts = corpus.real(size)
    if texts:
        material["100, real"] = list(corpus.paged(texts, 100))
    for name, pages in material.items():
        with TemporaryDirectory(prefix="outward-bench-") as folder:
            table.rows.append([name, *_figures(measured(pages, Path(folder)), sum(len(page.posts) for page in pages))])
    if not texts:
        table.notes.append("No open test data here (OUTWARD_DATA): the row of real posts is left out.")
    return table


def _figures(took: dict[str, Clock], count: int) -> list[float | int]:
    ours = sum(took[part].seconds for part in ("store", "reading back", "index"))
    peers = took["raw SQLite"].seconds + took["raw tantivy"].seconds
    cpu = sum(took[part].cpu for part in ("store", "reading back", "index"))
    lean = sum(took[part].cpu for part in ("store", "reading back", "words"))
    peers_cpu = took["raw SQLite"].cpu + took["raw tantivy"].cpu
    ratios = (ours / peers, cpu / peers_cpu, lean / peers_cpu)
    return [*(took[part].cpu for part in PARTS), ours, peers, int(count / ours), *ratios]


def measured(pages: Sequence[Parsed], folder: Path) -> dict[str, Clock]:
    """The time of every part. The two SQLite writers take turns page by page."""
    clocks = {part: Clock() for part in (*PARTS, "index")}
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
    with clocks["index"].running():
        index.add(batches)
    database.close()
    return clocks
