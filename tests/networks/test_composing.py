"""Where the user writes herself: each network's own documented address, with her text where it is taken."""

import socket
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outward.fetch.composing import (
    LONGEST_LINK,
    LONGEST_MAIL,
    graphemes,
    mail_address,
    secure,
    tooted,
    weighed,
    with_words,
)
from outward.model import Account
from outward.networks import Composer, Composes, registry

ANN = Account(id="x:1", network="x", handle="ann.example", name="Ann", url="https://site.example/@ann")
HOSTILE = 'line one\nline two "quoted" <b>&text=x</b> # ? % 👩‍👩‍👧 ' + chr(0xD800)
LONG = "é" * 100_000
COMPOSING = sorted(name for name, room in registry().items() if isinstance(room, Composes))


def composed(name: str, post: str, text: str, settings: Any = None, to: Account = ANN) -> Composer | None:
    return cast("Composes", registry()[name]).compose(to, post, text, settings)


def made(name: str, post: str, text: str, settings: Any = None, to: Account = ANN) -> Composer:
    found = composed(name, post, text, settings, to)
    assert found is not None
    return found


def own(**values: str) -> Any:
    return registry()["mastodon"].Settings(**values)


def test_every_network_has_a_place_to_write() -> None:
    assert sorted(registry()) == COMPOSING


@pytest.mark.parametrize(
    ("name", "post", "url", "filled"),
    [
        ("bluesky", "", "https://bsky.app/intent/compose?text=%40ann.example%20Thanks%20%26%20hi", True),
        ("bluesky", "https://bsky.app/profile/ann.example/post/3k", "https://bsky.app/profile/ann.example/post/3k", 0),
        ("x", "https://x.com/ann/status/20", "https://x.com/intent/tweet?text=Thanks%20%26%20hi&in_reply_to=20", True),
        ("x", "", "https://x.com/intent/tweet?text=%40ann.example%20Thanks%20%26%20hi", True),
        ("youtube", "https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc", False),
        ("youtube", "", "https://site.example/@ann", False),
        ("linkedin", "https://www.linkedin.com/feed/update/urn:li:activity:1/", None, False),
        ("linkedin", "https://elsewhere.example/", "https://site.example/@ann", False),
        ("feeds", "http://blog.example/entry", "https://blog.example/entry", False),
        ("web", "", "https://site.example/@ann", False),
        ("mastodon", "https://site.example/@ann/1", "https://site.example/@ann/1", False),
        ("mastodon", "", "https://site.example/@ann", False),
    ],
)
def test_the_address_is_the_networks_own(name: str, post: str, url: str | None, filled: bool) -> None:
    composer = made(name, post, "Thanks & hi")
    assert composer.url == (url or post)
    assert composer.filled is bool(filled)
    assert ("paste" in composer.todo) is not composer.filled
    assert "Thanks & hi" in composer.text


def test_mastodon_opens_her_own_server_once_it_is_known() -> None:
    mine = own(server="home.example")
    reply = made("mastodon", "https://site.example/@ann/1", "Hi", mine)
    assert reply.url == "https://home.example/authorize_interaction?uri=https%3A%2F%2Fsite.example%2F%40ann%2F1"
    assert not reply.filled
    fresh = made("mastodon", "", "Hi", own(server="https://home.example/", longest="1000"))
    assert (fresh.url, fresh.filled) == ("https://home.example/share?text=%40ann.example%20Hi", True)
    assert (reply.limit, fresh.limit) == (500, 1000)
    for nonsense in ("", "0", "many", "９", "-1", "10000000"):
        assert made("mastodon", "", "Hi", own(longest=nonsense)).limit == 500
    empty = made("mastodon", "", "x" * 501, mine)
    assert (empty.url, empty.filled) == ("https://home.example/share", False)
    assert made("mastodon", "https://a.example/" + "p" * LONGEST_LINK, "Hi", mine).url.startswith("https://a.example/p")


def test_a_handle_the_user_wrote_herself_is_not_put_there_again() -> None:
    for name, settings in (("bluesky", None), ("x", None), ("mastodon", own())):
        assert made(name, "", "Hi @Ann.example", settings).text == "Hi @Ann.example"


@pytest.mark.parametrize(("name", "limit"), [("bluesky", 300), ("x", 280), ("mastodon", 500)])
def test_what_is_too_long_is_counted_and_not_filled_in(name: str, limit: int) -> None:
    settings = own(server="home.example")
    fits = made(name, "", "@ann.example " + "a" * (limit - 13), settings)
    over = made(name, "", "@ann.example " + "a" * (limit - 12), settings)
    assert (fits.count, fits.limit, fits.filled) == (limit, limit, True)
    assert (over.count, over.filled) == (limit + 1, False)
    assert "text=" not in over.url


def test_where_nobody_could_be_written_to_there_is_no_address() -> None:
    nobody = Account(id="x:1", network="x", handle="")
    for name in COMPOSING:
        assert (composed(name, "", "Hi", None, nobody) is None) is (name != "bluesky")
    assert composed("x", "https://x.com/i/status/20", "Hi", None, nobody) is not None


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("http://a.example/", "https://a.example/"),
        ("http://a.example:80/", "https://a.example/"),
        ("HTTP://a.example:8080/", ""),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ('https://a.example/a b\n"<é', "https://a.example/a%20b%0A%22%3C%C3%A9"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://user:pass@a.example/", ""),
        ("https://127.0.0.1/", ""),
        ("https://router.local/", ""),
        ("https://[::1/", ""),
        ("https://a.example:99999/", ""),
        ("https:///x", ""),
        ("", ""),
    ],
)
def test_only_safe_addresses_are_opened(url: str, safe: str) -> None:
    assert secure(url) == safe


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ann.b+c@mail.example.org, or not", "ann.b+c@mail.example.org"),
        ("ann@mail.example.", "ann@mail.example"),
        ("@ann@social.example", ""),
        ("ann at mail", ""),
        ("ann@mail", ""),
        ("", ""),
    ],
)
def test_a_mail_address_is_one_that_was_published(text: str, found: str) -> None:
    assert mail_address(text) == found


@pytest.mark.parametrize(
    ("text", "seen", "toot", "x"),
    [
        ("", 0, 0, 0),
        ("café", 4, 4, 4),
        ("cafe\u0301", 4, 4, 4),  # composed before it is counted
        ("👩‍👩‍👧🏽", 1, 1, 2),
        ("🇵🇹1️⃣", 2, 2, 4),
        ("日本", 2, 2, 4),
        ("see https://a.example/" + "x" * 90, 108 + 4, 27, 27),
        ("@ann@social.example hi", 22, 7, 22),
        ("“well” – done", 13, 13, 13),
    ],
)
def test_each_network_counts_in_its_own_way(text: str, seen: int, toot: int, x: int) -> None:
    assert (graphemes(text), tooted(text), weighed(text)) == (seen, toot, x)


def test_words_that_do_not_fit_into_an_address_are_left_out() -> None:
    assert with_words("mailto:a@b.example", LONGEST_MAIL, subject="Hi", body="") == "mailto:a@b.example?subject=Hi"
    assert with_words("https://a.example/", text=LONG) == ""


texts = st.text() | st.sampled_from([HOSTILE, LONG, "", "\r\n", "%0a", "&body=x"])
addresses = st.text() | st.sampled_from(
    ["", "https://x.com/a/status/1", "https://a.example/" + HOSTILE, "javascript:x", "https://[", "//a.example", LONG]
)


@given(st.sampled_from(COMPOSING), addresses, texts, st.text(), addresses, st.none() | st.builds(own, server=texts))
@example("bluesky", "", HOSTILE, "ann", "", None)
@example("x", "", LONG, "ann", "", None)
@example("mastodon", "", HOSTILE, "ann", "", own(server="home.example"))
def test_links_are_https_and_hostile_words_stay_words(
    name: str, post: str, text: str, handle: str, url: str, settings: Any
) -> None:
    to = Account(id="a:1", network=name, handle=handle, url=url)
    composer = composed(name, post, text, settings, to)
    if composer is None:
        return
    parts = urlsplit(composer.url)
    assert parts.scheme == "https"
    assert parts.hostname
    assert composer.url.isascii()
    assert composer.url.isprintable()
    assert not set(composer.url) & set(" \"'<>\\`")
    assert text in composer.text
    if composer.filled:
        given = parse_qs(parts.query, keep_blank_values=True, encoding="utf-8")["text"]
        assert given == [composer.text.encode("utf-8", "replace").decode()]
        assert composer.limit is not None
        assert composer.count <= composer.limit


def test_composing_asks_nothing_of_any_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: Any, **__: Any) -> None:
        raise AssertionError

    for what in ("socket", "getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, what, asked)
    for name in COMPOSING:
        assert composed(name, "https://x.com/a/status/1", "Hi", None) is not None
