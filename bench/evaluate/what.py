"""WHAT: the program's own pipeline on retrieval sets, beside BM25 and the mix of BM25 and vectors."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.evaluate import scores
from bench.evaluate.baselines import BM25, mixed
from bench.evaluate.costs import costs
from bench.evaluate.sets import LabelledSet
from bench.report import Table
from outward.app.home import Home
from outward.app.labelled.answering import best_resources
from outward.app.labelled.files import Query
from outward.app.labelled.filled import Filled, fill
from outward.what import RECIPES, Recipe, Weight, stages

PAGE = 10
"""Results a user sees at once, which is what nDCG@10 looks at."""
POOL = 1_000
MEASURES = ("nDCG@10", "RR@10")
FIRST = MEASURES[0]
SHOWN = ("search", "week")
TRIED = Weight(0.8, 0.2)
"""The weight at which a scorer is tried that a recipe gives no say."""
WORDS, BOTH = "BM25", "BM25 and vectors"
Ranker = Callable[[Query], Sequence[str]]
Values = Mapping[str, float]


@dataclass
class Experiment:
    """One set, loaded: its queries, where run files go, and the seed of whatever is drawn."""

    held: LabelledSet
    queries: Sequence[Query]
    filled: Filled
    runs: Path
    seed: int
    got: dict[str, Mapping[str, Values]] = field(default_factory=dict)

    def values(self, tag: str, ranker: Ranker) -> tuple[Mapping[str, Values], float]:
        """The scores of every query by measure, from the run file this writes, and the milliseconds a query took."""
        start = time.perf_counter()
        run = {query.id: ranker(query) for query in self.queries}
        spent = (time.perf_counter() - start) / max(1, len(run))
        path = scores.write(self.runs / self.held.name / f"{scores.slug(tag)}.run", run, tag)
        return {m: scores.scored(path, self.held.qrels, run, m) for m in MEASURES}, spent * 1_000


def tables(
    held: LabelledSet, *, folder: Path, runs: Path, number: int | None, seed: int, ablate: int
) -> Iterator[Table | Mapping[str, Values]]:
    """The set's table, its scores for the average over sets, what stages cost and, on `ablate` queries, add."""
    with Home(folder) as home:
        experiment = Experiment(held, held.sample(number, seed), fill(home, held.rows), runs, seed)
        yield compared(experiment)
        yield {name: by[FIRST] for name, by in experiment.got.items()}
        yield from (costs(held.name, experiment.filled, experiment.queries, RECIPES[name]) for name in ("week",))
        if ablate:
            fewer = replace(experiment, queries=held.sample(min(ablate, len(experiment.queries)), seed))
            yield from (ablated(fewer, RECIPES[name]) for name in ("search", "week"))


def compared(experiment: Experiment) -> Table:
    """Recipes beside baselines."""
    contenders = baselines(experiment) | {name: ranked(experiment, RECIPES[name]) for name in SHOWN}
    table = Table(
        f"{experiment.held.name}: {len(experiment.queries)} of {len(experiment.held.queries)} queries, "
        f"{len(experiment.held.rows):,} posts",
        ("ranked by", *MEASURES, "x BM25", "nDCG less BM25 [95 %]", "nDCG less mix [95 %]", "ms a query"),
    )
    times = {}
    for name, ranker in contenders.items():
        experiment.got[name], times[name] = experiment.values(name, ranker)
    base, mix = experiment.got[WORDS][FIRST], experiment.got[BOTH][FIRST]
    for name, by in experiment.got.items():
        apart = [
            "" if by[FIRST] is other else str(scores.difference(by[FIRST], other, experiment.seed))
            for other in (base, mix)
        ]
        means = [f"{scores.mean(by[measure]):.3f}" for measure in MEASURES]
        table.rows.append((name, *means, ratio(by[FIRST], base), *apart, f"{times[name]:.1f}"))
    return table


def average(sets: Mapping[str, Mapping[str, Values]]) -> Iterator[Table]:
    """The mean over the sets, of all queries and of those on which nothing was chosen."""
    for title, part in (("all queries asked", None), ("the half nothing was chosen on", 1)):
        chosen = {name: _part(by, part) for name, by in sets.items()}
        table = Table(
            f"{FIRST}, mean over {len(chosen)} sets: {title}",
            ("ranked by", *(name.partition("/")[2] for name in chosen), "mean", "x BM25", "x mix", "least x BM25"),
        )
        for contender in next(iter(chosen.values())):
            means = [scores.mean(by[contender]) for by in chosen.values()]
            whole = sum(means) / len(means)
            relative = [whole / _mean(chosen, base) if _mean(chosen, base) else 0.0 for base in (WORDS, BOTH)]
            least = min(
                (
                    scores.mean(by[contender]) / scores.mean(by[WORDS])
                    for by in chosen.values()
                    if any(by[WORDS].values())
                ),
                default=0.0,
            )
            table.rows.append(
                (
                    contender,
                    *(f"{mean:.3f}" for mean in means),
                    f"{whole:.3f}",
                    *(f"{x:.2f}" for x in (*relative, least)),
                )
            )
        yield table


def _part(by: Mapping[str, Values], part: int | None) -> Mapping[str, Values]:
    return {
        name: {query: value for query, value in values.items() if part is None or half(query) == part}
        for name, values in by.items()
    }


def _mean(sets: Mapping[str, Mapping[str, Values]], contender: str) -> float:
    return sum(scores.mean(by[contender]) for by in sets.values()) / len(sets)


def half(query: str) -> int:
    """0 for the queries on which shares were chosen, 1 for those kept for reporting."""
    return int(hashlib.md5(query.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def ablated(experiment: Experiment, recipe: Recipe) -> Table:
    """What is lost (below 0) or gained (above 0) when one stage is left out, or one without a say gets one."""
    whole, _ = experiment.values(f"{recipe.name}-unchanged", ranked(experiment, recipe))
    table = Table(
        f"{experiment.held.name}: recipe {recipe.name}, one stage changed at a time, {len(experiment.queries)} queries",
        ("changed", FIRST, "change [95 %]"),
        [("(nothing)", f"{scores.mean(whole[FIRST]):.3f}", "")],
    )
    for stage, less in variants(recipe).items():
        values, _ = experiment.values(f"{recipe.name}-{stage}", ranked(experiment, less))
        change = scores.difference(values[FIRST], whole[FIRST], experiment.seed)
        if any(values[FIRST][query] != whole[FIRST][query] for query in whole[FIRST]):
            table.rows.append((stage, f"{scores.mean(values[FIRST]):.3f}", str(change)))
        else:
            table.notes.append(stage)
    if table.notes:
        table.notes[:] = [f"No query changed: {', '.join(table.notes)}."]
    return table


def variants(recipe: Recipe) -> Mapping[str, Recipe]:
    """The recipe without each of its stages, and with each scorer that has no say in it at `TRIED`."""
    mix, silent = recipe.mix, silenced(recipe)
    return {
        **{f"no {part} in relevance": replace(recipe, mix=mix._replace(**{part: 0.0})) for part in mix._fields},
        **{
            f"no source {source}": replace(recipe, sources={k: n for k, n in recipe.sources.items() if k != source})
            for source in recipe.sources
        },
        **{
            f"no {stage}": replace(recipe, scorers={k: w for k, w in recipe.scorers.items() if k != stage})
            for stage in recipe.scorers
            if stage not in silent
        },
        **{
            f"no {stage}": replace(recipe, selectors=tuple(s for s in recipe.selectors if s != stage))
            for stage in recipe.selectors
        },
        **{
            f"no {stage}": replace(recipe, filters=tuple(f for f in recipe.filters if f != stage))
            for stage in recipe.filters
        },
        **{f"with {stage} {TRIED}": replace(recipe, scorers={**recipe.scorers, stage: TRIED}) for stage in silent},
    }


def silenced(recipe: Recipe) -> Sequence[str]:
    """Scorers there are that have no say in the recipe."""
    return [name for name in sorted(stages.scorers()) if recipe.scorers.get(name, Weight(1.0, 0.0)).span == 0.0]


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

    return {WORDS: by_words, BOTH: by_both}


def ranked(experiment: Experiment, recipe: Recipe) -> Ranker:
    """The first page of a recipe."""
    answer = best_resources(experiment.filled, recipe, PAGE, seed=experiment.seed)
    return lambda query: [post for post, _ in answer(query)]


def ratio(values: Values, base: Values) -> str:
    """How many times the baseline's mean; a dash where that is 0."""
    return f"{scores.mean(values) / scores.mean(base):.2f}" if scores.mean(base) else "-"
