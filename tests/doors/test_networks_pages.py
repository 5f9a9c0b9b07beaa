"""Networks, imports and what is looked at, on the desk."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from outward.app import connect, sign_in
from outward.errors import InputError
from outward.model import Form, Parsed, Resource
from outward.networks import Invitation
from outward.store import connections, posts
from outward.web import guard
from tests.app.material import feed, home_in
from tests.doors.desks import HERE, NOW, Browser, empty, full, prepared, words
from tests.networks.web_server import Reply, Web, web

__all__ = ["empty", "full", "prepared", "web"]


@pytest.fixture
def reader(web: Web, tmp_path: Path) -> Any:
    """An empty desk that may read a server of this machine."""
    with home_in(tmp_path / "home", web.host) as home:
        yield Browser(home)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Sign-ins go to a file of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def archive(path: Path, number: int = 4) -> bytes:
    rows = [
        {"tweet": {"id_str": str(1000 + n), "full_text": f"Merger lesson {n}", "created_at": "2026-03-01T09:00:00Z"}}
        for n in range(number)
    ]
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(
            "data/account.js", 'window.YTD.account.part0 = [{"account": {"accountId": "1", "username": "me"}}]'
        )
        made.writestr("data/tweets.js", f"window.YTD.tweets.part0 = {json.dumps(rows)}")
    return path.read_bytes()


MESSAGES = (
    "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    "2-aa==,Ada Ivarsdotter,https://www.linkedin.com/in/ada,Bo Lind,2024-01-02 03:04:05 UTC,A private subject,"
    "A private word,INBOX\n"
    "2-aa==,Ada Ivarsdotter,https://www.linkedin.com/in/ada,Cai Moor,2024-01-03 03:04:05 UTC,,Another one,INBOX\n"
)


def give(browser: Browser, *files: tuple[str, bytes], token: str | None = None, **fields: str) -> Any:
    own = {"token": browser.desk.token if token is None else token}
    return browser.client.post("/import", params=own, data=fields, files=[("files", file) for file in files])


# networks


def test_every_network_is_listed_with_its_state_and_cost(empty: Browser) -> None:
    page = empty.see("/networks")
    rows = page.xpath("//tbody/tr")
    assert len(rows) >= 6
    assert [words(row.xpath("./td")[0]) for row in rows] == ["no"] * len(rows)
    for link in page.xpath("//tbody//a/@href"):
        assert empty.see(link).xpath("//h1")
    empty.see("/networks/nothing", 404)


def test_the_feed_found_for_a_sites_address_is_named(reader: Browser, web: Web) -> None:
    found = web.says("/atom.xml", Reply(200, feed("alpha")))
    page = reader.send("/networks/feeds", words=web.says("/", Reply(200, b"<html><body>Ours</body></html>")))
    assert f"on a first look. The feed was found at {found}." in words(page)
    page = reader.send("/networks/feeds", words=found)
    assert "on a first look. The feed was found" not in words(page)


def test_a_network_is_connected_tried_read_stopped_and_left(reader: Browser, web: Web) -> None:
    address = web.says("/a.xml", Reply(200, feed("alpha")))
    page = reader.send("/networks/feeds", words=f"{address}\n")
    assert "Feeds answered: 3 posts by 1 person" in words(page)
    assert address in words(page)
    reader.send("/sync")
    reader.desk.reading.join()
    assert words(reader.see("/networks").xpath("//tbody/tr[1]/td")[0]) == "yes"
    page = reader.send("/networks/feeds/stop", kind="feed", value=address)
    assert "no longer read" in words(page)
    assert not page.xpath("//h2[@id='reads']")
    assert words(reader.see("/networks").xpath("//tbody/tr[1]/td")[0]) == "files"
    page = reader.send("/networks/feeds/leave", forget_posts="1")
    assert "what was read from it is gone" in words(page)
    assert not posts.any_held(reader.home.database) or posts.by_network(reader.home.database) == {}


def test_words_that_mean_nothing_are_kept_in_the_form_with_one_sentence(empty: Browser) -> None:
    page = empty.send("/networks/feeds", 400, words="not an address")
    assert "nothing Feeds can be asked for" in words(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//textarea")[0].text == "not an address"
    assert connections.states(empty.home.database) == []


class Page:
    """A sign-in page that gives a code."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.redirects: list[str] = []
        monkeypatch.setattr(sign_in, "invite", self.invite)
        monkeypatch.setattr(sign_in, "admit", self.admit)

    def invite(self, home: Any, name: str, redirect: str) -> Invitation:
        self.redirects.append(redirect)
        return Invitation("https://social.test/oauth", "Allow reading there.", {})

    def admit(self, home: Any, name: str, invitation: Invitation, answer: str) -> dict[str, str]:
        if "good" not in answer:
            raise InputError("This code is not right; try again.")
        return {"server": "social.test"}


def test_signing_in_goes_to_the_networks_page_and_back(empty: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    there = Page(monkeypatch)
    page = empty.send("/networks/mastodon/sign-in")
    assert page.xpath("//a[@href='https://social.test/oauth']")
    assert there.redirects == [f"{HERE}/networks/mastodon/back"]
    page = empty.send("/networks/mastodon/admit", 400, answer="bad")
    assert "This code is not right" in words(page)
    page = empty.see("/networks/mastodon/back?code=good")
    assert "You came back" in words(page)
    (answer,) = page.xpath("//input[@name='answer']/@value")
    assert "You are signed in at Mastodon." in words(empty.send("/networks/mastodon/admit", answer=answer))
    assert connections.settings(empty.home.database, "mastodon")["server"] == "social.test"
    empty.send("/networks/mastodon/admit", 400, answer="good")


# files of her own


def test_a_file_given_is_read_in_the_background_and_told_by_kind(empty: Browser, tmp_path: Path) -> None:
    answer = give(empty, ("twitter.zip", archive(tmp_path / "a.zip")))
    assert answer.status_code == 200
    empty.desk.importing.join()
    page = empty.see("/import")
    assert "posts of yours" in words(page)
    assert posts.by_network(empty.home.database) == {"x": 4}
    assert not (empty.home.folder / "incoming").exists() or not list((empty.home.folder / "incoming").iterdir())


def test_only_looking_keeps_nothing_and_says_so(empty: Browser, tmp_path: Path) -> None:
    give(empty, ("twitter.zip", archive(tmp_path / "a.zip")), dry_run="1")
    empty.desk.importing.join()
    assert "Nothing was kept" in words(empty.see("/import"))
    assert not posts.any_held(empty.home.database)


def test_the_words_of_messages_are_kept_where_the_box_is_ticked(empty: Browser) -> None:
    page = empty.see("/import")
    (box,) = page.xpath("//input[@name='keep_messages']")
    assert box.get("checked") is None
    assert "they stay on this machine" in words(page)
    for ticked in ({}, {"keep_messages": "1"}):
        give(empty, ("messages.csv", MESSAGES.encode()), **ticked)
        empty.desk.importing.join()
        with empty.home.database.reading() as db:
            texts = [row[0] for row in db.execute("SELECT text FROM post")]
        assert sorted(texts) == (["A private subject\nA private word", "Another one"] if ticked else [])
    assert "messages with their text" in words(empty.see("/import"))


def test_an_unknown_file_and_no_file_are_told_kindly(empty: Browser) -> None:
    give(empty, ("notes.txt", b"hello"))
    empty.desk.importing.join()
    assert "knows no file of this kind" in words(empty.see("/import"))
    answer = empty.client.post("/import", params={"token": empty.desk.token}, files=[("files", ("", b""))])
    assert "Choose a file first" in answer.text


@pytest.mark.parametrize("name", ["../../evil.js", "/etc/passwd", "C:\\x\\y.zip", "..", "a" * 500, "\x00\n.zip"])
def test_a_files_name_leads_nowhere(empty: Browser, tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.rglob("*") if "empty" not in str(path)}
    give(empty, (name, b"x"), ("second.txt", b"y"))
    empty.desk.importing.join()
    assert {path for path in tmp_path.rglob("*") if "empty" not in str(path)} == before
    assert len(empty.desk.importing.imported.files if empty.desk.importing.imported else ()) == 2


def test_files_without_the_desks_token_are_not_read(empty: Browser, tmp_path: Path) -> None:
    body = archive(tmp_path / "a.zip")
    assert give(empty, ("a.zip", body), token="wrong").status_code == 403
    foreign = {"origin": "http://evil.example"}
    sent = empty.client.post(
        "/import", params={"token": empty.desk.token}, files={"files": ("a.zip", body)}, headers=foreign
    )
    assert sent.status_code == 403
    assert empty.desk.importing.imported is None
    assert not posts.any_held(empty.home.database)


def test_a_file_that_is_too_large_is_refused_by_its_length(empty: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST_FILES", 1_000)
    assert give(empty, ("a.zip", bytes(5_000))).status_code == 413
    monkeypatch.setattr(guard, "LARGEST_BODY", 1_000)
    assert empty.client.post("/ask", data={"what": "x" * 5_000}).status_code == 413


def test_what_a_broken_off_import_left_is_taken_away_at_the_next_start(empty: Browser) -> None:
    left = empty.home.folder / "incoming" / "old" / "part.zip"
    left.parent.mkdir(parents=True)
    left.touch()
    Browser(empty.home)
    assert not left.exists()


def test_an_episodes_chapters_are_got_kept_and_shown(reader: Browser, web: Web) -> None:
    listed = [{"startTime": 3723, "title": "Questions"}, {"startTime": 0, "title": "<b>Intro"}]
    parts = web.says("/parts.json", Reply(200, json.dumps({"version": "1.2.0", "chapters": listed}).encode()))
    url = "https://talk.field.test/1"
    with reader.home.database.writing() as db:
        posts.save(db, Parsed(resources=(Resource(url=url, form=Form.EPISODE, title="Talk", chapters_at=parts),)))
    page = reader.see(f"/resource?url={url}")
    assert "Get the chapters" in words(page)
    page = reader.send("/resource", url=url)
    shown = page.xpath("//section[@aria-labelledby='chapters']//li")
    assert [words(one) for one in shown] == ["0:00 <b>Intro", "1:02:03 Questions"]
    assert "Get the chapters" not in words(page)


# what is looked at


def test_what_the_link_sends_fills_the_form_and_only_the_form_keeps_it(empty: Browser) -> None:
    sent = "/add?url=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fada&title=Ada+Example+%7C+LinkedIn&text=Head+of+comms"
    page = empty.see(sent)
    assert page.xpath("//input[@name='url']/@value") == ["https://www.linkedin.com/in/ada"]
    assert page.xpath("//textarea")[0].text == "Head of comms"
    assert page.xpath("//a[starts-with(@href, 'javascript:') and contains(@href, '/add?')]")
    with empty.home.database.reading() as db:
        assert db.execute("SELECT count(*) FROM account").fetchone()[0] == 0
    page = empty.send(
        "/add", url="https://www.linkedin.com/in/ada", title="Ada Example | LinkedIn", text="Head of comms"
    )
    assert "Kept: a profile on LinkedIn." in words(page)
    page = empty.send(
        "/add", url="https://www.linkedin.com/in/ada", title="Ada Example | LinkedIn", text="Head of comms"
    )
    assert "already here" in words(page)


def test_an_address_that_is_none_stays_in_the_form_with_one_sentence(empty: Browser) -> None:
    page = empty.send("/add", 400, url="not-an-address", title="<b>", text="words")
    assert "no web address" in words(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//input[@name='title']/@value") == ["<b>"]


def test_the_whole_of_a_resource_is_offered_only_outside_the_sample(full: Browser) -> None:
    link = full.see("/what").xpath("//main//a[starts-with(@href, '/resource')]/@href")[0]
    assert "Get the whole" not in words(full.see(link))
    assert NOW.year == 2026


def test_what_costs_money_is_read_only_after_the_sum_was_shown(reader: Browser, web: Web) -> None:
    given = {"address": web.url, "access_token": "good", "cap": "5"}
    connect.connect(reader.home, "x", given, ["x:#change"], test=False, now=NOW)
    page = reader.send("/sync")
    assert "Reading this costs money" in words(page)
    assert "costs at most $" in words(page)
    assert not reader.desk.reading.running
    assert web.asked == []
    reader.send("/sync", agreed="1")
    reader.desk.reading.join()
    assert web.asked
