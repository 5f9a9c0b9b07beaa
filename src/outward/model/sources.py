"""Where posts come from: connections, the sources read through them, and what one page of a source holds."""

from dataclasses import dataclass, field

from outward.model.people import Account, Tie
from outward.model.posts import Post, Resource
from outward.model.used import Mark, Touch


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One thing the user approved to be read: a hashtag, an account, a feed, a channel, a list, her timeline.

    `kind` is one of the kinds its network declares; `value` is what the network needs to find it.
    """

    network: str
    kind: str
    value: str

    def __str__(self) -> str:
        """The source as people say it: `bluesky #internalcomms`, `feed https://…`, `mastodon home`."""
        if self.kind == "tag":
            return f"{self.network} #{self.value}"
        if self.network == f"{self.kind}s":
            return f"{self.kind} {self.value}"
        named = self.kind if self.value == self.kind else f"{self.kind} {self.value}"
        return f"{self.network} {named}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """The user's link to a network: its settings as plain values and the sources she approved."""

    network: str
    settings: dict[str, str] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a network, unread: the raw bytes and where to go on after it.

    `cursor` is opaque text of the network's own making, stored in the same transaction as the page's posts, so
    that an interrupted sync goes on exactly there. `total` estimates the pages of this run for the progress bar.
    """

    raw: bytes
    cursor: str
    url: str
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some records of a file the user gave, unread; `parse` understands `raw` as a page of `source`.

    `source.kind` is one of the kinds of records its network finds in files (its FILES), `source.value` whose file it
    is where that matters; `member` names the file inside the archive; `records` counts what is in `raw`.
    """

    source: Source
    raw: bytes
    member: str
    records: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A record that could not be read: one sentence why, and the beginning of what it was."""

    reason: str
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a page says, in the model's words; `dropped` are the records that could not be read.

    `touches` and `marks` are what the user herself did or was told; `mine` the accounts that are her own; `sources`
    what a list of hers names to be read, if she wants it; `leads` are addresses that only lead to a resource, each
    with the resource's own.
    """

    posts: tuple[Post, ...] = ()
    accounts: tuple[Account, ...] = ()
    resources: tuple[Resource, ...] = ()
    ties: tuple[Tie, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    deleted: tuple[str, ...] = ()
    touches: tuple[Touch, ...] = ()
    marks: tuple[Mark, ...] = ()
    mine: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    leads: tuple[tuple[str, str], ...] = ()
