"""A fictional professional community around internal communication, to try Outward without any account."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import TypeVar

from outward.model import Account, Form, Parsed, Post, Resource, Tie

ABOUT = (
    "This is Outward's sample: every person, organisation, post and address in it is fictional, "
    "and its links end in .example, so they open nothing."
)
ANCHOR = datetime(2026, 1, 1, tzinfo=UTC)
"""The "now" of the stored dates."""

T = TypeVar("T")


def load(now: datetime) -> Parsed:
    """The whole community, its dates shifted so that it spoke last just before `now` (aware).

    A post that points at nothing else comes with itself as a resource, as a network would give it.
    """
    shift = now - ANCHOR
    posts = tuple(replace(post, created_at=_moved(post.created_at, shift)) for post in _read("posts.jsonl", Post))
    stored = tuple(
        replace(resource, published_at=_moved(resource.published_at, shift))
        for resource in _read("resources.jsonl", Resource)
    )
    return Parsed(
        posts=posts,
        accounts=tuple(_read("accounts.jsonl", Account)),
        resources=stored + _own(posts, {resource.url for resource in stored}),
        ties=tuple(replace(tie, at=_moved(tie.at, shift)) for tie in _read("ties.jsonl", Tie)),
    )


def yours(now: datetime) -> Parsed:
    """The sample's own user: her account, the posts between her and others, whom she follows; dates as in `load`."""
    import msgspec

    held = msgspec.json.decode((files(__name__) / "yours.json").read_bytes(), type=Parsed)
    shift = now - ANCHOR
    posts = tuple(replace(post, created_at=_moved(post.created_at, shift)) for post in held.posts)
    return replace(
        held,
        posts=posts,
        resources=_own(posts, set()),
        ties=tuple(replace(tie, at=_moved(tie.at, shift)) for tie in held.ties),
    )


def _moved(at: datetime | None, shift: timedelta) -> datetime | None:
    return None if at is None else at + shift


def _own(posts: tuple[Post, ...], known: set[str]) -> tuple[Resource, ...]:
    """Posts that are their own resource, each once."""
    own = {
        post.resource: Resource(
            url=post.resource,
            form=Form.POST,
            text=post.text,
            author=post.author,
            published_at=post.created_at,
            lang=post.lang,
            words=len(post.text.split()),
            free=True,
        )
        for post in posts
        if post.resource not in known and not post.repost_of
    }
    return tuple(own.values())


def _read(name: str, kind: type[T]) -> list[T]:
    import msgspec

    decoder = msgspec.json.Decoder(kind)
    return decoder.decode_lines((files(__name__) / name).read_bytes())
