"""YouTube's Data API: what it adds to the feeds, what it costs, and what stops it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import (
    CredentialsError,
    InputError,
    MalformedError,
    NotThereError,
    OutwardError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from outward.model import Chapter, MarkKind, Page, Parsed, Source, TieKind
from outward.networks import Opens, Prices, SignsIn, Unpacks, network, youtube
from outward.networks.youtube.api import SpentError, day_began, day_ends
from outward.networks.youtube.words import chapters
from tests.networks import youtube_server as server
from tests.networks.web_server import Clock, Reply, Web, clock, fetch, web
from tests.networks.youtube_server import CHANNEL, HER, OTHER, Api

__all__ = ["clock", "fetch", "web"]

SOURCE = Source("youtube", "channel", CHANNEL)
FEED_AT = f"/feeds/videos.xml?channel_id={CHANNEL}"


def _id(number: int) -> str:
    return f"video{number:06}"


def _feed(*videos: str) -> Reply:
    entries = "".join(
        f"<entry><id>yt:video:{v}</id><yt:videoId>{v}</yt:videoId><yt:channelId>{CHANNEL}</yt:channelId>"
        f"<title>Video {v}</title><link rel='alternate' href='https://www.youtube.com/watch?v={v}'/></entry>"
        for v in videos
    )
    spaces = "xmlns:yt='http://www.youtube.com/xml/schemas/2015' xmlns='http://www.w3.org/2005/Atom'"
    return Reply(body=f"<feed {spaces}><title>Quiet Offices</title>{entries}</feed>".encode(), headers={"ETag": '"1"'})


@pytest.fixture
def api(web: Web) -> Api:
    made = Api(web)
    made.lists["videos"] = server.details
    web.says(FEED_AT, _feed(_id(1), _id(2)), Reply(304))
    return made


@pytest.fixture
def settings(web: Web) -> youtube.Settings:
    return youtube.Settings(
        api_key="good", address=web.url, api=web.url, accounts=f"{web.url}/auth", tokens=f"{web.url}/token", depth="0"
    )


@pytest.fixture
def signed_in(web: Web, settings: youtube.Settings) -> youtube.Settings:
    web.says("/token", Reply(body=b'{"access_token": "let-in", "expires_in": 3600}'))
    return replace(settings, api_key="", client_id="id", client_secret="hush", refresh_token="lasting")


def _read(fetch: Fetch, settings: youtube.Settings, source: Source, cursor: str = "") -> tuple[list[Page], Parsed]:
    pages = list(youtube.pages(fetch, settings, source, cursor))
    said = [youtube.parse(page.raw, source) for page in pages if page.raw]
    names = "posts accounts resources ties marks mine sources dropped".split()
    return pages, Parsed(**{name: tuple(x for one in said for x in getattr(one, name)) for name in names})


def test_the_module_offers_all_that_networks_can() -> None:
    one = network("youtube")
    for ability in (Unpacks, Opens, SignsIn, Prices):
        assert isinstance(one, ability)


def test_videos_of_a_feed_get_length_chapters_captions_and_counts(
    api: Api, fetch: Fetch, settings: youtube.Settings
) -> None:
    pages, said = _read(fetch, settings, SOURCE)
    assert api.names() == ["videos"]
    assert len(pages) == 2
    post, resource = said.posts[-1], said.resources[-1]
    assert (post.id, post.author, post.likes, post.replies, post.lang) == (
        f"youtube:{_id(2)}",
        f"youtube:{CHANNEL}",
        12,
        3,
        "en",
    )
    assert (resource.seconds, resource.captions, resource.title) == (3723, True, f"Town hall <{_id(2)}>")
    assert resource.chapters == (Chapter(start=0, title="Welcome"), Chapter(start=90, title="The first day"),
                                 Chapter(start=725, title="Questions"))  # fmt: skip
    assert said.dropped == ()
    assert fetch.purse.spent("youtube", day_began(fetch.now())) == 1


def test_a_key_goes_in_a_header_never_in_an_address(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    pages, _ = _read(fetch, settings, SOURCE)
    assert api.calls[0][2]["x-goog-api-key"] == "good"
    assert not [page for page in pages if "good" in page.url or b"good" in page.raw or "good" in page.cursor]
    assert not [asked for asked in api.web.asked if "good" in asked.path]


def test_without_a_key_nothing_but_the_feed_is_asked(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    pages, _ = _read(fetch, replace(settings, api_key=""), SOURCE)
    assert (len(pages), api.calls) == (1, [])
    assert youtube.price(fetch, replace(settings, api_key=""), SOURCE) is None


def test_a_sync_broken_off_after_the_feed_still_asks_about_its_videos(
    api: Api, fetch: Fetch, settings: youtube.Settings
) -> None:
    first = next(iter(youtube.pages(fetch, settings, SOURCE, "")))
    assert api.calls == []
    pages, said = _read(fetch, settings, SOURCE, first.cursor)
    assert [post.id for post in said.posts] == [f"youtube:{_id(1)}", f"youtube:{_id(2)}"]
    assert list(youtube.pages(fetch, settings, SOURCE, pages[-1].cursor)) == []
    assert api.names() == ["videos"]


def test_the_cursor_of_a_feed_read_before_the_api_was_known_still_counts(
    api: Api, fetch: Fetch, settings: youtube.Settings, web: Web
) -> None:
    old = '{"etag":"\\"1\\"","digest":"abc"}'
    assert list(youtube.pages(fetch, replace(settings, api_key=""), SOURCE, old))
    assert web.asked[-1].headers["if-none-match"] == '"1"'


def test_older_videos_are_read_once_by_pages_and_asked_about_fifty_at_a_time(
    api: Api, fetch: Fetch, settings: youtube.Settings
) -> None:
    items = [server.place(_id(n), "UU" + CHANNEL[2:]) for n in range(120)]
    api.lists["playlistItems"] = server.paged("PlaylistItemListResponse", items)
    pages, said = _read(fetch, replace(settings, depth="2"), SOURCE)
    assert api.names() == ["videos", "playlistItems", "videos", "playlistItems", "videos"]
    assert api.calls[1][1]["playlistId"] == "UU" + CHANNEL[2:]
    assert len({post.id for post in said.posts}) == 100
    assert list(youtube.pages(fetch, replace(settings, depth="2"), SOURCE, pages[-1].cursor)) == []


@pytest.mark.parametrize("stop", range(7))
def test_reading_broken_off_after_any_page_makes_the_same_calls(
    api: Api, fetch: Fetch, settings: youtube.Settings, stop: int
) -> None:
    items = [server.place(_id(n), "UU" + CHANNEL[2:]) for n in range(120)]
    api.lists["playlistItems"] = server.paged("PlaylistItemListResponse", items)
    deep = replace(settings, depth="3")
    cursor = ""
    for number, page in enumerate(youtube.pages(fetch, deep, SOURCE, "")):
        cursor = page.cursor
        if number == stop:
            break
    list(youtube.pages(fetch, deep, SOURCE, cursor))
    assert sorted(api.names()) == ["playlistItems"] * 3 + ["videos"] * 4


def test_uploads_that_are_not_shown_end_the_older_ones_quietly(
    api: Api, fetch: Fetch, settings: youtube.Settings
) -> None:
    pages, _ = _read(fetch, replace(settings, depth="2"), SOURCE)
    assert api.names() == ["videos", "playlistItems"]
    assert list(youtube.pages(fetch, replace(settings, depth="2"), SOURCE, pages[-1].cursor)) == []


def test_a_mark_that_is_no_longer_known_begins_anew(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    api.lists["playlistItems"] = server.paged("PlaylistItemListResponse", [server.place(_id(9), "PL")])
    api.once = [server.refusal(400, "invalidPageToken")]
    cursor = msgspec.json.encode({"feed": "", "after": "gone", "left": 2}).decode()
    api.web.says(FEED_AT, _feed())
    _, said = _read(fetch, settings, SOURCE, cursor)
    assert f"youtube:{_id(9)}" in {post.id for post in said.posts}


def test_a_handle_costs_a_unit_once_and_is_then_a_channel(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    source = youtube.recognise("youtube:@QuietOffices")
    assert source == Source("youtube", "handle", "quietoffices")
    api.lists["channels"] = lambda q: server.answer(
        "ChannelListResponse",
        items=[server.channel(CHANNEL, "Quiet Offices", "@quietoffices")] if q["forHandle"] == "@quietoffices" else [],
    )
    pages, said = _read(fetch, settings, source)
    assert api.names() == ["channels", "videos"]
    assert (said.accounts[0].handle, said.accounts[0].followers, said.accounts[0].bio) == (
        "@quietoffices",
        321,
        "We talk.",
    )
    assert list(youtube.pages(fetch, settings, source, pages[-1].cursor)) == []
    assert api.names() == ["channels", "videos"]
    with pytest.raises(NotThereError, match="@nobody"):
        list(youtube.pages(fetch, settings, Source("youtube", "handle", "nobody"), ""))


@pytest.mark.parametrize(
    ("kind", "value"), [("handle", "a"), ("search", "x"), ("subscriptions", "subscriptions"), ("liked", "liked")]
)
def test_what_needs_a_key_or_a_sign_in_says_so(fetch: Fetch, kind: str, value: str) -> None:
    with pytest.raises(CredentialsError, match="outward connect youtube --sign-in"):
        list(youtube.pages(fetch, youtube.Settings(), Source("youtube", kind, value), ""))


def test_a_handles_address_says_what_to_give_instead() -> None:
    with pytest.raises(InputError, match="youtube:@QuietOffices"):
        youtube.recognise("https://www.youtube.com/@QuietOffices/videos")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("youtube:#TownHall", "search", "#townhall"),
        ("YouTube: search  staff   meetings", "search", "staff meetings"),
        ("youtube:subscriptions", "subscriptions", "subscriptions"),
        ("youtube:liked", "liked", "liked"),
    ],
)
def test_words_after_the_networks_name_are_recognised(text: str, kind: str, value: str) -> None:
    assert youtube.recognise(text) == Source("youtube", kind, value)


@pytest.mark.parametrize("text", ["youtube:", "youtube:search", "youtube:@a b", "youtube:something else", "youtube:##"])
def test_other_words_after_it_mean_nothing(text: str) -> None:
    assert youtube.recognise(text) is None


def test_a_search_is_made_at_most_once_a_day(api: Api, fetch: Fetch, settings: youtube.Settings, clock: Clock) -> None:
    api.lists["search"] = lambda q: server.answer("SearchListResponse", items=[server.found(_id(5))])
    source = Source("youtube", "search", "#townhall")
    pages, said = _read(fetch, settings, source)
    assert api.names() == ["search", "videos"]
    assert api.calls[0][1]["q"] == "#townhall"
    assert (said.resources[0].title, said.accounts[0].name) == ("Q&A 'live'", "Ask & Tell")
    assert fetch.purse.spent("youtube", day_began(fetch.now())) == 101
    assert list(youtube.pages(fetch, settings, source, pages[-1].cursor)) == []
    clock.wait(86_400)
    assert list(youtube.pages(fetch, settings, source, pages[-1].cursor))
    assert api.names() == ["search", "videos", "search", "videos"]


def test_her_subscriptions_are_ties_of_hers_and_channels_to_read(
    api: Api, fetch: Fetch, signed_in: youtube.Settings
) -> None:
    api.lists["channels"] = lambda q: server.answer("ChannelListResponse", items=[server.channel(HER, "Her")])
    items = [server.subscription(f"UC{n:022}", f"Channel {n}") for n in range(60)]
    api.lists["subscriptions"] = server.paged("SubscriptionListResponse", items)
    source = Source("youtube", "subscriptions", "subscriptions")
    pages, said = _read(fetch, signed_in, source)
    assert api.names() == ["channels", "subscriptions", "subscriptions"]
    assert len(said.ties) == len(said.sources) == 60
    assert {(tie.source, tie.kind) for tie in said.ties} == {(f"youtube:{HER}", TieKind.FOLLOW)}
    assert said.ties[0].at == datetime(2025, 5, 5, 5, 5, 5, tzinfo=UTC)
    assert set(said.mine) == {f"youtube:{HER}"}
    assert list(youtube.pages(fetch, signed_in, source, pages[-1].cursor)) == []
    resumed = list(youtube.pages(fetch, signed_in, source, pages[1].cursor))
    assert [page.raw for page in resumed] == [pages[2].raw]


def test_what_she_liked_is_marked_and_only_new_likes_are_read_again(
    api: Api, fetch: Fetch, signed_in: youtube.Settings
) -> None:
    items = [server.place(_id(n), "LL", f"2026-01-{30 - n:02}T09:00:00Z") for n in range(3)]
    gone = server.place(_id(9), "LL", "2025-01-01T09:00:00Z")
    del gone["snippet"]["videoOwnerChannelId"]
    api.lists["playlistItems"] = server.paged("PlaylistItemListResponse", [*items, gone])
    source = Source("youtube", "liked", "liked")
    pages, said = _read(fetch, signed_in, source)
    assert (said.marks[0].kind, said.marks[0].at) == (MarkKind.LIKED, datetime(2026, 1, 30, 9, tzinfo=UTC))
    assert len(said.marks) == 3
    assert [drop.reason for drop in said.dropped] == ["It is private or was deleted."]
    assert api.names() == ["playlistItems", "videos"]
    assert list(youtube.pages(fetch, signed_in, source, pages[-1].cursor)) == []
    assert all(call[2]["authorization"] == "Bearer let-in" for call in api.calls)


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (server.refusal(400, "keyInvalid"), CredentialsError, "key or sign-in"),
        (server.refusal(400, "badRequest"), MalformedError, "400"),
        (server.refusal(401, "authError"), CredentialsError, "401"),
        (server.refusal(403, "accessNotConfigured"), CredentialsError, "switched on"),
        (server.refusal(403, "forbidden"), CredentialsError, "private"),
        (server.refusal(403, "rateLimitExceeded"), RateLimitError, "slower"),
        (server.refusal(404, "channelNotFound"), NotThereError, "404"),
        (Reply(429, headers={"Retry-After": "600"}), RateLimitError, "wait"),
        (Reply(500), TroubleError, "500"),
        (Reply(200, b'{"kind": ', fault="cut"), UnreachableError, "cut"),
        (Reply(200, b"<html>"), MalformedError, "cannot be read"),
        (Reply(200, b"[]"), MalformedError, "cannot be read"),
        (Reply(302, headers={"Location": "http://127.0.0.1:9/"}), MalformedError, "302"),
    ],
)
def test_faults_are_one_sentence_without_secrets(
    api: Api, fetch: Fetch, settings: youtube.Settings, reply: Reply, error: type[OutwardError], words: str
) -> None:
    api.once = [reply] * 3
    with pytest.raises(error, match=words) as caught:
        list(youtube.pages(fetch, settings, Source("youtube", "search", "x"), ""))
    assert "SECRET" not in str(caught.value)
    assert "good" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_used_up_quota_waits_for_midnight_in_california(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    api.once = [server.refusal(403, "quotaExceeded")]
    with pytest.raises(RateLimitError) as caught:
        list(youtube.pages(fetch, settings, Source("youtube", "search", "x"), ""))
    assert caught.value.retry_at == datetime(2026, 3, 4, 8, tzinfo=UTC)
    with pytest.raises(SpentError):
        list(youtube.pages(fetch, settings, Source("youtube", "search", "y"), ""))
    assert len(api.calls) == 1


def test_a_used_up_quota_never_stops_the_feeds(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    api.once = [server.refusal(403, "quotaExceeded")]
    read = youtube.pages(fetch, settings, SOURCE, "")
    assert youtube.parse(next(iter(read)).raw, SOURCE).posts
    with pytest.raises(SourceError, match="begins anew") as caught:
        next(iter(read))
    assert not isinstance(caught.value, RateLimitError)


def test_outward_stops_at_the_users_own_cap(api: Api, fetch: Fetch, settings: youtube.Settings, clock: Clock) -> None:
    tight = replace(settings, quota="100")
    fetch.purse.spend("youtube", 100, "before")
    with pytest.raises(SpentError, match="100 units"):
        list(youtube.pages(fetch, tight, SOURCE, ""))
    assert api.calls == []
    assert api.web.asked[-1].path == FEED_AT
    with pytest.raises(InputError, match="10000"):
        list(youtube.pages(fetch, replace(settings, quota="10001"), Source("youtube", "search", "x"), ""))


@pytest.mark.parametrize(("kind", "total"), [("channel", 3), ("playlist", 3), ("handle", 4), ("search", 101)])
def test_prices_are_told_in_units(fetch: Fetch, settings: youtube.Settings, kind: str, total: float) -> None:
    fetch.purse.spend("youtube", 40, "before")
    price = youtube.price(fetch, replace(settings, depth="1"), Source("youtube", kind, "x"))
    assert price
    assert price.total == pytest.approx(total)
    assert (price.unit, price.cap, price.spent, price.left, price.period) == ("units", 2000, 40, 1960, "day")


@pytest.mark.parametrize(("now", "hours"), [((2026, 3, 8, 12), 23), ((2026, 11, 1, 12), 25), ((2026, 6, 1, 6, 59), 24)])
def test_googles_day_has_the_hours_of_california(now: tuple[int, ...], hours: int) -> None:
    moment = datetime(*now, tzinfo=UTC)  # type: ignore[arg-type, misc]
    began, ends = day_began(moment).astimezone(UTC), day_ends(moment).astimezone(UTC)
    assert began <= moment < ends
    assert ends - began == timedelta(hours=hours)


def test_every_price_is_at_least_what_a_reading_uses(api: Api, fetch: Fetch, settings: youtube.Settings) -> None:
    items = [server.place(_id(n), "UU") for n in range(150)]
    api.lists["playlistItems"] = server.paged("PlaylistItemListResponse", items)
    deep = replace(settings, depth="2")
    price = youtube.price(fetch, deep, SOURCE)
    _read(fetch, deep, SOURCE)
    assert price
    assert fetch.purse.spent("youtube", day_began(fetch.now())) <= price.total


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("0:00 A\n1:00 B\n1:00:00 C", [0, 60, 3600]),
        ("A 0:00\nB - 2:00\nC (75:30)", [0, 120, 4530]),
        ("0:30 A\n1:00 B\n2:00 C", []),
        ("0:00 A\n1:00 B", []),
        ("0:00 A\n2:00 B\n1:00 C", []),
        ("12:30 lunch\n0:00 A\n1:00 B\n2:00 C", [0, 60, 120]),
        ("", []),
    ],
)
def test_chapters_are_read_as_youtube_reads_them(text: str, starts: list[int]) -> None:
    assert [chapter.start for chapter in chapters(text)] == starts


@given(st.text(), st.integers(0, 9_000) | st.none())
def test_chapters_always_rise_from_the_beginning(text: str, seconds: int | None) -> None:
    found = [chapter.start for chapter in chapters(text, seconds)]
    assert found == sorted(set(found))
    assert not found or (found[0] == 0 and len(found) >= 3)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["youtube#video", CHANNEL, OTHER]),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["kind", "items", "id", "snippet", "channelId", "title", "contentDetails", "videoId"]),
                inner,
            )
        ),
    ),
    st.sampled_from(sorted({*youtube.KINDS, *youtube.OPENED, *youtube.FILES})),
)
def test_strange_answers_are_dropped_never_raised(said: object, kind: str) -> None:
    for raw in (
        said,
        {"kind": "youtube#videoListResponse", "items": [said]},
        {"items": [{"kind": "youtube#video", "snippet": said}]},
    ):
        read = youtube.parse(msgspec.json.encode(raw), Source("youtube", kind, "value"))
        assert all(drop.reason.endswith((".", "check the address.")) for drop in read.dropped)
