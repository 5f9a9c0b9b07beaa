"""What LinkedIn's list of changes says: what the user herself posted, commented, liked and took back. Pure."""

from collections.abc import Iterable
from html import escape
from typing import Any

import msgspec

from outward.fetch import plain_text, words
from outward.fetch.gathering import Gathering
from outward.fetch.linked import itself, linked
from outward.model import Form, MarkKind, Parsed, Post, Resource
from outward.networks.linkedin.dates import of_epoch
from outward.networks.linkedin.names import NAME, place
from outward.networks.linkedin.reading import UnfitError
from outward.networks.linkedin.things import commentary, tags

_READ = ("ugcPosts", "socialActions/likes", "socialActions/comments")


class Event(msgspec.Struct, rename="camel"):
    """One change as LinkedIn sends it."""

    resource_name: str
    method: str
    resource_id: str = ""
    owner: str = ""
    actor: str = ""
    captured_at: int = 0
    activity: dict[str, Any] = {}
    activity_status: str = "SUCCESS"


class _Answer(msgspec.Struct):
    elements: list[Any]


def kept(events: Iterable[Any]) -> list[Any]:
    """The changes that are read; messages and all else are left out before anything is kept."""
    return [e for e in events if not isinstance(e, dict) or str(e.get("resourceName", "")) in _READ]


def parse(raw: bytes) -> Parsed:
    """Own posts, comments and likes; what cannot be read is dropped with its reason."""
    said = Gathering()
    try:
        answer = msgspec.json.decode(raw, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        said.drop("It is no list of changes from LinkedIn.", raw[:200].decode("utf-8", "replace"))
        return said.parsed
    for record in answer.elements:
        try:
            event = msgspec.convert(record, type=Event)
            said.me = f"{NAME}:~{event.owner.removeprefix('urn:li:')}"
            _event(said, event)
            said.mine[said.me] = None
        except (msgspec.MsgspecError, RecursionError):
            said.drop("It is no change that can be understood.", str(record))
        except UnfitError as error:
            said.drop(str(error), str(record))
    return said.parsed


def _event(said: Gathering, event: Event) -> None:
    """Keep what a change says, and which posts it took away."""
    if event.actor != event.owner or not event.owner:
        raise UnfitError("It was done by somebody else.")
    if event.activity_status == "FAILURE":
        raise UnfitError("It did not succeed.")
    if event.method == "DELETE":
        where = place(event.resource_id)
        if where and event.resource_name == "ugcPosts":
            said.deleted[where.id] = None
        return
    reader = {"ugcPosts": _post, "socialActions/likes": _like, "socialActions/comments": _comment}.get(
        event.resource_name
    )
    if reader is None:
        raise UnfitError("It is of a kind that is not read.")
    reader(said, event)


def _post(said: Gathering, event: Event) -> None:
    where = place(event.resource_id) or place(_text(event.activity.get("id")))
    content = _inside(event.activity, "specificContent", "com.linkedin.ugc.ShareContent")
    text = commentary(_text(_inside(content, "shareCommentary").get("text")))
    media = content.get("media")
    first = media[0] if isinstance(media, list) and media and isinstance(media[0], dict) else {}
    target = linked(_text(first.get("originalUrl")))
    if where is None or not (text or target):
        raise UnfitError("It is a post without an address or without words.")
    post = Post(
        id=where.id,
        network=NAME,
        author=said.me,
        text=text,
        url=where.url,
        resource=target.url if target else where.url,
        created_at=of_epoch(event.captured_at),
        tags=tags(text),
    )
    said.posts[post.id] = post
    resource = target or itself(post, words(text))
    said.resources.setdefault(resource.url, resource)


def _like(said: Gathering, event: Event) -> None:
    where = place(_text(event.activity.get("object")) or event.resource_id)
    if where is None:
        raise UnfitError("Its address is none of a post on LinkedIn.")
    said.mark(where.url, MarkKind.LIKED, of_epoch(event.captured_at))


def _comment(said: Gathering, event: Event) -> None:
    where = place(_text(event.activity.get("object")))
    text = plain_text(escape(_text(_inside(event.activity, "message").get("text"))))
    number = _text(event.activity.get("$URN")) or _text(event.activity.get("id")) or event.resource_id
    if where is None or not text or not number:
        raise UnfitError("It is a comment without a post or without words.")
    post = Post(
        id=f"{NAME}:{number[:200]}",
        network=NAME,
        author=said.me,
        text=text,
        url=where.url,
        resource=where.url,
        created_at=of_epoch(event.captured_at),
        reply_to=where.id,
        tags=tags(text),
    )
    said.posts[post.id] = post
    said.resources.setdefault(where.url, Resource(url=where.url, form=Form.POST))


def _inside(record: Any, *names: str) -> dict[str, Any]:
    for name in names:
        record = record.get(name) if isinstance(record, dict) else None
    return record if isinstance(record, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
