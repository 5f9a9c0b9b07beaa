"""What one page or piece says, gathered record by record, for every network alike. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from outward.fetch.markup import plain_text
from outward.model import (
    Account,
    Direction,
    Dropped,
    Mark,
    MarkKind,
    Parsed,
    Post,
    Resource,
    Source,
    Tie,
    TieKind,
    Touch,
)


@dataclass(slots=True)
class Gathering:
    """What was gathered so far; the same thing told twice is one thing. `me` is the id of the user's own account."""

    me: str = ""
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    ties: dict[Tie, None] = field(default_factory=dict)
    touches: dict[Touch, None] = field(default_factory=dict)
    marks: dict[Mark, None] = field(default_factory=dict)
    mine: dict[str, None] = field(default_factory=dict)
    sources: dict[Source, None] = field(default_factory=dict)
    deleted: dict[str, None] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def parsed(self) -> Parsed:
        """All of it."""
        return Parsed(
            posts=tuple(self.posts.values()),
            accounts=tuple(self.accounts.values()),
            resources=tuple(self.resources.values()),
            ties=tuple(self.ties),
            dropped=tuple(self.dropped),
            deleted=tuple(self.deleted),
            touches=tuple(self.touches),
            marks=tuple(self.marks),
            mine=tuple(self.mine),
            sources=tuple(self.sources),
        )

    def drop(self, reason: str, record: Any) -> None:
        """Leave a record out."""
        self.dropped.append(Dropped(reason, excerpt(str(record))))

    def tie(self, source: str, target: str, kind: TieKind, at: datetime | None = None, post: str | None = None) -> None:
        """Something between two accounts; nobody has ties to herself."""
        if source and target and source != target:
            self.ties[Tie(source=source, target=target, kind=kind, at=at, post=post)] = None

    def touch(self, person: str, direction: Direction, how: str, at: datetime | None, url: str = "") -> None:
        """A contact of the user's with somebody else."""
        if person and person != self.me and at:
            self.touches[Touch(person=person, direction=direction, how=how, at=at, url=url)] = None

    def mark(self, url: str, kind: MarkKind, at: datetime | None = None) -> None:
        """What the user did with a resource."""
        self.marks[Mark(url=url, kind=kind, at=at)] = None


def excerpt(text: str) -> str:
    """The beginning of a record, as it may be shown."""
    return plain_text(escape(text[:400]))[:200]
