"""WHAT: the program's own pipeline on retrieval sets, beside BM25 and the mix of BM25 and vectors."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.evaluate import scores
from bench.evaluate.baselines import BM25, mixed
from bench.evaluate.sets import LabelledSet
from bench.report import Table
from outward.app.home import Home
from outward.app.labelled.answering import best_resources
from outward.app.labelled.files import Query
from outward.app.labelled.filled import Filled, fill
from outward.what import RECIPES, Recipe

PAGE = 10
"""Results a user sees at once, which is what nDCG@10 looks at."""
POOL = 1_000
MEASURE = "nDCG@10"
SHOWN = ("search", "week")
Ranker = Callable[[Query], Sequence[str]]


@dataclass(frozen=True)
class Experiment:
    """One set, loaded: its queries, where run files go, and the seed of whatever is drawn."""

    held: LabelledSet
    queries: Sequence[Query]
    filled: Filled
    runs: Path
    seed: int

    def values(self, tag: str, ranker: Ranker) -> tuple[dict[str, float], float]:
        """The score of every query, from the run file this writes, and the milliseconds a query took."""
        start = time.perf_counter()
        run = {query.id: ranker(query) for query in self.queries}
        spent = (time.perf_counter() - start) / max(1, len(run))
        path = scores.write(self.runs / self.held.name / f"{scores.slug(tag)}.run", run, tag)
        return scores.scored(path, self.held.qrels, run, MEASURE), spent * 1_000


def tables(
    held: LabelledSet, *, folder: Path, runs: Path, number: int | None, seed: int, ablate: bool
) -> Iterator[Table]:
    """The set's table, and where asked for what each stage adds."""
    with Home(folder) as home:
        experiment = Experiment(held, held.sample(number, seed), fill(home, held.rows), runs, seed)
        yield compared(experiment)
        if ablate:
            yield from (ablated(experiment, RECIPES[name]) for name in SHOWN)


def compared(experiment: Experiment) -> Table:
    """Recipes beside baselines."""
    contenders = baselines(experiment) | {name: ranked(experiment, RECIPES[name]) for name in SHOWN}
    got = {name: experiment.values(name, ranker) for name, ranker in contenders.items()}
    base, mix = got["BM25"][0], got["BM25 and vectors"][0]
    table = Table(
        f"{experiment.held.name}: {len(experiment.queries)} of {len(experiment.held.queries)} queries, "
        f"{len(experiment.held.rows):,} posts",
        (MEASURE, "mean", "x BM25", "less BM25 [95 %]", "less mix [95 %]", "ms a query"),
    )
    for name, (values, spent) in got.items():
        apart = [
            "" if values is other else str(scores.difference(values, other, experiment.seed)) for other in (base, mix)
        ]
        table.rows.append((name, f"{scores.mean(values):.3f}", ratio(values, base), *apart, f"{spent:.1f}"))
    return table


def ablated(experiment: Experiment, recipe: Recipe) -> Table:
    """What is lost (below 0) or gained (above 0) when one stage is left out."""
    whole, _ = experiment.values(recipe.name, ranked(experiment, recipe))
    table = Table(
        f"{experiment.held.name}: recipe {recipe.name} without one stage at a time",
        ("without", MEASURE, "change [95 %]"),
        [("(whole)", f"{scores.mean(whole):.3f}", "")],
    )
    for stage, less in variants(recipe).items():
        values, _ = experiment.values(f"{recipe.name}-without-{stage}", ranked(experiment, less))
        table.rows.append((stage, f"{scores.mean(values):.3f}", str(scores.difference(values, whole, experiment.seed))))
    return table


def variants(recipe: Recipe) -> Mapping[str, Recipe]:
    """The recipe without each of its stages: parts of relevance, scorers, selectors, filters."""
    mix = recipe.mix
    return {
        **{f"relevance: {part}": replace(recipe, mix=mix._replace(**{part: 0.0})) for part in mix._fields},
        **{
            f"source: {source}": replace(recipe, sources={k: n for k, n in recipe.sources.items() if k != source})
            for source in recipe.sources
        },
        **{
            stage: replace(recipe, scorers={k: w for k, w in recipe.scorers.items() if k != stage})
            for stage in recipe.scorers
        },
        **{
            stage: replace(recipe, selectors=tuple(s for s in recipe.selectors if s != stage))
            for stage in recipe.selectors
        },
        **{stage: replace(recipe, filters=tuple(f for f in recipe.filters if f != stage)) for stage in recipe.filters},
    }


def baselines(experiment: Experiment) -> dict[str, Ranker]:
    """BM25, and its best thousand mixed with the cosines of the program's vectors."""
    rows, filled = experiment.held.rows, experiment.filled
    words = BM25([row.whole for row in rows])

    def by_words(query: Query) -> Sequence[str]:
        return [rows[place].id for place, _ in words.top(query.text, PAGE)]

    def by_both(query: Query) -> Sequence[str]:
        hits = words.top(query.text, POOL)
        docs = [filled.docs[rows[place].id] for place, _ in hits]
        return [rows[place].id for place in mixed(hits, filled.home.index.similarity(query.text, docs))[:PAGE]]

    return {"BM25": by_words, "BM25 and vectors": by_both}


def ranked(experiment: Experiment, recipe: Recipe) -> Ranker:
    """The first page of a recipe."""
    answer = best_resources(experiment.filled, recipe, PAGE, seed=experiment.seed)
    return lambda query: [post for post, _ in answer(query)]


def ratio(values: Mapping[str, float], base: Mapping[str, float]) -> str:
    """How many times the baseline's mean; a dash where that is 0."""
    return f"{scores.mean(values) / scores.mean(base):.2f}" if scores.mean(base) else "-"
