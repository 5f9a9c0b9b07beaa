"""Records as Mastodon servers send them, and what speaks like one; whatever is not used is left out."""

from collections.abc import Iterator

import msgspec


class Field(msgspec.Struct, omit_defaults=True):
    """A line of a profile; `verified_at` says when its link was seen to name the profile in turn."""

    value: str | None = None
    verified_at: str | None = None


class Author(msgspec.Struct, omit_defaults=True):
    """An account as servers send it; everything but its name may be missing or null."""

    acct: str
    id: str = ""
    url: str | None = None
    uri: str | None = None
    display_name: str | None = None
    note: str | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    noindex: bool | None = None
    followers_count: int | None = None
    following_count: int | None = None
    fields: tuple[Field, ...] | None = None
    moved: "Author | None" = None
    suspended: bool | None = None
    memorial: bool | None = None


class Mention(msgspec.Struct):
    """Somebody whom a status names."""

    acct: str
    id: str = ""
    url: str | None = None


class Tag(msgspec.Struct):
    """A hashtag of a status."""

    name: str = ""


class Card(msgspec.Struct):
    """The preview of what a status points at."""

    url: str | None = None
    title: str | None = None
    description: str | None = None
    type: str | None = None
    language: str | None = None
    published_at: str | None = None


class Quote(msgspec.Struct):
    """What a status quotes, when it may be shown."""

    quoted_status: "Status | None" = None


class Status(msgspec.Struct):
    """A status as servers send it."""

    id: str
    uri: str
    account: Author
    url: str | None = None
    created_at: str | None = None
    edited_at: str | None = None
    content: str | None = None
    spoiler_text: str | None = None
    visibility: str | None = None
    language: str | None = None
    in_reply_to_id: str | None = None
    in_reply_to_account_id: str | None = None
    reblog: "Status | None" = None
    quote: Quote | None = None
    card: Card | None = None
    mentions: tuple[Mention, ...] | None = None
    tags: tuple[Tag, ...] | None = None
    favourites_count: int | None = None
    reblogs_count: int | None = None
    replies_count: int | None = None

    @property
    def parts(self) -> "Iterator[Status]":
        """This status and those inside it: what it boosts or quotes."""
        yield self
        for inner in (self.reblog, self.quote and self.quote.quoted_status):
            if inner:
                yield from inner.parts


class Notice(msgspec.Struct):
    """A notification: somebody did something that concerns the user."""

    type: str
    created_at: str | None = None
    account: Author | None = None
    status: Status | None = None


class Bond(msgspec.Struct):
    """How the user stands to an account of her server, by its number there."""

    id: str
    following: bool = False
    followed_by: bool = False
    blocking: bool = False
    muting: bool = False


class People(msgspec.Struct, omit_defaults=True):
    """A list the user keeps; one from a file has a title only."""

    title: str
    id: str = ""


class Envelope(msgspec.Struct, omit_defaults=True):
    """What the reader and the unpacker hand to the parser: records, and all that is needed to understand them.

    shape      what the records are: statuses, accounts, notices, tags, links, activities, uris, or `nothing`
    relation   what they are to the user: following, followers, muted, members, saved, liked, found, trending
    server     the server that names accounts without one; me: the user's own account
    bonds      how the user stands to the accounts in it; people: the list whose members they are
    """

    shape: str
    records: list[msgspec.Raw]
    relation: str = ""
    server: str = ""
    me: Author | None = None
    people: People | None = None
    bonds: list[Bond] = []
