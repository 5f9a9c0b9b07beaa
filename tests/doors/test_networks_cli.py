"""Connecting, importing, reading and adding on the command line, as a user types it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from outward.cli import door, guide
from outward.cli.commands import app
from outward.errors import OutwardError
from outward.fetch import Price
from outward.model import Form, Parsed, Resource
from outward.store import connections, posts
from tests.app.material import NOW, feed, home_in
from tests.networks.web_server import Reply, Web, web

__all__ = ["web"]
HTML = {"content-type": "text/html"}


@pytest.fixture
def folder(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; the clock stands; nobody at the keyboard unless a test says so."""
    home_in(tmp_path / "home", web.host).close()
    monkeypatch.setattr(door, "now", lambda: NOW)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return tmp_path / "home"


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at the keyboard."""
    monkeypatch.setattr(door, "asking", lambda: True)


def said(folder: Path, *words: str, code: int = 0, typed: str = "") -> str:
    result = CliRunner().invoke(app, ["--home", str(folder), *words], input=typed)
    if isinstance(result.exception, OutwardError):
        assert result.exception.exit_code == code, str(result.exception)
        return str(result.exception)
    assert result.exit_code == code, result.output + repr(result.exception)
    return " ".join(result.output.split())


def test_the_dialogue_says_the_rule_asks_what_to_read_and_ends_with_what_was_found(
    folder: Path, somebody: None, web: Web
) -> None:
    address = web.says("/a.xml", Reply(200, feed("alpha")))
    told = said(folder, "connect", "feeds", typed=f"nonsense\n{address}\n\n")
    assert "A feed is offered to be read" in told
    assert "nothing Feeds can be asked for" in told
    assert "Feeds answered: 3 posts by 1 person" in told


def test_signing_in_asks_for_secrets_without_showing_them_and_keeps_them(folder: Path, somebody: None) -> None:
    told = said(folder, "connect", "bluesky", "--sign-in", "--no-test", typed="ada.example\ns3cret\n\n\n\n\n")
    assert "s3cret" not in told
    with home_in(folder) as home:
        assert connections.settings(home.database, "bluesky")["handle"] == "ada.example"
    assert b"s3cret" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_costs_money_is_said_with_its_cap(folder: Path, somebody: None) -> None:
    told = said(folder, "connect", "x", "--no-test", typed="n\nx:#change\n\n5\n")
    assert "costs at most $" in told
    with home_in(folder) as home:
        assert connections.settings(home.database, "x")["cap"] == "5"
    assert "One sync reads up to" in said(folder, "networks")
    stopped = said(folder, "sync", code=1, typed="n\n")
    assert "X: One sync reads up to" in stopped


def test_a_price_is_one_sentence() -> None:
    dollars = Price(most=300, each=0.005, unit="$", cap=5.0, spent=1.25, period="month")
    assert guide.priced(dollars) == (
        "One sync reads up to 300 and costs at most $1.50; $1.25 of the $5.00 you allow a month is spent."
    )
    units = Price(most=10, each=1, unit="units", cap=2000, spent=40, period="day")
    assert "10 units; 40 units of the 2,000 units you allow a day" in guide.priced(units)


def test_networks_are_listed_with_what_to_do(folder: Path, web: Web) -> None:
    assert "Nothing is read yet" in said(folder, "networks")
    bad = web.says("/b.xml", Reply(500))
    said(folder, "connect", "feeds", bad, web.says("/a.xml", Reply(200, feed("alpha"))), "--no-test")
    said(folder, "sync")
    told = said(folder, "networks")
    assert "connected" in told
    assert "/b.xml" in told
    held = json.loads(said(folder, "networks", "--json"))["networks"]
    assert held[0]["network"] == "feeds"


def test_disconnecting_asks_with_the_numbers_before_anything_is_taken_out(
    folder: Path, somebody: None, web: Web
) -> None:
    said(folder, "connect", "feeds", web.says("/a.xml", Reply(200, feed("alpha"))), "--no-test")
    said(folder, "sync")
    told = said(folder, "connect", "feeds", "--disconnect", typed="n\n")
    assert "3 posts and 1 account were read from it" in told
    assert "What was read stays" in told
    told = said(folder, "connect", "feeds", "--disconnect", typed="y\n")
    assert "3 posts and 1 account were taken out" in told
    with home_in(folder) as home:
        assert posts.by_network(home.database) == {}
    said(folder, "connect", "feeds", "--stop", "https://a.example/", code=2)


def test_the_words_of_messages_are_kept_when_asked_for(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text(
        "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        "2-aa==,Ada Ivarsdotter,https://www.linkedin.com/in/ada,Bo Lind,2024-01-02 03:04:05 UTC,,A private word,INBOX\n"
        "2-aa==,Ada Ivarsdotter,https://www.linkedin.com/in/ada,Cai Moor,2024-01-03 03:04:05 UTC,,Another,INBOX\n"
    )
    assert "messages (without their text)" in said(folder, "import", str(path))
    assert "messages with their text" in said(folder, "import", str(path), "--keep-messages")
    with home_in(folder) as home, home.database.reading() as db:
        assert sorted(row[0] for row in db.execute("SELECT text FROM post")) == ["A private word", "Another"]


def test_an_import_is_told_by_kind_and_asks_what_to_read(folder: Path, somebody: None, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text('<opml><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>')
    assert "Nothing was kept" in said(folder, "import", str(path), "--dry-run")
    assert "Read them from the next sync on?" in said(folder, "import", str(path), typed="n\n")
    assert "1 new source will be read" in said(folder, "import", str(path), typed="y\n")
    assert "give the files again with --read" in said(folder, "import", str(path), "--no-read")
    (tmp_path / "notes.txt").write_text("nothing")
    assert "knows no file of this kind" in said(folder, "import", str(tmp_path / "notes.txt"))
    assert "check its name" in said(folder, "import", str(tmp_path / "gone.zip"), code=2)
    told = json.loads(said(folder, "import", str(path), "--json"))
    assert told["files"][0]["kinds"][0]["read"] == 1


def test_a_folder_says_what_was_left_alone_and_what_next(folder: Path, tmp_path: Path) -> None:
    given = tmp_path / "export"
    given.mkdir()
    (given / "like.js").write_text('window.YTD.like.part0 = [{"like": {"tweetId": "20", "fullText": "Just this"}}]')
    (given / "manifest.txt").write_text("x")
    told = said(folder, "import", str(given))
    assert "1 file left alone: manifest.txt" in told
    assert "Now: outward what" in told


def test_reading_one_thing_shows_its_facts_and_words(folder: Path, web: Web) -> None:
    head = '<meta name="author" content="Ada Example"><meta property="article:content_tier" content="locked">'
    body = f"<html lang=en><title>Merger</title>{head}<body><article><p>{'We told managers first. ' * 40}</p></article>"
    web.says("/robots.txt", Reply(404))
    address = web.says("/merger", Reply(body=body.encode(), headers=HTML))
    told = said(folder, "read", address)
    assert "Ada Example" in told
    assert "behind a paywall" in told
    assert "We told managers first." in told
    assert json.loads(said(folder, "read", address, "--json"))["resource"]["free"] is False
    assert "nothing at this address" in said(folder, "read", f"{web.url}/gone", code=5)
    assert "open it in your browser" in said(folder, "read", "https://www.linkedin.com/pulse/x", code=2)


def test_adding_takes_text_from_the_command_or_from_standard_input(folder: Path) -> None:
    url = "https://www.linkedin.com/in/ada"
    assert "Kept: a profile on LinkedIn." in said(folder, "add", url, "--title", "Ada | LinkedIn", "--text", "Comms")
    told = said(folder, "add", "https://site.example/a", "--title", "Merger", "--text", "-", typed="Its words\n")
    assert "Kept: a post on Web pages." in told
    assert "no web address" in said(folder, "add", "nonsense", code=2)
    with home_in(folder) as home:
        held = posts.resource(home.database, "https://site.example/a")
    assert held is not None
    assert held.text == "Its words"


def test_doctor_reads_everything_kept_again(folder: Path, web: Web) -> None:
    said(folder, "connect", "feeds", web.says("/a.xml", Reply(200, feed("alpha"))), "--no-test")
    said(folder, "sync")
    told = said(folder, "doctor", "--reparse", "--no-check", code=1)
    assert "1 page read again: 0 posts new, 0 changed, 0 unreadable." in told


def test_hashtags_followed_elsewhere_are_offered(folder: Path, somebody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from outward.model import Source
    from outward.networks import feeds

    monkeypatch.setattr(feeds, "parse", lambda raw, source: Parsed(
        resources=(Resource(url="https://a.example/", form=Form.ARTICLE),),
        sources=(Source("feeds", "feed", "https://found.example/feed"),),
    ))  # fmt: skip
    monkeypatch.setattr(feeds, "pages", lambda *_: iter([_page()]))
    said(folder, "connect", "feeds", "https://a.example/feed", "--no-test")
    assert "You follow 1 source there" in said(folder, "sync", typed="y\n")
    with home_in(folder) as home:
        assert len(connections.states(home.database)) == 2


def _page() -> Any:
    from outward.model import Page

    return Page(raw=b"x", cursor="c", url="https://a.example/feed")
