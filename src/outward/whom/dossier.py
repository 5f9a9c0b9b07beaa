"""What is known of one person for one goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from outward.model import Account, Activity, Evidence, Found, Goal
from outward.whom.first_hand.experience import best


@dataclass(frozen=True, slots=True)
class Voice:
    """One post of hers that answers the goal: relevance 0..1, learning value 0..1, cosine -1..1."""

    found: Found
    relevance: float
    quality: float
    cosine: float

    @property
    def text(self) -> str:
        """Her words: of the resource when it is her own, else of the post."""
        resource, post = self.found.resource, self.found.post
        own = resource.author is not None and resource.author == post.author
        return f"{post.text}\n{resource.text}" if own and resource.text != post.text else post.text


@dataclass(frozen=True)
class Dossier:
    """One person: her posts on the goal (best first), accounts, activity of 30 days, what others say of her."""

    id: str
    voices: tuple[Voice, ...]
    accounts: tuple[Account, ...]
    activity: Activity
    evidence: tuple[Evidence, ...] = ()
    seeking: Evidence | None = None
    about: tuple[Found, ...] = ()

    @property
    def account(self) -> Account:
        """The account to show: the one that spoke best on the goal."""
        authors = {account.id: account for account in self.accounts}
        return next(
            (authors[v.found.post.author] for v in self.voices if v.found.post.author in authors), self.accounts[0]
        )

    @cached_property
    def proofs(self) -> tuple[Evidence, ...]:
        """Her strongest passages."""
        return best(self.evidence)


@dataclass(frozen=True, kw_only=True)
class Context:
    """The goal, the moment, and measures over everybody found, by person.

    `standing` is PageRank's answer, `votes` and `answering` what `whom/vote.py` and `signals/answering.py` count.
    """

    goal: Goal
    now: datetime
    terms: frozenset[str]
    standing: Mapping[str, float] = field(default_factory=dict)
    votes: Mapping[str, float] = field(default_factory=dict)
    answering: Mapping[str, float] = field(default_factory=dict)
    me: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()

    @cached_property
    def best_known(self) -> float:
        """The largest standing of anybody."""
        return max(self.standing.values(), default=0.0)

    def days_since(self, moment: datetime | None) -> float | None:
        """Days from the moment to now, 0 for the future; None for no moment."""
        if moment is None:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (self.now - aware).total_seconds() / 86_400)


def joined(activities: Sequence[Activity], person: str) -> Activity:
    """The activity of several accounts of one person as one."""
    lasts = [a.last_days for a in activities if a.last_days is not None]
    hours = [a.answer_hours for a in activities if a.answer_hours is not None]
    return Activity(
        account=person,
        posts=sum(a.posts for a in activities),
        last_days=min(lasts, default=None),
        replies=sum(a.replies for a in activities),
        to_strangers=sum(a.to_strangers for a in activities),
        asked=sum(a.asked for a in activities),
        answered=sum(a.answered for a in activities),
        answer_hours=min(hours, default=None),
    )
