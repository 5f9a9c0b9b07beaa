"""What runs among people, what they said lately, and who is tied to them most."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outward.model import Parsed, Tie, TieKind
from outward.store import Database, circle, people, posts
from tests.store.material import AT, account, page, post, reply, resource


def write(database: Database, parsed: Parsed) -> None:
    with database.writing() as db:
        posts.save(db, parsed)


def follow(source: str, target: str) -> Tie:
    return Tie(source=f"bluesky:{source}", target=f"bluesky:{target}", kind=TieKind.FOLLOW)


def test_only_ties_among_the_people_asked_for_are_told(database: Database) -> None:
    inside = [reply("ann", "ben", 1), follow("ben", "ann")]
    write(database, Parsed(ties=(*inside, reply("ann", "cas", 2), reply("cas", "ben", 3), reply("ann", "ann", 4))))
    found = circle.among(database, ["bluesky:ann", "bluesky:ben", "bluesky:nobody"])
    assert set(found) == set(inside)
    assert circle.among(database, []) == []


def test_ties_without_a_date_are_not_the_first_to_go(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circle, "MOST", 2)
    old = replace(reply("ann", "ben", 1), at=AT - timedelta(days=9))
    write(database, Parsed(ties=(old, reply("ann", "ben", 2), follow("ann", "ben"))))
    assert set(circle.among(database, ["bluesky:ann", "bluesky:ben"])) == {follow("ann", "ben"), reply("ann", "ben", 2)}


def test_the_newest_posts_are_told_with_the_title_they_point_at(database: Database) -> None:
    newest = post(1, "ann", text="look", resource="https://a.example/", tags=("ic",))
    older = post(2, "ann", created_at=AT - timedelta(days=1))
    oldest = post(3, "ann", created_at=AT - timedelta(days=2))
    repeated = post(4, "ann", repost_of="bluesky:9")
    gone = post(5, "ann")
    known = resource("https://a.example/", title="An article")
    parsed = page(newest, older, oldest, repeated, gone, post(6, "ben"))
    write(database, replace(parsed, resources=(*parsed.resources[1:], known)))
    write(database, Parsed(deleted=(gone.id,)))
    found = circle.said(database, ["bluesky:ann", "bluesky:cas"], 2)
    assert set(found) == {"bluesky:ann"}
    assert [said.text for said in found["bluesky:ann"]] == ["look\nAn article", "post 2"]
    first = found["bluesky:ann"][0]
    assert (first.url, first.at, first.tags) == (newest.url, AT, ("ic",))


def test_those_most_ties_run_to_or_from_come_first_and_she_is_not_among_them(database: Database) -> None:
    names = tuple(account(name) for name in ("ann", "ann2", "ben", "cas", "dee"))
    mute = Tie(source="bluesky:dee", target="bluesky:ann", kind=TieKind.MUTE)
    ties = (reply("ann", "cas", 1), reply("cas", "ann2", 2), follow("ann", "ben"), follow("ann", "ann2"), mute)
    write(database, Parsed(accounts=names, ties=(*ties, follow("ann", "unread"))))
    people.join(database, {"bluesky:ann2": "bluesky:ann"})
    accounts = ["bluesky:ann", "bluesky:ann2"]
    assert circle.around(database, accounts) == ["bluesky:cas", "bluesky:ben"]
    assert circle.around(database, accounts, 1) == ["bluesky:cas"]
    assert circle.around(database, ["bluesky:nobody"]) == []
