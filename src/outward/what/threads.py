"""Threads: what an author said in several posts, each in answer to the one before, as one thing to read.

Pure. A thread begins with a post that answers nobody; its parts are all posts of the same author that answer one of
its parts. What others answer in between, and what she answers them, is talk about it and no part of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

LONGEST = 200_000
"""Characters of a thread's text; what comes after them is counted and not kept."""
MOST = 1_000
"""Parts of a thread; later ones stay posts of their own."""


class Said(Protocol):
    """What is looked at in a post."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def author(self) -> str | None:
        """Who said it."""
        ...

    @property
    def reply_to(self) -> str | None:
        """The post it answers."""
        ...

    @property
    def created_at(self) -> datetime | None:
        """When."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...


Part = TypeVar("Part", bound=Said)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Thread(Generic[Part]):
    """The first post and the later parts (one at least) in the order to read them."""

    root: Part
    later: tuple[Part, ...]

    @property
    def text(self) -> str:
        """All words, the parts parted by blank lines."""
        return "\n\n".join(part.text.strip() for part in (self.root, *self.later) if part.text.strip())[:LONGEST]

    @property
    def words(self) -> int:
        """How many words all parts have."""
        return sum(len(part.text.split()) for part in (self.root, *self.later))


def threads(posts: Iterable[Part], gone: Collection[str] = ()) -> tuple[Thread[Part], ...]:
    """The threads among these posts, in the order of their first posts' ids.

    Posts in `gone` (ids) are deleted: they are no part, what follows them still is; without its first post there is no
    thread. A post that comes round in a circle, or whose beginning is missing, is in no thread.
    """
    held = {post.id: post for post in posts}
    answers: dict[str, list[str]] = defaultdict(list)
    for post in held.values():
        before = held.get(post.reply_to or "")
        if before is not None and post.author is not None and before.author == post.author:
            answers[before.id].append(post.id)
    roots = [held[first] for first in sorted(answers) if held[first].reply_to is None and first not in gone]
    found = (
        Thread(root, tuple(p for p in _later(root, held, answers) if p.id not in gone)[: MOST - 1]) for root in roots
    )
    return tuple(thread for thread in found if thread.later)


def _later(root: Part, held: Mapping[str, Part], answers: Mapping[str, Sequence[str]]) -> list[Part]:
    """All parts after the first, by time; no part comes before what it answers, whatever the clocks say."""
    placed: list[tuple[datetime, int, str]] = []
    open_ = [(root.id, _moment(root.created_at, _NEVER), 0)]
    while open_:
        part, at, depth = open_.pop()
        for answer in answers.get(part, ()):
            then = max(at, _moment(held[answer].created_at, at))
            placed.append((then, depth + 1, answer))
            open_.append((answer, then, depth + 1))
    return [held[part] for _, _, part in sorted(placed)]


def _moment(at: datetime | None, otherwise: datetime) -> datetime:
    if at is None:
        return otherwise
    return at if at.tzinfo else at.replace(tzinfo=UTC)
