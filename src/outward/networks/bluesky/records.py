"""Bluesky's records, as far as Outward reads them; fields it does not know are passed over."""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from outward.fetch.pieces import DAMAGED, TOO_LARGE

NAME = "bluesky"
SITE = "https://bsky.app"
POST, LIST, FEED = "app.bsky.feed.post", "app.bsky.graph.list", "app.bsky.feed.generator"
PACK = "app.bsky.graph.starterpack"
DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.:%-]+)")
PLACE = re.compile(r"at://([^/\s]+)/([^/\s]+)/([^/\s]+)")
"""Where a record is: its owner, its collection, its key."""

_SORTED = "234567abcdefghijklmnopqrstuvwxyz"
_MEMBERS_ONLY = "!no-unauthenticated"


class Label(msgspec.Struct):
    """A word somebody put on a person or a post; `neg` takes it back."""

    val: str = ""
    neg: bool = False


class Viewer(msgspec.Struct, rename="camel"):
    """How who is signed in stands to a person or a post."""

    muted: bool = False
    blocking: str | None = None
    blocking_by_list: Any = None
    following: str | None = None
    followed_by: str | None = None
    like: str | None = None


class Actor(msgspec.Struct, rename="camel"):
    """A person as she is shown beside a post, or in full."""

    did: str
    handle: str = ""
    display_name: str | None = None
    description: str | None = None
    website: str | None = None
    followers_count: int | None = None
    follows_count: int | None = None
    labels: tuple[Label, ...] | None = None
    viewer: Viewer | None = None

    @property
    def members_only(self) -> bool:
        """Whether she wants to be shown to signed-in people only."""
        return any(label.val == _MEMBERS_ONLY and not label.neg for label in self.labels or ())

    @property
    def url(self) -> str:
        """Her profile; a handle that went wrong is named `handle.invalid`."""
        known = self.handle and self.handle != "handle.invalid"
        return f"{SITE}/profile/{self.handle if known else self.did}"


class Feature(msgspec.Struct):
    """What a stretch of text is: a hashtag, a mention or a link."""

    tag: str = ""
    did: str = ""
    uri: str = ""


class Facet(msgspec.Struct):
    """A stretch of text that is more than text."""

    features: tuple[Feature, ...] = ()


class Ref(msgspec.Struct, rename="camel"):
    """A post named by its `at://` address, sometimes one level deeper, and why it is not shown."""

    uri: str = ""
    record: "Ref | None" = None
    blocked: bool = False
    detached: bool = False
    not_found: bool = False
    author: Any = None
    value: Any = None
    embeds: Any = None
    labels: Any = None
    indexed_at: Any = None
    like_count: Any = None
    repost_count: Any = None
    reply_count: Any = None

    @property
    def leaf(self) -> "Ref":
        """The post itself."""
        return self.record if self.record and not self.uri else self


class Reply(msgspec.Struct):
    """What a post answers, and where that conversation began."""

    parent: Ref
    root: Ref


class Record(msgspec.Struct, rename="camel"):
    """A post as its author wrote it."""

    text: str
    created_at: str = ""
    langs: tuple[str, ...] | None = None
    facets: tuple[Facet, ...] | None = None
    tags: tuple[str, ...] | None = None
    reply: Reply | None = None


class External(msgspec.Struct):
    """The card of a page a post points at."""

    uri: str
    title: str = ""
    description: str = ""


class Media(msgspec.Struct):
    """What stands beside a quoted post."""

    external: External | None = None


class Embed(msgspec.Struct):
    """What is attached to a post: a card, a quoted post, or both."""

    external: External | None = None
    record: Ref | None = None
    media: Media | None = None


class View(msgspec.Struct, rename="camel"):
    """A post as Bluesky shows it."""

    uri: str
    author: Actor
    record: Record
    indexed_at: str = ""
    embed: Embed | None = None
    labels: tuple[Label, ...] | None = None
    viewer: Viewer | None = None
    like_count: int | None = None
    repost_count: int | None = None
    reply_count: int | None = None


class Reason(msgspec.Struct, rename="camel"):
    """Why a post is in a timeline: somebody repeated it."""

    by: Actor | None = None
    indexed_at: str = ""


class Item(msgspec.Struct):
    """A post in a timeline; `reason` says who repeated it, or that it is pinned."""

    post: View
    reason: Reason | None = None

    @property
    def people(self) -> tuple[Actor, ...]:
        """Author and who repeated it."""
        by = self.reason.by if self.reason else None
        return (self.post.author, by) if by else (self.post.author,)

    @property
    def key(self) -> str:
        """Its place in a timeline ordered by time."""
        shown = moment((self.reason.indexed_at if self.reason else "") or self.post.indexed_at)
        return f"{shown.isoformat() if shown else ''} {self.post.uri}"


class Answer(msgspec.Struct, rename="camel"):
    """A page as it is kept: records unread, profiles of their people, whether somebody was signed in, and who.

    missing     addresses of posts that are no longer there
    hidden      the labels which the user's own settings hide
    """

    feed: tuple[Any, ...] = ()
    profiles: tuple[Any, ...] = ()
    signed_in: bool = False
    me: str = ""
    handle: str = ""
    list: Any = None
    pack: Any = None
    items: tuple[Any, ...] = ()
    notifications: tuple[Any, ...] = ()
    bookmarks: tuple[Any, ...] = ()
    follows: tuple[Any, ...] = ()
    followers: tuple[Any, ...] = ()
    mutes: tuple[Any, ...] = ()
    blocks: tuple[Any, ...] = ()
    missing: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    records: tuple[Any, ...] = ()


def broken(record: Any) -> str:
    """Why a record of a file could not be handed over, empty when it was."""
    why = record.get("broken") if isinstance(record, dict) else None
    return why if why in (TOO_LARGE, DAMAGED) else ""


def read_item(record: Any) -> Item | str:
    """A timeline's record, or why it cannot be read."""
    if why := broken(record):
        return why
    try:
        item = msgspec.convert(record, Item)
    except (msgspec.ValidationError, RecursionError) as error:
        return f"It is no post that can be read: {error}."
    return item if PLACE.fullmatch(item.post.uri) else "It has no address."


def read_profile(profile: Any) -> Actor | str:
    """A person's profile, or why it cannot be read."""
    if why := broken(profile):
        return why
    try:
        return msgspec.convert(profile, Actor)
    except (msgspec.ValidationError, RecursionError) as error:
        return f"It is no profile that can be read: {error}."


def quoted(item: Item) -> Ref:
    """The post a post quotes; without an address when it quotes none."""
    shown = (item.post.embed.record if item.post.embed else None) or Ref()
    leaf = shown.leaf
    return leaf if f"/{POST}/" in leaf.uri else Ref()


def quoted_view(leaf: Ref) -> Item | None:
    """A quoted post as it is shown within the one that quotes it; None when it is not."""
    if leaf.author is None or leaf.value is None or leaf.blocked or leaf.detached:
        return None
    view = {
        **{name: getattr(leaf, name) for name in ("uri", "author", "labels")},
        "record": leaf.value,
        "indexedAt": leaf.indexed_at or "",
        "embed": next(iter(leaf.embeds), None) if isinstance(leaf.embeds, list) else None,
        "likeCount": leaf.like_count,
        "repostCount": leaf.repost_count,
        "replyCount": leaf.reply_count,
    }
    item = read_item({"post": view})
    return item if isinstance(item, Item) else None


def members_only(item: Item | str) -> bool:
    """Whether somebody in a record wants to be shown to signed-in people only."""
    return isinstance(item, Item) and any(who.members_only for who in item.people)


def moment(text: str) -> datetime | None:
    """A date as records hold it, None when it is none."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def minted(key: str) -> datetime | None:
    """When a record's key was made, which Bluesky writes into the key itself; None when it is no such key."""
    if len(key) != 13 or set(key) - set(_SORTED):
        return None
    number = 0
    for letter in key:
        number = number * 32 + _SORTED.index(letter)
    try:
        return datetime.fromtimestamp((number >> 10) / 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def owner(uri: str) -> str:
    """Whose record an address names, empty when it names none."""
    found = PLACE.fullmatch(uri)
    return found[1] if found else ""
