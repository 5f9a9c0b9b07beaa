"""Posts in memory, searched by counting words: enough of a corpus for a pure engine."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from outward.model import Account, Form, Found, Hit, Post, Resource
from outward.what.prose import Prose, tokens

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def account(name: str = "Ann", *, network: str = "mastodon", followers: int | None = 100, **more: Any) -> Account:
    handle = str(more.pop("handle", name.lower()))
    return Account(id=f"{network}:{handle}", network=network, handle=handle, name=name, followers=followers, **more)


def found(
    doc: int,
    text: str = "",
    *,
    author: Account | None = None,
    person: str | None = None,
    link: str | None = None,
    title: str = "",
    body: str = "",
    form: Form = Form.POST,
    at: datetime | None = None,
    words: int | None = None,
    **post: Any,
) -> Found:
    url = f"https://social.example/{doc}"
    return Found(
        doc=doc,
        post=Post(
            id=f"mastodon:{doc}",
            network=str(post.pop("network", "mastodon")),
            author=author.id if author else None,
            text=text,
            url=url,
            resource=link or url,
            created_at=at,
            **post,
        ),
        resource=Resource(url=link or url, form=form, title=title, text=body, words=words),
        author=author,
        person=person,
    )


@dataclass
class Shelf:
    """A corpus of `posts`; `near` gives cosines by document, `rate` posts a month by account,
    `circle` documents of people she follows, `model` a word that a larger model loves.
    """

    posts: Sequence[Found]
    near: Mapping[int, float] = field(default_factory=dict)
    rate: Mapping[str, float] = field(default_factory=dict)
    circle: frozenset[int] = frozenset()
    model: str = ""

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        wanted = set(tokens(text))
        hits = [Hit(f.doc, score) for f in self.posts if (score := self._score(f, wanted)) > 0.0]
        return sorted(hits, key=lambda hit: (-hit.score, hit.doc))[:limit]

    def _score(self, f: Found, wanted: set[str]) -> float:
        counts = Counter(Prose(f"{f.resource.title} {f.resource.text} {f.post.text}").tokens)
        return math.fsum(counts[w] / (counts[w] + 1.2) for w in wanted)

    def rarity(self, words: Sequence[str]) -> Sequence[float]:
        texts = [set(Prose(f"{f.resource.title} {f.resource.text} {f.post.text}").tokens) for f in self.posts]
        counts = [sum(word in text for text in texts) for word in words]
        return [math.log(1 + (len(texts) - df + 0.5) / (df + 0.5)) if df else 0.0 for df in counts]

    def similarity(self, text: str, docs: Sequence[int]) -> Sequence[float]:
        return [self.near.get(doc, 0.0) for doc in docs]

    def found(self, docs: Sequence[int]) -> Sequence[Found]:
        by_doc = {f.doc: f for f in self.posts}
        return [by_doc[doc] for doc in docs if doc in by_doc]

    def recent(self, limit: int) -> Sequence[int]:
        oldest = datetime.min.replace(tzinfo=UTC)
        dated = sorted(self.posts, key=lambda f: f.post.created_at or oldest, reverse=True)
        return [f.doc for f in dated][:limit]

    def nearest(self, text: str, limit: int) -> Sequence[int]:
        return sorted(self.near, key=lambda doc: (-self.near[doc], doc))[:limit]

    def followed(self, limit: int) -> Sequence[int]:
        return [doc for doc in self.recent(len(self.posts)) if doc in self.circle][:limit]

    def seldom(self, limit: int) -> Sequence[int]:
        wrote = Counter(f.post.author for f in self.posts)
        return [f.doc for f in sorted(self.posts, key=lambda f: (wrote[f.post.author], f.doc))][:limit]

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [[float(word in text.casefold()) for word in words] for text in texts]

    def read_again(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        return [float(self.model in told) for told in texts] if self.model else []

    def monthly(self, authors: Sequence[str]) -> Mapping[str, float]:
        return {author: self.rate[author] for author in authors if author in self.rate}
