"""One address for one resource."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outward.fetch import canonical

VIDEO = "https://www.youtube.com/watch?v=Elewn679CZI"


@pytest.mark.parametrize(
    "address",
    [
        VIDEO,
        "https://youtu.be/Elewn679CZI?si=abc&t=10",
        "http://youtube.com/watch?v=Elewn679CZI&list=PLx",
        "https://m.youtube.com/watch?feature=share&v=Elewn679CZI#x",
        "https://www.youtube.com/shorts/Elewn679CZI",
        "https://www.youtube.com/live/Elewn679CZI/",
        "https://www.youtube-nocookie.com/embed/Elewn679CZI",
    ],
)
def test_a_video_has_one_address(address: str) -> None:
    assert canonical(address) == VIDEO


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://Example.ORG/A?b=1#part", "https://example.org/A?b=1"),
        ("https://example.org/a?utm_source=x&utm_medium=y&id=3&fbclid=z", "https://example.org/a?id=3"),
        ("https://user:secret@example.org?b=2&a=1", "https://example.org/?a=1&b=2"),
        (
            "https://example.org/?gallery=3&source=4&cid=5&ref=main",
            "https://example.org/?cid=5&gallery=3&ref=main&source=4",
        ),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://m.youtube.com/watch?v=short", "https://youtube.com/watch?v=short"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://en.m.wikipedia.org/wiki/Merger", "https://en.wikipedia.org/wiki/Merger"),
        ("https://example.org/a?amp=1&id=2", "https://example.org/a?id=2"),
        ("https://www.google.com/amp/s/example.org/a/amp/", "https://example.org/a"),
        ("https://example-org.cdn.ampproject.org/v/s/example.org/a?amp_js_v=1", "https://example.org/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Ffbclid%3Dx&h=1", "https://example.org/a"),
        (
            "https://www.google.com/url?q=https://youtu.be/Elewn679CZI&sa=D",
            "https://www.youtube.com/watch?v=Elewn679CZI",
        ),
        ("https://example.org/a?amp=40w", "https://example.org/a?amp=40w"),
        ("https://www.google.com/amp/example.org/a?id=3", "http://example.org/a?id=3"),
        ("https://cdn.ampproject.org/c/s/example.org/a", "https://example.org/a"),
        (
            "https://www.google.com/url?q=https%3A%2F%2Fm.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fa.example%252Fb",
            "https://a.example/b",
        ),
        ("https://www.google.com/url?q=nonsense", "https://www.google.com/url?q=nonsense"),
        ("https://www.google.com/amp/", "https://www.google.com/"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.org/a/amp", "https://example.org/a"),
        ("https://www.youtube.com/@someone", "https://www.youtube.com/@someone"),
        ("  https://example.org/a  ", "https://example.org/a"),
        ("mailto:a@example.org", ""),
        ("javascript:alert(1)", ""),
        ("http://[::1", ""),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_variants_fall_together(address: str, expected: str) -> None:
    assert canonical(address) == expected


@given(st.one_of(st.text(), st.text().map("https://example.org/".__add__), st.text().map("http://".__add__)))
@example("https://m.m.example.org/amp/amp")
@example("https://example.org/?utm_source=")
def test_any_text_gives_an_address_that_stays_the_same(text: str) -> None:
    once = canonical(text)
    assert once == "" or once.startswith(("http://", "https://"))
    assert canonical(once) == once


@pytest.mark.parametrize(
    "url", ["https://system.acme.com/x", "https://stamp.example/", "https://bottom.sample.example/a"]
)
def test_a_host_that_only_ends_like_a_mobile_one_stays_as_it_is(url: str) -> None:
    assert canonical(url) == url
