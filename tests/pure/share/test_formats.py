"""Each format is read back by a program that is not ours, and no text breaks out of its place."""

import csv as table
import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from outward.errors import InputError
from outward.model import (
    Form,
    Item,
    ItemKind,
    LedgerEntry,
    LedgerKind,
    Resource,
    Session,
    SessionState,
    Slot,
    Takeaway,
)
from outward.share import atom, csv, jsonfeed, markdown, xapi

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FULL = Resource(
    url="https://a.example/x?a=1&b=2",
    form=Form.ARTICLE,
    title="Leaks & <b>bold</b>",
    text="First sentence.",
    author="mastodon:ada",
    published_at=datetime(2026, 11, 1, 8, tzinfo=UTC),
    lang="en",
)
BARE = Resource(url="https://a.example/y", form=Form.EPISODE)
ITEM = Item(
    key="k",
    kind=ItemKind.LEARN,
    title="Leaks",
    url="https://a.example/x",
    minutes=6,
    value=0.5,
    form="article",
    person="Ada",
    why="She did it.",
)


@dataclass(frozen=True)
class Line:
    date: date
    source: str
    minutes: int
    takeaway: str
    change: str


def page(*items: Item, title: str = "Plan", timed: bool = True, state: SessionState = SessionState.PLANNED) -> str:
    slot = Slot(start=NOW, minutes=25, label="" if timed else "train", timed=timed)
    made = Session(slot=slot, items=items, intention="If so, then so.", state=state)
    return markdown.write([made], title=title).decode()


def test_an_item_behind_a_paywall_says_so_on_a_page() -> None:
    assert "(6 min, behind a paywall): She did it." in page(replace(ITEM, free=False))
    assert not any("paywall" in page(replace(ITEM, free=free)) for free in (True, None))


def test_a_plan_page_has_a_heading_for_each_session_and_a_line_for_each_item() -> None:
    step = replace(ITEM, kind=ItemKind.PERSON, title="Maya", url="", why="", minutes=3)
    assert page(ITEM, step).splitlines() == [
        "# Plan",
        "",
        "## Tuesday 24 November 2026, 09:00 · 25 minutes at your desk",
        "",
        "If so, then so.",
        "",
        "- [ ] [Leaks](<https://a.example/x>), Ada (6 min): She did it.",
        "- [ ] Maya (3 min)",
        "- [ ] One takeaway, and what I will do differently (2 min)",
    ]
    assert "## Tuesday 24 November 2026 · 25 minutes at your desk · train" in page(ITEM, timed=False)
    assert "- [x] [Leaks]" in page(ITEM, state=SessionState.DONE)
    assert "untitled" in page(replace(ITEM, title=" "))
    assert b"Nothing is planned." in markdown.write([])


@given(st.text(), st.text(max_size=40))
def test_no_title_or_address_becomes_markup(text: str, path: str) -> None:
    html = MarkdownIt("commonmark").render(
        page(replace(ITEM, title=text, person=text, url=f"https://a.example/{path}"))
    )
    assert html.count("<a ") == html.count("<h2>") == html.count("<h1>") == 1
    assert not any(tag in html for tag in ("<script", "<img", "<em>", "<strong>", "<code>"))


@given(st.lists(st.builds(Line, st.dates(), st.text(), st.integers(0, 600), st.text(), st.text()), max_size=5))
def test_a_table_is_read_back_and_no_cell_is_a_formula(lines: list[Line]) -> None:
    read = list(table.reader(io.StringIO(csv.write(lines).decode("utf-8-sig"), newline="")))
    assert read[0][:3] == ["date", "source", "minutes"]
    assert len(read) == len(lines) + 1
    for cells, line in zip(read[1:], lines, strict=True):
        assert (cells[0], cells[2]) == (line.date.isoformat(), str(line.minutes))
        for cell, text in zip((cells[1], cells[3], cells[4]), (line.source, line.takeaway, line.change), strict=True):
            assert cell.removeprefix("'") == text.replace("\0", "").removeprefix("'")
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_json_feed_says_what_is_known_and_no_more() -> None:
    feed = json.loads(jsonfeed.write([FULL, BARE], title="Week", home="https://home.example"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == "https://home.example"
    assert feed["items"][0]["authors"] == [{"name": "mastodon:ada"}]
    assert feed["items"][0]["date_published"] == "2026-11-01T08:00:00+00:00"
    assert feed["items"][1] == {
        "id": BARE.url,
        "url": BARE.url,
        "content_text": "",
        "tags": ["episode"],
    }
    assert "home_page_url" not in json.loads(jsonfeed.write([], title="Week"))


def test_an_atom_feed_is_read_by_a_feed_reader() -> None:
    feed = feedparser.parse(atom.write([FULL, BARE], title="Week", now=NOW, home="https://home.example/"))
    assert not feed.bozo
    assert (feed.feed.title, feed.feed.link) == ("Week", "https://home.example/")
    first, second = feed.entries
    assert (first.id, first.link, first.title) == (FULL.url, FULL.url, "Leaks & <b>bold</b>")
    assert (first.author, first.summary) == ("mastodon:ada", "First sentence.")
    assert first.published == "2026-11-01T08:00:00+00:00"
    assert (second.title, second.updated) == (BARE.url, NOW.isoformat())
    assert atom.write([], title="Week", now=NOW) == atom.write([], title="Week", now=NOW)


def test_an_atom_feed_takes_a_date_without_zone_for_utc_and_needs_one_for_now() -> None:
    old = replace(FULL, published_at=datetime(2026, 11, 1))
    assert b"2026-11-01T00:00:00+00:00" in atom.write([old], title="", now=NOW)
    with pytest.raises(InputError, match="time zone"):
        atom.write([], title="", now=datetime(2026, 11, 1))


@given(st.text(), st.text())
def test_any_text_makes_a_feed_that_can_be_read(title: str, text: str) -> None:
    odd = replace(FULL, title=title, text=text)
    assert not feedparser.parse(atom.write([odd], title=title, now=NOW)).bozo
    assert json.loads(jsonfeed.write([odd], title=title))["title"] == title


def entry(kind: LedgerKind, subject: str = "https://a.example/x", minutes: int = 0) -> LedgerEntry:
    return LedgerEntry(kind=kind, at=NOW, minutes=minutes, subject=subject)


def test_statements_say_who_did_what_and_are_the_same_each_time() -> None:
    kept = Takeaway(text="Tell staff", change="Wrote", url="https://a.example/x", created_at=NOW, due=NOW, card="")
    entries = [entry(LedgerKind.LEARNED, minutes=12), entry(LedgerKind.TALKED, "ada"), entry(LedgerKind.HELP_GIVEN)]
    data = xapi.write(entries, [kept], name=" Maya ", home="https://home.example")
    assert data == xapi.write(entries, [kept], name="Maya", home="https://home.example")
    learned, talked, commented = json.loads(data)
    assert learned["actor"]["account"] == {"homePage": "https://home.example", "name": "Maya"}
    assert learned["verb"]["id"] == "http://adlnet.gov/expapi/verbs/experienced"
    assert learned["object"]["id"] == "https://a.example/x"
    assert learned["result"] == {"duration": "PT12M"}
    assert talked["object"]["id"].startswith("urn:uuid:")
    assert "result" not in talked
    assert commented["result"] == {"response": "Tell staff\nWrote"}
    assert len({one["id"] for one in (learned, talked, commented)}) == 3


@pytest.mark.parametrize(("name", "home"), [("", "https://home.example"), ("Maya", "home")])
def test_statements_need_whom_they_are_about(name: str, home: str) -> None:
    with pytest.raises(InputError, match="whom it is about"):
        xapi.write([], [], name=name, home=home)
