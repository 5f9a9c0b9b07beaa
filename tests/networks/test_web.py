"""One web page when it is opened, bookmarks from files, and a page the user is looking at."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.app.home import Home
from outward.app.imports import imports
from outward.app.read import opened_by, read
from outward.archive import Archive
from outward.errors import ForbiddenAddressError, InputError, MalformedError, NotThereError, TroubleError
from outward.fetch import Fetch
from outward.fetch.article import feeds_in, read_article
from outward.model import Form, MarkKind, Parsed, Resource, Source
from outward.networks import web as pages
from outward.store import posts, used
from tests.app.material import NOW, home_in
from tests.networks.web_server import Clock, Reply, Web, clock, fetch, web

__all__ = ["Clock", "clock", "fetch", "web"]
HTML = {"content-type": "text/html; charset=utf-8"}
WORDS = "We told managers first, because staff ask them before anybody else. " * 30


def page(head: str = "", body: str = "", lang: str = ' lang="en"') -> bytes:
    return (
        f"<!doctype html><html{lang}><head><title>What we learned from our merger</title>{head}</head>"
        "<body><nav>Menu Home About</nav><article><h1>What we learned from our merger</h1>"
        f"<p>{WORDS}</p>{body}</article>"
        "<footer>Imprint</footer></body></html>"
    ).encode()


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def article(markup: bytes, address: str = "https://site.example/merger") -> Resource:
    raw = json.dumps({"asked": address, "url": address, "markup": markup.decode()}).encode()
    (resource,) = pages.parse(raw, Source("web", "page", address)).resources
    return resource


def test_a_page_becomes_an_article_with_its_facts() -> None:
    head = '<meta name="author" content="Ada Example"><meta property="article:published_time" content="2025-03-04">'
    found = article(page(head))
    assert found.title == "What we learned from our merger"
    assert found.text.startswith("What we learned") or found.text.startswith("We told managers first")
    assert "Imprint" not in found.text
    assert (found.lang, found.free, found.form) == ("en", None, Form.ARTICLE)
    assert found.words is not None
    assert 300 < found.words < 500
    assert found.published_at == datetime(2025, 3, 4, tzinfo=UTC)
    assert found.author == "web:site.example#Ada Example"


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (ld({"@type": "NewsArticle", "isAccessibleForFree": False}), False),
        (ld({"@type": "NewsArticle", "isAccessibleForFree": "True"}), True),
        (ld({"@graph": [{"@type": "WebPage"}, {"isAccessibleForFree": "http://schema.org/False"}]}), False),
        (ld({"isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}}), False),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="metered">', False),
        ('<meta property="article:content_tier" content="free">', True),
        ('<meta itemprop="isAccessibleForFree" content="false">', False),
        ("", None),
        (ld([]) + '<script type="application/ld+json">{broken</script>', None),
    ],
)
def test_free_or_paywalled_is_what_the_page_says(head: str, free: bool | None) -> None:
    found = article(page(head))
    assert found.free is free
    assert (found.words is None) is (free is False)


def test_a_language_is_guessed_only_from_enough_words() -> None:
    german = "Wir haben zuerst die Führungskräfte informiert, denn die Belegschaft fragt sie vor allen anderen. " * 8
    assert article(page(lang="").replace(WORDS.encode(), german.encode())).lang == "de"
    assert article(page(lang=' lang="pt-BR"')).lang == "pt"


def test_the_pages_own_address_counts_on_its_own_site_only() -> None:
    own = page('<link rel="canonical" href="/the-merger?utm_source=x">')
    assert article(own).url == "https://site.example/the-merger"
    for other in ("https://thief.example/", "https://other.site.example/", "//example/"):
        assert article(page(f'<link rel="canonical" href="{other}">')).url == "https://site.example/merger"


@pytest.mark.parametrize(
    "markup", [b"", b"<html></html>", b"\x00\x01", b"<" * 100_000, b"<div>" * 50_000, b"<p>a" * 200_000]
)
def test_a_page_without_words_or_made_to_hurt_is_one_sentence(markup: bytes) -> None:
    with pytest.raises(MalformedError, match="It is"):
        read_article(markup, "https://site.example/")


def test_nothing_a_page_names_is_loaded_or_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", connect)
    monkeypatch.setattr("socket.getaddrinfo", connect)
    bad = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><img src="http://evil.example/x.png"><script>x()</script>'
    found = article(page("", bad + "&e;"))
    assert "root:" not in found.text
    assert "x()" not in found.text


@settings(deadline=None)  # the first page loads the library
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_one_sentence(markup: bytes) -> None:
    with contextlib.suppress(MalformedError):
        assert read_article(markup, "https://site.example/").url


def test_feeds_a_page_names_are_found_and_comments_come_last() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
        '<link rel="alternate" type="application/atom+xml" href="atom.xml">'
        '<link rel="alternate" hreflang="de" href="/de">'
    )
    found = feeds_in(page(head), "https://site.example/blog/")
    assert found == ("https://site.example/blog/atom.xml", "https://site.example/comments/feed")


# reading one page


def test_a_page_is_read_once_as_its_site_allows(web: Web, fetch: Fetch) -> None:
    web.says("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /private/"))
    web.says("/a", Reply(body=page(), headers=HTML))
    source = Source("web", "page", f"{web.url}/a")
    (got,) = pages.pages(fetch, None, source, "")
    assert list(pages.pages(fetch, None, source, got.cursor)) == []
    with pytest.raises(ForbiddenAddressError, match="asks programs not to read"):
        list(pages.pages(fetch, None, Source("web", "page", f"{web.url}/private/b"), ""))
    assert [asked.path for asked in web.asked] == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(404), NotThereError),
        (Reply(500), TroubleError),
        (Reply(body=b"%PDF", headers={"content-type": "application/pdf"}), MalformedError),
    ],
)
def test_what_the_site_refuses_is_one_sentence(web: Web, fetch: Fetch, reply: Reply, error: type[Exception]) -> None:
    web.says("/a", reply)
    with pytest.raises(error):
        list(pages.pages(fetch, None, Source("web", "page", f"{web.url}/a"), ""))


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_encodings_are_read_from_header_or_page(web: Web, fetch: Fetch, encoding: str) -> None:
    body = page(f'<meta charset="{encoding}">', "<p>Führungskräfte zuerst</p>").decode().encode(encoding)
    web.says("/a", Reply(body=body, headers={"content-type": "text/html"}))
    (got,) = pages.pages(fetch, None, Source("web", "page", f"{web.url}/a"), "")
    assert "Führungskräfte zuerst" in pages.parse(got.raw, Source("web", "page", "x")).resources[0].text


def test_opening_an_article_gets_its_words_and_a_short_address_leads_there(web: Web, tmp_path: Path) -> None:
    web.says("/short", Reply(302, headers={"location": "/merger?utm_source=x"}))
    web.says("/merger?utm_source=x", Reply(body=page(), headers=HTML))
    with home_in(tmp_path, web.host) as home:
        with home.database.writing() as db:
            posts.save(db, Parsed(resources=(Resource(url=f"{web.url}/short", form=Form.ARTICLE),)))
        answer = read(home, f"{web.url}/short", now=NOW)
        assert answer.resource.url == f"{web.url}/merger"
        assert answer.minutes >= 2
        assert posts.resource(home.database, f"{web.url}/short") is None
        assert posts.led_to(home.database, f"{web.url}/short") == f"{web.url}/merger"
        with pytest.raises(InputError, match="no web address"):
            read(home, "nothing", now=NOW)


@pytest.mark.parametrize(
    ("url", "form", "network"),
    [
        ("https://site.example/a", Form.ARTICLE, "web"),
        ("https://www.linkedin.com/pulse/a", Form.ARTICLE, None),
        ("https://x.com/a/status/1", Form.ARTICLE, None),
        ("https://site.example/a", Form.POST, None),
    ],
)
def test_only_articles_elsewhere_than_on_social_networks_are_opened(url: str, form: Form, network: str | None) -> None:
    source = opened_by(Resource(url=url, form=form))
    assert (source.network if source else None) == network


# files and pasting

BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<H1>Bookmarks</H1><DL><p><DT><H3>Work</H3><DL><p>
<DT><A HREF="https://site.example/a?utm_source=x" ADD_DATE="1700000000">A &amp; B <b>bold</b></A>
<DT><A HREF="javascript:alert(1)" ADD_DATE="1">Script</A>
<DT><A HREF="https://www.youtube.com/watch?v=abcdefghijk" ADD_DATE="99999999999999999999">Video</A>
</DL><p></DL>"""


def test_bookmarks_are_saved_and_importing_twice_changes_nothing(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.html"
    path.write_text(BOOKMARKS)
    (kind,) = imports(home, [path], now=NOW).files[0].kinds
    assert (kind.read, kind.added, kind.dropped, kind.why) == (3, 2, 1, {"It leads to no web page.": 1})
    saved = used.marked(home.database, MarkKind.SAVED)
    assert saved == {"https://site.example/a", "https://www.youtube.com/watch?v=abcdefghijk"}
    held = posts.resource(home.database, "https://site.example/a")
    assert held is not None
    assert held.title == "A & B bold"
    (again,) = imports(home, [path], now=NOW).files[0].kinds
    assert (again.added, again.unchanged) == (0, 2)


@pytest.mark.parametrize("count", [1_000, 20_000])
def test_many_bookmarks_without_closing_tags_are_all_read(tmp_path: Path, count: int) -> None:
    lines = "".join(f'<DT><A HREF="https://a.example/{n}" ADD_DATE="1700000000">Title {n}</A>\n' for n in range(count))
    path = tmp_path / "bookmarks.html"
    path.write_text(f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n{lines}</DL><p>")
    with Archive(path) as archive:
        pieces = list(pages.unpack(archive))
    assert sum(piece.records for piece in pieces) == count
    said = [pages.parse(piece.raw, piece.source) for piece in pieces]
    assert [r.title for one in said for r in one.resources] == [f"Title {n}" for n in range(count)]


def test_reading_lists_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "pocket.csv"
    path.write_text("title,url,time_added,tags,status\nOne,https://a.example/1,1700000000,,unread\nNo,ftp://x/,1,,\n")
    with Archive(path) as archive:
        (piece,) = pages.unpack(archive)
    said = pages.parse(piece.raw, piece.source)
    assert [(mark.url, mark.at) for mark in said.marks] == [
        ("https://a.example/1", datetime.fromtimestamp(1_700_000_000, UTC))
    ]
    assert len(said.dropped) == 1


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def test_a_pasted_page_is_kept_as_given_and_social_networks_are_others_business() -> None:
    piece = pages.paste("https://site.example/a#x", "A <b>title</b>", "Its words")
    assert piece is not None
    said = pages.parse(piece.raw, piece.source)
    assert (said.resources[0].url, said.resources[0].text) == ("https://site.example/a", "Its words")
    assert "<" not in said.resources[0].title
    assert said.marks[0].kind is MarkKind.SAVED
    for url in ("https://www.linkedin.com/in/ada", "https://x.com/a", "https://bsky.app/profile/a", "nonsense"):
        assert pages.paste(url, "", "") is None


def test_only_what_is_called_a_page_is_one() -> None:
    assert pages.recognise("page:https://site.example/a") == Source("web", "page", "https://site.example/a")
    for text in ("https://site.example/a", "page:", "page:nonsense", "#page"):
        assert pages.recognise(text) is None
