"""YouTube's public feeds: channels and playlists, without a key."""

from datetime import UTC, datetime

import pytest

from outward.errors import InputError, TroubleError
from outward.fetch import Fetch
from outward.model import Form, Source
from outward.networks import youtube
from tests.data import data
from tests.networks.web_server import Reply, Web, clock, fetch, web

__all__ = ["clock", "fetch", "web"]

CHANNEL = "UCk195x4zYdMx4LhqEwhcPng"
SOURCE = Source("youtube", "channel", CHANNEL)

FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns="http://www.w3.org/2005/Atom">
 <id>yt:channel:{CHANNEL[2:]}</id><yt:channelId>{CHANNEL[2:]}</yt:channelId><title>A channel</title>
 <author><name>A channel</name><uri>https://www.youtube.com/channel/{CHANNEL}</uri></author>
 <entry><id>yt:video:Elewn679CZI</id><yt:videoId>Elewn679CZI</yt:videoId>
  <yt:channelId>{CHANNEL}</yt:channelId>
  <title>Town halls that work</title><link rel="alternate" href="https://www.youtube.com/watch?v=Elewn679CZI"/>
  <author><name>A channel</name><uri>https://www.youtube.com/channel/{CHANNEL}</uri></author>
  <published>2026-03-03T12:00:00+00:00</published><updated>2026-03-04T12:00:00+00:00</updated>
  <media:group><media:title>Town halls that work</media:title><media:description>How we did it.</media:description>
   <media:community><media:starRating count="7" average="5.00" min="1" max="5"/>
    <media:statistics views="99"/></media:community>
  </media:group></entry>
 <entry><id>yt:video:ysIQMAjpuYY</id><link rel="alternate" href="https://www.youtube.com/shorts/ysIQMAjpuYY"/>
  <title>Short</title></entry>
 <entry><id>x</id><link rel="alternate" href="https://example.org/"/><title>No video</title></entry>
</feed>""".encode()


def test_a_channel_feed_gives_videos_of_its_channel() -> None:
    said = youtube.parse(FEED, SOURCE)
    post, short = said.posts
    address = "https://www.youtube.com/watch?v=Elewn679CZI"
    assert (post.id, post.author, post.text) == ("youtube:Elewn679CZI", f"youtube:{CHANNEL}", "How we did it.")
    assert (post.url, post.resource, post.likes) == (address, address, 7)
    assert post.created_at == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert (short.author, short.text, short.likes) == (f"youtube:{CHANNEL}", "Short", None)
    assert [(r.form, r.title, r.seconds) for r in said.resources] == [
        (Form.VIDEO, "Town halls that work", None),
        (Form.VIDEO, "Short", None),
    ]
    assert said.accounts[0].name == "A channel"
    assert said.accounts[0].url == f"https://www.youtube.com/channel/{CHANNEL}"
    assert [drop.reason for drop in said.dropped] == ["It is no video."]


@pytest.mark.parametrize(("kind", "value", "path"), [
    ("channel", CHANNEL, f"/feeds/videos.xml?channel_id={CHANNEL}"),
    ("playlist", "PLabcdefghijkl", "/feeds/videos.xml?playlist_id=PLabcdefghijkl"),
])  # fmt: skip
def test_the_feed_of_a_source_is_read_and_then_only_what_changed(
    web: Web, fetch: Fetch, kind: str, value: str, path: str
) -> None:
    web.says(path, Reply(body=FEED, headers={"ETag": '"1"'}), Reply(304))
    source = Source("youtube", kind, value)
    settings = youtube.Settings(address=web.url + "/")
    (page,) = youtube.pages(fetch, settings, source, "")
    assert page.raw == FEED
    assert list(youtube.pages(fetch, settings, source, page.cursor)) == []


def test_a_missing_feed_is_trouble_and_no_deletion(web: Web, fetch: Fetch) -> None:
    with pytest.raises(TroubleError, match=CHANNEL):
        list(youtube.pages(fetch, youtube.Settings(address=web.url), SOURCE, ""))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (CHANNEL, "channel", CHANNEL),
        (f" https://www.youtube.com/channel/{CHANNEL}/videos ", "channel", CHANNEL),
        (f"youtube.com/channel/{CHANNEL}", "channel", CHANNEL),
        (f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}", "channel", CHANNEL),
        ("https://www.youtube.com/playlist?list=PLabcdefghijkl", "playlist", "PLabcdefghijkl"),
        ("https://www.youtube.com/watch?v=Elewn679CZI&list=PLabcdefghijkl", "playlist", "PLabcdefghijkl"),
        ("PLabcdefghijkl", "playlist", "PLabcdefghijkl"),
    ],
)
def test_channels_and_playlists_are_recognised(text: str, kind: str, value: str) -> None:
    assert youtube.recognise(text) == Source("youtube", kind, value)


@pytest.mark.parametrize(
    "path", ["@someone", "c/someone", "user/someone", "watch?v=Elewn679CZI", "", "channel/UCshort"]
)
def test_an_address_without_a_channel_id_says_what_is_needed(path: str) -> None:
    with pytest.raises(InputError, match="UC"):
        youtube.recognise(f"https://www.youtube.com/{path}")


@pytest.mark.parametrize(
    "text", ["", "@someone", "#tag", "https://example.org/", "http://[::1", "UCshort", "ftp://youtube.com/"]
)
def test_other_words_are_left_to_others(text: str) -> None:
    assert youtube.recognise(text) is None


@pytest.mark.parametrize(
    ("name", "posts", "likes"),
    [("invidious_channel.xml", 15, 0), ("youtube_channel_2021.xml", 15, 15), ("youtube_gdata_2014.xml", 24, 0)],
)
def test_recorded_feeds_are_read(name: str, posts: int, likes: int) -> None:
    said = youtube.parse(data("payloads", "youtube", "rss", name).read_bytes(), SOURCE)
    assert (len(said.posts), len(said.resources), said.dropped) == (posts, posts, ())
    assert sum(post.likes is not None for post in said.posts) == likes
    assert {post.author for post in said.posts} == {account.id for account in said.accounts}
