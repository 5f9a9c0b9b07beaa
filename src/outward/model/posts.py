"""What people said, and what there is to learn from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Form(StrEnum):
    """What a resource is made of."""

    ARTICLE = "article"
    VIDEO = "video"
    EPISODE = "episode"
    THREAD = "thread"
    POST = "post"
    EVENT = "event"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of a video or an episode: the second it begins at, and what it is about."""

    start: int
    title: str

    @property
    def clock(self) -> str:
        """When it begins, as "4:30" or "1:02:03"."""
        minutes, seconds = divmod(self.start, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One thing a person said somewhere: post, reply, comment, video, episode, article entry.

    `id` is `network:native id`; `author` an account id; `text` plain text (never markup); `resource` the
    canonical URL of what it points at, its own address when it points at nothing else. Counts are None where
    the network does not give them. `repost_of` is set when it only repeats another post.
    """

    id: str
    network: str
    author: str | None
    text: str
    url: str
    resource: str
    created_at: datetime | None = None
    lang: str | None = None
    reply_to: str | None = None
    quotes: str | None = None
    repost_of: str | None = None
    tags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None


def paywall(free: bool | None) -> str:
    """What is said of something behind a paywall wherever it is shown; empty where it is free or nobody said."""
    return "behind a paywall" if free is False else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A thing to learn from, keyed by canonical URL; several posts can point at it.

    `text` is plain text as far as the source gave it; `words` counts the whole when known; `seconds` is the
    length of media; `author` an account id when known; `free` is False behind a paywall, None when nobody said.
    `captions` says whether a video has subtitles, `transcript` where the words of an episode can be read,
    `chapters_at` where its chapters can.
    """

    url: str
    form: Form
    title: str = ""
    text: str = ""
    author: str | None = None
    published_at: datetime | None = None
    lang: str | None = None
    words: int | None = None
    seconds: int | None = None
    free: bool | None = None
    chapters: tuple[Chapter, ...] = ()
    captions: bool | None = None
    transcript: str = ""
    chapters_at: str = ""
