"""What a page of Bluesky, or a piece of a file, says. Pure."""

from typing import Any

import msgspec

from outward.fetch.gathering import excerpt
from outward.model import Dropped, Mark, MarkKind, Parsed, Source, Tie, TieKind
from outward.networks.bluesky.gathered import Gathered, own_threads
from outward.networks.bluesky.listed import follows, listed, turned_away
from outward.networks.bluesky.notices import notices
from outward.networks.bluesky.own import own
from outward.networks.bluesky.records import NAME, Answer, Item, minted, moment


def parse(raw: bytes, source: Source) -> Parsed:
    """Posts with their people, ties and what they point at. Pure; an answer that is none is one drop."""
    try:
        page = msgspec.json.decode(raw, type=Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Parsed(dropped=(Dropped("It is no answer of Bluesky.", excerpt(raw[:400].decode("utf-8", "replace"))),))
    said = Gathered(page, source)
    said.threads = own_threads(page.feed)
    for record in page.feed:
        item = said.item(record)
        if item and source.kind == "likes":
            _liked(said, item)
    for record in page.bookmarks:
        _saved(said, record)
    for profile in page.profiles:
        said.person(profile, quiet=True)
    listed(said)
    follows(said)
    turned_away(said)
    notices(said)
    for record in page.records:
        own(said, record)
    return said.parsed


def _liked(said: Gathered, item: Item) -> None:
    """A post the user liked."""
    view, me = item.post, said.page.me
    key = (view.viewer.like or "").rpartition("/")[2] if view.viewer else ""
    post, at = said.posts[f"{NAME}:{view.uri}"], minted(key)
    said.marks[Mark(url=post.resource, kind=MarkKind.LIKED, at=at)] = None
    if me:
        said.tied(Tie(source=f"{NAME}:{me}", target=str(post.author), kind=TieKind.LIKE, at=at, post=post.id))


def _saved(said: Gathered, record: Any) -> None:
    """A post the user saved, unless it is gone or hidden from her."""
    held = record if isinstance(record, dict) else {}
    view = held.get("item")
    shown: dict[str, Any] = view if isinstance(view, dict) else {}
    if shown.get("notFound") or shown.get("blocked"):
        uri = str(shown.get("uri"))
        if shown.get("notFound"):
            said.deleted[f"{NAME}:{uri}"] = None
        said.drop("It is a saved post that was deleted or is hidden from you.", record)
        return
    item = said.item({"post": view})
    if item:
        at = moment(str(held.get("createdAt") or ""))
        said.marks[Mark(url=said.posts[f"{NAME}:{item.post.uri}"].resource, kind=MarkKind.SAVED, at=at)] = None
