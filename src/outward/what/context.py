"""What every stage may look at besides the candidate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from outward.model import Goal
from outward.what.feedback import Judgement
from outward.what.prose import Prose
from outward.what.recipes import Recipe
from outward.what.wish import NOTHING, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How reactions vary on a network: `posts` with known figures and the standard deviation of their logarithm."""

    posts: int
    deviation: float


@dataclass(frozen=True, kw_only=True)
class Context:
    """The goal, the recipe, the moment, and what is known beside the candidates.

    `limit` is how many results are wanted, `monthly` posts a month by account id, `spread` by network; `mine` and
    `muted` are ids of accounts that are the user's own, and that she wants to hear nothing of; `wish` is what she asks
    of this answer beside the goal, `alike` how near (0..1) each document comes to what she wants more of.
    """

    goal: Goal
    recipe: Recipe
    now: datetime
    seed: int = 0
    limit: int = 20
    judgements: tuple[Judgement, ...] = ()
    seen: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    muted: frozenset[str] = frozenset()
    monthly: Mapping[str, float] = field(default_factory=dict)
    spread: Mapping[str, Spread] = field(default_factory=dict)
    wish: Wish = NOTHING
    alike: Mapping[int, float] = field(default_factory=dict)
    prose: Prose = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "prose", Prose(self.goal.text))

    def days_since(self, moment: datetime) -> float:
        """Days from the moment to now, 0 for the future; a moment without zone is read as UTC."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (self.now - aware).total_seconds() / 86_400)
