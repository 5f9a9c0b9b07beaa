"""Statements: what the engines ask of the store at full size, each once cold-ish and then the median of three."""

import sqlite3
from collections.abc import Callable
from functools import partial

from bench import built, corpus
from bench.measure import median, seconds
from bench.report import Table
from outward.app.home import Home
from outward.store import Database, people, posts


def run(size: int) -> Table:
    """Milliseconds of each statement, and every full scan that SQLite makes for it."""
    table = Table(f"statements: {size:,} posts, milliseconds", ("call", "first", "median of 3", "plan"))
    with Home(built.home(size)[0]) as home:
        for name, call in _calls(home.database).items():
            first = seconds(call) * 1_000
            again = median([seconds(call) * 1_000 for _ in range(3)])
            table.rows.append((name, first, again, _scans(home.database, call)))
    return table


def _calls(database: Database) -> dict[str, Callable[[], object]]:
    who, few = corpus.authors(200), corpus.authors(20)
    docs = list(range(1, 1_001))
    return {
        "posts.found, 1,000": partial(posts.found, database, docs),
        "posts.recent, 100": partial(posts.recent, database, 100),
        "posts.monthly, 200 authors": partial(posts.monthly, database, who, corpus.NOW),
        "posts.documents, nothing new": lambda: list(posts.documents(database, 10**9)),
        "posts.size": partial(posts.size, database),
        "people.activity, 20 accounts": partial(people.activity, database, few, corpus.NOW, 90),
        "people.touching, 20 accounts": partial(people.touching, database, few),
        "people.mentioning, 20 accounts": partial(people.mentioning, database, few),
        "people.accounts, 200 persons": partial(people.accounts, database, who),
        "people.edges": partial(people.edges, database),
    }


def _scans(database: Database, call: Callable[[], object]) -> str:
    """The tables read from end to end, by SQLite's own plan of every statement of the call."""
    said: list[str] = []
    database.connection.set_trace_callback(said.append)
    call()
    database.connection.set_trace_callback(None)
    scanned: set[str] = set()
    for statement in said:
        try:
            plan = database.connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        except sqlite3.Error:
            continue
        steps = [str(row["detail"]) for row in plan]
        scanned.update(step.split()[1] for step in steps if step.startswith("SCAN ") and " json_each" not in step)
    return "reads all of " + ", ".join(sorted(scanned)) if scanned else "by index"
