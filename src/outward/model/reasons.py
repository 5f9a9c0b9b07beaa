"""Why something is where it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What one stage did to a score: the stage's name, the points it added or took, one plain sentence.

    The points of all reasons of a result add up to its score.
    """

    stage: str
    points: float
    sentence: str


def rounded(reasons: Sequence[Reason], score: float) -> list[tuple[Reason, float]]:
    """Reasons with their points in tenths, in their order, so rounded that they add up to the score as it is shown.

    The largest remainders are rounded up (Hamilton's method). Everything that shows points shows these.
    """
    tenths = [reason.points * 10 for reason in reasons]
    floors = [math.floor(points) for points in tenths]
    missing = round(float(f"{score:.1f}") * 10) - sum(floors)  # as it is shown, not as it rounds
    order = sorted(range(len(reasons)), key=lambda place: floors[place] - tenths[place])
    up = set(order[: max(missing, 0)])
    return [(reason, (floors[place] + (place in up)) / 10) for place, reason in enumerate(reasons)]
