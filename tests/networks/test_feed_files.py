"""Subscription lists and feeds given as files; every recorded one is read or dropped with its reason."""

from collections import Counter
from pathlib import Path

import pytest

from outward.archive import Archive
from outward.model import Parsed, Source
from outward.networks import feeds
from tests.data import data


def told(path: Path) -> tuple[int, list[Parsed]]:
    with Archive(path) as archive:
        pieces = list(feeds.unpack(archive))
    return sum(piece.records for piece in pieces), [feeds.parse(piece.raw, piece.source) for piece in pieces]


def test_a_list_names_feeds_and_youtubes_channels(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.opml"
    channel = "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"
    path.write_text(
        f'<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/>'
        f'<outline text="B" xmlUrl="{channel}"/></body></opml>'
    )
    records, (said,) = told(path)
    assert records == 2
    assert said.sources == (
        Source("feeds", "feed", "https://a.example/feed"),
        Source("youtube", "channel", "UCabcdefghijklmnopqrstuv"),
    )


def test_an_empty_list_and_a_broken_feed_are_dropped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.opml").write_text("<opml><body/></opml>")
    (tmp_path / "broken.rss").write_text("<rss")
    (tmp_path / "other.xml").write_text("<svg/>")
    records, said = told(tmp_path)
    assert records == 2
    assert sum(len(one.dropped) for one in said) == 2


@pytest.mark.parametrize(
    ("folder", "files", "records", "kept", "dropped"),
    [("opml", 20, 307, 307, 0), ("feeds/podcastparser", 70, 56, 40, 16), ("feeds/feedparser", 298, 161, 11, 150)],
)
def test_recorded_files_are_read_or_dropped(folder: str, files: int, records: int, kept: int, dropped: int) -> None:
    counted: Counter[str] = Counter()
    for path in sorted(data("payloads", *folder.split("/")).rglob("*")):
        if path.is_file():
            read, said = told(path)
            counted["files"] += bool(said)
            counted["records"] += read
            counted["kept"] += sum(len(one.posts) + len(one.sources) for one in said)
            counted["dropped"] += sum(len(one.dropped) for one in said)
    assert dict(counted) == {"files": files, "records": records, "kept": kept, "dropped": dropped}


def test_every_recorded_feed_case_is_read_or_dropped() -> None:
    for path in sorted(data("payloads", "feeds", "feedparser").rglob("*.xml")):
        records, said = told(path)
        for one in said:
            assert records >= len(one.posts)
            assert all(record.reason for record in one.dropped)
