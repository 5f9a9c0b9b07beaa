"""A small town of people in memory: the circle the WHOM room asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from outward.model import Account, Activity, Form, Found, Hit, Post, Resource, Tie, TieKind
from outward.whom.circle import Graph

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def account(name: str, **more: object) -> Account:
    base: dict[str, object] = {
        "id": f"bluesky:{name}", "network": "bluesky", "handle": f"{name}.example", "name": name.title(),
        "url": f"https://bsky.example/{name}",
    }  # fmt: skip
    return Account(**{**base, **more})  # type: ignore[arg-type]


def tie(source: str, target: str, kind: TieKind = TieKind.REPLY, days: float | None = 1) -> Tie:
    at = None if days is None else NOW - timedelta(days=days)
    return Tie(source=f"bluesky:{source}", target=f"bluesky:{target}", kind=kind, at=at)


@dataclass
class Town:
    """Posts with their score for any search; accounts; activity; ties. `me` are the user's accounts."""

    me: frozenset[str] = frozenset()
    posts: list[tuple[Found, float]] = field(default_factory=list)
    people: dict[str, tuple[Account, ...]] = field(default_factory=dict)
    active: dict[str, Activity] = field(default_factory=dict)
    tied: list[Tie] = field(default_factory=list)
    talk: dict[str, list[Found]] = field(default_factory=dict)

    def person(self, name: str, *, silent: float = 1, posts: int = 5, **more: object) -> Account:
        made = account(name, **more)
        self.people[made.id] = (made,)
        self.active[made.id] = Activity(account=made.id, posts=posts, last_days=silent)
        return made

    def says(self, name: str, text: str, score: float = 10.0, days: float | None = 3, **more: object) -> Found:
        doc = len(self.posts) + 1
        author = self.people[f"bluesky:{name}"][0] if f"bluesky:{name}" in self.people else None
        url = f"https://bsky.example/{name}/{doc}"
        base: dict[str, object] = {
            "id": f"bluesky:{doc}", "network": "bluesky", "author": author.id if author else None, "text": text,
            "url": url, "resource": url, "created_at": None if days is None else NOW - timedelta(days=days),
        }  # fmt: skip
        post = Post(**{**base, **more})  # type: ignore[arg-type]
        found = Found(
            doc=doc,
            post=post,
            resource=Resource(url=post.resource, form=Form.POST, author=post.author),
            author=author,
            person=author.id if author else None,
        )
        self.posts.append((found, score))
        return found

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        if not text:
            return []
        hits = [Hit(found.doc, score) for found, score in self.posts]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def nearest(self, text: str, limit: int) -> Sequence[int]:
        return [found.doc for found, _ in self.posts if text][:limit]

    def similarity(self, text: str, docs: Sequence[int]) -> Sequence[float]:
        return [0.5 for _ in docs]

    def found(self, docs: Sequence[int]) -> Sequence[Found]:
        held = {found.doc: found for found, _ in self.posts}
        return [held[doc] for doc in docs]

    def accounts(self, persons: Sequence[str]) -> Mapping[str, tuple[Account, ...]]:
        return {person: self.people[person] for person in persons if person in self.people}

    def named(self, accounts: Sequence[str]) -> Sequence[Account]:
        return [account for held in self.people.values() for account in held if account.id in accounts]

    def activity(self, accounts: Sequence[str], now: datetime, days: int) -> Mapping[str, Activity]:
        return {name: self.active[name] for name in accounts if name in self.active}

    def answers(self, accounts: Sequence[str], now: datetime, days: int) -> Sequence[tuple[str, int, float]]:
        """Replies of posts said here to somebody else."""
        found = []
        for held, _ in self.posts:
            author, at = held.post.author, held.post.created_at
            age = (now - at).total_seconds() / 86_400 if at else days + 1.0
            if author in accounts and held.post.reply_to and age <= days:
                found.append((str(author), held.doc, age))
        return found

    def ties(self, accounts: Sequence[str]) -> Sequence[Tie]:
        return [tie for tie in self.tied if tie.source in accounts or tie.target in accounts]

    def between(self, ones: Sequence[str], others: Sequence[str]) -> Sequence[Tie]:
        ways = ((ones, others), (others, ones))
        return [tie for tie in self.tied if any(tie.source in one and tie.target in other for one, other in ways)]

    def wrote(self, accounts: Sequence[str], now: datetime) -> Mapping[str, int]:
        return {name: seen.posts for name, seen in self.activity(accounts, now, 3650).items()}

    def about(self, accounts: Sequence[str]) -> Mapping[str, Sequence[Found]]:
        return {name: self.talk[name] for name in accounts if name in self.talk}

    def graph(self) -> Graph:
        names = sorted({end for tie in self.tied for end in (tie.source, tie.target)})
        place = {name: number for number, name in enumerate(names)}
        return Graph(
            names, [place[t.source] for t in self.tied], [place[t.target] for t in self.tied], [1.0] * len(self.tied)
        )
