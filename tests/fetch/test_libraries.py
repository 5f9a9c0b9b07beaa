"""The networks' own client libraries go through the same door."""

from typing import Any

import httpx
import pytest
import requests
from mastodon import Mastodon, MastodonNetworkError

from outward.errors import ForbiddenAddressError, RateLimitError, TroubleError
from outward.fetch import Fetch, outward_cause
from tests.networks.web_server import Reply, Web

atproto: Any = pytest.importorskip("atproto")


def test_a_library_may_send_only_where_it_was_allowed_to(web: Web, fetch: Fetch) -> None:
    web.says("/login", Reply(body=b"in"))
    client = fetch.httpx_client(may_post=[f"{web.host}/login"])
    assert client.post(web.url + "/login", json={"a": 1}).text == "in"
    assert web.asked[0].body == b'{"a":1}'
    with pytest.raises(ForbiddenAddressError, match="only reads"):
        client.post(web.url + "/post")
    with pytest.raises(ForbiddenAddressError, match="DELETE"):
        fetch.requests_session().delete(web.url + "/login")
    assert len(web.asked) == 1
    assert fetch.httpx_client(may_post=[web.host]).post(web.url + "/login").text == "in"


def test_requests_sees_the_answer_as_its_own(web: Web, fetch: Fetch) -> None:
    web.says("/a", Reply(302, headers={"Location": "/b"}))
    web.says("/b", Reply(body='{"name": "é"}'.encode(), headers={"Content-Type": "application/json", "Link": "<x>"}))
    answer = fetch.requests_session().get(web.url + "/a")
    assert answer.json() == {"name": "é"}
    assert (answer.status_code, answer.headers["LINK"], answer.url) == (200, "<x>", web.url + "/b")
    assert len(answer.history) == 1


def test_requests_can_send_where_it_may(web: Web, fetch: Fetch) -> None:
    web.says("/a", Reply(body=b"ok"))
    session = fetch.requests_session(may_post=[web.host])
    assert session.post(web.url + "/a", data={"x": "é"}).content == b"ok"
    assert web.asked[0].body == b"x=%C3%A9"


def test_no_library_reaches_a_private_address(web: Web) -> None:
    with Fetch() as fetch:
        with pytest.raises(ForbiddenAddressError):
            fetch.httpx_client().get(web.url)
        with pytest.raises(ForbiddenAddressError):
            fetch.requests_session().get(web.url)
    assert web.asked == []


def test_redirects_of_a_library_are_checked_too(web: Web, fetch: Fetch) -> None:
    address = web.says("/a", Reply(302, headers={"Location": "http://10.0.0.1/"}))
    ways: list[Any] = [fetch.httpx_client().get, fetch.requests_session().get]
    for get in ways:
        with pytest.raises(ForbiddenAddressError):
            get(address)


def test_bluesky_s_client_goes_through_the_door(web: Web, fetch: Fetch) -> None:
    web.says("/xrpc/a", Reply(body=b'{"a": 1}', headers={"Content-Type": "application/json"}))
    web.says("/xrpc/b", Reply(429, headers={"RateLimit-Reset": "9999999999"}))
    request = atproto.Request(transport=fetch.transport())
    assert request.get(web.url + "/xrpc/a").content == {"a": 1}
    with pytest.raises(RateLimitError):
        request.get(web.url + "/xrpc/b")


def test_mastodon_s_client_goes_through_the_door(web: Web, fetch: Fetch) -> None:
    web.says("/api/v1/timelines/tag/x", Reply(500))
    client = Mastodon(api_base_url=web.url, session=fetch.requests_session(), version_check_mode="none")
    with pytest.raises(MastodonNetworkError) as caught:
        client.timeline_hashtag("x")
    assert isinstance(outward_cause(caught.value), TroubleError)


def test_an_error_of_others_has_no_cause_of_ours() -> None:
    assert outward_cause(requests.ConnectionError()) is None
    assert outward_cause(httpx.ReadError("x")) is None
