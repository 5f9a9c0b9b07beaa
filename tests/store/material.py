"""Posts, accounts and resources as Hypothesis makes them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import strategies as st

from outward.model import Account, Form, Parsed, Post, Resource, Tie, TieKind
from outward.store import Database

AT = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
names = st.sampled_from(["ann", "ben", "cas", "dee"])
moments = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
counts = st.none() | st.integers(0, 10_000)


def account(name: str, **more: object) -> Account:
    return Account(**{"id": f"bluesky:{name}", "network": "bluesky", "handle": name, **more})  # type: ignore[arg-type]


def post(number: int, author: str = "ann", **more: object) -> Post:
    url = f"https://bsky.example/{number}"
    base: dict[str, object] = {
        "id": f"bluesky:{number}", "network": "bluesky", "author": f"bluesky:{author}", "text": f"post {number}",
        "url": url, "resource": url, "created_at": AT,
    }  # fmt: skip
    return Post(**{**base, **more})  # type: ignore[arg-type]


def resource(url: str, **more: object) -> Resource:
    return Resource(**{"url": url, "form": Form.POST, **more})  # type: ignore[arg-type]


def page(*posts: Post, **more: object) -> Parsed:
    """A page of posts with the resources and accounts they name."""
    held: dict[str, object] = {
        "posts": posts,
        "resources": tuple(resource(p.resource) for p in posts),
        "accounts": tuple(account(p.author.removeprefix("bluesky:")) for p in posts if p.author),
    }
    return Parsed(**{**held, **more})  # type: ignore[arg-type]


def reply(source: str, target: str, number: int) -> Tie:
    return Tie(
        source=f"bluesky:{source}", target=f"bluesky:{target}", kind=TieKind.REPLY, at=AT, post=f"bluesky:{number}"
    )


@st.composite
def pages(draw: st.DrawFn) -> Parsed:
    """Any page: few ids, so that records meet again."""
    accounts = draw(st.lists(st.builds(account, names, bio=words, followers=counts), max_size=3))
    links = draw(st.lists(st.sampled_from(["https://a.example/", "https://b.example/"]), min_size=1, max_size=3))
    posts = [
        post(
            draw(st.integers(0, 5)), draw(names), text=draw(words), resource=draw(st.sampled_from(links)),
            created_at=draw(moments), likes=draw(counts),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    resources = [resource(link, title=draw(words), text=draw(words), words=draw(counts)) for link in links]
    return Parsed(posts=tuple(posts), accounts=tuple(accounts), resources=tuple(resources))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "outward.db")
