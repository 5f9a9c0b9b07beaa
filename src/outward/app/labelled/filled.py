"""A set as a data folder of the program: rows become posts, accounts, resources and ties, then the index catches up."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from outward.app.home import Home
from outward.app.join import WORTHS
from outward.app.labelled.files import Row
from outward.model import Account, Form, Parsed, Post, Resource, Tie, TieKind
from outward.store import bonds, posts

PAGE = 5_000
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
_NAMED = re.compile(r"@(\w+)")


@dataclass(frozen=True)
class Filled:
    """A data folder that holds a set, and the numbers by which the index finds its posts."""

    home: Home
    rows: Sequence[Row]

    @cached_property
    def now(self) -> datetime:
        """The moment to rank at: a day after the last post; a fixed date where no post has one."""
        dates = [row.created_at for row in self.rows if row.created_at]
        return max(dates) + timedelta(days=1) if dates else UNDATED

    @cached_property
    def docs(self) -> Mapping[str, int]:
        """The store's number of each post of the set."""
        with self.home.database.reading() as db:
            return {row["id"].partition(":")[2]: row["doc"] for row in db.execute("SELECT id, doc FROM post")}

    @cached_property
    def by_doc(self) -> Mapping[int, Row]:
        """The row behind each number of the store."""
        rows = {row.id: row for row in self.rows}
        return {doc: rows[name] for name, doc in self.docs.items()}


def fill(home: Home, rows: Sequence[Row], progress: Callable[[int], None] = lambda _: None) -> Filled:
    """Write the rows into the data folder, a page at a time, and index them; `progress` hears how many are written."""
    known = {row.id: row for row in rows}
    people = {writer for row in rows for writer in row.writers}
    for start in range(0, len(rows), PAGE):
        with home.database.writing() as db:
            posts.save(db, parsed(rows[start : start + PAGE], known, people))
        progress(min(start + PAGE, len(rows)))
    bonds.add_up(home.database, WORTHS, UNDATED)
    home.catch_up()
    return Filled(home, rows)


def parsed(rows: Sequence[Row], known: Mapping[str, Row], people: Collection[str]) -> Parsed:
    """Rows in the model's words; every row is a resource of its own, so that it stays findable by itself."""
    followers = {writer: row.followers for row in rows for writer in row.writers}
    networks = {writer: row.network for row in rows for writer in row.writers}
    return Parsed(
        posts=tuple(_post(row, known) for row in rows),
        resources=tuple(_resource(row) for row in rows),
        accounts=tuple(
            Account(id=name, network=networks[name], handle=name, name=name, followers=count)
            for name, count in followers.items()
        ),
        ties=tuple(tie for row in rows for tie in ties(row, known, people)),
    )


def ties(row: Row, known: Mapping[str, Row], people: Collection[str]) -> list[Tie]:
    """Whom the writer of a row answers, and whom of the set's people she names with an @."""
    if row.author is None:
        return []
    answered = known.get(row.reply_to or "")
    turned = [(answered.author, TieKind.REPLY)] if answered and answered.author else []
    turned += [(name, TieKind.MENTION) for name in dict.fromkeys(_NAMED.findall(row.text)) if name in people]
    return [
        Tie(source=row.author, target=name, kind=kind, at=row.created_at, post=post_id(row))
        for name, kind in turned
        if name != row.author
    ]


def post_id(row: Row) -> str:
    """The post's id in the store."""
    return f"{row.network}:{row.id}"


def _post(row: Row, known: Mapping[str, Row]) -> Post:
    answered = known.get(row.reply_to or "")
    return Post(
        id=post_id(row),
        network=row.network,
        author=row.author,
        text=row.text,
        url=_address(row),
        resource=_address(row),
        created_at=row.created_at,
        reply_to=post_id(answered) if answered else None,
        likes=row.likes,
        reposts=row.reposts,
        replies=row.replies,
    )


def _resource(row: Row) -> Resource:
    return Resource(
        url=_address(row),
        form=Form.ARTICLE if row.title else Form.POST,
        title=row.title,
        text=row.text,
        author=row.author,
        published_at=row.created_at,
    )


def _address(row: Row) -> str:
    return f"https://set.invalid/{row.network}/{row.id}"
