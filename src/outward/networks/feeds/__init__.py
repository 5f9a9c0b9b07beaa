"""Feeds: RSS, Atom, JSON Feed and podcasts, from whoever offers one.

parsing      what a feed says in the model's words, and which addresses are feeds
reading      pages: the feed, or the one that a site's page names or that is at one of the usual places
transcript   the words of an episode
composing    where the user writes to who writes there
files        subscription lists and feeds as files
"""

from dataclasses import dataclass
from types import MappingProxyType

from outward.model import Parsed, Source
from outward.networks.feeds import parsing
from outward.networks.feeds.composing import compose
from outward.networks.feeds.files import FILES, lists, unpack
from outward.networks.feeds.parsing import NAME, recognise
from outward.networks.feeds.reading import pages
from outward.networks.feeds.transcript import opens, spoken

__all__ = [
    "CANNOT",
    "COST",
    "FILES",
    "FROM",
    "KINDS",
    "NAME",
    "NOTE",
    "OPENED",
    "TITLE",
    "Settings",
    "compose",
    "opens",
    "pages",
    "parse",
    "recognise",
    "unpack",
]

TITLE = "Feeds"
NOTE = "A feed is offered to be read; Outward asks for it rarely, and only for what changed since it last asked."
FROM = (
    "The feed's own address; given a site's address, the feed that its page names, else one at the site's usual places."
)
COST = "Nothing."
CANNOT = "Feeds behind a password, and newsletters that come by mail only."
KINDS = MappingProxyType(
    {
        "feed": "the address of a blog, magazine, newsletter or podcast, or of its feed (RSS, Atom, JSON)",
    }
)
OPENED = MappingProxyType(
    {
        "transcript": "the words of an episode, where its feed says that they can be read",
        "chapters": "the chapters of an episode, where its feed names a file of them",
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Feeds need none."""


def parse(raw: bytes, source: Source) -> Parsed:
    """Entries as posts, a transcript as the words of its episode, a list as what may be read. Pure."""
    if source.kind == "subscriptions":
        return lists(raw)
    if source.kind in OPENED:
        return spoken(raw, source)
    return parsing.parse(raw, source)
