"""Importing files of the user's own, whatever is in them."""

import json
import zipfile
from pathlib import Path

import pytest

from outward.app import imports as verb
from outward.app.home import Home
from outward.app.imports import Imported, imports
from outward.app.reread import reread
from outward.errors import InputError
from outward.store import connections, posts
from tests.app.material import NOW

OWNER = [{"account": {"accountId": "1", "username": "me_example", "accountDisplayName": "Me"}}]


def tweet(number: int, text: str) -> dict[str, object]:
    made = f"Tue Mar 03 08:{number:02}:00 +0000 2026"
    return {"tweet": {"id_str": str(1000 + number), "full_text": text, "created_at": made, "entities": {}}}


def js(name: str, rows: object) -> bytes:
    return f"window.YTD.{name}.part0 = {json.dumps(rows)}".encode()


def archive(path: Path, tweets: object, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("data/account.js", js("account", OWNER))
        made.writestr("data/tweets.js", tweets if isinstance(tweets, bytes) else js("tweets", tweets))
        for name, body in more.items():
            made.writestr(f"data/{name}.js", body)
        made.writestr("assets/picture.png", b"png")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [tweet(n, f"What I learned in our merger, part {n}") for n in range(5)]
    return archive(tmp_path / "twitter.zip", [*rows, {"tweet": {"full_text": "no id"}}])


def numbers(imported: Imported, kind: str) -> tuple[int, ...]:
    (one,) = [k for file in imported.files for k in file.kinds if kind in k.title]
    assert one.read == one.added + one.updated + one.unchanged + one.dropped
    return one.read, one.added, one.updated, one.unchanged, one.dropped


def test_every_kind_is_counted_and_importing_twice_changes_nothing(home: Home, path: Path) -> None:
    first = imports(home, [path], now=NOW)
    assert numbers(first, "posts of yours") == (6, 5, 0, 0, 1)
    assert first.indexed == 5
    assert first.files[0].unread == ("assets/picture.png",)
    before = everything(home)
    again = imports(home, [path], now=NOW)
    assert numbers(again, "posts of yours") == (6, 0, 0, 5, 1)
    assert again.indexed == 0
    assert everything(home) == before


def everything(home: Home) -> list[tuple[object, ...]]:
    with home.database.reading() as db:
        tables = ("post", "account", "resource", "tie", "touch", "mark", "own_account", "raw", "dropped", "alias")
        return [tuple(row) for table in tables for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")]


def test_a_dry_run_says_the_same_and_keeps_nothing(home: Home, path: Path) -> None:
    looked = imports(home, [path], now=NOW, dry_run=True)
    assert numbers(looked, "posts of yours") == (6, 5, 0, 0, 1)
    assert not posts.any_held(home.database)
    assert connections.dropped_count(home.database) == 0
    assert imports(home, [path], now=NOW).files == looked.files


def test_an_edited_post_is_a_change(home: Home, path: Path, tmp_path: Path) -> None:
    imports(home, [path], now=NOW)
    later = archive(tmp_path / "later.zip", [tweet(0, "What I really learned in our merger"), tweet(9, "More")])
    assert numbers(imports(home, [later], now=NOW), "posts of yours") == (2, 1, 1, 0, 0)


def test_one_bad_file_never_stops_the_others(home: Home, path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(path.read_bytes()[:-100])
    (tmp_path / "notes.txt").write_text("nothing for us")
    given = [broken, tmp_path / "gone.zip", tmp_path / "notes.txt", path]
    said = imports(home, given, now=NOW)
    assert [bool(file.trouble) for file in said.files] == [True, True, False, False]
    assert "download it again" in said.files[0].trouble
    assert said.files[2].kinds == ()
    assert numbers(said, "posts of yours")[1] == 5
    assert any("no file that Outward knows" in record.reason for _, record in connections.dropped(home.database))


@pytest.mark.parametrize("packed", [False, True])
def test_a_calendar_says_where_times_are_told(home: Home, path: Path, tmp_path: Path, packed: bool) -> None:
    given = tmp_path / ("calendar.zip" if packed else "mine.ics")
    calendar = b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    if packed:
        with zipfile.ZipFile(given, "w") as made:
            made.writestr("Takeout/Calendar/mine.ics", calendar)
    else:
        given.write_bytes(calendar)
    (file,) = imports(home, [given], now=NOW).files
    assert file.kinds == ()
    assert file.trouble == (
        f"{given.name} is a calendar, and calendars are not read from a file; say when you have time in answer to the "
        "question When ('outward ask')."
    )
    (told,) = [record.reason for _, record in connections.dropped(home.database)]
    assert told == "It is a calendar, which is not read."
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("Takeout/Calendar/mine.ics", calendar)
    assert imports(home, [path], now=NOW).files[0].trouble == ""


def test_nothing_given_is_one_sentence(home: Home) -> None:
    with pytest.raises(InputError, match="Give the files"):
        imports(home, [], now=NOW)


def test_a_member_that_is_spoilt_keeps_what_came_before_it(home: Home, tmp_path: Path) -> None:
    cut = js("tweets", [tweet(n, f"merger {n}") for n in range(8)])[:-150]
    said = imports(home, [archive(tmp_path / "cut.zip", cut)], now=NOW)
    read, added, *_, dropped = numbers(said, "posts of yours")
    assert added >= 6
    assert dropped >= 1
    assert read == added + dropped


def test_lists_name_sources_that_are_read_only_when_wanted(home: Home, tmp_path: Path) -> None:
    table = tmp_path / "subscriptions.csv"
    channel = "UCabcdefghijklmnopqrstuv"
    row = f"{channel},http://www.youtube.com/channel/{channel},Comms"
    table.write_text(f"Channel Id,Channel Url,Channel Title\n{row}\n")
    looked = imports(home, [table], now=NOW)
    assert [str(source) for source in looked.found] == ["youtube channel UCabcdefghijklmnopqrstuv"]
    assert connections.states(home.database) == []
    assert verb.approve(home, looked, now=NOW).approved == 1
    assert len(connections.states(home.database)) == 1
    assert imports(home, [table], now=NOW, read_named=True).approved == 0


def test_kept_pieces_are_understood_again_without_their_file(home: Home, path: Path) -> None:
    imports(home, [path], now=NOW)
    with home.database.writing() as db:
        db.execute("DELETE FROM post")
    path.unlink()
    done = reread(home, now=NOW)
    assert (done.pages, done.added, done.dropped) == (2, 5, 1)
    assert reread(home, now=NOW).added == 0


def test_progress_tells_file_records_and_members(home: Home, path: Path) -> None:
    told: list[tuple[str, int, int, int]] = []
    imports(home, [path], now=NOW, progress=lambda *said: told.append(said))
    assert told[-1][0] == "twitter.zip"
    assert told[-1][1] >= 6
    assert told[-1][3] == 3
