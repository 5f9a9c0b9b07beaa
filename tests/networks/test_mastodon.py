"""Mastodon is read through its own interface: nothing missed, nothing twice, and nobody found who asked not to be."""

import json
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import (
    CredentialsError,
    ForbiddenAddressError,
    InputError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from outward.model import Form, Page, Parsed, Source, TieKind
from outward.networks import mastodon
from outward.networks.mastodon import Settings
from tests.data import data, files
from tests.networks.mastodon_server import Village, door, mastodon_server, village
from tests.networks.web_server import Clock, Reply, Web, clock, fetch, web

__all__ = ["clock", "door", "fetch", "mastodon_server", "village", "web"]

TAG = Source("mastodon", "tag", "change")
LONG = Source("mastodon", "tag", "long")
HOME = Source("mastodon", "home", "home")
PUBLIC = Source("mastodon", "tag", "change@social.example")


def account(village: Village, name: str = "alice") -> Source:
    return Source("mastodon", "account", f"{name}@{village.url}")


def texts(pages: list[Page], source: Source = TAG) -> list[str]:
    return [post.text for page in pages for post in mastodon.parse(page.raw, source).posts]


def status(**said: Any) -> dict[str, Any]:
    """A status as a server sends it."""
    number = str(said.get("id", "7"))
    return {
        "id": number,
        "uri": f"https://social.example/users/ada/statuses/{number}",
        "url": f"https://social.example/@ada/{number}",
        "created_at": "2026-03-03T12:00:00.000Z",
        "content": "<p>Hello</p>",
        "visibility": "public",
        "account": person("ada"),
        **said,
    }


def person(name: str, **said: Any) -> dict[str, Any]:
    return {"id": f"1{len(name)}", "acct": name, "url": f"https://social.example/@{name}", **said}


def read(*statuses: Any, source: Source = PUBLIC) -> Parsed:
    return mastodon.parse(json.dumps(statuses).encode(), source)


# --- what a user's words mean


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("#InternalComms", "tag", "internalcomms"),
        (" #Größe ", "tag", "größe"),
        ("#change@Hachyderm.io", "tag", "change@hachyderm.io"),
        ("#change@http://127.0.0.1:3001", "tag", "change@http://127.0.0.1:3001"),
        ("@Ada@Social.Example", "account", "ada@social.example"),
        ("https://social.example/@Ada", "account", "ada@social.example"),
        ("https://social.example/@ada/", "account", "ada@social.example"),
        ("https://social.example/@grace@other.example", "account", "grace@other.example"),
        ("http://127.0.0.1:3001/@ada", "account", "ada@http://127.0.0.1:3001"),
        ("https://social.example/tags/Change", "tag", "change@social.example"),
        ("Home", "home", "home"),
    ],
)
def test_words_mean_a_source(text: str, kind: str, value: str) -> None:
    assert mastodon.recognise(text) == Source("mastodon", kind, value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "#", "#2026", "#two words", "#change@", "#change@-", "#change@not a server", "@ada", "@ada@localhost"),
        *("ada@mail.example", "@ada.example", "https://ada_b.example/@ada"),
        *("https://bsky.app/@ada", "https://www.youtube.com/@ada", "https://x.com/@ada", "https://www.linkedin.com/@ada"),
        *("https://medium.com/@ada", "https://social.example/@ada.rss", "https://social.example/@ada/123"),
        *("https://social.example/about", "https://user:pw@social.example/@ada", "https://[::1/@ada", "ftp://a.example/@ada"),
    ],
)  # fmt: skip
def test_other_words_mean_nothing_here(text: str) -> None:
    assert mastodon.recognise(text) is None


# --- reading, against a real server


@pytest.mark.parametrize("kind", ["tag", "account", "home"])
def test_every_kind_is_read_over_several_pages_and_then_only_for_news(village: Village, door: Fetch, kind: str) -> None:
    source = {"tag": LONG, "account": account(village, "carol"), "home": HOME}[kind]
    settings = village.settings("bob_token")
    first = list(mastodon.pages(door, settings, source, ""))
    assert [len(json.loads(page.raw)) for page in first] == [40, 40, 5]
    assert texts(first, source) == [f"{number} about #long" for number in range(84, -1, -1)]
    assert list(mastodon.pages(door, settings, source, first[-1].cursor)) == []
    village.says("carol", "News about #long")
    third = list(mastodon.pages(door, settings, source, first[-1].cursor))
    assert texts(third, source) == ["News about #long"]
    assert list(mastodon.pages(door, settings, source, third[-1].cursor)) == []


def test_the_first_run_ends_at_its_depth(village: Village, door: Fetch) -> None:
    (page,) = mastodon.pages(door, village.settings(depth="1"), LONG, "")
    assert page.total == 1
    assert list(mastodon.pages(door, village.settings(depth="1"), LONG, page.cursor)) == []


def test_an_interrupted_run_goes_on_where_it_stopped_and_misses_nothing_said_meanwhile(
    village: Village, door: Fetch
) -> None:
    run = mastodon.pages(door, village.settings(), LONG, "")
    first = next(run)
    cast("Generator[Page]", run).close()
    village.says("bob", "meanwhile #long")
    rest = list(mastodon.pages(door, village.settings(), LONG, first.cursor))
    said = [text.split()[0] for text in texts([first, *rest])]
    assert sorted(said) == sorted([*map(str, range(85)), "meanwhile"])
    assert list(mastodon.pages(door, village.settings(), LONG, rest[-1].cursor)) == []


def test_a_page_is_kept_as_it_came(village: Village, door: Fetch) -> None:
    village.says("alice", "One #change https://example.com/1")
    (page,) = mastodon.pages(door, village.settings(), TAG, "")
    (record,) = json.loads(page.raw)
    assert record["account"]["acct"] == "alice"
    assert page.url == f"{village.url}/api/v1/timelines/tag/change"


def test_replies_mentions_boosts_and_people_are_understood(village: Village, door: Fetch) -> None:
    asked = village.says("alice", "Who knows @carol? #change")
    village.says("bob", "@alice She does #change", in_reply_to_id=asked["id"])
    village.boosts("robot", asked)
    pages = list(mastodon.pages(door, village.settings(), account(village, "robot"), ""))
    boosted = mastodon.parse(pages[0].raw, account(village, "robot"))
    alice, bob, carol, robot = (f"mastodon:{name}@mock.local" for name in ("alice", "bob", "carol", "robot"))
    original = f"mastodon:{asked['uri']}"
    assert [post.id for post in boosted.posts] == [original]
    assert {(tie.source, tie.target, tie.kind) for tie in boosted.ties} == {
        (robot, alice, TieKind.REPOST),
        (alice, carol, TieKind.MENTION),
    }
    assert {one.id: one.bot for one in boosted.accounts} == {robot: True, alice: False}
    (page,) = mastodon.pages(door, village.settings(), TAG, "")
    said = mastodon.parse(page.raw, TAG)
    reply = next(post for post in said.posts if post.author == bob)
    assert reply.reply_to == original
    tie = next(tie for tie in said.ties if tie.source == bob)
    assert (tie.target, tie.kind, tie.post, tie.at) == (alice, TieKind.REPLY, reply.id, reply.created_at)
    people = {one.id: one for one in said.accounts}
    assert (people[alice].name, people[alice].handle, people[alice].followers) == ("Alice <A>", "alice@mock.local", 0)
    assert people[bob].indexable is False


def test_what_is_not_public_is_kept_from_the_own_timeline_only(village: Village, door: Fetch) -> None:
    village.says("bob", "For friends", visibility="private")
    (page,) = mastodon.pages(door, village.settings("alice_token"), HOME, "")
    assert [post.text for post in mastodon.parse(page.raw, HOME).posts] == ["For friends"]
    said = mastodon.parse(page.raw, TAG)
    assert (said.posts, said.accounts) == ((), ())
    assert [(drop.reason, drop.excerpt) for drop in said.dropped] == [("It is not public.", "")]


# --- what goes wrong


def refused(fetch: Fetch, settings: Settings, source: Source = TAG) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(mastodon.pages(fetch, settings, source, ""))
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_wrong_token_is_one_clear_sentence(village: Village, door: Fetch) -> None:
    error = refused(door, village.settings("wrong_token"), HOME)
    assert isinstance(error, CredentialsError)
    assert "wrong_token" not in str(error)


def test_a_wrong_token_is_said_even_where_a_feed_would_do(web: Web, fetch: Fetch) -> None:
    web.says("/api/v1/timelines/tag/change?limit=40", Reply(401, b'{"error": "The access token is invalid"}'))
    web.says("/tags/change.rss", Reply(body=RSS))
    assert isinstance(refused(fetch, Settings(server=web.url, token="wrong_token")), CredentialsError)


@pytest.mark.parametrize("token", ["alice\ntoken", "tøken ☃"])
def test_a_token_that_cannot_be_sent_is_one_clear_sentence(village: Village, door: Fetch, token: str) -> None:
    assert token not in str(refused(door, village.settings(token)))


def test_the_home_timeline_wants_a_token(village: Village, door: Fetch) -> None:
    assert isinstance(refused(door, village.settings(), HOME), CredentialsError)
    assert door.asked == []


def test_an_unknown_account_is_not_there(village: Village, door: Fetch) -> None:
    assert isinstance(refused(door, village.settings(), account(village, "nobody")), NotThereError)
    assert isinstance(refused(door, village.settings("alice_token"), account(village, "nobody")), NotThereError)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"type": "ratelimit"}, RateLimitError),
        ({"type": "status", "status": 429}, RateLimitError),
        ({"type": "status", "status": 429, "headers": {"X-RateLimit-Reset": "2126-01-01T00:00:00Z"}}, RateLimitError),
        ({"type": "status", "status": 500}, TroubleError),
        ({"type": "status", "status": 503}, TroubleError),
        ({"type": "status", "status": 418}, MalformedError),
        ({"type": "status", "status": 200, "body": {"not": "a list"}}, MalformedError),
        ({"type": "status", "status": 200, "body": [{"no": "id"}]}, MalformedError),
        ({"type": "status", "status": 200, "body": None, "headers": {"Link": "<nonsense>; rel=next"}}, MalformedError),
        ({"type": "malformed"}, MalformedError),
        ({"type": "malformed", "truncate": False}, MalformedError),
    ],
)
def test_every_fault_is_one_clear_sentence(
    village: Village, door: Fetch, fault: dict[str, Any], error: type[SourceError]
) -> None:
    with village.server.fault(path="/api/v1/timelines/tag/change", **fault):
        caught = refused(door, village.settings())
    assert type(caught) is error
    if isinstance(caught, RateLimitError):
        assert caught.retry_at is not None


def test_a_fault_while_an_account_is_looked_up_is_one_clear_sentence(village: Village, door: Fetch) -> None:
    with village.server.fault(path="/api/v1/accounts/lookup", type="status", status=200, body={"no": "id"}):
        assert isinstance(refused(door, village.settings(), account(village)), MalformedError)


def test_passing_trouble_is_waited_out(village: Village, door: Fetch, clock: Clock) -> None:
    village.says("bob", "Patience #change")
    with village.server.fault(path="/api/v1/timelines/tag/change", type="status", status=503, count=1):
        pages = list(mastodon.pages(door, village.settings(), TAG, ""))
    assert texts(pages) == ["Patience #change"]
    assert clock.waits


def test_a_server_that_does_not_answer_is_left_alone(web: Web, clock: Clock) -> None:
    web.says("/api/v1/timelines/tag/change?limit=40", Reply(fault="silent"))
    with Fetch(allow=frozenset({web.host}), timeout=0.2, wait=clock.wait) as fetch:
        assert isinstance(refused(fetch, Settings(server=web.url)), UnreachableError)


@pytest.mark.parametrize(
    "server", ["127.0.0.1:1", "http://127.0.0.1:1", "not a server", "http://[", "http://a:b:c", ""]
)
def test_a_server_that_cannot_be_asked_is_one_clear_sentence(fetch: Fetch, server: str) -> None:
    assert isinstance(refused(fetch, Settings(server=server)), (ForbiddenAddressError, UnreachableError))


@pytest.mark.parametrize("depth", ["", "many", "0", "-1", "1.5"])
def test_a_depth_that_is_no_number_is_one_clear_sentence(fetch: Fetch, depth: str) -> None:
    with pytest.raises(InputError, match="pages"):
        list(mastodon.pages(fetch, Settings(depth=depth), TAG, ""))


def test_a_token_goes_to_its_own_server_only(village: Village, door: Fetch, web: Web) -> None:
    web.says("/api/v1/timelines/tag/change?limit=40", Reply(body=b"[]", headers={"content-type": "application/json"}))
    with Fetch(allow=frozenset({village.host, web.host})) as fetch:
        elsewhere = Source("mastodon", "tag", f"change@{web.url}")
        assert list(mastodon.pages(fetch, village.settings("alice_token"), elsewhere, "")) == []
        assert list(mastodon.pages(fetch, Settings(server=web.url, token="own"), TAG, "")) == []
    theirs, own = web.asked
    assert "authorization" not in theirs.headers
    assert own.headers["authorization"] == "Bearer own"
    assert own.headers["user-agent"].startswith("Outward/")


# --- feeds, where strangers are kept out

RSS = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>#change</title>
<link>https://social.example/tags/change</link><description>Public posts tagged #change</description>
<item><guid isPermaLink="true">https://social.example/@Ada/114</guid><link>https://social.example/@Ada/114</link>
<pubDate>Tue, 03 Mar 2026 12:00:00 +0000</pubDate><category>Change</category>
<description>&lt;p&gt;Read &lt;a href="https://social.example/tags/change" class="mention hashtag"
rel="tag"&gt;#change&lt;/a&gt;
&lt;a href="https://example.org/essay?utm_source=x"&gt;this essay&lt;/a&gt;&lt;/p&gt;</description></item>
<item><guid isPermaLink="true">https://social.example/@ada/115</guid><link>https://social.example/@ada/115</link>
<pubDate>Tue, 03 Mar 2026 13:00:00 +0000</pubDate><description>&lt;p&gt;Just words&lt;/p&gt;</description></item>
<item><link>https://social.example/about</link><description>No status</description></item>
</channel></rss>"""


@pytest.mark.parametrize("status", [401, 403, 404, 422])
@pytest.mark.parametrize(
    ("kind", "asked", "feed"),
    [
        ("tag", "/api/v1/timelines/tag/change?limit=40", "/tags/change.rss"),
        ("account", "/api/v1/accounts/lookup?acct=change", "/@change.rss"),
    ],
)
def test_the_feed_is_read_where_strangers_are_kept_out(
    web: Web, fetch: Fetch, status: int, kind: str, asked: str, feed: str
) -> None:
    web.says(asked, Reply(status, b'{"error": "This method requires an authenticated user"}'))
    web.says(feed, Reply(body=RSS, headers={"etag": '"1"'}))
    source = Source("mastodon", kind, f"change@{web.url}")
    (page,) = mastodon.pages(fetch, Settings(), source, "")
    assert page.raw == RSS
    assert len(mastodon.parse(page.raw, source).posts) == 2
    assert list(mastodon.pages(fetch, Settings(), source, page.cursor)) == []
    assert web.asked[-1].headers["if-none-match"] == '"1"'


def test_a_feed_gives_posts_people_and_what_they_point_at() -> None:
    said = mastodon.parse(RSS, PUBLIC)
    first, second = said.posts
    (ada,) = said.accounts
    assert (ada.id, ada.handle, ada.url) == (
        "mastodon:ada@social.example", "ada@social.example", "https://social.example/@Ada")  # fmt: skip
    assert first.id == "mastodon:https://social.example/users/Ada/statuses/114"
    assert (first.author, first.url, first.resource) == (
        ada.id, "https://social.example/@Ada/114", "https://example.org/essay")  # fmt: skip
    assert first.text.split() == ["Read", "#change", "this", "essay"]
    assert (first.tags, first.created_at) == (("change",), datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert second.resource == second.url
    assert [(one.url, one.form) for one in said.resources] == [
        ("https://example.org/essay", Form.ARTICLE),
        ("https://social.example/@ada/115", Form.POST),
    ]
    assert [drop.reason for drop in said.dropped] == ["It is no status of a Mastodon server."]


def test_a_status_read_from_a_feed_is_the_same_post_as_from_the_interface() -> None:
    account = {**person("ada"), "acct": "ada"}
    assert read(status(id="115", account=account)).posts[0].id == mastodon.parse(RSS, PUBLIC).posts[1].id


def test_a_server_that_closes_in_the_middle_is_an_error_not_a_feed(web: Web, fetch: Fetch) -> None:
    headers = {
        "link": f'<{web.url}/api/v1/timelines/tag/change?max_id=7>; rel="next"',
        "content-type": "application/json",
    }
    web.says("/api/v1/timelines/tag/change?limit=40", Reply(body=json.dumps([status()]).encode(), headers=headers))
    web.says("/api/v1/timelines/tag/change?limit=40&max_id=7", Reply(403))
    web.says("/tags/change.rss", Reply(body=RSS))
    run = iter(mastodon.pages(fetch, Settings(server=web.url), TAG, ""))
    assert texts([next(run)]) == ["Hello"]
    with pytest.raises(CredentialsError):
        next(run)


# --- what a page says


def test_a_status_becomes_a_post_with_everything_known_about_it() -> None:
    said = read(
        status(
            content='<p>See <a href="https://social.example/tags/x" class="mention hashtag">#x</a> &amp; more</p>',
            spoiler_text="Long <read>",
            language="de-AT",
            tags=[{"name": "X"}, {"name": "x"}, {"name": "#"}],
            favourites_count=3,
            reblogs_count=2,
            replies_count=-1,
            created_at="2026-03-03T13:00:00+01:00",
        )
    )
    (post,) = said.posts
    assert post.id == "mastodon:https://social.example/users/ada/statuses/7"
    assert post.text == "Long <read>\nSee #x & more"
    assert (post.lang, post.tags, post.likes, post.reposts, post.replies) == ("de", ("x",), 3, 2, None)
    assert post.created_at == datetime(2026, 3, 3, 12, tzinfo=UTC)
    (own,) = said.resources
    assert (own.url, own.form, own.author, own.words) == (post.url, Form.POST, post.author, 5)


def test_a_card_is_what_a_post_points_at() -> None:
    card = {"url": "https://example.org/a?utm_source=m", "title": "A <b>", "description": "About", "type": "link"}
    said = read(
        status(id="1", card=card, content='<p><a href="https://example.org/other">x</a></p>'),
        status(id="2", card={"url": "https://youtu.be/Elewn679CZI", "title": "Talk", "type": "link"}),
        status(id="3", card={"url": "https://vimeo.example/9", "type": "video"}),
        status(id="4", card={"url": "javascript:alert(1)"}),
    )
    assert [(one.url, one.form, one.title, one.author) for one in said.resources[:3]] == [
        ("https://example.org/a", Form.ARTICLE, "A <b>", None),
        ("https://www.youtube.com/watch?v=Elewn679CZI", Form.VIDEO, "Talk", None),
        ("https://vimeo.example/9", Form.VIDEO, "", None),
    ]
    assert said.resources[3].form is Form.POST
    assert [post.resource for post in said.posts] == [one.url for one in said.resources]


def test_the_first_link_that_leads_outside_is_what_a_post_without_a_card_points_at() -> None:
    mention = {"id": "15", "acct": "grace@other.example", "url": "https://other.example/@grace"}
    content = (
        '<p><a href="https://other.example/@grace">@grace</a> <a class="u-url mention" href="https://a.example/@b">@b</a>'
        '<a rel="tag" href="https://a.example/tag/x">#x</a><a href="mailto:a@b.example">m</a>'
        '<a href="https://youtu.be/Elewn679CZI">v</a><a href="https://example.org/z">z</a></p>'
    )
    (resource,) = read(status(content=content, mentions=[mention])).resources
    assert (resource.url, resource.form) == ("https://www.youtube.com/watch?v=Elewn679CZI", Form.VIDEO)


@pytest.mark.parametrize(
    ("said", "indexable"),
    [
        ({}, None),
        ({"discoverable": None, "indexable": None, "noindex": None}, None),
        ({"discoverable": True}, True),
        ({"discoverable": True, "indexable": True, "noindex": False}, True),
        ({"discoverable": True, "indexable": False}, True),  # decision 10: that is about full-text search
        ({"discoverable": None, "indexable": False}, False),
        ({"discoverable": True, "suspended": True}, False),
        ({"discoverable": True, "memorial": True}, False),
        ({"discoverable": True, "note": "#nosearch"}, False),
        ({"discoverable": False, "indexable": True}, False),
        ({"discoverable": True, "noindex": True}, False),
        ({"discoverable": True, "note": '<p>Hi <a href="https://x.example">#<span>nobot</span></a></p>'}, False),
        ({"discoverable": True, "note": "#NoIndex please"}, False),
        ({"discoverable": True, "note": "#nobotany"}, True),
    ],
)
def test_who_asks_not_to_be_found_is_known(said: dict[str, Any], indexable: bool | None) -> None:
    assert read(status(account=person("ada", **said))).accounts[0].indexable is indexable


def test_a_profile_is_kept_with_its_links_and_counts() -> None:
    profile = person(
        "Ada",
        display_name="Ada <3",
        note="<p>One</p><p>Two</p>",
        followers_count=9,
        following_count=-1,
        bot=None,
        fields=[
            {"name": "Site", "value": '<a href="https://ada.example/?utm_source=m" rel="me">ada.example</a>'},
            {"name": "Blog", "value": "https://blog.example/"},
            {"name": "Pronouns", "value": "she"},
        ],
    )
    (ada,) = read(status(account=profile)).accounts
    assert (ada.id, ada.handle, ada.name, ada.bio) == (
        "mastodon:ada@social.example",
        "ada@social.example",
        "Ada <3",
        "One\nTwo",
    )
    assert (ada.followers, ada.following, ada.bot) == (9, None, False)
    assert ada.links == ("https://ada.example/", "https://blog.example/")


def test_an_empty_page_says_nothing() -> None:
    assert mastodon.parse(b"", PUBLIC) == mastodon.parse(b" \n", PUBLIC) == Parsed()
    assert mastodon.parse(b"\xef\xbb\xbf[]", PUBLIC) == Parsed()


def test_markup_that_is_no_feed_is_one_drop() -> None:
    said = mastodon.parse(b"<html><p>Sign in</p></html>", PUBLIC)
    assert (said.posts, len(said.dropped)) == ((), 1)


def test_who_wrote_is_named_with_the_server_whoever_asks() -> None:
    local = read(status(account={"id": "1", "acct": "ada", "url": "https://social.example/@ada"}))
    remote = read(status(account={"id": "9", "acct": "Ada@Social.Example", "url": "https://social.example/@ada"}))
    silent = read(status(account={"id": "1", "acct": "ada"}))
    assert {said.accounts[0].id for said in (local, remote, silent)} == {"mastodon:ada@social.example"}


def test_a_reply_makes_one_tie_and_nobody_is_tied_to_herself() -> None:
    grace = {"id": "2", "acct": "grace@other.example"}
    said = read(
        status(id="8", in_reply_to_id="7", in_reply_to_account_id="13", account=person("ada", id="13")),
        status(
            id="7",
            in_reply_to_account_id="2",
            mentions=[grace, {"id": "3", "acct": "lin"}],
            account=person("ada", id="13"),
        ),
        status(id="6", in_reply_to_id="5", in_reply_to_account_id="404"),
    )
    assert [(tie.target, tie.kind) for tie in said.ties] == [
        ("mastodon:grace@other.example", TieKind.REPLY),
        ("mastodon:lin@social.example", TieKind.MENTION),
    ]
    assert [post.reply_to for post in said.posts] == [said.posts[1].id, None, None]


def test_a_boost_brings_the_original_and_a_tie() -> None:
    inner = status(id="5", account=person("grace"))
    said = read(status(id="6", reblog=inner, content=""), status(id="9", reblog=status(id="4")))
    assert [post.author for post in said.posts] == ["mastodon:grace@social.example", "mastodon:ada@social.example"]
    (tie,) = said.ties
    assert (tie.source, tie.target, tie.kind, tie.post) == (
        "mastodon:ada@social.example", "mastodon:grace@social.example", TieKind.REPOST, said.posts[0].id)  # fmt: skip


def test_a_quote_brings_what_is_quoted_and_a_tie() -> None:
    inner = status(id="5", account=person("grace"))
    content = f'<p>RE: <a href="{inner["url"]}">there</a></p><p>Agreed</p>'
    said = read(status(id="6", quote={"state": "accepted", "quoted_status": inner}, content=content))
    quoted, post = said.posts
    assert (post.quotes, post.resource) == (quoted.id, post.url)
    assert [(tie.target, tie.kind) for tie in said.ties] == [("mastodon:grace@social.example", TieKind.QUOTE)]
    hidden = read(status(id="6", quote={"quoted_status": {**inner, "visibility": "private"}}))
    assert [one.quotes for one in hidden.posts] == [quoted.id]
    assert read(status(quote={"state": "revoked", "quoted_status": None})).posts[0].quotes is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("text", "It cannot be understood."),
        ({}, "It cannot be understood."),
        (status(account=None), "It cannot be understood."),
        (status(created_at="yesterday"), "It cannot be understood."),
        (status(created_at="0001-01-01T00:00:00+14:00"), "It cannot be understood."),
        (status(content=["no"]), "It cannot be understood."),
        (status(visibility="direct"), "It is not public."),
        (status(visibility="private"), "It is not public."),
        (status(uri=" "), "It has no id."),
        (status(url="javascript:alert(1)"), "Its address cannot be opened."),
        (status(account={"acct": ""}), "It does not say whose it is."),
    ],
)
def test_a_record_that_cannot_be_read_is_dropped_and_the_others_stay(record: Any, reason: str) -> None:
    said = read(record, status(id="8"))
    assert [drop.reason for drop in said.dropped] == [reason]
    assert [post.id.rpartition("/")[2] for post in said.posts] == ["8"]


def test_an_account_without_a_server_is_dropped_from_the_home_timeline() -> None:
    assert len(read(status(account={"acct": "ada"}), source=HOME).dropped) == 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*status(), "reblog", "quote", "card", "mentions", "tags"]), _JSON), _JSON)
def test_whatever_comes_is_read_or_dropped(said: dict[str, Any], other: Any) -> None:
    parsed = read({**status(), **said}, other)
    assert len(parsed.posts) + len(parsed.dropped) >= 2 or said.get("id") == other


@given(st.text())
def test_any_words_of_a_profile_and_post_are_read(text: str) -> None:
    profile = person("ada", note=text, display_name=text, fields=[{"name": text, "value": text}])
    parsed = read(status(content=text, spoiler_text=text, account=profile, card={"url": text, "title": text}))
    assert len(parsed.posts) == 1


# --- recorded answers of real servers


def bodies(path: Path) -> Iterator[bytes]:
    """The answers recorded in a file."""
    if path.suffix == ".json":
        yield path.read_bytes()
        return
    yaml = pytest.importorskip("yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for one in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["http_interactions"]:
        yield str(one["response"]["body"]["string"]).encode()


def recorded() -> list[Path]:
    data("payloads", "mastodon")
    return [path for path in files("payloads", "mastodon") if path.suffix in (".json", ".yml")]


def test_every_recorded_answer_is_read_or_dropped_with_a_reason() -> None:
    read, dropped = 0, 0
    for path in recorded():
        for body in bodies(path):
            parsed = mastodon.parse(body, PUBLIC)
            assert all(drop.reason for drop in parsed.dropped)
            records = json.loads(body) if body.startswith(b"[") and parsed.posts + parsed.dropped else []
            if records and not (len(parsed.dropped) == 1 and parsed.dropped[0].reason.startswith("It is no Mastodon")):
                assert len(parsed.posts) + len(parsed.dropped) + len(parsed.ties) >= len({str(one) for one in records})
            read, dropped = read + len(parsed.posts), dropped + len(parsed.dropped)
    assert read > 200
    assert dropped < read * 3


def test_recorded_timelines_are_read_whole() -> None:
    for path in recorded():
        if not path.name.startswith(("get_timeline", "get_account_statuses", "mock-posts")):
            continue
        for body in bodies(path):
            if body.startswith(b"["):
                parsed = mastodon.parse(body, HOME)
                assert parsed.dropped == (), path.name
                assert {post.author for post in parsed.posts} <= {account.id for account in parsed.accounts}
