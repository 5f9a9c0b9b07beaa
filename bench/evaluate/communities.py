"""Communities without judgements, each in a data folder of its own: the sample, and open posts on conferences."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bench.evaluate.sets import data
from outward import sample
from outward.app.home import Home
from outward.app.join import join
from outward.app.labelled.files import Row, lines
from outward.fetch import plain_text
from outward.model import Account, Form, Parsed, Post, Resource
from outward.store import posts
from outward.what.candidates import Candidate, Match, findable, group, url_key

SAMPLE = "sample"
CONFERENCES = "communities/conferences"
_ITSELF = frozenset({"twitter.com", "www.twitter.com", "x.com"})
_FILMS = frozenset({"youtu.be", "www.youtube.com", "youtube.com"})


class Tweet(Row, frozen=True):
    """A post of the conferences. `set` names one conference or several, `url` what it links to."""

    set: str | tuple[str, ...] = ()
    url: str = ""
    lang: str | None = None
    hashtags: tuple[str, ...] = ()
    repost_of: str | None = None

    @property
    def conferences(self) -> tuple[str, ...]:
        """The conferences it was found under."""
        return (self.set,) if isinstance(self.set, str) else self.set


class Profile(msgspec.Struct, frozen=True):
    """A person of the conferences."""

    id: str
    bio: str = ""
    followers: int | None = None


@dataclass(frozen=True)
class Community:
    """One community in a data folder, at a moment just after it last spoke."""

    corpus: str
    name: str
    home: Home
    now: datetime

    @cached_property
    def pool(self) -> Mapping[str, Candidate]:
        """Everything that can be shown: each resource once, with all posts that point at it; a repost is what it
        repeats, and people who ask not to be found by search stay out."""
        with self.home.database.reading() as db:
            docs = [row[0] for row in db.execute("SELECT doc FROM post WHERE NOT deleted ORDER BY doc")]
        found = posts.found(self.home.database, docs)
        grouped = group(found, defaultdict(Match))
        return {url_key(each.resource.url): each for each in grouped if any(map(findable, each.found))}

    @cached_property
    def monthly(self) -> Mapping[str, float]:
        """Posts of each writer in the last 30 days."""
        writers = {each.author.id for each in self.pool.values() if each.author}
        return posts.monthly(self.home.database, writers, self.now)


def of_sample(folder: Path) -> Community:
    """The embedded sample; its own moment stands for now, so that every run sees the same."""
    home = Home(folder / SAMPLE)
    home.mark_sample()
    with home.database.writing() as db:
        posts.save(db, sample.load(sample.ANCHOR))
    join(home, now=sample.ANCHOR)
    home.catch_up()
    return Community(SAMPLE, SAMPLE, home, sample.ANCHOR)


def of_conferences(folder: Path, names: Sequence[str]) -> Iterator[Community]:
    """Each conference named, a day after its last post; none where the open posts are absent."""
    place = data() / CONFERENCES
    if not (place / "posts.jsonl.zst").exists():
        return
    tweets = [row for row in lines(place / "posts.jsonl.zst", Tweet) if row]
    profiles = {row.id: row for row in lines(place / "people.jsonl", Profile) if row}
    for name in names:
        rows = [row for row in tweets if name in row.conferences]
        dates = [row.created_at for row in rows if row.created_at]
        if not dates:
            continue
        home = Home(folder / name)
        with home.database.writing() as db:
            posts.save(db, _parsed(rows, profiles))
        home.catch_up()
        yield Community(CONFERENCES, name, home, max(dates) + timedelta(days=1))


def _parsed(rows: Sequence[Tweet], profiles: Mapping[str, Profile]) -> Parsed:
    """The posts as the program would have read them: what links somewhere points there, what repeats is a repost."""
    known = {row.id: row for row in rows}
    counts = {row.author: row.followers for row in rows if row.author and row.followers is not None}
    writers = sorted({row.author for row in rows if row.author})
    heard = {_pointed(row, known): row for row in rows if row.repost_of not in known}
    return Parsed(
        posts=tuple(_post(row, known) for row in rows),
        resources=tuple(_resource(address, row) for address, row in heard.items()),
        accounts=tuple(_account(name, profiles.get(name, Profile(id=name)), counts.get(name)) for name in writers),
    )


def _account(name: str, profile: Profile, followers: int | None) -> Account:
    count = profile.followers if followers is None else followers
    return Account(id=name, network="x", handle=name, name=name, bio=plain_text(profile.bio), followers=count)


def _post(row: Tweet, known: Mapping[str, Tweet]) -> Post:
    return Post(
        id=f"x:{row.id}",
        network="x",
        author=row.author,
        text=plain_text(row.text),
        url=_own(row),
        resource=_pointed(row, known),
        created_at=row.created_at,
        lang=row.lang,
        reply_to=f"x:{row.reply_to}" if row.reply_to in known else None,
        repost_of=f"x:{row.repost_of}" if row.repost_of in known else None,
        tags=row.hashtags,
        likes=row.likes,
        reposts=row.reposts,
        replies=row.replies,
    )


def _pointed(row: Tweet, known: Mapping[str, Tweet]) -> str:
    """What a post points at: its link, what it repeats, else itself."""
    passed: set[str] = set()
    while (repeated := known.get(row.repost_of or "")) and row.id not in passed:
        passed.add(row.id)
        row = repeated
    return row.url if row.url and _host(row.url) not in _ITSELF else _own(row)


def _resource(address: str, row: Tweet) -> Resource:
    if address == _own(row):
        return Resource(
            url=address,
            form=Form.POST,
            text=plain_text(row.text),
            author=row.author,
            published_at=row.created_at,
            lang=row.lang,
        )
    return Resource(url=address, form=Form.VIDEO if _host(address) in _FILMS else Form.ARTICLE)


def _own(row: Tweet) -> str:
    return f"https://set.invalid/x/{row.id}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
