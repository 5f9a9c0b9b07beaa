"""X's paid interface, against a server of our own on loopback: pages, money, names old and new, trouble, sign-in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from outward.errors import (
    CredentialsError,
    InputError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from outward.model import MarkKind, Page, Source, TieKind
from outward.networks import x
from tests.networks.x_server import Server, post, user, x_server

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TAG, MARKS = Source("x", "tag", "change"), Source("x", "bookmarks", "bookmarks")


@pytest.fixture
def server() -> Iterator[Server]:
    with x_server() as held:
        yield held


@pytest.fixture
def fetch(server: Server) -> Iterator[Fetch]:
    with Fetch(allow=frozenset({urlsplit(server.address).netloc}), wait=lambda _: None, now=lambda: NOW) as held:
        yield held


def settings(server: Server, **more: str) -> x.Settings:
    base = x.Settings(access_token="good", cap="5", depth="3", address=server.address, client_id="app")
    return replace(base, **more)


def read(fetch: Fetch, server: Server, source: Source, cursor: str = "", **more: str) -> list[Page]:
    return list(x.pages(fetch, settings(server, **more), source, cursor))


def spent(fetch: Fetch) -> float:
    return round(fetch.purse.spent("x", datetime(2026, 11, 1, tzinfo=UTC)), 6)


def test_the_server_answers_as_the_library_expects() -> None:
    from xdk import schemas

    assert schemas.Post.model_validate(post(6000)).id == "6000"
    assert schemas.User.model_validate(user("900")).username == "rosa"


def test_a_search_is_paged_paid_and_read_once(fetch: Fetch, server: Server) -> None:
    got = read(fetch, server, TAG)
    parsed = [x.parse(page.raw, TAG) for page in got]
    assert [sum(one.id != "x:5000" for one in said.posts) for said in parsed] == [100, 100, 50]
    assert spent(fetch) == 1.25
    assert {query["query"] for _, query in server.asked} == {"#change -is:retweet"}
    first = {one.id: one for one in parsed[0].posts}["x:6240"]
    assert (first.text, first.tags, first.reposts, first.quotes) == (
        "Change note 6240 #change & more", ("change",), 2, "x:5000",
    )  # fmt: skip
    assert [account.indexable for account in parsed[0].accounts] == [None, None, False]
    assert read(fetch, server, TAG, got[-1].cursor) == []
    assert spent(fetch) == 1.75  # a search forgets posts of such old numbers, so its newest page is paid again


def test_old_names_are_used_where_new_ones_are_refused(fetch: Fetch, server: Server) -> None:
    server.old = True
    said = x.parse(read(fetch, server, TAG, depth="1")[0].raw, TAG)
    found = {one.id: one for one in said.posts}["x:6240"]
    assert (found.reposts, found.quotes) == (2, "x:5000")
    assert "post.fields" in server.asked[0][1]
    assert "tweet.fields" in server.asked[1][1]
    assert "post.fields" not in server.asked[1][1]
    assert spent(fetch) == 0.5


def test_bookmarks_are_marks_and_cost_what_own_things_cost(fetch: Fetch, server: Server) -> None:
    said = x.parse(read(fetch, server, MARKS, depth="1")[0].raw, MARKS)
    assert len(said.marks) == 100
    assert {mark.kind for mark in said.marks} == {MarkKind.SAVED}
    assert said.mine == ("x:900",)
    assert spent(fetch) == 0.11  # a hundred bookmarks and one look at who she is


def test_likes_and_followings_are_ties_of_hers(fetch: Fetch, server: Server) -> None:
    likes, follows = Source("x", "likes", "likes"), Source("x", "following", "following")
    liked = x.parse(read(fetch, server, likes, depth="1")[0].raw, likes)
    followed = x.parse(read(fetch, server, follows)[0].raw, follows)
    assert {tie.source for tie in liked.ties if tie.kind is TieKind.LIKE} == {"x:900"}
    assert [(tie.source, tie.target) for tie in followed.ties] == [("x:900", "x:901"), ("x:900", "x:902")]


def test_what_is_new_is_asked_for_by_the_newest_known(fetch: Fetch, server: Server) -> None:
    account = Source("x", "account", "emil")
    cursor = read(fetch, server, account)[-1].cursor
    before = spent(fetch)
    assert read(fetch, server, account, cursor) == []
    assert server.asked[-1][1]["since_id"] == "6249"
    assert round(spent(fetch) - before, 6) == 0.01  # who it is; of nothing new nothing is paid
    server.posts = [6250, *server.posts]
    assert len(x.parse(read(fetch, server, account, cursor)[0].raw, account).posts) == 2


def test_without_a_cap_nothing_is_asked(fetch: Fetch, server: Server) -> None:
    with pytest.raises(InputError, match=r"300 records at \$0\.005 each, \$1\.50 at most.*cap=5"):
        read(fetch, server, TAG, cap="")
    assert server.asked == []


@pytest.mark.parametrize("cap", ["much", "-1", "nan", "inf"])
def test_a_cap_is_a_number_of_dollars(fetch: Fetch, server: Server, cap: str) -> None:
    with pytest.raises(InputError, match="number of dollars"):
        read(fetch, server, TAG, cap=cap)


def test_reading_stops_at_the_cap_and_keeps_what_came(fetch: Fetch, server: Server) -> None:
    reading = x.pages(fetch, settings(server, cap="0.7"), TAG, "")
    got = [next(reading), next(reading)]
    with pytest.raises(InputError, match="what was read stays"):
        next(reading)
    assert [len(x.parse(page.raw, TAG).posts) - 1 for page in got] == [100, 40]
    assert spent(fetch) == 0.7
    assert [query["max_results"] for _, query in server.asked] == ["100", "40"]


@pytest.mark.parametrize(
    ("trouble", "error", "paid"),
    [
        ([429], RateLimitError, 0.0),
        ([500] * 3, TroubleError, 0.0),
        ([401], CredentialsError, 0.0),
        ([402], CredentialsError, 0.0),
        ([404], NotThereError, 0.0),
        (["cut"] * 3, UnreachableError, 0.5),  # it may have been counted
    ],
)
def test_trouble_is_one_sentence_and_costs_nothing(
    fetch: Fetch, server: Server, trouble: list[int | str], error: type[SourceError], paid: float
) -> None:
    server.trouble, server.reset = trouble, str(int(NOW.timestamp()) + 900)
    with pytest.raises(error) as caught:
        read(fetch, server, TAG)
    assert spent(fetch) == paid
    assert "good" not in str(caught.value)
    if isinstance(caught.value, RateLimitError):
        assert caught.value.retry_at == datetime(2026, 11, 25, 12, 15, tzinfo=UTC)


def test_a_token_that_ran_out_is_renewed_once(fetch: Fetch, server: Server) -> None:
    given = {"access_token": "stale", "refresh_token": "refresh-1"}
    assert len(read(fetch, server, TAG, depth="1", **given)) == 1
    assert x.renewed(fetch, settings(server, **given)) == {"access_token": "fresh", "refresh_token": "refresh-2"}
    assert len(read(fetch, server, MARKS, depth="1", **given)) == 1
    assert [path for path, _ in server.asked].count("/2/oauth2/token") == 1


def test_a_revoked_sign_in_says_what_to_do(fetch: Fetch, server: Server) -> None:
    with pytest.raises(CredentialsError, match="outward connect x --sign-in"):
        read(fetch, server, TAG, access_token="stale", refresh_token="revoked")
    with pytest.raises(CredentialsError, match="--sign-in"):
        read(fetch, server, TAG, access_token="")
    assert spent(fetch) == 0


def test_signing_in(fetch: Fetch, server: Server) -> None:
    asked = x.invitation(fetch, settings(server), "http://127.0.0.1:8000/back")
    query = parse_qs(urlsplit(asked.url).query)
    assert query["code_challenge_method"] == ["S256"]
    landed = f"http://127.0.0.1:8000/back?state={asked.keep['state']}&code=code-1"
    got = x.admitted(fetch, settings(server), asked, landed)
    assert got == {"access_token": "fresh", "refresh_token": "refresh-2"}
    assert server.asked[-1][1]["code_verifier"] == asked.keep["verifier"]
    for wrong in ("", "http://127.0.0.1/?state=other&code=code-1", "http://127.0.0.1/?error=access_denied"):
        with pytest.raises(InputError):
            x.admitted(fetch, settings(server), asked, wrong)
    with pytest.raises(CredentialsError):
        x.admitted(fetch, settings(server), asked, "code-2")
    with pytest.raises(InputError, match="client id"):
        x.invitation(fetch, settings(server, client_id=""), "http://127.0.0.1/")


def test_the_price_tells_the_most_of_one_sync(fetch: Fetch, server: Server) -> None:
    cost = x.price(fetch, settings(server), TAG)
    assert cost is not None
    assert (cost.most, cost.total, cost.left) == (300, 1.5, 5)
    own = x.price(fetch, settings(server), MARKS)
    assert own is not None
    assert own.each == 0.001
