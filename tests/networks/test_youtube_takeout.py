"""Files of the user's: Takeouts of any language and year, recorded answers and feeds; all fictional but the last."""

import json
import tracemalloc
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.archive import Archive
from outward.model import MarkKind, Parsed, Piece, Source, TieKind
from outward.networks import youtube
from outward.networks.youtube.history import at
from tests.data import data
from tests.networks import youtube_server as server

CHANNEL = "UCaaaaaaaaaaaaaaaaaaaaaa"
HER = "UChhhhhhhhhhhhhhhhhhhhhh"
_NAMES = "posts accounts resources ties marks mine sources dropped".split()


def _unpack(path: Path) -> tuple[list[Piece], Parsed]:
    with Archive(path) as archive:
        pieces = list(youtube.unpack(archive))
    said = [youtube.parse(piece.raw, piece.source) for piece in pieces]
    for piece, one in zip(pieces, said, strict=True):
        assert piece.records >= len(one.dropped)
        assert piece.source.kind in youtube.FILES
    return pieces, Parsed(**{name: tuple(x for one in said for x in getattr(one, name)) for name in _NAMES})


def _given(folder: Path, **files: str | bytes) -> tuple[list[Piece], Parsed]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return _unpack(folder)


def _id(number: int) -> str:
    return f"video{number:06}"


def _watched(number: int, title: str = "", **more: Any) -> dict[str, Any]:
    return {
        "header": "YouTube",
        "title": title or f"Watched Talk {number}",
        "titleUrl": f"https://www.youtube.com/watch?v={_id(number)}",
        "subtitles": [{"name": "Quiet Offices", "url": f"https://www.youtube.com/channel/{CHANNEL}"}],
        "time": "2026-01-02T11:48:39.647Z",
        "products": ["YouTube"],
        **more,
    }


def test_what_was_watched_is_marked_as_seen_and_the_rest_dropped_with_its_reason(tmp_path: Path) -> None:
    gone = {"header": "YouTube", "title": "Watched a video that has been removed", "time": "2026-01-02T11:48:39Z"}
    records = [
        _watched(1),
        _watched(1, time="2025-01-02T11:48:39Z"),
        _watched(2, details=[{"name": "From Google Ads"}]),
        gone,
        _watched(3, titleUrl="https://music.youtube.com/watch?v=" + _id(3), header="YouTube Music",
                 subtitles=[{"name": "A Band - Topic", "url": f"https://www.youtube.com/channel/{CHANNEL}"}]),
        _watched(4, title=f"Watched https://www.youtube.com/watch?v={_id(4)}"),
        _watched(5, titleUrl="https://www.youtube.com/results?search_query=secret"),
        _watched(6, titleUrl="https://www.youtube.com/post/Ugkx1"),
        "strange",
    ]  # fmt: skip
    pieces, said = _given(tmp_path, **{"Takeout/YouTube/history/watch-history.json": json.dumps(records)})
    assert [piece.records for piece in pieces] == [9]
    assert b"secret" not in pieces[0].raw
    assert [(mark.kind, mark.url[-11:]) for mark in said.marks] == [(MarkKind.SEEN, _id(n)) for n in (1, 3, 4)]
    assert said.marks[0].at == datetime(2025, 1, 2, 11, 48, 39, tzinfo=UTC)
    assert [resource.title for resource in said.resources] == ["Talk 1", "Talk 3", ""]
    assert {resource.author for resource in said.resources} == {f"youtube:{CHANNEL}"}
    assert [drop.reason for drop in said.dropped] == [
        "It is an advertisement.",
        "It names no video: it is private, was removed, or was only a visit.",
        "It is a search, which Outward leaves alone.",
        "It is no video.",
        "It cannot be understood.",
    ]


@pytest.mark.parametrize(
    ("before", "behind", "name"),
    [
        ("", " angesehen", "Wiedergabeverlauf.json"),
        ("Vous avez regardé ", "", "watch-history.json"),
        ("Katsottu: ", "", "katseluhistoria.json"),
        ("Đã xem ", "", "MyActivity.json"),
    ],
)
def test_titles_lose_what_their_language_puts_around_them(tmp_path: Path, before: str, behind: str, name: str) -> None:
    titles = [
        f"{word} talk {n}, {word}" for n, word in enumerate("one two three four five six seven eight".split() * 2)
    ]
    records = [_watched(n, title=f"{before}{title}{behind}") for n, title in enumerate(titles)]
    _, said = _given(tmp_path, **{name: json.dumps(records, ensure_ascii=False)})
    assert [resource.title for resource in said.resources] == titles


_CELL = (
    '<div class="outer-cell mdl-cell"><div class="mdl-grid"><div class="header-cell mdl-cell"><p>{header}<br></p></div>'
    '<div class="content-cell mdl-cell mdl-typography--body-1">{words}</div>'
    '<div class="content-cell mdl-cell mdl-typography--caption"><b>Products:</b><br>&emsp;{header}{ad}<br></div>'
    "</div></div>"
)


def _cell(words: str, header: str = "YouTube", ad: str = "") -> str:
    return _CELL.format(words=words, header=header, ad=ad)


def _page(*cells: str) -> str:
    return f'<html><head><style>.x{{}}</style></head><body><div class="mdl-grid">{"".join(cells)}</div></body></html>'


def _link(number: int, title: str) -> str:
    return (
        f'<a href="https://www.youtube.com/watch?v={_id(number)}">{title}</a><br>'
        f'<a href="https://www.youtube.com/channel/{CHANNEL}">Quiet Offices</a><br>'
    )


def test_a_history_that_is_a_page_says_the_same(tmp_path: Path) -> None:
    page = _page(
        _cell(f"Watched\xa0{_link(1, 'Talk &amp; tell')}Jan 2, 2026, 11:48:39\u202fAM UTC<br>"),
        _cell(f"{_link(2, 'Gespräch')} angesehen<br>02.01.2026, 12:48:39 MEZ"),
        _cell(f"Watched {_link(3, 'Buy')}Jan 2, 2026, 11:48:39 AM UTC", ad="<br><b>Details:</b><br>From Google Ads"),
        _cell("Watched a video that has been removed<br>Jan 2, 2026, 11:48:39 AM UTC"),
        _cell('Searched for <a href="https://www.youtube.com/results?search_query=secret">secret</a><br>Jan 2, 2026'),
    )
    pieces, said = _given(tmp_path, **{"Takeout/YouTube/history/watch-history.html": page})
    assert [piece.records for piece in pieces] == [5]
    assert b"secret" not in pieces[0].raw
    assert [(r.title, r.author) for r in said.resources] == [
        ("Talk & tell", f"youtube:{CHANNEL}"),
        ("Gespräch", f"youtube:{CHANNEL}"),
    ]
    assert {mark.at for mark in said.marks} == {datetime(2026, 1, 2, 11, 48, 39, tzinfo=UTC)}
    assert len(said.dropped) == 3


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02T11:48:39Z",
        "Jan 2, 2026, 11:48:39 AM UTC",
        "Jan 2, 2026, 6:48:39\u202fAM EST",
        "2 Jan 2026, 11:48:39 GMT",
        "02.01.2026, 12:48:39 MEZ",
        "2 janv. 2026, 12:48:39 CET",
        "2 ene 2026, 12:48:39 CET",
        "2 gen 2026, 12:48:39 CET",
        "2 jan 2026, 12:48:39 CET",
        "Jan 2, 2026, 2:48:39 PM GMT+03:00",
        "2026年1月2日 20:48:39 JST",
    ],
)
def test_moments_are_read_in_the_words_of_many_languages(text: str) -> None:
    read = at(text)
    assert read
    assert read.replace(microsecond=0) == datetime(2026, 1, 2, 11, 48, 39, tzinfo=UTC)


@settings(deadline=None, max_examples=20)  # the first use loads the words of many languages
@given(st.text())
def test_any_other_words_are_no_moment(text: str) -> None:
    read = at(text)
    assert read is None or read.tzinfo is UTC


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("subscriptions.csv", "Channel Id,Channel Url,Channel Title"),
        ("Abos.csv", "Kanal-ID,Kanal-URL,Kanaltitel"),
        ("abonnements.csv", "ID des chaînes,URL des chaînes,Titres des chaînes"),
        ("登録チャンネル.csv", "\ufeffチャンネル ID,チャンネルの URL,チャンネルのタイトル"),
    ],
)
def test_subscriptions_are_told_by_their_channels_whatever_the_language(tmp_path: Path, name: str, header: str) -> None:
    row = f'{CHANNEL},http://www.youtube.com/channel/{CHANNEL},"Quiet, Offices"'
    own = f"Channel ID,Channel Title (Original),Channel Visibility\n{HER},Her,Public\n"
    _, said = _given(tmp_path, **{f"s/{name}": f"{header}\n{row}\nbroken,row,\n\n", "channels/channel.csv": own})
    assert said.sources == (Source("youtube", "channel", CHANNEL),)
    assert [(tie.source, tie.target, tie.kind) for tie in said.ties] == [
        (f"youtube:{HER}", f"youtube:{CHANNEL}", TieKind.FOLLOW)
    ]
    assert {account.name for account in said.accounts} == {"Quiet, Offices", "Her", ""}
    assert said.mine == (f"youtube:{HER}",)
    assert [drop.reason for drop in said.dropped] == ["It does not say which channel it belongs to."]


_OLD = (
    "Playlist Id,Channel Id,Time Created,Time Updated,Title,Description,Visibility\n"
    f"{{list}},{HER},2020-01-01 00:00:00 UTC,2020-01-02 00:00:00 UTC,T,,Private\n\nVideo Id,Time Added\n"
    f"{_id(1)},2021-03-04 05:06:07 UTC\n\n"
)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Liked videos.csv", f"Video ID,Timestamp\n {_id(1)},2021-03-04T05:06:07+00:00\n", MarkKind.LIKED),
        ("Mag ich.csv", f"Video-ID,Zeitstempel\n{_id(1)},2021-03-04T05:06:07+00:00\n", MarkKind.LIKED),
        ("Watch later-videos.csv", f"Video ID,Time\n{_id(1)},2021-03-04T05:06:07+00:00\n", MarkKind.SAVED),
        ("Whatever.csv", _OLD.format(list="LL" + "x" * 22), MarkKind.LIKED),
        ("Watch later.csv", _OLD.format(list="PL" + "x" * 22), MarkKind.SAVED),
    ],
)  # fmt: skip
def test_playlists_of_both_shapes_are_marks(tmp_path: Path, name: str, text: str, kind: MarkKind) -> None:
    pieces, said = _given(tmp_path, **{name: text})
    assert [piece.records for piece in pieces] == [1]
    assert [(mark.kind, mark.url[-11:], mark.at) for mark in said.marks] == [
        (kind, _id(1), datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC))
    ]
    assert said.dropped == ()


def test_comments_she_wrote_are_her_own_posts(tmp_path: Path) -> None:
    words = '"{""text"":""I told them ""},{""text"":""first.""}"'
    row = f'UgxAAAAAAAAAAAAA,{HER},2026-01-02T03:04:05+00:00,0,UgxBBBBBBBBBBBBB,,{_id(1)},{words},""'
    header = "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text,Top"
    _, said = _given(tmp_path, **{"Kommentare.csv": f"{header}\n{row}\nUgxCCCCCCCCCCCCC,{HER},,,,,,,\n"})
    (post,) = said.posts
    assert (post.text, post.author, post.reply_to) == (
        "I told them first.",
        f"youtube:{HER}",
        "youtube:UgxBBBBBBBBBBBBB",
    )
    assert post.resource == f"https://www.youtube.com/watch?v={_id(1)}"
    assert said.mine == (f"youtube:{HER}",)
    assert [drop.reason for drop in said.dropped] == ["It lacks its id, its video or its words."]


def test_recorded_answers_are_read_as_the_api_is(tmp_path: Path) -> None:
    reply = server.answer("VideoListResponse", items=[server.video(_id(n)) for n in range(3)])
    _, said = _given(tmp_path, **{"recorded.json": b"\xef\xbb\xbf" + reply.body})
    assert [resource.seconds for resource in said.resources] == [3723] * 3
    assert said.dropped == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("search-history.json", json.dumps([_watched(1, titleUrl="https://www.youtube.com/results?search_query=x")])),
        ("other.json", '{"kind": "else", "items": []}'),
        ("table.csv", "a,b,c\n1,2,3\n"),
        ("page.html", "<html><body>Hello</body></html>"),
        ("feed.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>"),
        ("subscriptions.csv", "email,amount,plan\na,2,b\n"),
    ],
)
def test_what_is_not_youtubes_is_passed_over_in_silence(tmp_path: Path, name: str, text: str) -> None:
    assert _given(tmp_path, **{name: text})[0] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("watch-history.json", b"\x00\xff nothing"),
        ("watch-history.json", json.dumps([_watched(1)])[:-30].encode()),
        ("watch-history.json", b""),
        ("watch-history.html", b""),
        ("Liked videos.csv", b"Total Liked Videos\n81"),
    ],
)
def test_a_file_that_claims_to_be_one_and_cannot_be_read_is_one_drop(tmp_path: Path, name: str, text: bytes) -> None:
    _, said = _given(tmp_path, **{name: text})
    assert [drop.reason for drop in said.dropped] in (
        ["It breaks off or is damaged."],
        ["It holds no list that can be read."],
    )
    assert said.marks == ()


def test_a_huge_record_costs_itself_only(tmp_path: Path) -> None:
    records = [_watched(1), _watched(2, title="x" * 2_000_000), _watched(3)]
    pieces, said = _given(tmp_path, **{"watch-history.json": json.dumps(records)})
    assert sum(piece.records for piece in pieces) == 3
    assert len(said.marks) == 2
    assert [drop.reason for drop in said.dropped] == ["It is too large."]


@pytest.mark.parametrize("shape", ["json", "html"])
def test_memory_stays_flat_however_long_the_history(tmp_path: Path, shape: str) -> None:
    def peak(number: int) -> int:
        path = tmp_path / f"{number}.zip"
        cells = (_cell(f"Watched {_link(n, 'Talk')}Jan 2, 2026, 11:48:39 AM UTC") for n in range(number))
        text = json.dumps([_watched(n) for n in range(number)]) if shape == "json" else _page(*cells)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(f"Takeout/watch-history.{shape}", text)
        del text
        with Archive(path) as archive:
            tracemalloc.start()
            records = sum(piece.records for piece in youtube.unpack(archive))
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert records == number
        return most

    peak(10)
    assert peak(8_000) < 3 * peak(1_000)


@settings(deadline=None)
@given(st.lists(st.recursive(
    st.none() | st.integers() | st.text() | st.sampled_from([CHANNEL, _id(1), f"https://youtu.be/{_id(1)}"]),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["title", "titleUrl", "subtitles", "time", "details", "cells", "broken", "url"]), inner),
)), st.sampled_from(sorted(youtube.FILES)))  # fmt: skip
def test_strange_records_are_dropped_never_raised(items: list[Any], kind: str) -> None:
    said = youtube.parse(msgspec.json.encode({"items": items}), Source("youtube", kind, ""))
    assert len(said.dropped) <= max(1, len(items))


@pytest.mark.parametrize(
    ("folder", "records", "held", "why"),
    [
        ("takeout_json", {"history": 367}, {"marks": 230, "resources": 230, "accounts": 35},
         {"It names no video: it is private, was removed, or was only a visit.": 126}),
        ("takeout_csv", {"saved": 1, "playlists": 2, "subscribed": 40}, {"accounts": 40, "sources": 41},
         {"It holds no list that can be read.": 1, "It is private, so it has no public feed.": 1}),
        ("rss", {"recorded": 55}, {"posts": 54}, {}),
    ],
)  # fmt: skip
def test_real_files_are_counted(
    folder: str, records: dict[str, int], held: dict[str, int], why: dict[str, int]
) -> None:
    pieces, said = _unpack(data("payloads", "youtube", folder))
    counted: Counter[str] = Counter()
    for piece in pieces:
        counted[piece.source.kind] += piece.records
    assert counted == records
    assert {name: len(getattr(said, name)) for name in held} == held
    assert Counter(drop.reason for drop in said.dropped) == why
