"""FOLLOW: the program's ranking of accounts somebody does not follow yet, beside the usual ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

from bench.evaluate import scores, sets
from bench.report import Table
from outward.app.labelled.follows import Follows
from outward.app.labelled.tables import records
from outward.whom.network.near import Neighbourhood
from outward.whom.pagerank import STEPS, TELEPORT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Worth = Callable[[int], NDArray[np.float64]]

NAME = "follow/fediverse"
MEASURES = ("Success@10", "R@50", "RR", "AP")
DEPTH = 1_000
TRIED = (0.15, 0.3, 0.5, 0.7, 0.85, 0.95)
"""Teleports of personalised PageRank; the best on the half of people things are chosen on is shown too."""
PAGERANK = f"personalised PageRank, teleport {TELEPORT}"
OURS = "ours"


@dataclass(frozen=True)
class FollowSet:
    """A folder with a set: who follows whom, what accounts ask for, and whom each person follows besides."""

    name: str
    folder: Path

    @cached_property
    def follows(self) -> Follows:
        """What the program is given."""
        return Follows(self.folder / "edges.parquet", self.folder / "accounts.parquet", self.folder / "test.tsv")

    @cached_property
    def qrels(self) -> dict[str, dict[str, int]]:
        """The hidden followings of each person."""
        held: dict[str, dict[str, int]] = {}
        for row in records(self.folder / "test.tsv", ("person", "followed")):
            held.setdefault(row["person"], {})[row["followed"]] = 1
        return held

    @cached_property
    def accounts(self) -> Sequence[str]:
        """Every account there is, the candidates."""
        named = (row["id"] for row in records(self.folder / "accounts.parquet", ("id",)))
        return tuple(dict.fromkeys((*self.follows.graph.people, *named)))


def find() -> FollowSet | None:
    """The set, None where it is absent."""
    folder = sets.data() / NAME
    return FollowSet(NAME, folder) if (folder / "edges.parquet").exists() else None


def chosen_on(person: str) -> bool:
    """Whether things were chosen on this person: her id has an even MD5."""
    return int(md5(person.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def tables(held: FollowSet, *, runs: Path, seed: int) -> Iterator[Table]:
    """All people, then those of the half nothing was chosen on."""
    found = _runs(held)
    got = {
        name: {m: _scored(held, run, runs / held.name / f"{scores.slug(name)}.run", m) for m in MEASURES}
        for name, run in found.items()
    }
    apart = [person for person in held.qrels if not chosen_on(person)]
    size = f"{len(held.follows.pairs):,} followings, {len(held.accounts):,} accounts"
    yield _table(f"{held.name}: {len(held.qrels):,} people, {size}, all ranked", got, list(held.qrels), seed)
    yield _table(f"{held.name}: the {len(apart):,} people of the half nothing was chosen on", got, apart, seed)


def _table(title: str, got: Mapping[str, Mapping[str, Mapping[str, float]]], people: list[str], seed: int) -> Table:
    shown = Table(title, ("accounts ranked by", "hit@10", "x PPR", "less PPR [95 %]", "R@50", "less PPR [95 %]", "MRR",
                          "MAP"))  # fmt: skip
    base = got[PAGERANK]
    for name, by in got.items():
        hit, recall, first, precision = ({p: by[m][p] for p in people} for m in MEASURES)
        bases = [{p: base[m][p] for p in people} for m in MEASURES[:2]]
        gains = ["" if name == PAGERANK else str(scores.difference(one, other, seed))
                 for one, other in zip((hit, recall), bases, strict=True)]  # fmt: skip
        times = f"{scores.mean(hit) / scores.mean(bases[0]):.2f}" if scores.mean(bases[0]) else "-"
        shown.rows.append(
            (name, f"{scores.mean(hit):.3f}", times, gains[0], f"{scores.mean(recall):.3f}", gains[1],
             f"{scores.mean(first):.3f}", f"{scores.mean(precision):.3f}")
        )  # fmt: skip
    shown.notes.append(
        "“Ours” never offers who asks not to be suggested (`discoverable` false, `noindex`, `locked`), though"
    )
    shown.notes.append("such accounts are among the hidden ones; every other row ranks them too.")
    return shown


def _runs(held: FollowSet) -> dict[str, scores.Run]:
    """Every contender's answers."""
    rows = _Contenders(held)
    people = list(held.qrels)
    found: dict[str, scores.Run] = {name: rows.run(worth, people) for name, worth in rows.plain().items()}
    half = [person for person in people if chosen_on(person)]
    tuned = {teleport: rows.run(rows.pagerank(teleport), half) for teleport in TRIED}
    hits = {t: sum(bool(set(run[p][:10]) & set(held.qrels[p])) for p in half) for t, run in tuned.items()}
    best = max(TRIED, key=lambda teleport: (hits[teleport], -teleport))
    if best != TELEPORT:
        found[f"personalised PageRank, teleport {best} (chosen)"] = rows.run(rows.pagerank(best), people)
    for name, follows in ((f"{OURS}, whoever asks for what", Follows(held.follows.edges, None, held.follows.people)),
                          (OURS, held.follows)):  # fmt: skip
        found[name] = {person: [one for one, _ in answer] for person, answer in follows.answers(DEPTH)}
    return found


class _Contenders:
    """The usual rankings, on the accounts' places."""

    def __init__(self, held: FollowSet) -> None:
        import numpy as np

        self.hood = Neighbourhood(held.follows.graph)
        self.tied: csr_array = ((self.hood.turns_to + self.hood.turned_by) > 0).astype(np.float64).tocsr()
        self.degree = np.diff(self.tied.indptr).astype(np.float64)

    def plain(self) -> dict[str, "Worth"]:
        """Those with nothing to choose."""
        return {
            "popularity (followers in the set)": lambda _: self.hood.known,
            "Adamic-Adar": self.adamic_adar,
            "follows her, then popularity": self.back,
            PAGERANK: self.pagerank(TELEPORT),
        }

    def adamic_adar(self, me: int) -> "NDArray[np.float64]":
        """Common neighbours, either way, each by 1/ln of her neighbours (Adamic and Adar 2003)."""
        import numpy as np

        weight = self._of(self.tied, me) / np.log(np.maximum(self.degree, 2))
        return np.asarray(self.tied @ weight)

    def back(self, me: int) -> "NDArray[np.float64]":
        """Who follows her, the most followed first."""
        import numpy as np

        return np.asarray(self._of(self.hood.turned_by, me) * (self.hood.known.max() + 1) + self.hood.known)

    def pagerank(self, teleport: float) -> "Worth":
        """Random walks from her over followings in both directions."""
        import numpy as np

        moves = self.tied.multiply(1 / np.maximum(self.degree, 1)[:, None]).T.tocsr()

        def worth(me: int) -> "NDArray[np.float64]":
            home = np.zeros(len(self.hood.people))
            home[me] = 1.0
            rank = home
            for _ in range(STEPS):
                rank = np.asarray(teleport * home + (1 - teleport) * (moves @ rank))
            return rank

        return worth

    def run(self, worth: "Worth", people: Sequence[str]) -> dict[str, list[str]]:
        """The best accounts for each person: never herself, nobody she follows."""
        import numpy as np

        found: dict[str, list[str]] = {}
        for person in people:
            if (me := self.hood.place.get(person)) is None:
                found[person] = []
                continue
            value = np.array(worth(me))
            value[self._of(self.hood.turns_to, me) > 0] = -1.0
            value[me] = -1.0
            some = np.flatnonzero(value > 0)
            order = some[np.lexsort((some, -value[some]))][:DEPTH]
            found[person] = [self.hood.people[place] for place in order]
        return found

    def _of(self, ties: "csr_array", me: int) -> "NDArray[np.float64]":
        import numpy as np

        line = np.zeros(len(self.hood.people))
        line[ties.indices[ties.indptr[me] : ties.indptr[me + 1]]] = 1.0
        return line


def _scored(held: FollowSet, run: scores.Run, path: Path, measure: str) -> dict[str, float]:
    return scores.scored(scores.write(path, run, path.stem), held.qrels, held.qrels, measure)
