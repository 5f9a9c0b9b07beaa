"""A candidate on its way through the stages: its score so far and the reasons that add up to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outward.model import Reason
from outward.what.candidates import Candidate

BEST = 100.0
WORTHWHILE = 0.25
"""Least relevance of what may have a seat kept free."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate, its score 0..100 and why. `seat` says how it came to its place: by score, or a seat kept free.

    `propensity` is the probability with which it was put there, 1 where nothing was drawn.
    """

    candidate: Candidate
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    seat: str = "ranked"
    propensity: float = 1.0

    def times(self, factor: float, stage: str, sentence: str) -> "Scored":
        """The score multiplied, with the points that makes as a reason.

        The first stage multiplies `BEST`. A factor up to 1 multiplies; one above 1 (at most 2) raises the score by
        the same share of itself times what it lacks to `BEST`, which for small scores is the same and never passes
        `BEST`. A stage that changes nothing leaves no reason.
        """
        before = self.score if self.reasons else BEST
        gain = factor - 1.0
        after = before * factor if gain <= 0.0 else before + gain * before * (1.0 - before / BEST)
        points = after - self.score
        if points == 0.0 and self.reasons:
            return self
        return replace(self, score=after, reasons=(*self.reasons, Reason(stage, points, sentence)))

    def seated(self, seat: str, sentence: str, propensity: float = 1.0) -> "Scored":
        """The same score in a seat kept free, with the reason for that seat (no points)."""
        reason = Reason(seat, 0.0, sentence)
        return replace(self, reasons=(*self.reasons, reason), seat=seat, propensity=propensity)


def brought(ranked: Sequence[Scored], place: int, seat: int, name: str, sentence: str) -> Sequence[Scored]:
    """The same results with the one at `place` in a seat kept free, or left where it is if that is higher."""
    rest = [*ranked[:place], *ranked[place + 1 :]]
    rest.insert(min(place, seat), ranked[place].seated(name, sentence))
    return rest
