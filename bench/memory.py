"""Memory: the most our process holds while it takes posts in, and while it answers."""

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import built, corpus
from bench.measure import in_child, peak_megabytes
from bench.report import Table
from outward.app.home import Home
from outward.app.reading import Reading
from outward.model import Goal
from outward.store import posts
from outward.what import pipeline, recipes


def run(ingested: int, queried: int) -> Table:
    """Peak megabytes of fresh processes: taking in `ingested` posts, answering over `queried` posts."""
    table = Table("memory: most megabytes held by a fresh process", ("work", "at start", "at most"))
    built.home(queried)
    for name, call in (
        (f"ingest {ingested:,} posts in pages of 100", f"memory:ingesting({ingested})"),
        (f"search and rank over {queried:,} posts", f"memory:answering({queried})"),
    ):
        held = in_child(call)
        table.rows.append((name, held["start"], held["most"]))
    return table


def ingesting(size: int) -> dict[str, float]:
    """Posts made a page at a time, so that only what Outward holds adds up."""
    next(corpus.pages(1, 1))
    start = peak_megabytes()
    with TemporaryDirectory(prefix="outward-bench-") as folder, Home(Path(folder)) as home:
        for page in corpus.pages(size, 100):
            with home.database.writing() as db:
                posts.save(db, page)
        home.catch_up()
    return {"start": start, "most": peak_megabytes()}


def answering(size: int) -> dict[str, float]:
    """Every kind of question over the kept corpus."""
    asked = [*corpus.queries(3, 30), *corpus.queries(8, 30)]
    start = peak_megabytes()
    with Home(built.home(size)[0]) as home:
        reading = Reading(home, corpus.NOW)
        recipe = recipes.recipe("week")
        for text in asked:
            reading.search(text, 1_000)
            pipeline.rank(Goal(text=text), reading, recipe=recipe, now=corpus.NOW, seed=1, limit=10)
    return {"start": start, "most": peak_megabytes()}
