"""Feeds of every make are read; hostile and broken ones harm nothing and say one clear sentence."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import MalformedError, NotThereError, RateLimitError
from outward.fetch import Fetch
from outward.fetch.syndication import LONGEST_BROKEN
from outward.model import Form, Page, Parsed, Resource, Source
from outward.networks import feeds
from tests.data import data, files
from tests.networks.web_server import Reply, Web, clock, fetch, web

__all__ = ["clock", "fetch", "web"]

ADDRESS = "https://example.org/news/feed.xml"
SOURCE = Source("feeds", "feed", ADDRESS)

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Inside &amp; Out</title><link>https://example.org/</link><description>About us</description>
<language>en-GB</language>
<item><title>First &lt;b&gt;words&lt;/b&gt;</title><link>/first?utm_source=rss</link><guid isPermaLink="false">n1</guid>
  <dc:creator>Ada Byron</dc:creator><pubDate>Tue, 03 Mar 2026 13:00:00 +0100</pubDate>
  <category>#change</category><category>change</category><category>town halls</category>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>One two three.</p><script>alert(1)</script><p>Four five.</p>]]></content:encoded></item>
<item><title>No address at all</title></item>
<item><link>javascript:alert(1)</link><title>Not an address to open</title></item>
<item><title>Nobody signed this</title><link>https://example.org/second</link>
  <description>A summary</description></item>
</channel></rss>"""

PODCAST = b"""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Talk</title>
<itunes:author>The Hosts</itunes:author>
<item><title>One</title><guid>a</guid><enclosure url="https://example.org/1.mp3" type="audio/mpeg" length="9"/>
  <itunes:duration>1:02:03</itunes:duration></item>
<item><title>Two</title><link>https://example.org/2</link><enclosure url="2.m4a"/>
  <itunes:duration>90</itunes:duration></item>
<item><title>Three</title><link>https://youtu.be/Elewn679CZI</link></item>
<item><title>Four</title><link>https://example.org/4</link><enclosure url="https://example.org/4.mp4" type="video/mp4"/>
  <itunes:duration>soon</itunes:duration></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="iso-8859-1"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/"><title>Büro</title>
<author><name>Zoë</name></author>
<entry><id>urn:1</id><title type="text">3 &lt; 5</title><link href="one"/><updated>2026-03-03T12:00:00Z</updated>
<author><name>Grace</name><uri>https://grace.example/</uri></author>
<content type="html">&lt;p&gt;All of it&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title>Two</title><link href="two"/><published>nonsense</published><summary>s</summary></entry>
</feed>""".encode("iso-8859-1")

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "home_page_url": "https://example.org/",
        "language": "de",
        "authors": [{"name": "Team"}],
        "items": [
            {"id": 1, "url": "/one", "content_html": "<p>Eins zwei</p>", "date_published": "2026-03-03T13:00:00+01:00",
             "tags": ["#x", "y"], "authors": [{"name": "Ada", "url": "https://ada.example/"}]},
            {"id": "2", "url": "https://example.org/two", "content_text": "a < b",
             "attachments": [{"url": "https://example.org/two.mp3",
                               "mime_type": "audio/mpeg", "duration_in_seconds": 61}]},
            {"id": "https://example.org/three", "summary": "only this"},
            {"title": "no id"},
            "not an item",
            {"id": "5", "url": ["wrong"]},
        ],
    }
).encode()  # fmt: skip


def test_an_rss_feed_gives_posts_resources_and_people() -> None:
    said = feeds.parse(RSS, SOURCE)
    first, second = said.posts
    assert first.id == f"feeds:{ADDRESS}#n1"
    assert (first.url, first.resource) == ("https://example.org/first",) * 2
    assert first.text == "One two three.\nFour five."
    assert first.tags == ("change", "town halls")
    assert (first.lang, first.created_at) == ("en", datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert second.text == "A summary"
    article = said.resources[0]
    assert (article.form, article.title, article.words, article.seconds) == (Form.ARTICLE, "First words", 5, None)
    assert said.resources[1].words is None
    ada, nobody = said.accounts
    assert (first.author, ada.id, ada.name) == (ada.id, f"feeds:{ADDRESS}#Ada Byron", "Ada Byron")
    assert (second.author, nobody.id, nobody.name, nobody.bio) == (
        nobody.id, f"feeds:{ADDRESS}", "Inside & Out", "About us")  # fmt: skip
    assert nobody.url == "https://example.org/"
    assert [drop.reason for drop in said.dropped] == [
        "It has neither an id nor an address.",
        "It has no address that can be opened.",
    ]


def test_a_podcast_gives_episodes_with_their_length() -> None:
    said = feeds.parse(PODCAST, SOURCE)
    assert [(r.url, r.form, r.seconds) for r in said.resources] == [
        ("https://example.org/1.mp3", Form.EPISODE, 3723),
        ("https://example.org/2", Form.EPISODE, 90),
        ("https://www.youtube.com/watch?v=Elewn679CZI", Form.VIDEO, None),
        ("https://example.org/4", Form.VIDEO, None),
    ]
    assert {account.name for account in said.accounts} == {"The Hosts"}


def test_an_atom_feed_is_read_in_its_own_encoding() -> None:
    said = feeds.parse(ATOM, SOURCE)
    assert [(r.url, r.title, r.words) for r in said.resources] == [
        ("https://example.org/a/one", "3 < 5", 3),
        ("https://example.org/a/two", "Two", None),
    ]
    assert [(a.name, a.url) for a in said.accounts] == [
        ("Grace", "https://grace.example/"),
        ("Zoë", ADDRESS),
    ]
    assert said.posts[1].created_at is None


def test_a_json_feed_is_read_item_by_item() -> None:
    said = feeds.parse(JSON_FEED, SOURCE)
    assert [(r.url, r.form, r.text, r.words, r.seconds) for r in said.resources] == [
        ("https://example.org/one", Form.ARTICLE, "Eins zwei", 2, None),
        ("https://example.org/two", Form.EPISODE, "a < b", None, 61),
        ("https://example.org/three", Form.ARTICLE, "only this", None, None),
    ]
    assert said.posts[0].tags == ("x", "y")
    assert said.posts[0].created_at == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert [a.name for a in said.accounts] == ["Ada", "Team"]
    assert len(said.dropped) == 3


def test_an_old_json_feed_names_one_author() -> None:
    item = {"id": "http://a.example/"}
    old = {"version": "https://jsonfeed.org/version/1", "author": {"name": "A"}, "items": [item]}
    raw = json.dumps(old).encode()
    assert [a.name for a in feeds.parse(raw, SOURCE).accounts] == ["A"]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "no feed"),
        (b"\x00garbage", "no feed"),
        (b"<html><body>Hello</body></html>", "no feed"),
        (b'{"a": 1}', "no feed"),
        (b'{"version": "2", "items": []}', "no feed"),
        (b"{" * 10_000, "no feed"),
        (b"<![pt[", "no feed"),
        (b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>',
         "offers this one: https://example.org/rss.xml"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_one_drop_with_one_sentence(raw: bytes, sentence: str) -> None:
    said = feeds.parse(raw, SOURCE)
    assert (said.posts, len(said.dropped)) == ((), 1)
    assert sentence in said.dropped[0].reason
    assert said.dropped[0].reason.startswith("example.org")


@pytest.mark.parametrize(
    "piece", [b"<", b'<a "', b"<!ENTITY ", b"<!DOCTYPE", b"<!--", b"&#", b"\n", b"<item>", b"<![pt[", b"\xff"]
)
def test_endless_nonsense_is_read_in_good_time_and_up_to_a_point(piece: bytes) -> None:
    first = b"<item><link>https://example.org/a</link></item>"
    said = feeds.parse(b'<rss version="2.0"><channel>' + first + piece * (600_000 // len(piece)), SOURCE)
    assert said.posts[0].url == "https://example.org/a"


def test_a_long_feed_is_read_to_its_end_when_well_formed() -> None:
    padding = b"<!-- " + b"x" * LONGEST_BROKEN + b" -->"
    whole = RSS.replace(b"<item>", padding + b"<item>", 1)
    assert len(feeds.parse(whole, SOURCE).posts) == 2
    assert feeds.parse(whole.replace(b"</rss>", b"</r"), SOURCE).posts == ()


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    said = feeds.parse(RSS[: RSS.index(b"<item><title>Nobody")], SOURCE)
    assert len(said.posts) == 1


def test_entities_of_its_own_neither_read_files_nor_blow_up(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    raw = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY l0 "ha">{laughs}'
        '<!ENTITY % outside SYSTEM "http://127.0.0.1:1/evil.dtd">%outside;]>'
        '<rss version="2.0"><channel><title>t</title><item><link>https://example.org/a</link>'
        "<title>x &file; y</title><description>&l9;</description></item></channel></rss>"
    )
    said = feeds.parse(raw.encode(), SOURCE)
    assert len(said.posts) == 1
    assert "the secret" not in repr(said)
    assert len(repr(said)) < 5_000
    in_another_encoding = feeds.parse(raw.replace('"1.0"?', '"1.0" encoding="utf-16"?').encode("utf-16"), SOURCE)
    assert "the secret" not in repr(in_another_encoding)


def test_markup_in_a_feed_never_gets_through() -> None:
    title = "&lt;img src=x onerror=alert(1)&gt;Hi"
    text = "&lt;iframe src=x&gt;&lt;/iframe&gt;&lt;p onclick=y&gt;ok"
    item = f"<item><link>https://example.org/a</link><title>{title}</title><description>{text}</description></item>"
    raw = f'<rss version="2.0"><channel>{item}</channel></rss>'
    said = feeds.parse(raw.encode(), SOURCE)
    assert (said.resources[0].title, said.resources[0].text) == ("Hi", "ok")


@pytest.mark.parametrize("date", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00+14:00", "soon"])
def test_an_impossible_date_is_no_date(date: str) -> None:
    item = f"<item><link>https://example.org/a</link><pubDate>{date}</pubDate></item>"
    rss = feeds.parse(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode(), SOURCE)
    entry = {"id": "https://example.org/a", "date_published": date}
    raw = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [entry]}).encode()
    assert [post.created_at for post in rss.posts + feeds.parse(raw, SOURCE).posts] == [None, None]


def test_a_parser_that_gives_up_is_one_drop(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object, **__: object) -> None:
        raise LookupError("unknown encoding")

    monkeypatch.setattr("feedparser.parse", give_up)
    assert len(feeds.parse(RSS, SOURCE).dropped) == 1


def test_two_entries_for_one_address_are_one_resource() -> None:
    item = b"<item><guid>%s</guid><link>https://example.org/a?utm_source=%s</link></item>"
    raw = b'<rss version="2.0"><channel>' + item % (b"1", b"x") + item % (b"2", b"y") + b"</channel></rss>"
    said = feeds.parse(raw, SOURCE)
    assert (len(said.posts), len(said.resources)) == (2, 1)


def test_a_password_in_the_address_stays_out_of_what_is_kept() -> None:
    said = feeds.parse(RSS, Source("feeds", "feed", "https://me:hidden@example.org/feed"))
    assert "hidden" not in repr(said)


@given(st.binary())
def test_no_bytes_stop_the_parser(raw: bytes) -> None:
    assert isinstance(feeds.parse(raw, SOURCE), Parsed)


@given(st.binary(max_size=40), st.integers(0, len(RSS)), st.sampled_from([RSS, PODCAST, ATOM, JSON_FEED]))
def test_no_damage_stops_the_parser(damage: bytes, at: int, raw: bytes) -> None:
    said = feeds.parse(raw[:at] + damage + raw[at + len(damage) :], SOURCE)
    assert all(post.author for post in said.posts)


_KEYS = st.sampled_from(["id", "url", "title", "authors", "attachments", "tags", "date_published", "mime_type"])
_PLAIN = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(_PLAIN, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner)))
def test_no_item_of_a_json_feed_stops_the_others(item: object) -> None:
    good = {"id": "good", "url": "https://example.org/good"}
    raw = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item, good]}).encode()
    said = feeds.parse(raw, SOURCE)
    assert f"feeds:{ADDRESS}#good" in [post.id for post in said.posts]
    assert len(said.posts) + len(said.dropped) == 2


def _pages(fetch: Fetch, address: str, cursor: str = "") -> list[Page]:
    return list(feeds.pages(fetch, feeds.Settings(), Source("feeds", "feed", address), cursor))


def test_a_feed_is_read_once_and_then_only_when_it_changed(web: Web, fetch: Fetch) -> None:
    address = web.says(
        "/feed",
        Reply(body=RSS, headers={"ETag": '"1"', "Last-Modified": "Tue, 03 Mar 2026 12:00:00 GMT"}),
        Reply(304),
        Reply(body=ATOM, headers={"ETag": '"2"'}),
    )
    (page,) = _pages(fetch, address)
    assert (page.raw, page.url, page.total) == (RSS, address, 1)
    assert _pages(fetch, address, page.cursor) == []
    assert web.asked[1].headers["if-none-match"] == '"1"'
    assert web.asked[1].headers["if-modified-since"] == "Tue, 03 Mar 2026 12:00:00 GMT"
    assert [p.raw for p in _pages(fetch, address, page.cursor)] == [ATOM]


def test_a_server_that_forgets_conditions_costs_one_answer_but_no_page(web: Web, fetch: Fetch) -> None:
    address = web.says("/feed", Reply(body=RSS))
    (page,) = _pages(fetch, address)
    assert _pages(fetch, address, page.cursor) == []
    assert len(_pages(fetch, address, "an old cursor")) == 1


def test_a_feed_of_the_wrong_content_type_is_read_all_the_same(web: Web, fetch: Fetch) -> None:
    (page,) = _pages(fetch, web.says("/feed", Reply(body=RSS, headers={"Content-Type": "text/html"})))
    assert len(feeds.parse(page.raw, SOURCE).posts) == 2


def test_a_sites_address_leads_to_the_feed_its_page_names_which_is_remembered(web: Web, fetch: Fetch) -> None:
    page = (
        b"<html><head><link href='comments.xml' title='Comments' type='application/rss+xml' rel='alternate'>"
        b"<link href='feed.xml' type='application/rss+xml' rel='alternate'></head></html>"
    )
    feed = web.says("/feed.xml", Reply(body=RSS))
    (first,) = _pages(fetch, web.says("/", Reply(body=page)))
    assert first.url == feed
    asked = len(web.asked)
    assert list(feeds.pages(fetch, feeds.Settings(), Source("feeds", "feed", web.url + "/"), first.cursor)) == []
    assert [one.path for one in web.asked[asked:]] == ["/feed.xml"]


def test_a_page_without_a_feed_says_what_to_do_and_a_broken_one_is_passed_over(web: Web, fetch: Fetch) -> None:
    with pytest.raises(NotThereError, match="names no feed"):
        _pages(fetch, web.says("/none", Reply(body=b"<html><body>Hello</body></html>")))
    links = "<link rel=alternate type=application/rss+xml href=/{}>"
    page = f"<html>{links.format('bad')}{links.format('good')}".encode()
    web.says("/bad", Reply(body=b"<html>no feed</html>"))
    good = web.says("/good", Reply(body=RSS))
    (found,) = _pages(fetch, web.says("/two", Reply(body=page)))
    assert found.url == good
    with pytest.raises(MalformedError):
        _pages(fetch, web.says("/binary", Reply(body=b"\x00\x01\x02")))


PAGE = b"<html><head><title>Ours</title></head><body>Hello</body></html>"
PLACES = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds/posts/default"]


@pytest.mark.parametrize("place", PLACES)
def test_a_page_that_names_no_feed_leads_to_the_one_at_a_usual_place(web: Web, fetch: Fetch, place: str) -> None:
    web.says("/feed", Reply(301, headers={"location": "http://[::1"}))
    web.says("/rss", Reply(body=PAGE))
    feed = web.says(place + "?alt=rss" * place.endswith("default"), Reply(body=RSS))
    (found,) = _pages(fetch, web.says("/", Reply(body=PAGE)))
    assert found.url == feed
    assert [one.path.partition("?")[0] for one in web.asked[2:]] == PLACES[: PLACES.index(place) + 1]
    assert list(feeds.pages(fetch, feeds.Settings(), Source("feeds", "feed", web.url + "/"), found.cursor)) == []
    assert web.asked[-1].path == found.url.removeprefix(web.url)


def test_usual_places_are_asked_on_the_same_host_and_seven_times_at_most(web: Web, fetch: Fetch) -> None:
    web.says("/feed", Reply(302, headers={"location": "http://elsewhere.example/feed"}))
    web.says("/rss", Reply(301, headers={"location": "/rss/"}))
    web.says("/rss/", Reply(301, headers={"location": "/rss"}))
    with pytest.raises(NotThereError, match="none is at the usual places"):
        _pages(fetch, web.says("/", Reply(body=PAGE)))
    assert len(web.asked) == 2 + 7
    assert not any("elsewhere" in f"{one}" for one in fetch.asked)
    web.says("/feed", Reply(429, headers={"retry-after": "3600"}))
    with pytest.raises(RateLimitError):
        _pages(fetch, web.url + "/")


PSC = b"""<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
 xmlns:psc="http://podlove.org/simple-chapters"><channel><title>Talk</title><item><title>One</title>
<link>https://talk.example/1</link><guid>1</guid><enclosure url="https://talk.example/1.mp3" type="audio/mpeg"/>
<podcast:transcript url="https://talk.example/1.vtt" type="text/vtt"/>
<psc:chapters version="1.2"><psc:chapter start="00:00:00" title="Intro"/><psc:chapter start="00:05:10.500" title="Why"/>
</psc:chapters></item><item><title>Two</title><link>https://talk.example/2</link><guid>2</guid>
<enclosure url="https://talk.example/2.mp3" type="audio/mpeg"/>
<description>&lt;p&gt;00:00 Hello&lt;/p&gt;&lt;p&gt;04:30 The merger&lt;/p&gt;
&lt;p&gt;1:02:03 - Questions&lt;/p&gt;</description>
</item></channel></rss>"""


def test_episodes_have_chapters_and_say_where_their_words_are() -> None:
    one, two = feeds.parse(PSC, SOURCE).resources
    assert [(c.start, c.title) for c in one.chapters] == [(0, "Intro"), (310, "Why")]
    assert [(c.start, c.title) for c in two.chapters] == [(0, "Hello"), (270, "The merger"), (3723, "Questions")]
    assert (one.transcript, two.transcript) == ("https://talk.example/1.vtt", "")
    source = feeds.opens(one)
    assert source == Source("feeds", "transcript", "https://talk.example/1.vtt https://talk.example/1")
    assert feeds.opens(two) is None


CHAPTERS = b"""{"version": "1.2.0", "chapters": [
 {"startTime": 310.5, "title": "Why <b>we</b> told\\nthem"}, {"startTime": 0, "title": "Intro"},
 {"startTime": 20, "title": "An advertisement", "toc": false}, {"startTime": 90}, {"startTime": "90", "title": "x"},
 {"startTime": -1, "title": "x"}, {"startTime": true, "title": "x"}, {"startTime": 1e99, "title": "x"}, 7, null,
 {"startTime": 3723, "title": "Questions", "img": "https://talk.example/q.png"}, {"startTime": 0, "title": "Again"}]}"""
TOLD = [("0:00", "Intro"), ("5:10", "Why <b>we</b> told them"), ("1:02:03", "Questions")]


def _episodes(web: Web) -> tuple[Resource, Resource]:
    """One episode with words and chapters, one with chapters only."""
    both = (
        f'<podcast:transcript url="{web.url}/1.vtt" type="text/vtt"/>'
        f'<podcast:chapters url="{web.url}/1.json" type="application/json+chapters"/>'
    )
    only = f'<podcast:chapters url="{web.url}/2.json" type="application/json+chapters"/>'
    items = "".join(
        f"<item><title>{n}</title><link>https://talk.example/{n}</link><guid>{n}</guid>"
        f'<enclosure url="https://talk.example/{n}.mp3" type="audio/mpeg"/>{more}</item>'
        for n, more in ((1, both), (2, only))
    )
    space = "xmlns:podcast='https://podcastindex.org/namespace/1.0'"
    feed = f"<rss version='2.0' {space}><channel><title>Talk</title>{items}</channel></rss>"
    one, two = feeds.parse(feed.encode(), SOURCE).resources
    return one, two


def _whole(fetch: Fetch, resource: Resource) -> list[Resource]:
    source = feeds.opens(resource)
    assert source is not None
    read = feeds.pages(fetch, feeds.Settings(), source, "")
    return [found for page in read for found in feeds.parse(page.raw, source).resources]


def test_chapters_come_with_the_words_or_alone(web: Web, fetch: Fetch) -> None:
    one, two = _episodes(web)
    web.says("/1.vtt", Reply(body=b"WEBVTT\n\n00:00.000 --> 00:02.000\nWe told staff."))
    for name in ("/1.json", "/2.json"):
        web.says(name, Reply(body=CHAPTERS))
    parts, words = _whole(fetch, one)
    assert {(found.url, found.form) for found in (parts, words)} == {(one.url, Form.EPISODE)}
    assert [(chapter.clock, chapter.title) for chapter in parts.chapters] == TOLD
    assert (parts.words, words.text, words.words, words.chapters) == (None, "We told staff.", 3, ())
    (alone,) = _whole(fetch, two)
    assert [(chapter.clock, chapter.title) for chapter in alone.chapters] == TOLD
    assert feeds.opens(replace(two, chapters=alone.chapters)) is None
    left = feeds.opens(replace(one, words=3))
    assert left == Source("feeds", "chapters", f"{web.url}/1.json https://talk.example/1")


@pytest.mark.parametrize(
    "reply", [Reply(404), Reply(body=b"<html>"), Reply(body=b'{"chapters": 7}'), Reply(body=b'{"chapters": [{}]}')]
)
def test_chapters_that_cannot_be_read_never_stop_the_words(web: Web, fetch: Fetch, reply: Reply) -> None:
    one, _ = _episodes(web)
    web.says("/1.vtt", Reply(body=b"We told staff."))
    web.says("/1.json", reply)
    assert [found.text for found in _whole(fetch, one)] == ["We told staff."]


def test_a_file_without_chapters_is_dropped_with_its_reason() -> None:
    said = feeds.parse(b'{"version": "1.2.0", "chapters": []}', Source("feeds", "chapters", "https://a.example/c x"))
    assert [one.reason for one in said.dropped] == ["It is no list of chapters."]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"WEBVTT\n\n1\n00:00.000 --> 00:02.000\n<v Ada>We told\n\n2\n00:02.000 --> 00:04.000\n<v Ada>staff first.",
         "Ada: We told staff first."),
        (b"1\n00:00:00,000 --> 00:00:02,000\nWe told\n\n2\n00:00:02,000 --> 00:00:04,000\nstaff first.\n",
         "We told staff first."),
        (b'{"segments":[{"speaker":"Ada","body":"We told"},{"speaker":"Ben","body":"Whom?"}]}',
         "Ada: We told\nBen: Whom?"),
        (b"<p>We told</p><script>x()</script><p>staff.</p>", "We told\nstaff."),
        (b"\xef\xbb\xbfWe told staff.", "We told staff."),
    ],
)  # fmt: skip
def test_a_transcript_in_any_form_becomes_the_words_of_its_episode(raw: bytes, text: str) -> None:
    source = Source("feeds", "transcript", "https://talk.example/1.vtt https://talk.example/1")
    (episode,) = feeds.parse(raw, source).resources
    assert (episode.url, episode.text) == ("https://talk.example/1", text)


def test_what_the_server_refuses_is_raised(web: Web, fetch: Fetch) -> None:
    with pytest.raises(NotThereError):
        _pages(fetch, web.url + "/nothing")
    with pytest.raises(RateLimitError):
        _pages(fetch, web.says("/feed", Reply(429, headers={"Retry-After": "3600"})))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://Example.org/feed#top", "https://Example.org/feed"),
        ("  http://example.org  ", "http://example.org/"),
        ("feed://example.org/x", "https://example.org/x"),
        ("feed:https://example.org/x?a=1", "https://example.org/x?a=1"),
        ("https://social.example/@ada.rss", "https://social.example/@ada.rss"),
    ],
)
def test_an_address_is_a_feed(text: str, address: str) -> None:
    assert feeds.recognise(text) == Source("feeds", "feed", address)


@pytest.mark.parametrize(
    "text",
    ["", "#tag", "@someone", "example.org", "ftp://example.org/", "https://www.youtube.com/@someone", "https://youtu.be/x",
     "https://bsky.app/profile/a.example", "https://social.example/@ada", "https://social.example/tags/x",
     "https://www.linkedin.com/in/a", "https://x.com/a", "http://[::1", "https://a:b/", "https:///x", "two https://words.example/"],
)  # fmt: skip
def test_what_belongs_to_others_is_not_a_feed(text: str) -> None:
    assert feeds.recognise(text) is None


def test_every_recorded_feed_is_read() -> None:
    skipped = {"LICENSE", "deflate-no-headers.z"}
    recorded = [p for p in files("payloads", "feeds") if p.suffix != ".json" and p.name not in skipped]
    said = [feeds.parse(path.read_bytes(), SOURCE) for path in recorded]
    posts = sum(len(one.posts) for one in said)
    dropped = sum(len(one.dropped) for one in said)
    assert len(recorded) == 372
    assert (posts, dropped) == (66, 151)


@pytest.mark.parametrize("name", ["itunes_duration", "multi_enclosures", "mediarss", "no_guid", "itunes_type"])
def test_recorded_podcasts_give_the_episodes_their_makers_expect(name: str) -> None:
    path = data("payloads", "feeds", "podcastparser", f"{name}.rss")
    said = feeds.parse(path.read_bytes(), Source("feeds", "feed", "https://tests.example/data/feed"))
    expected = json.loads(path.with_suffix(".json").read_text())["episodes"]
    lengths = {post.seconds or 0 for post in said.resources}
    assert len(said.posts) == len(expected)
    assert lengths == {episode["total_time"] for episode in expected}
    stamps = {int(post.created_at.timestamp()) if post.created_at else 0 for post in said.posts}
    assert stamps == {episode["published"] for episode in expected}


def test_the_feed_a_hostile_page_offers_is_named_without_what_steers_a_terminal() -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/f&#27;]0;x&#7;&#x202e;"></html>'
    (dropped,) = feeds.parse(page, SOURCE).dropped
    assert "offers this one: https://" in dropped.reason
    assert dropped.reason.isprintable()


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("ann@example.org (Ann Bee)", "Ann Bee"),
        ("Ann Bee &lt;ann@example.org&gt;", "Ann Bee"),
        ("ann@example.org", "T"),
        ("Ann Bee", "Ann Bee"),
    ],
)
def test_a_mail_address_is_nobodys_name(author: str, name: str) -> None:
    raw = (
        f"<rss version='2.0'><channel><title>T</title><link>https://t.example/</link><item><title>x</title>"
        f"<link>https://t.example/1</link><author>{author}</author></item></channel></rss>"
    ).encode()
    said = feeds.parse(raw, Source("feeds", "feed", "https://t.example/feed"))
    assert [account.name for account in said.accounts] == [name]
    assert "@" not in " ".join(account.name + account.id for account in said.accounts)
