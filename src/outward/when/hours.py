"""The hour she keeps sessions in: a histogram of weekday × hour, and the little it weighs in a plan.

An hour's share of kept sessions is drawn towards her share over all hours as long as there are few
((kept + 4·share) / (kept + missed + 4), the mean of a beta prior worth four sessions), and weighs a tenth at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

ENOUGH = 5
"""Sessions, kept or not, before anything is concluded."""
PRIOR = 4.0
MOST = 0.1
"""What the best hour gains and the worst loses at most."""

WORDS = {"good": 1 + MOST, "usual": 1.0, "bad": 1 - MOST}
"""What she can say of an hour herself, and what it weighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """One hour of the week (`weekday` 0 Monday; `hour` 0 to 23): sessions kept in it and not, and what it weighs (1: as
    any other). `hers` says that she set that herself.
    """

    weekday: int
    hour: int
    kept: int
    missed: int
    ease: float
    hers: bool = False


def histogram(sessions: Sequence[tuple[datetime, bool]], said: Mapping[tuple[int, int], float]) -> tuple[Hour, ...]:
    """Every hour of the week something is known of, in order.

    `sessions` are local moments with whether she kept the session; `said` is what she says of hours, which goes before
    what was learned.
    """
    counts: dict[tuple[int, int], list[int]] = {place: [0, 0] for place in said}
    for at, kept in sessions:
        counts.setdefault((at.weekday(), at.hour), [0, 0])[0 if kept else 1] += 1
    whole = len(sessions)
    share = sum(kept for _, kept in sessions) / whole if whole else 0.0
    return tuple(
        Hour(
            weekday=place[0],
            hour=place[1],
            kept=kept,
            missed=missed,
            ease=said.get(place, _learned(kept, missed, share) if whole >= ENOUGH else 1.0),
            hers=place in said,
        )
        for place, (kept, missed) in sorted(counts.items())
    )


def eases(hours: Sequence[Hour]) -> Mapping[tuple[int, int], float]:
    """What each hour weighs, for `Problem.ease`; those that weigh as any other are left out."""
    return {(one.weekday, one.hour): one.ease for one in hours if one.ease != 1.0}


def _learned(kept: int, missed: int, share: float) -> float:
    own = (kept + PRIOR * share) / (kept + missed + PRIOR)
    return round(1 + max(-MOST, min(MOST, MOST * 2 * (own - share))), 4)
