"""What was really done: takeaways, touches, the ledger."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaway:
    """One thing learned, in the user's words, and what she will do differently.

    `due` is when it comes back; `card` the review scheduler's own state as text; `applied_at` when she used it.
    """

    text: str
    change: str
    url: str
    created_at: datetime
    due: datetime
    card: str
    applied_at: datetime | None = None
    id: int | None = None


class Direction(StrEnum):
    """Who turned to whom."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One contact with a person: `direction` IN when she turned to the user, `how` the sort (reply, thanks ...).

    `person` is her id or the id of one of her accounts.

    `url` is where it can be seen, empty when the user noted it herself.
    """

    person: str
    direction: Direction
    how: str
    at: datetime
    url: str = ""
    id: int | None = None


class MarkKind(StrEnum):
    """What the user did with a resource elsewhere."""

    SEEN = "seen"
    LIKED = "liked"
    SAVED = "saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the user did with a resource on a network of hers; `url` is the resource's, `at` the first time."""

    url: str
    kind: MarkKind
    at: datetime | None = None


class LedgerKind(StrEnum):
    """What a ledger entry records."""

    LEARNED = "learned"
    SESSION_DONE = "session done"
    SESSION_SKIPPED = "session skipped"
    TAKEAWAY_KEPT = "takeaway kept"
    TAKEAWAY_APPLIED = "takeaway applied"
    TALKED = "talked"
    HELP_GIVEN = "help given"
    HELP_RECEIVED = "help received"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One line of the record of use; `minutes` as the user herself gave them.

    `network` names the networks it came from, separated by spaces.
    """

    kind: LedgerKind
    at: datetime
    minutes: int = 0
    subject: str = ""
    network: str = ""
    id: int | None = None
