"""Bluesky: accounts, lists, custom feeds, hashtags; with an app password also the own timeline.

sources   what a user's own words mean
reading   pages; it leads to client (the network's own client library), shown (answers as envelopes, without whom
          strangers are not to see), beside (members of lists, whom the user muted or blocked)
composing where the user writes herself
unpacking files: answers (recorded ones), repository (the user's own), pieces
records   the network's records, as far as they are read
parsing   what a page says in the model's words; it leads to gathered (record by record), posts, people, labels (what
          moderation keeps out), listed (lists and who follows whom), notices (notifications), own (raw records)
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from outward.networks.bluesky.composing import compose
from outward.networks.bluesky.parsing import parse
from outward.networks.bluesky.reading import pages
from outward.networks.bluesky.records import NAME
from outward.networks.bluesky.sources import recognise
from outward.networks.bluesky.unpacking import FILES, unpack

__all__ = [
    "CANNOT",
    "COST",
    "FILES",
    "FROM",
    "KINDS",
    "NAME",
    "NOTE",
    "TITLE",
    "Settings",
    "compose",
    "pages",
    "parse",
    "recognise",
    "unpack",
]

TITLE = "Bluesky"
NOTE = (
    "Only what you approve is read, through Bluesky's open interface; people who show their posts to signed-in "
    "people only are left out unless you sign in, and what moderation or your own settings hide is never kept. Of "
    "a list or starter pack up to 1,000 members are read."
)
FROM = (
    "From Bluesky's open interface (api.bsky.app) without an account, or with an app password from the server your "
    "account lives on; and from files: your own repository (a .car file) and recorded answers of Bluesky."
)
COST = "Nothing; Bluesky answers about 3,000 questions in five minutes, and Outward waits when it asks to."
CANNOT = (
    "Private messages are never read; without a sign-in a search shows only its newest page; Bluesky tells nobody what "
    "others saved; and of posts you liked a repository file has the addresses only, not the words."
)
KINDS = MappingProxyType(
    {
        "account": "a handle (@name.bsky.social) or the address of a profile",
        "list": "the address of a list (bsky.app/profile/…/lists/…): its members and their posts",
        "starter_pack": "the address of a starter pack (bsky.app/starter-pack/…/…): its members and their posts",
        "feed": "the address of a custom feed (bsky.app/profile/…/feed/…)",
        "tag": "a hashtag (#internalcomms); Bluesky may want a sign-in for this",
        "search": "bluesky:search and words, which are sent to Bluesky as you write them",
        "timeline": "bluesky:timeline: your own timeline (bsky.app), with a handle and an app password",
        "notifications": "bluesky:notifications: who replied to, quoted, liked or followed you (app password)",
        "bookmarks": "bluesky:bookmarks: the posts you saved (app password)",
        "likes": "bluesky:likes: the posts you liked (app password)",
        "following": "bluesky:following: whom you follow, muted and blocked (app password)",
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`handle` and `app_password` sign in at `service`; without them `address` is asked, where search may be shut.

    `pages` is how deep a new source is read.
    """

    handle: str = field(default="", metadata={"help": "Your handle, for hashtags and your timeline (you.bsky.social)."})
    app_password: str = field(
        default="",
        metadata={"help": "An app password, made in Bluesky under Settings, Privacy and Security.", "secret": True},
    )
    service: str = field(default="https://bsky.social", metadata={"help": "The server your account lives on."})
    address: str = field(
        default="https://api.bsky.app", metadata={"help": "The server asked without account.", "hidden": True}
    )
    pages: str = field(default="10", metadata={"help": "How many pages of 100 posts to read of a new source."})
