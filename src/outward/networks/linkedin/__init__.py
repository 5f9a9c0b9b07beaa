"""LinkedIn: the user's own copy of her data, as a file or through the portability interface; and what she pastes.

tables        tables of every year: encodings, headers, broken quoting
kinds         which tables are read, and the only columns that are kept
files         an export unpacked into pieces
portability   the same copy, and changes, through LinkedIn's own interface
reading       records understood: people (contacts) and things (what she wrote, liked, saved), changes
composing     where the user writes herself
pasting       a post or profile the user is looking at
dates, names  when, who and which post

LinkedIn's pages are never asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from outward.errors import InputError
from outward.model import Parsed, Source
from outward.networks import FileKind
from outward.networks.linkedin import changes, people, things
from outward.networks.linkedin.composing import compose
from outward.networks.linkedin.files import WRITTEN, unpack, unpack_messages
from outward.networks.linkedin.names import NAME, ours
from outward.networks.linkedin.pasting import paste
from outward.networks.linkedin.portability import pages
from outward.networks.linkedin.reading import Reader, read

__all__ = ["CANNOT", "COST", "FILES", "FROM", "KINDS", "NAME", "NOTE", "TITLE", "Settings", "compose", "pages", "parse",
           "paste", "recognise", "unpack", "unpack_messages"]  # fmt: skip

TITLE = "LinkedIn"
NOTE = (
    "Only your own copy of your data is read, from the file LinkedIn gives you or, for members in the European "
    "Economic Area and Switzerland, through its data portability; LinkedIn's pages are never opened by a program. "
    "The text of your messages is left out unless you ask for it."
)
FROM = (
    "From the files of 'Get a copy of your data' on your machine, from posts and profiles you paste, and with your "
    "token from api.linkedin.com."
)
COST = "Nothing."
CANNOT = (
    "Posts of other people, your home page, hashtags and groups: LinkedIn lets no program read them for you, so paste "
    "what you want to keep. In the copy itself advertisements, logins, searches, jobs, mail addresses, telephone "
    "numbers, receipts and photos are left alone, and the text of messages unless you ask for it."
)
KINDS = MappingProxyType(
    {
        "export": "your whole copy through data portability (linkedin:export); Europe only, with a token",
        "changes": "what you did in the last 28 days (linkedin:changes); Europe only, with a token",
    }
)
FILES = MappingProxyType(
    {
        "profile": FileKind("your LinkedIn profile", "mine"),
        "positions": FileKind("positions you held", "accounts"),
        "connections": FileKind("connections", "ties"),
        "invitations": FileKind("invitations", "touches"),
        "messages": FileKind("messages (without their text)", "touches"),
        WRITTEN: FileKind("messages with their text (only when you ask for it)", "posts"),
        "shares": FileKind("your posts", "posts"),
        "comments": FileKind("your comments", "posts"),
        "reactions": FileKind("posts you reacted to", "marks"),
        "saved": FileKind("saved posts and articles", "marks"),
        "learning": FileKind("LinkedIn Learning courses", "resources"),
        "follows": FileKind("people you follow", "ties"),
        "companies": FileKind("companies you follow", "ties"),
        "hashtags": FileKind("hashtags you follow", "marks"),
        "endorsements": FileKind("endorsements", "touches"),
        "praise": FileKind("recommendations", "touches"),
        "events": FileKind("events", "resources"),
        "pasted": FileKind("posts and profiles you pasted", "posts"),
    }
)
_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "profile": people.own_profile,
        "summary": people.own_profile,
        "positions": people.position,
        "connections": people.connection,
        "invitations": people.invitation,
        "messages": people.message,
        WRITTEN: people.message,
        "shares": things.share,
        "comments": things.comment,
        "reactions": things.reaction,
        "saved": things.saved,
        "learning": things.learning,
        "follows": people.follow,
        "companies": people.company,
        "hashtags": things.hashtag,
        "endorsements": people.endorsement,
        "praise": people.recommendation,
        "events": things.event,
        "pasted": people.pasted,
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`token` is one of LinkedIn's data portability; `profile` the user's own profile, so that she is known by it."""

    token: str = field(
        default="", metadata={"help": "A token of LinkedIn's data portability (Europe only).", "secret": True}
    )
    profile: str = field(default="", metadata={"help": "The address of your own profile (linkedin.com/in/you)."})
    keep_messages: str = field(
        default="", metadata={"help": "Say yes to keep also the text of messages that come through the token."}
    )
    address: str = field(
        default="https://api.linkedin.com", metadata={"help": "Where LinkedIn's interface is.", "hidden": True}
    )


def recognise(text: str) -> Source | None:
    """`linkedin:export` or `linkedin:changes`. Raises `InputError` for addresses of LinkedIn, which cannot be read."""
    words = text.strip()
    if words.lower() in (f"{NAME}:{kind}" for kind in KINDS):
        kind = words.lower().partition(":")[2]
        return Source(NAME, kind, kind)
    if ours(words):
        raise InputError(
            "LinkedIn lets no program read its pages for you; open this page yourself and hand it over with "
            "'outward add', or import your own copy of your data with 'outward import'."
        )
    return None


def parse(raw: bytes, source: Source) -> Parsed:
    """What records of a copy, changes, or something pasted say. Pure; what cannot be read is dropped with a reason."""
    if source.kind == "changes":
        return changes.parse(raw)
    if source.kind == "export":
        return read(raw, "", "", _READERS)
    if source.kind == "pasted":
        return replace(read(raw, "pasted", source.value, _READERS), mine=())
    return read(raw, source.kind, source.value, _READERS)
