"""Bluesky shows strangers less than people who signed in; what it does show is kept whole."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from outward.errors import CredentialsError
from outward.fetch import Fetch
from outward.model import Source, TieKind
from outward.networks import bluesky as network
from tests.networks.web_server import Asked, Reply, Web, clock, fetch, web

__all__ = ["clock", "fetch", "web"]

TAG = Source("bluesky", "tag", "town")
DID = "did:plc:" + "a" * 24
JSON = {"Content-Type": "application/json"}


def _post(number: int) -> dict[str, Any]:
    moment = f"2026-03-01T10:00:{number:02}Z"
    record = {"text": f"Number {number}", "createdAt": moment}
    author = {"did": DID, "handle": "a.example"}
    return {"uri": f"at://{DID}/app.bsky.feed.post/{number}", "author": author, "record": record, "indexedAt": moment}


def _guard(web: Web, monkeypatch: pytest.MonkeyPatch, posts: list[Any]) -> None:
    """The server gives strangers the newest page of a search and refuses every further one, in HTML."""

    def reply(asked: Asked) -> Reply:
        web.asked.append(asked)
        if "getProfiles" in asked.path:
            return Reply(200, b'{"profiles": []}', JSON)
        if "cursor=" in asked.path:
            return Reply(403, b"<html>Forbidden</html>")
        return Reply(200, msgspec.json.encode({"posts": posts, "cursor": "100"}), JSON)

    monkeypatch.setattr(web, "reply", reply)


def test_a_search_gives_strangers_its_newest_page_and_then_what_is_new(
    web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = network.Settings(address=web.url)
    posts = [_post(2), _post(1)]
    _guard(web, monkeypatch, posts)
    read = list(network.pages(fetch, settings, TAG, ""))
    assert [post.text for page in read for post in network.parse(page.raw, TAG).posts] == ["Number 2", "Number 1"]
    cursor = read[-1].cursor
    assert list(network.pages(fetch, settings, TAG, cursor)) == []
    posts.insert(0, _post(3))
    again = list(network.pages(fetch, settings, TAG, cursor))
    assert network.parse(again[0].raw, TAG).posts[0].text == "Number 3"


def test_a_search_that_is_shut_for_strangers_altogether_says_so(web: Web, fetch: Fetch) -> None:
    def pages() -> list[Any]:
        return list(network.pages(fetch, network.Settings(address=web.url), TAG, ""))

    web.reply = lambda asked: Reply(403, b"<html>")  # type: ignore[method-assign]
    with pytest.raises(CredentialsError, match="signed-in people only"):
        pages()


def test_without_an_account_the_server_is_asked_that_answers_searches() -> None:
    assert network.Settings().address == "https://api.bsky.app"


def test_a_profile_that_cannot_be_read_does_not_spoil_the_page() -> None:
    profiles = [7, {"handle": "no.did"}, {"did": DID, "handle": "a.example", "description": "I did it."}]
    raw = msgspec.json.encode({"feed": [{"post": _post(1)}], "profiles": profiles})
    said = network.parse(raw, TAG)
    assert [account.bio for account in said.accounts] == ["I did it."]
    assert (len(said.posts), len(said.dropped)) == (1, 2)


def _did(number: int) -> str:
    return f"did:plc:{number + 1:024}".translate(str.maketrans("0189", "abcd"))


@pytest.mark.parametrize(("members", "read", "asked"), [(40, 40, 1), (250, 250, 3), (1_130, 1_000, 10)])
def test_a_list_is_read_on_to_a_thousand_members(
    web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, members: int, read: int, asked: int
) -> None:
    uri = f"at://{DID}/app.bsky.graph.list/1"
    held = {"uri": uri, "creator": {"did": DID, "handle": "a.example"}, "name": "Hosts", "purpose": "x#curatelist"}

    def reply(question: Asked) -> Reply:
        web.asked.append(question)
        start = int(parse_qs(urlsplit(question.path).query).get("cursor", ["0"])[0])
        people = [
            {"subject": {"did": _did(n), "handle": f"n{n}.example"}} for n in range(start, min(start + 100, members))
        ]
        more = {"cursor": str(start + 100)} if start + 100 < members else {}
        body = {"list": held, "items": people, **more} if "getList?" in question.path else {"feed": [], "profiles": []}
        return Reply(200, msgspec.json.encode(body), JSON)

    monkeypatch.setattr(web, "reply", reply)
    what = Source("bluesky", "list", uri)
    (page,) = network.pages(fetch, network.Settings(address=web.url), what, "")
    said = network.parse(page.raw, what)
    assert len({tie.target for tie in said.ties if tie.kind is TieKind.LISTED}) == read
    assert sum("getList?" in one.path for one in web.asked) == asked
    assert list(network.pages(fetch, network.Settings(address=web.url), what, page.cursor)) == []
