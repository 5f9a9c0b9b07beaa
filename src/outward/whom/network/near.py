"""Whom she would want to follow: people whose place in the network is like that of those she follows already.

What is known of a person here is who turns to her and whom she turns to. Her taste is a weight for each such sign,
learned from whom she follows: minimise |y - Zw|² + λ|w - w0|² with w ≥ 0, where y says whom she follows, Z whether
somebody is followed by or follows each of the accounts nearest to her, and w0 what is assumed before anything is
known of her (who follows her, and who is followed by people she follows, is likelier). It is the closed form of EASE
(Steck 2019, “Embarrassingly shallow autoencoders for sparse data”) solved for one person, in both directions of a tie,
shrunk towards a prior, and without negative weights, so that every sign speaks for somebody and can be told.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from outward.whom.circle import Graph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

SIGNS = 150
"""Accounts nearest to her whose followers, and whose followings, are looked at: as many of each."""
SHRINK = 50.0
"""λ: how many people's worth of evidence the prior is."""
PRIOR_BACK, PRIOR_THROUGH, PRIOR_SHARED = 0.2, 0.02, 0.002
"""w0: for following her already, for each person she follows who follows somebody, and for each whom both follow."""
DIGITS = 9
"""Scores nearer than this are alike; then the more followed comes first."""
NAMED = 2
"""People named in a sentence."""
YOURS = ("whom you follow", "whom you follow", "you follow")
ALIKE = ("whose choices are like yours", "whose choices are like yours", "whose choices are like yours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How ties are told: that somebody turned to her, by whom somebody is turned to, to whom she turns."""

    back: str
    by: str
    of: str


FOLLOWING = Words(back="Follows you already.", by="Followed by", of="Follows")
"""Where every tie is a following."""
TURNING = Words(back="Has turned to you.", by="Known to", of="Turns to")
"""Where ties are of any kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Somebody she does not follow, and what speaks for it.

    `score` is about 1 for somebody quite like those she follows. `back` says that this person follows her; `through`
    are people she follows who follow this person, `shared` people both follow, `alike` people who follow this person
    and much the same accounts as she does: each with those that count most first.
    """

    person: str
    score: float
    back: bool
    through: tuple[str, ...]
    shared: tuple[str, ...]
    alike: tuple[str, ...]


May = Callable[[str], bool]
"""Whether somebody may be offered."""


def _everybody(_: str) -> bool:
    return True


class Neighbourhood:
    """Who turns to whom, ready to be asked for many people; the order of people and ties makes no difference."""

    def __init__(self, graph: Graph) -> None:
        import numpy as np
        from scipy.sparse import coo_array

        order = sorted(range(len(graph.people)), key=lambda place: graph.people[place])
        self.people: Sequence[str] = [graph.people[place] for place in order]
        self.place = {person: place for place, person in enumerate(self.people)}
        moved = np.empty(len(order), dtype=np.int64)
        moved[order] = np.arange(len(order))
        weight = np.asarray(graph.weight, dtype=np.float64)
        source, target = (moved[np.asarray(ends, dtype=np.int64)] for ends in (graph.source, graph.target))
        some = (weight > 0) & (source != target)
        size = len(order)
        ties = coo_array((weight[some], (source[some], target[some])), shape=(size, size)).tocsr()
        ties.data = 1 + np.log(np.maximum(ties.data, 1))  # ten replies tell more than one, but not ten times as much
        ties.sort_indices()
        self.turns_to: csr_array = ties
        """Who (row) turns to whom (column): 1 for a tie, 1 + ln(weight) for more."""

    @cached_property
    def turned_by(self) -> "csr_array":
        """The same the other way round: who is turned to (row) by whom (column)."""
        turned = self.turns_to.T.tocsr()
        turned.sort_indices()
        return turned

    @cached_property
    def known(self) -> "NDArray[np.float64]":
        """How many turn to each, by place."""
        import numpy as np

        return np.diff(self.turned_by.indptr).astype(np.float64)

    @cached_property
    def turning(self) -> "NDArray[np.float64]":
        """To how many each turns, by place."""
        import numpy as np

        return np.diff(self.turns_to.indptr).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Taste:
    """What speaks for somebody in her eyes: being followed by each of `by`, following each of `of`; weights ≥ 0.

    `by` and `of` are places in the neighbourhood's people.
    """

    by: "NDArray[np.int64]"
    by_weight: "NDArray[np.float64]"
    of: "NDArray[np.int64]"
    of_weight: "NDArray[np.float64]"

    def scores(self, hood: Neighbourhood) -> "NDArray[np.float64]":
        """How much speaks for everybody, by place; one sign more never lowers it."""
        import numpy as np

        said = np.zeros((2, len(hood.people)))
        said[0, self.by], said[1, self.of] = self.by_weight, self.of_weight
        return np.asarray(hood.turned_by @ said[0] + hood.turns_to @ said[1])


def taste(hood: Neighbourhood, me: int, hers: "NDArray[np.float64]") -> Taste:
    """Learn what speaks for somebody in the eyes of who has the place `me`, from whom she follows.

    `hers` says by place how much she turns to each, 0 for those she does not.
    """
    import numpy as np
    from scipy.linalg import solve_triangular
    from scipy.optimize import nnls
    from scipy.sparse import vstack

    # whom nobody turns to vouches for nobody, else bought crowds would
    heard = (hood.known > 0) | (hers > 0)
    by = _nearest((hood.turns_to @ hers) * heard, hood.turning, hers, me)
    of = np.append(_nearest(hood.turned_by @ hers, hood.known, hers, me), me)
    signs = vstack([hood.turns_to[by], hood.turned_by[of]]).tocsr()
    prior = np.concatenate([PRIOR_THROUGH * (hers[by] > 0), PRIOR_SHARED * (hers[of] > 0)])
    prior[-1] = PRIOR_BACK
    # the normal equations' Cholesky root makes a problem as small as the number of signs, of the same minimum
    root = np.linalg.cholesky((signs @ signs.T).toarray() + SHRINK * np.eye(len(prior)))
    wanted = solve_triangular(root, signs @ hers + SHRINK * prior, lower=True)
    weights, _ = nnls(root.T, wanted, maxiter=20 * len(prior))
    return Taste(by, weights[: len(by)], of, weights[len(by) :])


def near(
    hood: Neighbourhood, person: str, *, limit: int, followed: Collection[str] | None = None, may: May = _everybody
) -> tuple[Near, ...]:
    """The people somebody would most want to follow, best first; everybody else in the neighbourhood is ranked.

    Never herself and never anybody of `followed` (None: whoever she turns to); only whom `may` lets through, and only
    people something speaks for. Empty for who is in no tie.
    """
    import numpy as np

    me = hood.place.get(person)
    if me is None:
        return ()
    hers = _line(hood.turns_to, me)
    if followed is not None:
        hers[:] = 0.0
        hers[[hood.place[one] for one in followed if one in hood.place]] = 1.0
    hers[me] = 0.0
    learned = taste(hood, me, hers)
    scores = np.round(learned.scores(hood), DIGITS)
    scores[hers > 0] = 0.0
    scores[me] = 0.0
    likely = np.flatnonzero(scores > 0)
    order = likely[np.lexsort((likely, -hood.known[likely], -scores[likely]))].tolist()
    chosen = islice((place for place in order if may(hood.people[place])), limit)
    told = _Telling(hood, learned, me, hers > 0)
    return tuple(told.tell(place, float(scores[place])) for place in chosen)


def why(found: Near, name: Callable[[str], str], words: Words = FOLLOWING) -> str:
    """What speaks for following somebody, in one or two plain sentences; `name` gives a person's name for her id."""
    said = [words.back] if found.back else []
    if found.through:
        said.append(f"{words.by} {_people(found.through, YOURS, name)}.")
    elif found.shared:
        said.append(f"{words.of} {_people(found.shared, YOURS, name)}.")
    elif found.alike:
        said.append(f"{words.by} {_people(found.alike, ALIKE, name)}.")
    return " ".join(said) or f"{words.of} the same people as those you follow."


class _Telling:
    """What speaks for one after the other, in one person's eyes."""

    def __init__(self, hood: Neighbourhood, learned: Taste, me: int, hers: "NDArray[np.bool_]") -> None:
        import numpy as np

        self.hood, self.me, self.hers = hood, me, hers
        self.by, self.of = np.zeros((2, len(hood.people)))
        self.by[learned.by], self.of[learned.of] = learned.by_weight, learned.of_weight

    def tell(self, place: int, score: float) -> Near:
        """One person, with what speaks for her."""
        fans, idols = (_ends(ties, place) for ties in (self.hood.turned_by, self.hood.turns_to))
        others = fans[~self.hers[fans] & (fans != self.me)]
        return Near(
            person=self.hood.people[place],
            score=score,
            back=self.me in idols,
            through=self._named(fans[self.hers[fans]], self.by),
            shared=self._named(idols[self.hers[idols]], self.of),
            alike=self._named(others[self.by[others] > 0], self.by),
        )

    def _named(self, places: "NDArray[np.int64]", weight: "NDArray[np.float64]") -> tuple[str, ...]:
        """Ids, those whose sign counts most first."""
        ordered = sorted(places.tolist(), key=lambda place: (-round(float(weight[place]), DIGITS), place))
        return tuple(self.hood.people[place] for place in ordered)


def _nearest(
    overlap: "NDArray[np.float64]", ties: "NDArray[np.float64]", hers: "NDArray[np.float64]", me: int
) -> "NDArray[np.int64]":
    """Places of those who share most with her: what they share over the root of all they have.

    Whoever she follows is among them while there is room, for the prior speaks of them.
    """
    import numpy as np

    likeness = np.round(overlap / np.sqrt(np.maximum(ties, 1)), DIGITS)
    likeness[me] = 0.0
    some = np.flatnonzero((likeness > 0) | ((hers > 0) & (ties > 0)))
    return some[np.lexsort((some, -likeness[some]))][:SIGNS]


def _line(ties: "csr_array", place: int) -> "NDArray[np.float64]":
    """One person's ties as figures by place."""
    import numpy as np

    found = np.zeros(len(ties.indptr) - 1)
    held = slice(ties.indptr[place], ties.indptr[place + 1])
    found[ties.indices[held]] = ties.data[held]
    return found


def _ends(ties: "csr_array", place: int) -> "NDArray[np.int64]":
    """Places at the other end of one person's ties."""
    import numpy as np

    return np.asarray(ties.indices[ties.indptr[place] : ties.indptr[place + 1]], dtype=np.int64)


def _people(ids: Sequence[str], who: tuple[str, str, str], name: Callable[[str], str]) -> str:
    """ "Ann, whom you follow", or "7 people you follow, among them Ann and Ben"; `who` is said of one, two, more."""
    some = " and ".join(map(name, ids[:NAMED]))
    said = who[min(len(ids), 3) - 1]
    return f"{some}, {said}" if len(ids) <= NAMED else f"{len(ids):,} people {said}, among them {some}"
