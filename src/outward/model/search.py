"""What index and store hand to the engines."""

from dataclasses import dataclass
from typing import NamedTuple

from outward.model.people import Account
from outward.model.posts import Post, Resource


class Hit(NamedTuple):
    """A document (the store's row number of a post) and its raw BM25 score, higher is better."""

    doc: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A post with what it points at and who wrote it. `person` is the human being behind the account."""

    doc: int
    post: Post
    resource: Resource
    author: Account | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What the store knows of an account's activity in a period.

    `posts` written; `last_days` since the last one; `replies` she wrote, `to_strangers` of these to people she
    does not follow; `asked` mentions of her or replies to her, `answered` of these that she replied to;
    `answer_hours` the median time of her answers.
    """

    account: str
    posts: int = 0
    last_days: float | None = None
    replies: int = 0
    to_strangers: int = 0
    asked: int = 0
    answered: int = 0
    answer_hours: float | None = None
