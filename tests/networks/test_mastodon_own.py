"""What is the user's own on Mastodon: her lists, marks, notices and bonds, read with a sign-in that may only read."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from outward.errors import (
    CredentialsError,
    ForbiddenAddressError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from outward.model import Direction, Form, MarkKind, Page, Parsed, Source, TieKind
from outward.networks import Invitation, SignsIn, Unpacks, mastodon
from tests.networks.mastodon_server import Village, door, mastodon_server, village
from tests.networks.web_server import Clock, clock

__all__ = ["clock", "door", "mastodon_server", "village"]

ALICE, BOB, CAROL = (f"mastodon:{name}@mock.local" for name in ("alice", "bob", "carol"))
UNFOUND = "It is by someone who asked not to be found this way."
OWN = ("list", "followed_tags", "notifications", "bookmarks", "favourites", "following", "relationships", "search")


def own(kind: str, value: str = "") -> Source:
    return Source("mastodon", kind, value or kind)


def pages(village: Village, door: Fetch, source: Source, cursor: str = "", token: str = "alice_token") -> list[Page]:
    return list(mastodon.pages(door, village.settings(token), source, cursor))


def said(village: Village, door: Fetch, source: Source) -> list[Parsed]:
    return [mastodon.parse(page.raw, source) for page in pages(village, door, source)]


def number(village: Village, name: str) -> Any:
    return village._done("alice", "account_lookup", name)["id"]


def ties(parsed: Parsed) -> set[tuple[str, str, TieKind]]:
    return {(tie.source, tie.target, tie.kind) for tie in parsed.ties}


# --- words


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("mastodon:list My  Peers", "list", "My Peers"),
        ("mastodon list 12", "list", "12"),
        ("Mastodon:Notifications", "notifications", "notifications"),
        ("mastodon:bookmarks", "bookmarks", "bookmarks"),
        ("mastodon:search internal comms", "search", "internal comms"),
        ("mastodon:home", "home", "home"),
    ],
)
def test_words_mean_what_is_the_users_own_and_it_is_called_by_what_may_be_typed_again(
    text: str, kind: str, value: str
) -> None:
    source = mastodon.recognise(text)
    assert source == Source("mastodon", kind, value)
    assert mastodon.recognise(str(source)) == source


@pytest.mark.parametrize("text", ["mastodon:list", "mastodon:search ", "mastodon:bookmarks of Ada", "mastodon:secrets"])
def test_half_words_mean_nothing(text: str) -> None:
    assert mastodon.recognise(text) is None


@pytest.mark.parametrize("kind", OWN)
def test_what_is_her_own_needs_a_sign_in_and_nothing_is_asked_without(village: Village, door: Fetch, kind: str) -> None:
    with pytest.raises(CredentialsError, match="--sign-in"):
        pages(village, door, own(kind), token="")
    assert door.asked == []


# --- every kind, against a real server


def test_a_list_gives_its_members_as_a_list_and_then_their_posts(village: Village, door: Fetch) -> None:
    made = village._done("alice", "list_create", "My Peers")
    village._done("alice", "list_accounts_add", made["id"], [number(village, "bob")])
    village.says("bob", "News for peers")
    source = own("list", "my peers")
    first = pages(village, door, source)
    members, posts = (mastodon.parse(page.raw, source) for page in first)
    (named,) = members.posts
    assert (named.text, named.author, members.resources[0].form) == ("My Peers", ALICE, Form.LIST)
    listed = next(tie for tie in members.ties if tie.kind is TieKind.LISTED)
    assert (listed.source, listed.target, listed.post) == (ALICE, BOB, named.id)
    assert members.mine == posts.mine == (ALICE,)
    assert [post.text for post in posts.posts] == ["News for peers"]
    assert pages(village, door, source, first[-1].cursor) == []
    village.says("bob", "More news")
    (later,) = pages(village, door, source, first[-1].cursor)
    assert [post.text for post in mastodon.parse(later.raw, source).posts] == ["More news"]
    by_number = own("list", str(made["id"]))
    assert len(pages(village, door, by_number)) == 2


def test_a_list_she_does_not_have_is_named_with_those_she_has(village: Village, door: Fetch) -> None:
    village._done("alice", "list_create", "Peers")
    with pytest.raises(NotThereError, match="Peers"):
        pages(village, door, own("list", "nobody"))


def test_followed_hashtags_are_sources_to_approve_and_nothing_else(village: Village, door: Fetch) -> None:
    village._done("alice", "tag_follow", "InternalComms")
    (parsed,) = said(village, door, own("followed_tags"))
    assert parsed.sources == (Source("mastodon", "tag", "internalcomms"),)
    assert parsed.posts == ()


def test_notices_tell_who_turned_to_her_and_how(village: Village, door: Fetch) -> None:
    asked = village.says("alice", "Who has done this? #change")
    village.boosts("bob", asked)
    village._done("bob", "status_favourite", asked["id"])
    village._done("carol", "account_follow", number(village, "alice"))
    village.says("carol", "@alice I have", in_reply_to_id=asked["id"])
    village.says("bob", "@alice a word in private", visibility="direct")
    source = own("notifications")
    (page,) = pages(village, door, source)
    assert b"a word in private" not in page.raw
    parsed = mastodon.parse(page.raw, source)
    assert {(touch.person, touch.how) for touch in parsed.touches if touch.direction is Direction.IN} == {
        (BOB, "reposted"), (BOB, "liked"), (CAROL, "followed"), (CAROL, "reply"), (BOB, "message")}  # fmt: skip
    assert ties(parsed) == {
        (BOB, ALICE, TieKind.REPOST), (BOB, ALICE, TieKind.LIKE), (CAROL, ALICE, TieKind.FOLLOW),
        (CAROL, ALICE, TieKind.REPLY), (BOB, ALICE, TieKind.MESSAGE)}  # fmt: skip
    assert sorted(post.text for post in parsed.posts) == ["@alice I have", "Who has done this? #change"]
    assert [(drop.reason, drop.excerpt) for drop in parsed.dropped] == [
        ("It is a private message, whose words are not kept.", "")
    ]
    assert pages(village, door, source, page.cursor) == []


@pytest.mark.parametrize(
    ("kind", "verb", "mark"),
    [("bookmarks", "status_bookmark", MarkKind.SAVED), ("favourites", "status_favourite", MarkKind.LIKED)],
)
def test_what_she_saved_and_liked_is_marked(
    village: Village, door: Fetch, kind: str, verb: str, mark: MarkKind
) -> None:
    post = village.says("bob", "Read https://example.org/essay")
    village._done("alice", verb, post["id"])
    source = own(kind)
    (page,) = pages(village, door, source)
    parsed = mastodon.parse(page.raw, source)
    assert [(one.url, one.kind) for one in parsed.marks] == [(parsed.posts[0].resource, mark)]
    assert ((ALICE, BOB, TieKind.LIKE) in ties(parsed)) is (mark is MarkKind.LIKED)
    assert pages(village, door, source, page.cursor) == []


def test_whom_she_follows_and_who_follows_back(village: Village, door: Fetch) -> None:
    village._done("bob", "account_follow", number(village, "alice"))
    (page,) = pages(village, door, own("following"))
    parsed = mastodon.parse(page.raw, own("following"))
    assert ties(parsed) == {(ALICE, BOB, TieKind.FOLLOW), (BOB, ALICE, TieKind.FOLLOW)}
    assert pages(village, door, own("following"), page.cursor) == []


def test_followers_and_whom_she_wants_to_hear_nothing_of(village: Village, door: Fetch) -> None:
    village._done("carol", "account_follow", number(village, "alice"))
    village._done("alice", "account_mute", number(village, "bob"))
    village._done("alice", "account_block", number(village, "robot"))
    parsed = said(village, door, own("relationships"))
    assert set().union(*map(ties, parsed)) == {
        (CAROL, ALICE, TieKind.FOLLOW), (ALICE, BOB, TieKind.MUTE),
        (ALICE, "mastodon:robot@mock.local", TieKind.MUTE)}  # fmt: skip


def test_a_search_sends_her_words_and_nothing_else(village: Village, door: Fetch) -> None:
    village.says("alice", "Asking about mergers")
    source = own("search", "mergers")
    parsed = said(village, door, source)
    assert [post.text for one in parsed for post in one.posts] == ["Asking about mergers"]  # her own
    village.says("bob", "I know mergers")  # bob's bio says #NoBot, and alice follows him
    assert "I know mergers" in [post.text for one in said(village, door, source) for post in one.posts]
    assert {host for _, host in door.asked} == {village.host}


def test_what_a_search_finds_of_people_who_asked_not_to_be_found_is_dropped(village: Village, door: Fetch) -> None:
    village.says("bob", "I know mergers")
    (page,) = [
        p for p in pages(village, door, own("search", "mergers"), token="carol_token") if b"statuses" in p.raw[:30]
    ]
    parsed = mastodon.parse(page.raw, own("search", "mergers"))
    assert (parsed.posts, parsed.accounts[1:]) == ((), ())
    assert [(d.reason, d.excerpt) for d in parsed.dropped] == [(UNFOUND, "")]


def test_trends_are_read_without_a_sign_in_and_again_only_when_they_changed(village: Village, door: Fetch) -> None:
    village._done("carol", "account_update_credentials", discoverable=True)
    village.says("robot", "Nobody asked me #change")
    post = village.says("carol", "Everybody reads this #change")
    village._done("alice", "status_favourite", post["id"])
    got = pages(village, door, own("trends"), token="")
    parsed = [mastodon.parse(page.raw, own("trends")) for page in got]
    assert {post.author for one in parsed for post in one.posts} == {CAROL}
    assert {drop.reason for one in parsed for drop in one.dropped} == {UNFOUND}
    assert Source("mastodon", "tag", "change") in [source for one in parsed for source in one.sources]
    assert pages(village, door, own("trends"), got[-1].cursor, token="") == []


# --- what goes wrong


@pytest.mark.parametrize("kind", OWN)
def test_a_revoked_sign_in_is_one_clear_sentence(village: Village, door: Fetch, kind: str) -> None:
    with pytest.raises(CredentialsError, match=r"revoked.*--sign-in") as caught:
        pages(village, door, own(kind), token="revoked_token")
    assert "revoked_token" not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"type": "status", "status": 403}, CredentialsError),
        ({"type": "status", "status": 422}, MalformedError),
        ({"type": "ratelimit"}, RateLimitError),
        ({"type": "status", "status": 429, "headers": {"X-RateLimit-Reset": "2126-01-01T00:00:00Z"}}, RateLimitError),
        ({"type": "status", "status": 429, "headers": {"X-RateLimit-Reset": "4923000000"}}, RateLimitError),
        ({"type": "status", "status": 500}, TroubleError),
        ({"type": "malformed"}, MalformedError),
        ({"type": "status", "status": 200, "body": {"not": "a list"}}, MalformedError),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/bookmarks", "/api/v1/accounts/verify_credentials"])
def test_every_fault_is_one_clear_sentence(
    village: Village, door: Fetch, fault: dict[str, Any], error: type[SourceError], path: str
) -> None:
    with village.server.fault(path=path, **fault), pytest.raises(SourceError) as caught:
        pages(village, door, own("bookmarks"))
    assert type(caught.value) is error
    assert str(caught.value).endswith(".")


def test_a_server_that_says_nothing_is_left_alone(village: Village, clock: Clock) -> None:
    with (
        Fetch(allow=frozenset({village.host}), timeout=0.2, wait=clock.wait) as fetch,
        village.server.fault(path="/api/v1/bookmarks", type="latency", delay_ms=1500),
        pytest.raises(UnreachableError),
    ):
        list(mastodon.pages(fetch, village.settings("alice_token"), own("bookmarks"), ""))


def test_one_broken_record_costs_only_itself(village: Village, door: Fetch) -> None:
    post = village.says("bob", "Whole")
    village._done("alice", "status_bookmark", post["id"])
    (page,) = pages(village, door, own("bookmarks"))
    envelope = json.loads(page.raw)
    envelope["records"] += [{"id": "1"}, "text", None]
    parsed = mastodon.parse(json.dumps(envelope).encode(), own("bookmarks"))
    assert [post.text for post in parsed.posts] == ["Whole"]
    assert [drop.reason for drop in parsed.dropped] == ["It cannot be understood."] * 3


# --- profiles and posts that changed


def account(**more: Any) -> dict[str, Any]:
    return {"id": "1", "acct": "ada", "url": "https://social.example/@ada", **more}


def status(**more: Any) -> dict[str, Any]:
    uri = "https://social.example/users/ada/statuses/7"
    return {"id": "7", "uri": uri, "account": account(), "visibility": "public", **more}


def home(*statuses: Any) -> Parsed:
    return mastodon.parse(json.dumps(statuses).encode(), Source("mastodon", "home", "home"))


def test_only_links_the_server_has_checked_are_verified() -> None:
    fields = [
        {"value": '<a href="https://ada.example/?utm_source=x">ada</a>', "verified_at": "2026-01-01T00:00:00Z"},
        {"value": "https://claimed.example/", "verified_at": None},
    ]
    (ada,) = home(status(account=account(fields=fields))).accounts
    assert ada.verified == ("https://ada.example/",)
    assert ada.links == ("https://ada.example/", "https://claimed.example/")


def test_an_account_that_moved_is_found_under_its_new_name() -> None:
    new = {"id": "2", "acct": "ada@new.example", "url": "https://new.example/@ada", "display_name": "Ada"}
    old, moved = home(status(account=account(moved=new))).accounts
    assert (old.id, old.handle, old.links) == (
        "mastodon:ada@social.example", "ada@new.example", ("https://new.example/@ada",))  # fmt: skip
    assert (moved.id, moved.name) == ("mastodon:ada@new.example", "Ada")


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_edition_of_a_post_counts(newest_first: bool) -> None:
    editions = [
        status(content="Second", edited_at="2026-03-04T00:00:00Z"),
        status(content="First", edited_at=None),
    ]
    (post,) = home(*(editions if newest_first else reversed(editions))).posts
    assert post.text == "Second"


def test_a_private_message_on_the_home_timeline_keeps_no_word(village: Village, door: Fetch) -> None:
    with village.server.fault(
        path="/api/v1/timelines/home",
        type="status",
        status=200,
        body=[status(visibility="direct", content="secret", spoiler_text="secret", card={"title": "secret"})],
    ):
        (page,) = pages(village, door, own("home"))
    assert b"secret" not in page.raw
    parsed = mastodon.parse(page.raw, own("home"))
    assert (parsed.posts, len(parsed.dropped)) == ((), 1)


# --- signing in


def allowed(village: Village, asked: Invitation, who: str = "alice") -> str:
    """What her server shows her, or where it sends her, when she allows it."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.url).query).items()}
    form: Mapping[str, str] = {
        "username": who,
        "redirect_uri": query["redirect_uri"],
        "client_id": query["client_id"],
        "scope": query["scope"],
        "state": query["state"],
    }
    answer = requests.post(f"{village.url}/oauth/authorize", data=form, allow_redirects=False, timeout=5)
    shown = answer.headers.get("location") or answer.text.partition("code: ")[2].partition("<")[0]
    answer.close()
    return shown


def test_the_network_signs_in_and_unpacks() -> None:
    assert isinstance(mastodon, SignsIn)
    assert isinstance(mastodon, Unpacks)


@pytest.mark.parametrize("redirect", ["", "http://127.0.0.1:9/back"])
def test_signing_in_gives_a_token_that_reads_and_cannot_write(village: Village, door: Fetch, redirect: str) -> None:
    asked = mastodon.invitation(door, village.settings(), redirect)
    query = parse_qs(urlsplit(asked.url).query)
    assert query["scope"] == ["read"]
    assert asked.keep["client_secret"] not in asked.url + asked.sentence
    given = mastodon.admitted(door, village.settings(), asked, allowed(village, asked))
    assert set(given) == {"token", "client_id", "client_secret"}
    settings = mastodon.Settings(server=village.url, **given)
    assert settings.token == given["token"]
    village.says("alice", "Mine")
    (page,) = mastodon.pages(door, settings, Source("mastodon", "home", "home"), "")
    assert json.loads(page.raw)[0]["content"]
    answer = requests.post(
        f"{village.url}/api/v1/statuses", data={"status": "x"}, timeout=5,
        headers={"authorization": f"Bearer {given['token']}"})  # fmt: skip
    assert answer.status_code == 403
    answer.close()


@pytest.mark.parametrize(
    "answer",
    [
        "", "two words", "wrong-code", "http://127.0.0.1:9/back?code=x&state=other",
        "http://127.0.0.1:9/back?error=access_denied",
    ],
)  # fmt: skip
def test_a_sign_in_that_does_not_come_off_is_one_clear_sentence(village: Village, door: Fetch, answer: str) -> None:
    asked = mastodon.invitation(door, village.settings(), "")
    with pytest.raises(CredentialsError) as caught:
        mastodon.admitted(door, village.settings(), asked, answer)
    assert str(caught.value).endswith(".")
    assert asked.keep["client_secret"] not in str(caught.value)


def test_refusing_to_allow_it_is_no_sign_in(village: Village, door: Fetch) -> None:
    asked = mastodon.invitation(door, village.settings(), "http://127.0.0.1:9/back")
    with pytest.raises(CredentialsError, match="did not allow"):
        mastodon.admitted(
            door, village.settings(), asked, f"http://127.0.0.1:9/back?error=access_denied&state={asked.keep['state']}"
        )


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"type": "status", "status": 500}, TroubleError),
        ({"type": "ratelimit"}, RateLimitError),
        ({"type": "status", "status": 200, "body": {"no": "id"}}, MalformedError),
    ],
)
def test_a_server_that_takes_no_programs_is_one_clear_sentence(
    village: Village, door: Fetch, fault: dict[str, Any], error: type[SourceError]
) -> None:
    with village.server.fault(path="/api/v1/apps", **fault), pytest.raises(error):
        mastodon.invitation(door, village.settings(), "")


def test_signing_in_sends_nothing_anywhere_else(village: Village, door: Fetch) -> None:
    asked = mastodon.invitation(door, village.settings(), "")
    mastodon.admitted(door, village.settings(), asked, allowed(village, asked))
    assert {host for _, host in door.asked} == {village.host}
    with pytest.raises(ForbiddenAddressError):
        door.requests_session(may_post=(f"{village.host}/api/v1/apps",)).post(f"{village.url}/api/v1/statuses")
