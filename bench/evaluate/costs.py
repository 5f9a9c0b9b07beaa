"""What each stage of a ranking costs: time inside it, while real queries are answered."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from bench.report import Table
from outward.app.labelled.answering import best_resources
from outward.app.labelled.files import Query
from outward.app.labelled.filled import Filled
from outward.what import Recipe, pipeline, retrieval, stages

QUERIES = 50
_VERBS = ("find", "drop", "score", "select")
_STEPS = ((pipeline, "gather"), (retrieval, "pooled"), (retrieval, "read_closely"), (pipeline, "join"))
_NAMES = {
    "gather": "retrieval, all of it",
    "pooled": "retrieval: sources",
    "read_closely": "retrieval: reading closely",
}


def costs(name: str, filled: Filled, queries: Sequence[Query], recipe: Recipe) -> Table:
    """Milliseconds a query of every stage; a stage that asks another counts the other's time too."""
    answer = best_resources(filled, recipe, 10)
    some = queries[:QUERIES]
    for query in some[:3]:
        answer(query)
    start = time.perf_counter()
    with watched() as spent:
        for query in some:
            answer(query)
    whole = time.perf_counter() - start
    table = Table(
        f"{name}: what stages of recipe {recipe.name} cost, {len(some)} queries",
        ("stage", "ms a query", "% of all"),
        [("the whole ranking", whole * 1_000 / max(1, len(some)), 100)],
    )
    for stage, seconds in sorted(spent.items(), key=lambda held: -held[1]):
        table.rows.append((stage, seconds * 1_000 / max(1, len(some)), round(100 * seconds / whole)))
    return table


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """Seconds spent in each stage while the block runs."""
    spent: dict[str, float] = defaultdict(float)
    places: list[tuple[ModuleType, str, str]] = [(module, verb, _NAMES.get(verb, verb)) for module, verb in _STEPS]
    for kind in (stages.sources(), stages.filters(), stages.scorers(), stages.selectors()):
        places += [
            (stage, verb, name)
            for name, stage in kind.items()
            if isinstance(stage, ModuleType)
            for verb in _VERBS
            if hasattr(stage, verb)
        ]
    kept = [(module, verb, getattr(module, verb)) for module, verb, _ in places]
    try:
        for module, verb, name in places:
            setattr(module, verb, _timed(getattr(module, verb), name, spent))
        yield spent
    finally:
        for module, verb, call in kept:
            setattr(module, verb, call)


def _timed(call: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*args, **named)
        finally:
            spent[name] += time.perf_counter() - start

    return timed
