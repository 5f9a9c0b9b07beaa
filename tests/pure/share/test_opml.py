"""Subscription lists come in and go out unharmed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.fetch.subscriptions import read_list
from outward.share import opml
from tests.data import files

_TITLES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))).map(lambda text: " ".join(text.split()))
_ADDRESSES = st.from_regex(r"https?://[a-z]{1,9}\.example/[a-zA-Z0-9/?&=%;,+~._-]{0,30}", fullmatch=True)


@given(st.lists(st.tuples(_TITLES, _ADDRESSES), min_size=1, unique_by=lambda feed: feed[1]))
def test_what_is_written_is_read_again(feeds: list[tuple[str, str]]) -> None:
    assert read_list(opml.write(feeds)) == tuple(feeds)


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert read_list(opml.write([("a\x00b\x0bc\ud800", "https://a.example/")])) == (("abc", "https://a.example/"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_lists_are_read_in_their_own_encoding(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><opml><body><outline text="Büro" xmlUrl="https://a.example/"/></body></opml>'
    assert read_list(text.encode(encoding)) == (("Büro", "https://a.example/"),)


@pytest.mark.parametrize("declared", ["", ' encoding="nonsense"', ' encoding="ascii"'])
def test_a_wrong_encoding_does_not_lose_the_feeds(declared: str) -> None:
    raw = (
        f'<?xml version="1.0"{declared}?><opml><body><outline text="x\xe9" xmlUrl="https://a.example/"/></body></opml>'
    )
    (feed,) = read_list(raw.encode("latin-1"))
    assert feed[1] == "https://a.example/"


def test_nested_folders_are_flattened_and_repeats_and_odd_addresses_left_out() -> None:
    raw = b"""<opml><body><outline text="Folder"><outline text="A" xmlUrl="https://a.example/"/></outline>
    <outline text="Again" xmlUrl="https://a.example/"/><outline text="F" xmlUrl="file:///etc/passwd"/>
    <outline title="B" type="rss" xmlUrl="https://b.example/"/></body></opml>"""
    assert read_list(raw) == (("A", "https://a.example/"), ("B", "https://b.example/"))


def test_entities_are_not_resolved() -> None:
    raw = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <opml><body><outline text="&b;&f;" xmlUrl="https://a.example/"/></body></opml>"""
    ((title, _),) = read_list(raw)
    assert "aaa" not in title
    assert "root" not in title


@pytest.mark.parametrize("raw", [b"", b"\x00", b"<opml/>", b"<html>", b"\xff\xfe\x00", b"https://a.example/list.opml"])
def test_what_is_no_list_says_so(raw: bytes) -> None:
    assert read_list(raw) == ()


@given(st.binary())
def test_no_bytes_stop_the_reader(raw: bytes) -> None:
    found = read_list(b"<opml><body><outline xmlUrl='https://a.example/'/>" + raw)
    assert all(address.startswith(("http://", "https://")) for _, address in found)


def test_every_recorded_list_is_read_and_written_again() -> None:
    lists = files("payloads", "opml", suffix=".opml")
    assert len(lists) == 20
    counts = [len(read_list(path.read_bytes())) for path in lists]
    assert sum(counts) == 307
    for path in lists:
        feeds = read_list(path.read_bytes())
        assert read_list(opml.write(feeds)) == feeds
