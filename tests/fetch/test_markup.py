"""Hostile markup becomes plain text."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outward.fetch import plain_text, words
from outward.fetch.markup import LONGEST


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("plain  text\n\n\nas   it is", "plain text\nas it is"),
        ("<p>One</p><p>Two<br>three</p>", "One\nTwo\nthree"),
        ("w<b>or</b>d <a href='x'>link</a>", "word link"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("3 < 5 &amp; 7 &gt; 2 &eacute;&#8217;", "3 < 5 & 7 > 2 é’"),
        ("&lt;b&gt; stays", "<b> stays"),
        ("a<script>alert(1)</script><style>p{}</style><!-- no -->b", "ab"),
        ("<svg><script>x</script><text>y</text></svg>z", "z"),
        ("a\u202egnp.exe\u200b b\u2066c\ufeff\x00\x1b[31m", "agnp.exe bc[31m"),
        ("caf\u00e9 \U0001f469\u200d\U0001f4bb", "café \U0001f469\u200d\U0001f4bb"),
        ("a\r\nb\rc\u2028d\u00a0e", "a\nb\nc\nd e"),
        ("<p", ""),
        ("<a title='>'>x</a>", "x"),
        ("&#x202e;&#0;x", "\ufffdx"),
    ],
)
def test_a_reader_s_view_of_markup(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_endless_markup_is_cut() -> None:
    assert len(plain_text("<p>word</p>" * 500_000)) <= LONGEST
    assert len(plain_text("word " * 500_000)) <= LONGEST


def test_deep_markup_is_read() -> None:
    assert plain_text("<div>" * 10_000 + "deep") == "deep"


@given(st.text())
@example("<!--><script>")
@example("&" * 100)
def test_nothing_invisible_is_left(markup: str) -> None:
    text = plain_text(markup)
    bad = [c for c in text if (c != "\n" and unicodedata.category(c) in ("Cc", "Cs")) or "\u202a" <= c <= "\u202e"]
    assert bad == []
    assert "  " not in text
    assert "\n\n" not in text
    assert text == text.strip()


@given(st.text(alphabet=st.characters(exclude_characters="<&", categories=("L", "N", "P"))))
def test_text_without_markup_stays(text: str) -> None:
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("one", 1), ("don’t stop-gap e.g. 3.5", 4), ("— … !", 0), ("Größe, naïve; 日本", 3), ("a\nb", 2)],
)
def test_words_are_counted(text: str, number: int) -> None:
    assert words(text) == number
