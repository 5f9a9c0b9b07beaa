"""Bluesky: accounts, lists, custom feeds, hashtags; with an app password also the own timeline.

sources   what a user's own words mean
reading   pages, through the network's own client library
records   the network's records, as far as they are read
parsing   what a page says in the model's words; it leads to gathered (record by record), posts, people, labels (what
          moderation keeps out), listed (lists and who follows whom), notices (notifications), own (raw records)
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from outward.networks.bluesky.parsing import parse
from outward.networks.bluesky.reading import pages
from outward.networks.bluesky.records import NAME
from outward.networks.bluesky.sources import recognise

__all__ = ["CANNOT", "COST", "FROM", "KINDS", "NAME", "NOTE", "TITLE", "Settings", "pages", "parse", "recognise"]

TITLE = "Bluesky"
NOTE = (
    "Only what you approve is read, through Bluesky's open interface; people who show their posts to signed-in "
    "people only are left out unless you sign in."
)
FROM = "To be said."
COST = "Nothing."
CANNOT = "To be said."
KINDS = MappingProxyType(
    {
        "account": "a handle (@name.bsky.social) or the address of a profile",
        "list": "the address of a list (bsky.app/profile/…/lists/…)",
        "feed": "the address of a custom feed (bsky.app/profile/…/feed/…)",
        "tag": "a hashtag (#internalcomms); Bluesky may want a sign-in for this",
        "timeline": "your own timeline (bsky.app), with a handle and an app password",
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
