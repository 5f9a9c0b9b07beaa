"""The files Mastodon's users have: account exports, lists of addresses, recorded answers, ActivityStreams."""

from collections.abc import Iterator
from types import MappingProxyType

from outward.archive import Archive, Member, SpoiltError
from outward.model import Piece
from outward.networks import FileKind
from outward.networks.mastodon.exports import exported, owner
from outward.networks.mastodon.recordings import recorded
from outward.networks.mastodon.records import Author

FILES = MappingProxyType(
    {
        "export_profile": FileKind("your own profile (actor.json of an account export)", "accounts"),
        "export_posts": FileKind("your own posts and boosts (outbox.json of an account export)", "posts"),
        "export_likes": FileKind("what you liked (likes.json of an account export)", "marks"),
        "export_saved": FileKind("what you saved (bookmarks.json, bookmarks.csv)", "marks"),
        "export_following": FileKind("whom you follow (following_accounts.csv)", "accounts"),
        "export_followers": FileKind("who follows you (followers.csv)", "accounts"),
        "export_lists": FileKind("your lists and their members (lists.csv)", "accounts"),
        "export_muted": FileKind("whom you muted or blocked (muted_accounts.csv, blocked_accounts.csv)", "accounts"),
        "answer_posts": FileKind("posts in saved or recorded answers of a server", "posts"),
        "answer_notices": FileKind("notifications in recorded answers of a server", "posts"),
        "answer_people": FileKind("accounts in recorded answers of a server", "accounts"),
        "answer_tags": FileKind("followed hashtags in recorded answers of a server", "sources"),
        "answer_links": FileKind("links in recorded answers of a server", "resources"),
        "answer_other": FileKind("recorded answers that tell nothing of posts or people", "posts"),
        "activities": FileKind("posts and profiles in ActivityStreams files", "posts"),
    }
)

_READ = (".json", ".jsonl", ".ndjson", ".csv", ".yml", ".yaml")


def unpack(archive: Archive) -> Iterator[Piece]:
    """The records of all members that are Mastodon's; one that is spoilt is told of after the others were read."""
    me = owner(archive)
    spoilt: SpoiltError | None = None
    for member in archive.members:
        if not member.base.endswith(_READ):
            continue
        try:
            yield from _member(archive, member, me)
        except SpoiltError as error:
            spoilt = spoilt or error
    if spoilt:
        raise spoilt


def _member(archive: Archive, member: Member, me: Author | None) -> Iterator[Piece]:
    head = archive.head(member)
    found = exported(archive, member, head, me)
    if found is None:
        found = recorded(archive, member, head)
    yield from found or ()
