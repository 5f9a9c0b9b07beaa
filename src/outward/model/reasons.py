"""Why something is where it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What one stage did to a score: the stage's name, the points it added or took, one plain sentence.

    The points of all reasons of a result add up to its score.
    """

    stage: str
    points: float
    sentence: str
