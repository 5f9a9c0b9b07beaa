"""Answers of the Data API as accounts, posts, resources, ties and marks; each record by its own kind."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec

from outward.fetch import plain_text
from outward.model import Account, Dropped, Form, Mark, MarkKind, Parsed, Post, Resource, Source, Tie, TieKind
from outward.networks.youtube.words import (
    CHANNEL,
    NAME,
    VIDEO,
    body,
    channel,
    chapters,
    dropped,
    language,
    line,
    moment,
    number,
    watch,
)

MOST_TAGS = 20
_LENGTH = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII)
_LOOSE = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)

Record = Mapping[str, Any]


@dataclass
class Gathered:
    """What records say, as it is gathered."""

    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    ties: dict[Tie, None] = field(default_factory=dict)
    marks: dict[tuple[str, MarkKind], Mark] = field(default_factory=dict)
    mine: dict[str, None] = field(default_factory=dict)
    sources: dict[Source, None] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)

    def mark(self, mark: Mark) -> None:
        """Note a mark; of several of one sort the first in time stays."""
        held = self.marks.get((mark.url, mark.kind))
        if held is None or (mark.at is not None and (held.at is None or mark.at < held.at)):
            self.marks[mark.url, mark.kind] = mark

    def parsed(self) -> Parsed:
        """All of it."""
        return Parsed(
            posts=tuple(self.posts.values()),
            accounts=tuple(self.accounts.values()),
            resources=tuple(self.resources.values()),
            ties=tuple(self.ties),
            marks=tuple(self.marks.values()),
            mine=tuple(self.mine),
            sources=tuple(self.sources),
            dropped=tuple(self.dropped),
        )


def parse(raw: bytes, source: Source) -> Parsed:
    """What an answer says. Pure; what cannot be read is dropped with a reason."""
    said = decoded(raw)
    items = said.get("items", []) if isinstance(said, dict) else None
    if not isinstance(items, list) or (not items and not str(said.get("kind", "")).startswith("youtube#")):
        return Parsed(dropped=(dropped("It is no answer of YouTube's.", raw[:200].decode("utf-8", "replace")),))
    into = Gathered()
    for item in items:
        try:
            _READERS[item["kind"]](item, source, into)
        except _UnreadError as error:
            into.dropped.append(dropped(str(error), item))
        except _LOOSE:
            reason = _why(item)
            into.dropped.append(dropped(reason, item))
    return into.parsed()


def _why(item: Any) -> str:
    """Why a record that no reader could read is dropped."""
    if isinstance(item, dict) and isinstance(item.get("broken"), str):
        return str(item["broken"])
    kind = item.get("kind") if isinstance(item, dict) else None
    known = isinstance(kind, str) and kind in _READERS
    return "It cannot be understood." if known else "It is a kind of record that Outward does not read."


def decoded(raw: bytes) -> Any:
    """JSON, None when it is none."""
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def video_of(item: Record) -> str:
    """The id of the video that a record of a list or a search names, empty when it names none."""
    named = [item.get("id"), item.get("contentDetails"), (item.get("snippet") or {}).get("resourceId")]
    ids = (one.get("videoId") for one in named if isinstance(one, dict))
    return next((one for one in ids if isinstance(one, str) and VIDEO.fullmatch(one)), "")


class _UnreadError(ValueError):
    """Why a record is not read."""


def _video(item: Record, source: Source, into: Gathered) -> None:  # noqa: ARG001
    video, snippet = item["id"], item["snippet"]
    if not VIDEO.fullmatch(video):
        raise _UnreadError("It has no id of a video.")
    content, counts = item.get("contentDetails") or {}, item.get("statistics") or {}
    seconds = _length(content.get("duration"))
    said = body(snippet.get("description"))
    lang = language(snippet.get("defaultAudioLanguage")) or language(snippet.get("defaultLanguage"))
    tags = (line(tag, 100).lstrip("#") for tag in snippet.get("tags") or [])
    _keep(
        into,
        _author(snippet["channelId"], snippet.get("channelTitle")),
        Post(
            id=f"{NAME}:{video}",
            network=NAME,
            author=None,
            text=said or line(snippet.get("title")),
            url=watch(video),
            resource=watch(video),
            created_at=moment(snippet.get("publishedAt")),
            lang=lang,
            tags=tuple(dict.fromkeys(tag for tag in tags if tag))[:MOST_TAGS],
            likes=number(counts.get("likeCount")),
            replies=number(counts.get("commentCount")),
        ),
        Resource(
            url=watch(video),
            form=Form.VIDEO,
            title=line(snippet.get("title")),
            text=said,
            lang=lang,
            seconds=seconds,
            free=True,
            chapters=chapters(said, seconds),
            captions={"true": True, "false": False}.get(str(content.get("caption")).lower()),
        ),
    )


def _listed(item: Record, source: Source, into: Gathered) -> None:
    """A place of a playlist; in the list of what she liked, a mark of hers."""
    snippet, content = item["snippet"], item.get("contentDetails") or {}
    video = video_of(item)
    if not video:
        raise _UnreadError("It has no id of a video.")
    owner = snippet.get("videoOwnerChannelId")
    if not owner:
        raise _UnreadError("It is private or was deleted.")
    author = _author(owner, snippet.get("videoOwnerChannelTitle"))
    words = line(snippet.get("title")), body(snippet.get("description"))
    _found(into, video, author, words, moment(content.get("videoPublishedAt")))
    if source.kind == "liked" or str(snippet.get("playlistId")).startswith("LL"):
        into.mark(Mark(url=watch(video), kind=MarkKind.LIKED, at=moment(snippet.get("publishedAt"))))


def _result(item: Record, source: Source, into: Gathered) -> None:  # noqa: ARG001
    """A result of a search, whose words come as markup and cut short."""
    video, snippet = video_of(item), item["snippet"]
    author = _author(snippet["channelId"], html.unescape(str(snippet.get("channelTitle") or "")))
    if not video:
        into.accounts.setdefault(author.id, author)
        return
    title = line(html.unescape(str(snippet.get("title") or "")))
    said = plain_text(str(snippet.get("description") or ""))
    _found(into, video, author, (title, said), moment(snippet.get("publishedAt")))


def _found(into: Gathered, video: str, author: Account, words: tuple[str, str], at: datetime | None) -> None:
    """A video of which title and description are known, and when it was published."""
    title, said = words
    post = Post(
        id=f"{NAME}:{video}",
        network=NAME,
        author=None,
        text=said or title,
        url=watch(video),
        resource=watch(video),
        created_at=at,
    )
    resource = Resource(url=watch(video), form=Form.VIDEO, title=title, text=said, free=True, chapters=chapters(said))
    _keep(into, author, post, resource)


def _keep(into: Gathered, author: Account, post: Post, resource: Resource) -> None:
    into.accounts.setdefault(author.id, author)
    into.posts[post.id] = replace(post, author=author.id)
    into.resources[resource.url] = replace(resource, author=author.id, published_at=post.created_at)


def _channel(item: Record, source: Source, into: Gathered) -> None:
    """A channel; her own where it was asked for as such."""
    native, snippet, counts = item["id"], item["snippet"], item.get("statistics") or {}
    plain = _author(native, snippet.get("title"))
    handle = line(snippet.get("customUrl"), 100)
    followers = None if counts.get("hiddenSubscriberCount") else number(counts.get("subscriberCount"))
    into.accounts[plain.id] = replace(
        plain,
        handle=handle if handle.startswith("@") else plain.handle,
        bio=body(snippet.get("description"))[:5_000],
        followers=followers,
    )
    if source.kind == "subscriptions":
        into.mine[plain.id] = None


def _subscription(item: Record, source: Source, into: Gathered) -> None:  # noqa: ARG001
    """A channel she subscribes to: a tie of hers, and something she may want read."""
    snippet = item["snippet"]
    target = snippet["resourceId"]["channelId"]
    account = _author(target, snippet.get("title"))
    own = _author(snippet["channelId"], "").id
    into.accounts[account.id] = replace(account, bio=body(snippet.get("description"))[:5_000])
    into.ties[Tie(source=own, target=account.id, kind=TieKind.FOLLOW, at=moment(snippet.get("publishedAt")))] = None
    into.mine[own] = None
    into.sources[Source(NAME, "channel", target)] = None


def _author(native: Any, name: Any) -> Account:
    if not isinstance(native, str) or not CHANNEL.fullmatch(native):
        raise _UnreadError("It does not say which channel it belongs to.")
    return channel(native, name)


def _length(text: Any) -> int | None:
    """Seconds of a length as `PT1H2M3S`; None for a live stream, whose length is 0."""
    read = _LENGTH.fullmatch(text) if isinstance(text, str) else None
    if not read:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in read.groups())
    return days * 86_400 + hours * 3_600 + minutes * 60 + seconds or None


_READERS: Mapping[str, Callable[[Record, Source, Gathered], None]] = {
    "youtube#video": _video,
    "youtube#playlistItem": _listed,
    "youtube#searchResult": _result,
    "youtube#channel": _channel,
    "youtube#subscription": _subscription,
}
