"""Run files in TREC form, scored by a public scorer; differences with their paired bootstrap interval."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import ir_measures

Run = Mapping[str, Sequence[str]]
"""Query → what was found, best first."""
RESAMPLES = 9_999


class Interval(NamedTuple):
    """A mean difference and the 95 % interval of its paired bootstrap."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def write(path: Path, run: Run, tag: str) -> Path:
    """Write `qid Q0 docid rank score tag` lines; the score counts down, as the order is what is shown."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tag = slug(tag)
    lines = (
        f"{query} Q0 {found} {rank} {len(order) - rank + 1} {tag}\n"
        for query, order in run.items()
        for rank, found in enumerate(order, start=1)
    )
    path.write_text("".join(lines), encoding="utf-8")
    return path


def slug(name: str) -> str:
    """A contender's name as a file or column can hold it: words and figures with hyphens between."""
    return "-".join(re.findall(r"[\w.]+", name))


def scored(
    path: Path, qrels: Mapping[str, Mapping[str, int]], queries: Iterable[str], measure: str
) -> dict[str, float]:
    """A run file's score for every query (0 where nothing was found) in one of ir_measures' measures."""
    wanted = list(queries)
    judged = {query: dict(qrels[query]) for query in wanted}
    values = dict.fromkeys(wanted, 0.0)
    run = ir_measures.read_trec_run(str(path))  # type: ignore[no-untyped-call]
    for metric in ir_measures.iter_calc([ir_measures.parse_measure(measure)], judged, run):
        values[metric.query_id] = metric.value
    return values


def mean(values: Mapping[str, float]) -> float:
    """The mean over queries; 0 for none."""
    return sum(values.values()) / len(values) if values else 0.0


def difference(one: Mapping[str, float], other: Mapping[str, float], seed: int) -> Interval:
    """How much higher `one` is than `other` on the same queries; percentiles of the bootstrap over queries."""
    import numpy as np
    from scipy.stats import bootstrap

    apart = np.array([one[query] - other[query] for query in one])
    if len(apart) < 2:
        middle = float(apart.mean()) if len(apart) else 0.0
        return Interval(middle, middle, middle)
    drawn = bootstrap(
        (apart,), np.mean, n_resamples=RESAMPLES, method="percentile", batch=500, rng=np.random.default_rng(seed)
    ).confidence_interval
    return Interval(float(apart.mean()), float(drawn.low), float(drawn.high))
