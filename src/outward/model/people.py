"""People, their accounts, and what runs between them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outward.model.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A human being's address on one network. `id` is `network:native id`.

    `links` are addresses her profile names; `verified` those of them that the network itself has checked to be hers
    (`rel=me`, a domain as handle). `indexable` is False when she asked not to be found by search, None when she did
    not say.
    """

    id: str
    network: str
    handle: str
    name: str = ""
    bio: str = ""
    url: str = ""
    followers: int | None = None
    following: int | None = None
    bot: bool = False
    indexable: bool | None = None
    links: tuple[str, ...] = ()
    verified: tuple[str, ...] = ()


class TieKind(StrEnum):
    """How one account turned to another.

    CONNECT is a contact both agreed to; LISTED says that the source put the target on a list (the tie's post tells
    the list's name); MUTE that the source wants to hear nothing of the target (muted or blocked).
    """

    FOLLOW = "follow"
    REPLY = "reply"
    MENTION = "mention"
    LIKE = "like"
    REPOST = "repost"
    QUOTE = "quote"
    CONNECT = "connect"
    MESSAGE = "message"
    LISTED = "listed"
    MUTE = "mute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What runs from one account (`source`) to another (`target`); dated where known."""

    source: str
    target: str
    kind: TieKind
    at: datetime | None = None
    post: str | None = None


class Experience(StrEnum):
    """How close a passage is to the thing itself."""

    DID = "did it"
    ADVISED = "advised on it"
    COMMENTS = "comments on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence of a post that supports a claim about a person; `strength` is 0..1.

    `role`, `event`, `time` and `scale` are what it states of the experience (“led internal communication”,
    “acquisition”, “in 2023”, “9,000 staff”), empty where it states none. `speaks_for` and `speaks_against` name the
    cues that were heard in it, the weightiest first.
    """

    sentence: str
    url: str
    at: datetime | None
    strength: float
    label: Experience = Experience.COMMENTS
    role: str = ""
    event: str = ""
    time: str = ""
    scale: str = ""
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()

    @property
    def states(self) -> str:
        """Role, event, time and scale as one line, empty where nothing is stated."""
        return " · ".join(filter(None, (self.role, self.event, self.time, self.scale)))

    @property
    def cues(self) -> str:
        """What was heard in it for and against first-hand experience, as one line; empty where nothing was."""
        sides = (("heard for it", self.speaks_for), ("against it", self.speaks_against))
        return "; ".join(f"{side}: {', '.join(cues)}" for side, cues in sides if cues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Able (knows it), willing (answers people outside her circle), eager (active and quick lately).

    Each is 0..1, shown apart and never added up; each sentence carries the numbers behind it.
    """

    able: float
    willing: float
    eager: float
    able_why: str = ""
    willing_why: str = ""
    eager_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human being as found for a goal. `role` is expert, experienced or peer; `evidence` the proving passages.

    `asks` is a peer's own question on the goal, for whom it stands in the place of proofs. `reasons` add up to
    `score`. `step` is the one next step suggested.
    """

    id: str
    name: str
    handle: str
    network: str
    url: str
    bio: str
    role: str
    score: float
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    signs: Signs
    asks: Evidence | None = None
    step: str = ""
    introduction: str = ""
