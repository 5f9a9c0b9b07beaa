"""Whom: one slate of people for a goal, beside what a programmer would put together of public libraries.

The peer searches the same posts (tantivy) and ranks everybody by personalised PageRank from their authors over the same
ties (igraph); it reads no text, asks nothing of the store, and says no sentence.
"""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import built, crowd
from bench.measure import Clock, interleaved, peak_megabytes, percentile, seconds
from bench.report import Table
from outward.app.home import Home
from outward.app.join import WORTHS
from outward.app.reading import Reading
from outward.app.whom import whom
from outward.store import Database, answers, bonds, people, posts
from outward.whom.circle import Graph

WARM = 8
"""Goals asked before any counts."""
ADDED = 1_000
PEER = 4
"""The peer is asked for every fourth goal, as it takes long."""


def run(size: int) -> list[Table]:
    """A table of times of `whom`, and one of what adding ties takes beside adding all of them up again."""
    folder, took = built.crowd_home(size)
    with Home(folder) as home:
        held = posts.size(home.database)
        counted = f"{held['posts']:,} posts, {held['people']:,} people, {held['ties']:,} ties"
        first = seconds(lambda: whom(home, now=crowd.NOW, goal=1))
        peer = _peer(home)
        goals = answers.goals(home.database)
        for number, _ in goals[:WARM]:
            whom(home, now=crowd.NOW, goal=number)
        table = _asked(home, goals[WARM:], peer, counted)
        table.notes = [
            f"Every goal is asked once, and was not asked before; {WARM} others were. The first answer of the process,",
            f"which reads the graph, took {first:.1f} s; at most {peak_megabytes():,.0f} MB were held, the peer's",
            "graph among them." + ("" if took is None else f" Making the folder took {took:,.0f} s."),
        ]
    return [table, _adding(folder, size)]


def _asked(home: Home, goals: Sequence[tuple[int, str]], peer: Callable[[str], object], counted: str) -> Table:
    table = Table(
        f"whom: {counted}, {len(goals)} goals, milliseconds",
        ("contender", "p50", "p95", "worst", "processor p50", "processor p95", "p50 / peer"),
    )
    times: dict[str, list[float]] = {"tantivy and igraph": [], "ours: whom": []}
    worked: dict[str, list[float]] = {name: [] for name in times}
    for place, (number, text) in enumerate(goals):
        calls: tuple[Callable[[], object], ...] = (
            partial(peer, text), partial(whom, home, now=crowd.NOW, goal=number),
        )  # fmt: skip
        for name, call in list(zip(times, calls, strict=True))[place % PEER > 0 :]:
            clock = Clock()
            with clock.running():
                call()
            times[name].append(clock.seconds * 1_000)
            worked[name].append(clock.cpu * 1_000)
    against = percentile(times["tantivy and igraph"], 0.5)
    for name, took in times.items():
        spent = (percentile(worked[name], share) for share in (0.5, 0.95))
        middle = percentile(took, 0.5)
        table.rows.append((name, middle, percentile(took, 0.95), max(took), *spent, middle / against))
    return table


def _peer(home: Home) -> Callable[[str], object]:
    """tantivy's best posts for a text, then personalised PageRank from their authors."""
    import igraph

    reading = Reading(home, crowd.NOW)
    held: Graph = reading.graph()
    place = {person: number for number, person in enumerate(held.people)}
    graph: Any = igraph.Graph(n=len(held.people), edges=list(zip(held.source, held.target, strict=True)), directed=True)
    weights = [float(weight) for weight in held.weight]

    def ranked(text: str) -> object:
        hits = reading.search(text, 400)
        wrote = (found.person for found in reading.found([hit.doc for hit in hits]))
        own = sorted({place[person] for person in wrote if person in place})
        ranks = graph.personalized_pagerank(reset_vertices=own, weights=weights, damping=0.85)
        return sorted(range(len(ranks)), key=lambda number: -ranks[number])[:5]

    return ranked


def _adding(folder: Path, size: int) -> Table:
    """On a copy of the store."""
    table = Table(
        f"ties: {ADDED:,} more beside all again, over {5 * size:,} asked for, seconds",
        ("work", "seconds", "times less than all again"),
        notes=["Written: posts.save with all indexes. Added up: what whom and ties count with. Read again: the graph."],
    )
    with TemporaryDirectory(prefix="outward-bench-", dir=folder.parent) as copied:
        shutil.copy(folder / "outward.db", Path(copied) / "outward.db")
        database = Database(Path(copied) / "outward.db")
        steps: dict[str, Callable[[], object]] = {
            f"write {ADDED:,} ties": lambda: _write(database),
            f"add up {ADDED:,} ties": lambda: bonds.add_up(database, WORTHS, crowd.NOW),
            "read the graph again": lambda: people.edges(database),
            "add up all ties again": lambda: _all_again(database),
        }
        took = {name: interleaved({name: work}, 1)[name][0] for name, work in steps.items()}
        database.close()
    whole = took["add up all ties again"]
    table.rows += [(name, spent, whole / spent) for name, spent in took.items()]
    return table


def _write(database: Database) -> None:
    with database.writing() as db:
        posts.save(db, crowd.fresh(people=len(people.persons(database)) - 1, count=ADDED))


def _all_again(database: Database) -> None:
    with database.writing() as db:
        for table in ("turned", "waits", "fresh", "node"):
            db.execute(f"DELETE FROM {table}")
        db.execute("INSERT INTO fresh SELECT source, target, kind, at FROM tie")
    bonds.add_up(database, WORTHS, crowd.NOW)
