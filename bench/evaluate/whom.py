"""WHOM: the program's own ranking of people, beside popularity and the classic votes of a person's posts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench.evaluate import scores
from bench.evaluate.baselines import BM25
from bench.evaluate.sets import LabelledSet
from bench.report import Table
from outward.app.home import Home
from outward.app.labelled.answering import experts, people_for
from outward.app.labelled.files import Query
from outward.app.labelled.filled import Filled, fill
from outward.app.labelled.past import Past
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.whom.rank import DEPTH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from outward.whom.slate import Candidate

MEASURES = ("AP", "nDCG@10", "RR")
VOTING = "votes (BM25)"
CLASSIC = ("popularity (posts)", VOTING, "CombSUM", "CombMNZ", "reciprocal rank", "profile (BM25)")
"""What is measured against; of each set the best of them counts."""
OURS = "ours, experts"
Values = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Contender → measure → query → value."""
Ranker = Callable[[Query], Sequence[str]]


@dataclass
class Experiment:
    """One set, loaded; a moment's past is kept while queries of that moment follow each other."""

    held: LabelledSet
    filled: Filled

    def __post_init__(self) -> None:
        self._past: Past | None = None
        self.answered: tuple[str, bool, Sequence[Candidate]] = ("", True, ())
        self._profiles: tuple[object, Sequence[str], BM25] | None = None
        self._words = BM25([row.whole for row in self.held.rows])
        self.quality = cache(lambda text: value(Prose(text)))

    def past(self, query: Query) -> Past:
        """What the asker could have read."""
        if self._past is None or self._past.before != query.before:
            self._past = Past(self.filled, query.before)
        return self._past

    def may_answer(self, query: Query) -> frozenset[str]:
        """The people of the set, without the asker."""
        return self.held.people - {query.asker or ""}

    def votes(self, query: Query) -> Mapping[str, list[float]]:
        """The BM25 scores of each person's posts among the best `DEPTH`, best first, divided by their maximum."""
        hits = self._words.top(query.text, DEPTH, self._seen(query))
        said: dict[str, list[float]] = defaultdict(list)
        for place, score in hits:
            for writer in self.held.rows[place].writers:
                said[writer].append(score / hits[0][1])
        return said

    def ranks(self, query: Query) -> Mapping[str, list[float]]:
        """1 / rank of each person's posts among the best `DEPTH` by BM25."""
        said: dict[str, list[float]] = defaultdict(list)
        for rank, (place, _) in enumerate(self._words.top(query.text, DEPTH, self._seen(query)), start=1):
            for writer in self.held.rows[place].writers:
                said[writer].append(1 / rank)
        return said

    def profiles(self, query: Query) -> Mapping[str, float]:
        """BM25 over people: all the posts of each that may be seen, as one text."""
        if self._profiles is None or self._profiles[0] != query.before:
            written = self.past(query).written
            names = sorted(written)
            texts = ["\n".join(row.whole for row in written[name]) for name in names]
            self._profiles = (query.before, names, BM25(texts or [""]))
        _, people, index = self._profiles
        return {people[place]: score for place, score in index.top(query.text, len(people))}

    def _seen(self, query: Query) -> "NDArray[np.bool_] | None":
        import numpy as np

        if query.before is None:
            return None
        rows = self.past(query).rows
        return np.fromiter((row.id in rows for row in self.held.rows), dtype=np.bool_, count=len(self.held.rows))


def table(held: LabelledSet, *, folder: Path, runs: Path, number: int | None, seed: int) -> tuple[Table, Values]:
    """MAP, nDCG and MRR of the program's rankings and the baselines; and every value they are the mean of."""
    with Home(folder) as home:
        experiment = Experiment(held, fill(home, held.rows))
        queries = held.sample(number, seed)
        found = _runs(experiment, queries)
    got = {
        name: {m: _scored(held, run, runs / held.name / f"{scores.slug(name)}.run", m) for m in MEASURES}
        for name, run in found.items()
    }
    base = got[VOTING]["AP"]
    shown = Table(
        f"{held.name}: {len(queries)} of {len(held.queries)} queries, {len(held.rows):,} posts, "
        f"{len(held.people):,} people",
        ("people ranked by", "MAP", "x votes", "MAP less votes [95 %]", "nDCG@10", "MRR"),
    )
    for name, by in got.items():
        relative = f"{scores.mean(by['AP']) / scores.mean(base):.2f}" if scores.mean(base) else "-"
        apart = "" if name == VOTING else str(scores.difference(by["AP"], base, seed))
        ap, ndcg, rr = (f"{scores.mean(by[measure]):.3f}" for measure in MEASURES)
        shown.rows.append((name, ap, relative, apart, ndcg, rr))
    shown.notes.append("“Ours” counts everybody as awake, as the judgements do; the program itself recommends nobody")
    shown.notes.append("asleep for 30 days: “ours, awake only” is the same with that rule.")
    return shown, got


def average(values: Mapping[str, Values]) -> Table:
    """The program beside the best of the classic ways of each set, and the mean over the sets."""
    shown = Table(
        f"whom: mean of {len(values)} sets",
        ("set", "best classic way", "its MAP", "ours", "x", "nDCG@10: best, ours", "MRR: best, ours"),
    )
    rows = []
    for name, got in values.items():
        mean = {one: {m: scores.mean(by[m]) for m in MEASURES} for one, by in got.items()}
        best = max(CLASSIC, key=lambda one: mean[one]["AP"])
        rows.append((name, best, mean[best], mean[OURS]))
    whole = ("mean", "", _middle([row[2] for row in rows]), _middle([row[3] for row in rows]))
    for name, best, theirs, ours in (*rows, whole):
        times = f"{ours['AP'] / theirs['AP']:.2f}" if theirs["AP"] else "-"
        pairs = (f"{theirs[measure]:.3f}, {ours[measure]:.3f}" for measure in MEASURES[1:])
        shown.rows.append((name, best, f"{theirs['AP']:.3f}", f"{ours['AP']:.3f}", times, *pairs))
    return shown


def _middle(means: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {measure: sum(one[measure] for one in means) / len(means) for measure in MEASURES}


def _runs(experiment: Experiment, queries: Sequence[Query]) -> dict[str, dict[str, Sequence[str]]]:
    """Every contender's answer to every query."""
    found: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
    for query in sorted(queries, key=lambda q: (str(q.before), q.id)):
        for name, ranker in contenders(experiment).items():
            found[name][query.id] = ranker(query)
    return found


def contenders(experiment: Experiment) -> dict[str, Ranker]:
    """Baselines on bm25s, then the program's votes alone and its ranking of experts."""

    def by(worth: Callable[[list[float]], float]) -> Ranker:
        return lambda query: _best(
            {name: worth(said) for name, said in experiment.votes(query).items()}, experiment.may_answer(query)
        )

    def popular(query: Query) -> Sequence[str]:
        written = experiment.past(query).written
        return _best({name: len(rows) for name, rows in written.items()}, experiment.may_answer(query))

    return {
        "popularity (posts)": popular,
        VOTING: by(len),
        "CombSUM": by(sum),
        "CombMNZ": by(lambda said: len(said) * sum(said)),
        "reciprocal rank": lambda query: _best(
            {name: sum(said) for name, said in experiment.ranks(query).items()}, experiment.may_answer(query)
        ),
        "profile (BM25)": lambda query: _best(experiment.profiles(query), experiment.may_answer(query)),
        "ours, votes alone": lambda query: [found.person.id for found in _ours(experiment, query, awake=True)],
        OURS: lambda query: _experts(_ours(experiment, query, awake=True)),
        "ours, awake only": lambda query: _experts(_ours(experiment, query, awake=False)),
    }


def _ours(experiment: Experiment, query: Query, *, awake: bool) -> "Sequence[Candidate]":
    """Everybody the program finds, most votes first; the last answer is kept, as two contenders read it."""
    if experiment.answered[:2] != (query.id, awake):
        experiment.answered = (query.id, awake, _asked(experiment, query, awake=awake))
    return experiment.answered[2]


def _asked(experiment: Experiment, query: Query, *, awake: bool) -> "Sequence[Candidate]":
    past = experiment.past(query)
    past.awake = awake
    return people_for(query, past, experiment.held.people, experiment.quality)


def _experts(candidates: "Sequence[Candidate]") -> Sequence[str]:
    return [person for person, _ in experts(candidates)]


def _best(worth: Mapping[str, float], wanted: frozenset[str]) -> list[str]:
    return sorted((name for name in worth if name in wanted), key=lambda name: (-worth[name], name))


def _scored(held: LabelledSet, run: scores.Run, path: Path, measure: str) -> dict[str, float]:
    return scores.scored(scores.write(path, run, path.stem), held.qrels, run, measure)
