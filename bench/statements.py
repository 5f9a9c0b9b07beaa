"""Statements: what the engines ask of the store at full size, each once cold-ish and then the median of three."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
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
    """Tables read from an end instead of by key, by SQLite's own plan of every statement of the call."""
    said: list[str] = []
    database.connection.set_trace_callback(said.append)
    call()
    database.connection.set_trace_callback(None)
    read: set[str] = set()
    for statement in said:
        with suppress(sqlite3.Error):
            plan = database.connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            read.update(filter(None, (_read(str(row["detail"]).split()) for row in plan)))
    return ", ".join(sorted(read)) or "by index"


def _read(step: list[str]) -> str:
    """A step of a plan as what it reads without looking up a key; nothing where it looks one up."""
    if step[0] != "SCAN" or step[1] not in ("account", "post", "resource", "tie"):
        return ""
    return f"{step[1]} along {step[-1]}" if "INDEX" in step else f"all of {step[1]}"
