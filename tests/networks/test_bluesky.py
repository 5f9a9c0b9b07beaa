"""Bluesky as it is: a real network on loopback, read through its own client library."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import msgspec
import pytest

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
from outward.model import Account, Form, Parsed, Post, Source, TieKind
from outward.networks import bluesky as network
from outward.networks.bluesky import Settings
from tests.data import data, files
from tests.networks.bluesky_people import PASSWORD, Someone, mention, reply, strong
from tests.networks.bluesky_servers import Bluesky, bluesky
from tests.networks.seed_real import seed
from tests.networks.web_server import Reply, Web, clock, fetch, web

__all__ = ["bluesky", "clock", "fetch", "web"]

PAGE = "https://paper.example/town-halls"


@dataclass(frozen=True)
class Town:
    """A handful of people, one of them shown to signed-in people only."""

    network: Bluesky
    ann: Someone
    ben: Someone
    shy: Someone
    first: tuple[str, str]
    answer: tuple[str, str]
    quote: tuple[str, str]
    thread: tuple[str, str]
    list: str
    feed: str

    @property
    def settings(self) -> Settings:
        return Settings(address=self.network.appview, service=self.network.pds)

    @property
    def signed_in(self) -> Settings:
        return replace(self.settings, handle=f"@{self.ben.handle}", app_password=PASSWORD)


@pytest.fixture(scope="session")
def town(bluesky: Bluesky) -> Town:
    make = bluesky.people.make
    ann = make("ann", displayName="Ann <3", description="Ran three town halls. https://ann.example/ & more")
    ben, shy = make("ben"), make("shy", labels=_label("!no-unauthenticated"))
    card = {"uri": f"{PAGE}?utm_source=sky", "title": "Town halls", "description": "What we learned."}
    first = ann.says(
        "Größe zählt nicht 🎉 #TownHall #Comms", langs=["de-CH"], tags=["hidden", "comms"],
        embed={"$type": "app.bsky.embed.external", "external": card},
    )  # fmt: skip
    text = f"Thanks @{ann.handle}, we did the same"
    answer = ben.says(text, facets=mention(text, ann), reply=reply(first)["reply"])
    quote = ben.says("This #townhall advice", embed={"$type": "app.bsky.embed.record", "record": strong(first)})
    thread = ann.says("1/2 How we told 400 people #townhall")
    ann.says("2/2 and what they said", reply=reply(thread)["reply"])
    ann.says("See https://paper.example/other and <b>no markup</b>")
    ben.does("app.bsky.feed.like", subject=strong(first))
    ben.does("app.bsky.feed.repost", subject=strong(first))
    ben.does("app.bsky.graph.follow", subject=ann.did)
    shy.says("I whisper about #townhall")
    listed = ben.does("app.bsky.graph.list", name="Experts", purpose="app.bsky.graph.defs#curatelist")[0]
    for member in (ann, shy):
        ben.does("app.bsky.graph.listitem", list=listed, subject=member.did)
    return Town(bluesky, ann, ben, shy, first, answer, quote, thread, listed, _feed(bluesky, ben, [quote[0], first[0]]))


def _label(value: str) -> dict[str, Any]:
    return {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": value}]}


def _feed(bluesky: Bluesky, owner: Someone, posts: list[str]) -> str:
    uri = f"at://{owner.did}/app.bsky.feed.generator/best"
    record = {
        "$type": "app.bsky.feed.generator",
        "did": bluesky.serve_feed(uri, posts),
        "displayName": "Best",
        "createdAt": "2025-06-02T09:00:00.000Z",
    }
    wanted = {"repo": owner.did, "collection": "app.bsky.feed.generator", "rkey": "best", "record": record}
    owner.client.com.atproto.repo.put_record(wanted)
    bluesky.settle()
    return uri


@pytest.fixture(scope="session")
def talker(bluesky: Bluesky) -> Someone:
    """Somebody with 250 posts, three pages of them."""
    someone = bluesky.people.make("talker")
    someone.posts(someone.record(f"Number {number} #talked{someone.handle[:14]}") for number in range(250))
    bluesky.settle()
    return someone


@pytest.fixture
def door(bluesky: Bluesky) -> Iterator[Fetch]:
    with Fetch(allow=bluesky.hosts, retries=0) as made:
        yield made


def account(someone: Someone) -> Source:
    return Source("bluesky", "account", someone.handle)


def read(door: Fetch, settings: network.Settings, source: Source) -> Parsed:
    """Everything a first run reads, as one."""
    said = [network.parse(page.raw, source) for page in network.pages(door, settings, source, "")]
    assert not [drop for one in said for drop in one.dropped]
    return Parsed(
        posts=tuple(post for one in said for post in one.posts),
        accounts=tuple(account for one in said for account in one.accounts),
        resources=tuple(resource for one in said for resource in one.resources),
        ties=tuple(tie for one in said for tie in one.ties),
    )


def run(
    door: Fetch, settings: network.Settings, source: Source, cursor: str, most: int | None = None
) -> tuple[str, list[str]]:
    """One sync, cut off after `most` pages: the cursor kept and the texts met."""
    met: list[str] = []
    for page in islice(network.pages(door, settings, source, cursor), most):
        cursor = page.cursor
        met += [post.text for post in network.parse(page.raw, source).posts] if page.raw else []
    return cursor, met


def post_of(said: Parsed, written: tuple[str, str]) -> Post:
    return next(post for post in said.posts if post.id == f"bluesky:{written[0]}")


def account_of(said: Parsed, someone: Someone) -> Account:
    return next(one for one in said.accounts if one.id == someone.account)


def test_an_account_s_posts_come_with_what_they_point_at(town: Town, door: Fetch) -> None:
    said = read(door, town.settings, account(town.ann))
    post = post_of(said, town.first)
    assert post.text == "Größe zählt nicht 🎉 #TownHall #Comms"
    assert (post.author, post.lang, post.reply_to, post.quotes) == (town.ann.account, "de", None, None)
    assert tuple(tag.lower() for tag in post.tags) == ("townhall", "comms", "hidden")
    assert post.url == f"https://bsky.app/profile/{town.ann.handle}/post/{town.first[0].rpartition('/')[2]}"
    assert (post.likes, post.reposts, post.replies) == (1, 1, 1)
    assert post.created_at is not None
    assert post.created_at.isoformat() == "2025-06-02T09:00:00+00:00"
    page = next(one for one in said.resources if one.url == post.resource == PAGE)
    assert (page.form, page.title, page.text, page.author) == (Form.ARTICLE, "Town halls", "What we learned.", None)


def test_a_post_by_itself_is_its_own_resource_and_its_author_s(town: Town, door: Fetch) -> None:
    said = read(door, town.settings, account(town.ann))
    resources = {resource.url: resource for resource in said.resources}
    begun = resources[post_of(said, town.thread).url]
    assert (begun.form, begun.author, begun.text) == (
        Form.THREAD,
        town.ann.account,
        "1/2 How we told 400 people #townhall",
    )
    assert "https://paper.example/other" in resources
    assert any(post.text.endswith("<b>no markup</b>") for post in said.posts)


def test_a_profile_comes_with_its_words(town: Town, door: Fetch) -> None:
    ann = account_of(read(door, town.settings, account(town.ann)), town.ann)
    assert (ann.handle, ann.name, ann.followers) == (town.ann.handle, "Ann <3", 1)
    assert ann.bio == "Ran three town halls. https://ann.example/ & more"
    assert ann.url == f"https://bsky.app/profile/{town.ann.handle}"
    assert (ann.links, ann.indexable, ann.bot) == (("https://ann.example/",), None, False)


def test_turning_to_somebody_is_a_tie(town: Town, door: Fetch) -> None:
    said = read(door, town.settings, account(town.ben))
    ties = {
        (tie.kind, tie.post) for tie in said.ties if (tie.source, tie.target) == (town.ben.account, town.ann.account)
    }
    assert ties == {
        (TieKind.REPLY, f"bluesky:{town.answer[0]}"),
        (TieKind.MENTION, f"bluesky:{town.answer[0]}"),
        (TieKind.QUOTE, f"bluesky:{town.quote[0]}"),
        (TieKind.REPOST, f"bluesky:{town.first[0]}"),
    }
    answer = post_of(said, town.answer)
    assert (answer.reply_to, answer.mentions) == (f"bluesky:{town.first[0]}", (town.ann.account,))
    assert post_of(said, town.quote).quotes == f"bluesky:{town.first[0]}"
    repeated = post_of(said, town.first)
    assert (repeated.author, repeated.repost_of) == (town.ann.account, None)


def test_a_hashtag_finds_posts_however_it_is_written_and_no_word(town: Town, door: Fetch) -> None:
    said = read(door, town.settings, Source("bluesky", "tag", "townhall"))
    assert {f"bluesky:{post[0]}" for post in (town.first, town.quote, town.thread)} <= {post.id for post in said.posts}
    assert all("townhall" in map(str.lower, post.tags) for post in said.posts)


def test_a_list_is_read_by_handle_or_did(town: Town, door: Fetch) -> None:
    by_handle = town.list.replace(town.ben.did, town.ben.handle)
    texts = [
        [post.text for post in read(door, town.settings, Source("bluesky", "list", value)).posts]
        for value in (town.list, by_handle)
    ]
    assert texts[0] == texts[1]
    assert "1/2 How we told 400 people #townhall" in texts[0]


def test_a_custom_feed_keeps_its_order_and_is_read_once(town: Town, door: Fetch) -> None:
    source = Source("bluesky", "feed", town.feed)
    cursor, met = run(door, town.settings, source, "")
    assert met == ["This #townhall advice", "Größe zählt nicht 🎉 #TownHall #Comms"]
    assert run(door, town.settings, source, cursor) == (cursor, [])


def test_the_own_timeline_needs_a_sign_in_and_gets_one(town: Town, door: Fetch) -> None:
    source = Source("bluesky", "timeline", "following")
    with pytest.raises(CredentialsError, match="outward connect bluesky"):
        read(door, town.settings, source)
    said = read(door, town.signed_in, source)
    assert {post.author for post in said.posts} == {town.ann.account, town.ben.account}


def test_who_wants_to_be_seen_by_signed_in_people_only_is(town: Town, door: Fetch) -> None:
    for source in (account(town.shy), Source("bluesky", "tag", "townhall"), Source("bluesky", "list", town.list)):
        with suppress(NotThereError):
            raws = [page.raw for page in network.pages(door, town.settings, source, "")]
            assert not [raw for raw in raws if b"whisper" in raw or town.shy.did.encode() in raw]
        said = read(door, town.signed_in, source)
        assert account_of(said, town.shy).indexable is None
        assert "I whisper about #townhall" in [post.text for post in said.posts]


def test_all_sources_of_a_sync_share_one_sign_in(town: Town, door: Fetch) -> None:
    for source in (account(town.ann), account(town.ben), Source("bluesky", "tag", "townhall")):
        read(door, town.signed_in, source)
    assert [method for method, _ in door.asked].count("POST") == 1


def test_nothing_but_the_sign_in_is_ever_sent(town: Town, door: Fetch) -> None:
    read(door, town.settings, account(town.ann))
    assert {method for method, _ in door.asked} == {"GET"}


def test_pages_are_walked_once_and_then_only_what_is_new(town: Town, talker: Someone, door: Fetch) -> None:
    for source in (account(talker), Source("bluesky", "tag", f"talked{talker.handle[:14]}")):
        cursor, met = run(door, town.settings, source, "")
        assert len(met) == len(set(met)) >= 250
        assert run(door, town.settings, source, cursor) == (cursor, [])
        new = f"New for {source.kind} #talked{talker.handle[:14]}"
        talker.says(new)
        town.network.settle()
        cursor, met = run(door, town.settings, source, cursor)
        assert met[0] == new
        assert len(met) <= 100
        assert run(door, town.settings, source, cursor) == (cursor, [])


def test_an_interrupted_walk_goes_on_where_it_stopped(town: Town, talker: Someone, door: Fetch) -> None:
    cursor, begun = run(door, town.settings, account(talker), "", most=1)
    assert len(begun) == 100
    cursor, rest = run(door, town.settings, account(talker), cursor)
    assert len(rest) == len(set(rest)) >= 150
    assert set(begun).isdisjoint(rest)


def test_no_more_pages_are_read_than_the_settings_say(town: Town, talker: Someone, door: Fetch) -> None:
    settings = replace(town.settings, pages="2")
    cursor, met = run(door, settings, account(talker), "")
    assert len(met) == 200
    assert run(door, settings, account(talker), cursor) == (cursor, [])


def test_an_account_without_posts_gives_nothing(bluesky: Bluesky, town: Town, door: Fetch) -> None:
    silent = bluesky.people.make("silent")
    bluesky.settle()
    assert run(door, town.settings, account(silent), "") == ("", [])


@pytest.mark.parametrize("source", [
    Source("bluesky", "account", "nobody-at-all.test"),
    Source("bluesky", "list", "at://nobody-at-all.test/app.bsky.graph.list/x"),
    Source("bluesky", "feed", "at://did:plc:m6vcf2r3wvlxkhuhv7tahx45/app.bsky.feed.generator/x"),
    Source("bluesky", "account", "not a handle"),
], ids=str)  # fmt: skip
def test_what_is_not_there_is_said_to_be_so(town: Town, door: Fetch, source: Source) -> None:
    with pytest.raises(SourceError) as caught:
        read(door, town.settings, source)
    assert isinstance(caught.value, (NotThereError, MalformedError))
    assert str(caught.value).count(".") <= str(source).count(".") + 1


def test_a_wrong_password_is_one_sentence_without_it(town: Town, door: Fetch) -> None:
    wrong = replace(town.signed_in, app_password="hunter2-hunter2")
    with pytest.raises(CredentialsError, match="outward connect bluesky") as caught:
        read(door, wrong, account(town.ann))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("pages", ["0", "-1", "many", "", "1001", "1.5"])
def test_a_useless_number_of_pages_is_refused(pages: str, fetch: Fetch) -> None:
    with pytest.raises(InputError, match="1 to 1000"):
        list(network.pages(fetch, network.Settings(pages=pages), Source("bluesky", "tag", "x"), ""))


# A server that fails as it is told.

BROKEN = Source("bluesky", "account", "someone.example")
JSON = {"Content-Type": "application/json"}


def answers(web: Web, fetch: Fetch, *replies: Reply) -> Any:
    """What reading does when the server gives these replies."""
    settings = network.Settings(address=web.url)
    with suppress(SourceError):
        list(network.pages(fetch, settings, BROKEN, ""))
    web.says(web.asked[-1].path, *replies)
    return lambda: list(network.pages(fetch, settings, BROKEN, ""))


@pytest.mark.parametrize(("reply", "error", "says"), [
    (Reply(429, headers={"RateLimit-Reset": "9999999999"}), RateLimitError, "asks to wait until"),
    (Reply(429), RateLimitError, "asks to wait until"),
    (Reply(500), TroubleError, "trouble of its own"),
    (Reply(401, b'{"error":"AuthMissing","message":"x"}', JSON), CredentialsError, "signed-in people only"),
    (Reply(403, b"<html>", {}), CredentialsError, "signed-in people only"),
    (Reply(400, b'{"error":"ExpiredToken","message":"x"}', JSON), CredentialsError, "signed-in people only"),
    (Reply(400, b'{"error":"InvalidRequest","message":"Profile not found"}', JSON), NotThereError, "knows no account"),
    (Reply(418), MalformedError, "cannot be read"),
    (Reply(200, b'{"feed": [', JSON), MalformedError, "cannot be read"),
    (Reply(200, b"[]", JSON), MalformedError, "cannot be read"),
    (Reply(200, b"{}", JSON), MalformedError, "cannot be read"),
    (Reply(200, b'{"feed": 3}', JSON), MalformedError, "cannot be read"),
    (Reply(200, b"<html>hello", {"Content-Type": "text/html"}), MalformedError, "cannot be read"),
    (Reply(200, b'{"feed": []', JSON, fault="cut"), UnreachableError, "cut the connection"),
])  # fmt: skip
def test_trouble_is_one_sentence(web: Web, fetch: Fetch, reply: Reply, error: type[SourceError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        answers(web, fetch, reply)()
    assert "\n" not in str(caught.value)


def test_a_silent_server_is_not_waited_for(web: Web) -> None:
    with (
        Fetch(allow=frozenset({web.host}), timeout=0.2, retries=0) as fetch,
        pytest.raises(UnreachableError, match="in time"),
    ):
        answers(web, fetch, Reply(fault="silent"))()


def test_a_private_server_is_not_asked_unless_it_is_allowed(web: Web) -> None:
    with Fetch() as fetch, pytest.raises(ForbiddenAddressError):
        list(network.pages(fetch, network.Settings(address=web.url), BROKEN, ""))
    assert web.asked == []


def test_records_that_cannot_be_read_are_dropped_and_the_rest_goes_on(web: Web, fetch: Fetch) -> None:
    bad: list[Any] = [{}, {"post": {"uri": "nowhere", "author": {"did": "x"}, "record": {"text": "t"}}}, 3, None]
    whole = {"feed": [*bad, {"post": _view("at://did:plc:x/app.bsky.feed.post/1", "fine")}]}
    read_pages = answers(web, fetch, Reply(200, msgspec.json.encode(whole), JSON))
    with pytest.raises(SourceError):  # the profile of its author is not there
        read_pages()
    said = network.parse(msgspec.json.encode(whole), BROKEN)
    assert [post.text for post in said.posts] == ["fine"]
    assert len(said.dropped) == 4
    assert all(drop.reason.endswith(".") for drop in said.dropped)


def _view(uri: str, text: str, **more: Any) -> dict[str, Any]:
    return {"uri": uri, "author": {"did": "did:plc:x"}, "record": {"text": text, **more}}


@pytest.mark.parametrize(("created", "lang"), [("when pigs fly", ["en"]), ("", ["Klingon!"]), ("0000-00-00", [])])
def test_an_unknown_date_or_language_is_none(created: str, lang: list[str]) -> None:
    view = _view("at://did:plc:x/app.bsky.feed.post/1", "hi", createdAt=created, langs=lang)
    (post,) = network.parse(msgspec.json.encode({"feed": [{"post": view}]}), BROKEN).posts
    assert (post.created_at, post.lang) == (None, "en" if lang == ["en"] else None)
    assert post.url == "https://bsky.app/profile/did:plc:x/post/1"


def test_a_moving_picture_is_nothing_to_learn_from() -> None:
    view = _view("at://did:plc:x/app.bsky.feed.post/1", "lol")
    view["embed"] = {"external": {"uri": "https://media.tenor.com/x/y.gif", "title": "lol"}}
    (resource,) = network.parse(msgspec.json.encode({"feed": [{"post": view}]}), BROKEN).resources
    assert resource.form is Form.POST


def test_recorded_posts_are_read() -> None:
    lines = data("payloads", "bluesky", "tidytuesday_posts_2025.jsonl").read_bytes().splitlines()
    feed = [{"post": msgspec.Raw(line)} for line in lines]
    said = network.parse(msgspec.json.encode({"feed": feed}), Source("bluesky", "tag", "tidytuesday"))
    assert (len(lines), len(said.posts), said.dropped) == (575, 582, ())  # 7 quoted ones more
    inside = network.parse(msgspec.json.encode({"feed": feed, "signedIn": True}), Source("bluesky", "tag", "x"))
    assert len(inside.posts) == 583  # one is by somebody who is shown to signed-in people only
    assert sum("tidytuesday" in map(str.lower, post.tags) for post in said.posts) > 500
    assert {post.resource for post in said.posts} == {resource.url for resource in said.resources}
    assert {post.author for post in said.posts} <= {account.id for account in said.accounts}


def test_recordings_that_are_no_timeline_are_dropped_or_empty() -> None:
    for path in files("payloads", "bluesky", "atproto_py"):
        assert network.parse(path.read_bytes(), BROKEN).posts == (), path


def test_a_conference_spoken_again_is_read_as_it_was(bluesky: Bluesky, town: Town, door: Fetch) -> None:
    conference = seed(bluesky)
    assert len(conference.written) == 400
    said = read(door, town.settings, Source("bluesky", "tag", conference.tags[0]))
    assert len(said.posts) > 50
    name, someone = next(iter(conference.people.items()))
    own = read(door, town.settings, account(someone))
    assert {f"bluesky:{uri}" for uri, _ in conference.written.values() if someone.did in uri} == {
        p.id for p in own.posts
    }
    assert all(post.created_at and post.created_at.year < 2020 for post in own.posts), name
    assert account_of(own, someone).handle == someone.handle


@pytest.mark.parametrize(("text", "kind", "value"), [
    (" #InternalComms ", "tag", "internalcomms"),
    ("#größe", "tag", "größe"),
    ("@Name.Bsky.Social", "account", "name.bsky.social"),
    ("name.bsky.social", "account", "name.bsky.social"),
    ("@paper.example", "account", "paper.example"),
    ("did:plc:m6vcf2r3wvlxkhuhv7tahx45", "account", "did:plc:m6vcf2r3wvlxkhuhv7tahx45"),
    ("at://did:plc:m6vcf2r3wvlxkhuhv7tahx45", "account", "did:plc:m6vcf2r3wvlxkhuhv7tahx45"),
    ("at://a.example/app.bsky.feed.post/1", "account", "a.example"),
    ("at://a.example/app.bsky.graph.list/1", "list", "at://a.example/app.bsky.graph.list/1"),
    ("https://bsky.app/profile/a.example", "account", "a.example"),
    ("bsky.app/profile/a.example/post/1", "account", "a.example"),
    ("https://bsky.app/profile/A.example/lists/3k", "list", "at://a.example/app.bsky.graph.list/3k"),
    ("https://bsky.app/profile/a.example/feed/best", "feed", "at://a.example/app.bsky.feed.generator/best"),
    ("https://bsky.app/hashtag/Comms", "tag", "comms"),
    ("https://bsky.app/search?q=%23Comms", "tag", "comms"),
    ("https://bsky.app/", "timeline", "following"),
    ("bluesky:notifications", "notifications", "notifications"),
    ("Bluesky: bookmarks", "bookmarks", "bookmarks"),
    ("bluesky:likes", "likes", "likes"),
    ("bluesky:following", "following", "following"),
    ("bluesky:timeline", "timeline", "following"),
    ("bluesky:search  town hall   meetings", "search", "town hall meetings"),
    ("https://bsky.app/starter-pack/A.example/3k", "starter_pack", "at://a.example/app.bsky.graph.starterpack/3k"),
])  # fmt: skip
def test_words_for_sources_are_understood(text: str, kind: str, value: str) -> None:
    assert network.recognise(text) == Source("bluesky", kind, value)


@pytest.mark.parametrize("text", [
    "", "#", "#1", "# tag", "word", "paper.example", "@name", "@a@b.example", "https://example.org/", "https://[::1",
    "https://bsky.app/profile/nobody", "https://bsky.app/search?q=words", "https://bsky.app/settings", "at://x/y/z",
    "ftp://bsky.app/", "https://bsky.app/profile/a.example/lists/a b", "did:web:",
    "bluesky:search", "bluesky:secrets", "https://bsky.app/starter-pack/nobody/3k",
])  # fmt: skip
def test_other_words_are_left_to_others(text: str) -> None:
    assert network.recognise(text) is None
