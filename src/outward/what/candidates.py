"""Candidates: the resources that may answer a goal, each with all posts found that point at it."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from outward.model import Account, Form, Found, Post, Resource
from outward.what.content import Told, told
from outward.what.prose import Prose


class Match(NamedTuple):
    """How well a document answers the goal, each 0..1: `relevance` is the mix of all others.

    `words`, `wider` and `meaning` come from the index; `again`, `covered`, `near`, `akin` and `model` from reading it.
    """

    words: float = 0.0
    wider: float = 0.0
    meaning: float = 0.0
    again: float = 0.0
    covered: float = 0.0
    near: float = 0.0
    akin: float = 0.0
    model: float = 0.0
    relevance: float = 0.0


@dataclass(frozen=True)
class Candidate:
    """A resource and the posts that point at it, best match first; `match` is that of the best post."""

    found: tuple[Found, ...]
    match: Match

    @property
    def best(self) -> Found:
        """The post that matches best."""
        return self.found[0]

    @property
    def resource(self) -> Resource:
        """What there is to learn from."""
        return self.best.resource

    @property
    def post(self) -> Post:
        """The post to show."""
        return self.best.post

    @cached_property
    def author(self) -> Account | None:
        """Who made the resource where she is among those found, else who wrote the post."""
        makers = (f.author for f in self.found if f.author and f.author.id == self.resource.author)
        return next(makers, self.best.author)

    @cached_property
    def person(self) -> str | None:
        """The human being behind the author, her account where nobody knows."""
        if self.author is None:
            return self.post.author
        known = (f.person for f in self.found if f.author and f.author.id == self.author.id and f.person)
        return next(known, self.author.id)

    @cached_property
    def linked(self) -> bool:
        """Whether the post points at something beyond itself; a part of her own thread does not."""
        if self.resource.form is Form.THREAD and self.resource.author == self.post.author:
            return False
        return url_key(self.resource.url) != url_key(self.post.url)

    @cached_property
    def source(self) -> str:
        """Whom it comes from: the site behind a link, the person behind a post."""
        host = _host(self.resource.url) if self.linked else ""
        return host or self.person or _host(self.post.url)

    @cached_property
    def title(self) -> str:
        """The resource's title, else the beginning of the post."""
        return self.resource.title.strip() or shortened(self.post.text)

    @cached_property
    def prose(self) -> Prose:
        """Title and text, that of the post where the resource has none."""
        return Prose(f"{self.resource.title}\n{self.resource.text or self.post.text}")

    @cached_property
    def told(self) -> Told | None:
        """What sort of content it is, None where that is not clear."""
        return told(self.prose)

    @cached_property
    def sharers(self) -> tuple[Account, ...]:
        """Everyone else who pointed at it, one account for a person."""
        seen = {*_signs(self.author), f"person {self.person}"} if self.author else set()
        others = []
        for found in self.found:
            if found.author is None:
                continue
            signs = {*_signs(found.author), f"person {found.person or found.author.id}"}
            if seen.isdisjoint(signs):
                others.append(found.author)
            seen |= signs
        return tuple(others)

    def merged(self, other: "Candidate") -> "Candidate":
        """This candidate, also carrying the posts of one that says the same."""
        return replace(self, found=self.found + other.found)


def group(found: Iterable[Found], matches: Mapping[int, Match]) -> tuple[Candidate, ...]:
    """One candidate for each resource, most relevant first; a repost counts with what it repeats.

    The order depends on matches and addresses alone. Posts of people who asked not to be found by search stay out
    where there is another post of the same resource.
    """
    rows = {f.post.id: f for f in found}
    groups: dict[str, list[Found]] = defaultdict(list)
    for row in rows.values():
        resource = _original(row, rows).resource
        groups[url_key(resource.url)].append(replace(row, resource=resource))
    candidates = (_candidate(posts, matches) for posts in groups.values())
    return tuple(sorted(candidates, key=lambda c: (-c.match.relevance, url_key(c.resource.url))))


def _original(row: Found, rows: Mapping[str, Found]) -> Found:
    """The post that this one repeats, through any number of reposts; itself where that was not found."""
    passed: set[str] = set()
    while (repeated := rows.get(row.post.repost_of or "")) and row.post.id not in passed:
        passed.add(row.post.id)
        row = repeated
    return row


def _candidate(rows: list[Found], matches: Mapping[int, Match]) -> Candidate:
    shown = [r for r in rows if findable(r)] or rows
    ordered = sorted(shown, key=lambda r: (-matches[r.doc].relevance, r.post.repost_of is not None, r.post.id))
    return Candidate(found=tuple(ordered), match=matches[ordered[0].doc])


def findable(found: Found) -> bool:
    """Whether the author of the post lets it be found by search."""
    return found.author is None or found.author.indexable is not False


def heads(found: Iterable[Found]) -> int:
    """How many human beings wrote these posts: one on two networks counts once.

    min(distinct normalised names, distinct normalised handles, distinct persons).
    """
    known = tuple((f.author, f.person or f.author.id) for f in found if f.author)
    return min(
        len({name_key(a) for a, _ in known}),
        len({handle_key(a) for a, _ in known}),
        len({person for _, person in known}),
    )


def name_key(account: Account) -> str:
    """A name without accents, emoji, spaces and case; the handle where there is no name."""
    letters = unicodedata.normalize("NFKD", account.name).casefold()
    return "".join(c for c in letters if c.isalnum()) or handle_key(account)


def handle_key(account: Account) -> str:
    """A handle without its server: `@ann@social.example` and, on Bluesky, `ann.example` are both `ann`."""
    handle = account.handle.casefold().lstrip("@")
    return handle.partition("." if account.network == "bluesky" else "@")[0]


def _signs(account: Account) -> tuple[str, str]:
    return f"name {name_key(account)}", f"handle {handle_key(account)}"


def url_key(url: str) -> str:
    """An address without scheme, `www.` and closing slash, by which two canonical URLs are the same."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def shortened(text: str, limit: int = 80) -> str:
    """The first line of a text, at most `limit` characters."""
    line = Prose(text).plain.strip().partition("\n")[0].strip()
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"
