"""Networks as they stand, and taking out what was read from one of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from outward.app import connect
from outward.app.home import Home
from outward.app.networks import networks
from outward.app.sync import sync
from outward.app.what import what
from outward.errors import NothingYetError
from outward.model import (
    Account,
    Direction,
    Form,
    LedgerEntry,
    LedgerKind,
    Mark,
    MarkKind,
    Parsed,
    Post,
    Resource,
    Source,
    Tie,
    TieKind,
    Touch,
)
from outward.store import connections, forget, people, posts, used
from tests.app.material import NOW, answered, feed, home_in
from tests.networks.web_server import Reply, Web


def test_an_empty_folder_has_every_network_and_none_connected(home: Home) -> None:
    found = networks(home, now=NOW).networks
    assert len(found) >= 6
    assert {one.state for one in found} == {"not connected"}
    assert all(one.cost for one in found)
    assert [one.title.casefold() for one in found] == sorted(one.title.casefold() for one in found)


def test_a_connected_network_says_what_is_read_when_and_what_went_wrong(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        good, bad = web.says("/a.xml", Reply(200, feed("alpha"))), web.says("/b.xml", Reply(500))
        connect.connect(home, "feeds", {}, [good, bad], test=False, now=NOW)
        sync(home, now=NOW)
        one = networks(home, now=NOW).networks[0]
        assert (one.network, one.state, one.posts, one.synced_at) == ("feeds", "connected", 3, NOW)
        assert len(one.sources) == 2
        assert "/b.xml" in one.troubles[0]
        assert one.unused is None


def test_unused_for_thirty_days_is_said_until_something_of_it_is_used(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        connect.connect(home, "feeds", {}, [web.says("/a.xml", Reply(200, feed("alpha")))], test=False, now=NOW)
        assert networks(home, now=NOW + timedelta(days=29)).networks[0].unused is None
        assert networks(home, now=NOW + timedelta(days=31)).networks[0].unused == 31
        with home.database.writing() as db:
            used.note(db, LedgerEntry(kind=LedgerKind.LEARNED, at=NOW + timedelta(days=20), minutes=5, network="feeds"))
        assert networks(home, now=NOW + timedelta(days=31)).networks[0].unused is None


def said(network: str, number: int, link: str) -> Parsed:
    who = f"{network}:ann"
    url = f"https://{network}.example/{number}"
    return Parsed(
        posts=(
            Post(id=f"{network}:{number}", network=network, author=who, text=f"word{number} {network}", url=url,
                 resource=link or url, created_at=NOW),
        ),
        accounts=(Account(id=who, network=network, handle="ann"),),
        resources=(Resource(url=link or url, form=Form.ARTICLE if link else Form.POST, title=f"title{number}"),),
        ties=(Tie(source=who, target=f"{network}:bob", kind=TieKind.FOLLOW),),
        touches=(Touch(person=who, direction=Direction.IN, how="reply", at=NOW, url=url),),
        marks=(Mark(url=link or url, kind=MarkKind.SAVED, at=NOW),),
        mine=(f"{network}:me",),
    )  # fmt: skip


def test_forgetting_takes_out_one_network_and_leaves_the_other(home: Home) -> None:
    shared = "https://site.example/article"
    with home.database.writing() as db:
        for parsed in (
            said("mastodon", 1, ""),
            said("mastodon", 2, shared),
            said("bluesky", 3, shared),
            said("bluesky", 4, ""),
        ):
            source = Source(parsed.posts[0].network, "tag", "merger")
            connections.keep(db, source, parsed, raw=b"", url="", now=NOW)
    home.catch_up()
    assert [hit.doc for hit in home.index.search("word1", 9)]
    held = forget.held(home.database, "mastodon")
    assert (held.posts, held.accounts, held.ties, held.touches, held.marks) == (2, 1, 1, 2, 2)
    connect.disconnect(home, "mastodon", forget_posts=True)
    assert posts.by_network(home.database) == {"bluesky": 2}
    for word in ("word1", "word2", "title1", "mastodon"):
        assert home.index.search(word, 9) == []
    assert [hit.doc for hit in home.index.search("title2", 9)] or home.index.search("title3", 9)
    assert people.mine(home.database) == {"bluesky:me"}
    assert {touch.person for touch in used.touches(home.database)} == {"bluesky:ann"}
    assert used.marked(home.database, MarkKind.SAVED) == {"https://bluesky.example/4"}
    assert forget.held(home.database, "mastodon") == forget.Held(
        posts=0, accounts=0, ties=0, touches=0, marks=0, pages=0
    )
    before = {word: [hit.doc for hit in home.index.search(word, 9)] for word in ("word3", "word4", "title3", "site")}
    home.index.clear()
    home.catch_up()
    assert {word: [hit.doc for hit in home.index.search(word, 9)] for word in before} == before


def test_what_was_only_watched_goes_and_what_she_noted_herself_stays(home: Home) -> None:
    video, seen = "https://www.youtube.com/watch?v=abcdefghijk", Source("youtube", "history", "")
    watched = Parsed(
        resources=(Resource(url=video, form=Form.VIDEO, title="Town halls"),),
        accounts=(Account(id="youtube:UC1", network="youtube", handle="UC1"),),
        marks=(Mark(url=video, kind=MarkKind.SEEN, at=NOW),),
    )
    noted = Touch(person="youtube:UC1", direction=Direction.OUT, how="thanked", at=NOW)
    with home.database.writing() as db:
        connections.keep(db, seen, watched, raw=b"", url="", now=NOW)
        used.keep_touches(db, [noted])
    connect.disconnect(home, "youtube", forget_posts=True)
    assert used.marked(home.database, MarkKind.SEEN) == frozenset()
    assert posts.resource(home.database, video) is None
    assert [touch.how for touch in used.touches(home.database)] == ["thanked"]


def test_what_was_forgotten_comes_back_when_it_is_connected_again(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        answered(home, web.says("/a.xml", Reply(200, feed("alpha"))))
        connect.disconnect(home, "mastodon")
        connect.disconnect(home, "bluesky")
        sync(home, now=NOW)
        titles = {one.title for one in what(home, now=NOW).results}
        gone = connect.disconnect(home, "feeds", forget_posts=True)
        assert gone.forgotten is not None
        assert gone.forgotten.posts == 3
        with pytest.raises(NothingYetError):
            sync(home, now=NOW)
        connect.connect(home, "feeds", {}, [web.says("/a.xml", Reply(200, feed("alpha")))], test=False, now=NOW)
        assert [report.added for report in sync(home, now=NOW).reports] == [3]
        assert {one.title for one in what(home, now=NOW).results} == titles


def test_what_was_spent_counts_on_after_disconnecting(home: Home) -> None:
    connections.spend(home.database, "x", 1.5, "posts", NOW)
    connect.disconnect(home, "x", forget_posts=True)
    assert connections.spent(home.database, "x", NOW - timedelta(days=1)) == 1.5
