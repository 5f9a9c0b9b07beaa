"""X: the user's own archive; for money, and only up to the cap she sets, its interface; what she hands over."""

from dataclasses import dataclass, field
from types import MappingProxyType

from outward.networks.x.asking import pages, renewed
from outward.networks.x.composing import compose
from outward.networks.x.costs import price
from outward.networks.x.files import FILES, unpack
from outward.networks.x.names import NAME, named, recognise
from outward.networks.x.pasting import paste
from outward.networks.x.reading import parse
from outward.networks.x.signing import admitted, invitation

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
    "admitted",
    "compose",
    "invitation",
    "named",
    "pages",
    "parse",
    "paste",
    "price",
    "recognise",
    "renewed",
    "unpack",
]

TITLE = "X"
NOTE = (
    "Your own archive is read from the file X gives you; X's paid interface is asked only for what you named, and "
    "only up to the dollars a month you allow; pages of X are never scraped."
)
FROM = "The archive you ask X for, answers of its interface in files, and api.x.com with your sign-in."
COST = (
    "The archive costs nothing; the interface costs $0.005 a post, $0.010 to look a person up and $0.001 for things "
    "of your own (prices of 25 November 2026), and nothing is read until you set a cap."
)
CANNOT = (
    "The archive names no authors of the posts you liked; searches reach back one week; "
    "posts of protected accounts you do not follow cannot be read."
)
KINDS = MappingProxyType(
    {
        "tag": "x:#tag, the posts of the last week with a hashtag",
        "account": "x:@name, @name@x or the address of a profile",
        "list": "the address of a list (x.com/i/lists/…)",
        "bookmarks": "x:bookmarks, the posts you bookmarked",
        "likes": "x:likes, the posts you liked",
        "mentions": "x:mentions, the posts that mention you",
        "posts": "x:posts, your own posts",
        "following": "x:following, the people you follow",
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All may be empty: an archive needs none."""

    client_id: str = field(
        default="", metadata={"help": "The client id of an app of yours at developer.x.com; needed to sign in."}
    )
    cap: str = field(
        default="", metadata={"help": "How many dollars a month X may cost; while it is empty, nothing paid is read."}
    )
    depth: str = field(default="1", metadata={"help": "How many pages of 100 are read of a source the first time."})
    access_token: str = field(
        default="",
        metadata={"help": "A bearer or access token, where you have one; signing in fills it in.", "secret": True},
    )
    refresh_token: str = field(
        default="", metadata={"help": "What signing in gave; Outward fills it in.", "secret": True, "hidden": True}
    )
    address: str = field(default="https://api.x.com", metadata={"help": "Where X's interface is.", "hidden": True})
