import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outward.app.home import Home
from outward.app.whom import whom
from outward.model import Account, Parsed
from outward.store import posts
from tests.app.material import sampled
from tests.doors.desks import NOW, Browser, full, prepared, words
from tests.doors.test_cli import folder, said, told
from tests.doors.test_web import well_made

__all__ = ["folder", "full", "prepared", "sampled"]
ADA = Account(
    id="bluesky:did:plc:ada", network="bluesky", handle="adanight.bsky.example", name="Ada Nightjar <b>",
    url="https://bsky.example/ada", bio="Rotterdam",
)  # fmt: skip
TOO = replace(
    ADA, id="mastodon:ada@social.example", network="mastodon", handle="@adanight@social.example",
    url="https://social.example/@ada",
)  # fmt: skip


def met(home: Home) -> None:
    with home.database.writing() as db:
        posts.save(db, Parsed(accounts=(ADA, TOO)))


@pytest.fixture
def known(folder: Path) -> Path:
    with Home(folder) as home:
        met(home)
    return folder


def test_the_command_suggests_and_joins_and_splits(known: Path) -> None:
    assert "Perhaps one person" in said(known, "person")
    suggested: Any = told(known, "person")["suggestions"]
    assert [one["one"]["id"] for one in suggested] == [ADA.id]
    assert "2 accounts" not in said(known, "person", ADA.id)
    joined: Any = told(known, "person", "--same", ADA.id, "@adanight@social.example")
    assert [account["id"] for account in joined["accounts"]] == [ADA.id, TOO.id]
    assert "You said on" in said(known, "person", TOO.url)
    assert "No two accounts" in said(known, "person")
    assert "Not this person, you said" in said(known, "person", "--apart", TOO.id, ADA.id)
    assert "name one of these" in said(known, "person", ADA.name, code=2)


def test_trouble_is_one_sentence(folder: Path) -> None:
    assert "has not read of 'nobody'" in said(folder, "person", "nobody", code=2)
    assert "one at a time" in said(folder, "person", "nobody", "--same", "a", "b", code=2)


def test_the_page_suggests_and_joins_and_splits(full: Browser) -> None:
    met(full.home)
    page = full.see("/person")
    well_made(page)
    assert "Both are called Ada Nightjar" in words(page)
    page = full.send("/person/same", one=ADA.id, other=TOO.id)
    well_made(page)
    assert "2 accounts, one person" in words(page)
    assert "You said on 3 March 2026" in words(page)
    page = full.send("/person/apart", one=TOO.id, other=ADA.id)
    well_made(page)
    assert "1 account, one person" in words(page)
    assert page.xpath("//form[@action='/person/same']")
    full.send("/person/same", 400, one=ADA.id, other=ADA.id)
    full.send("/person/apart", 400, one="nobody", other=ADA.id)
    full.see("/person?id=nobody", 404)
    well_made(full.see(f"/person?id={ADA.id}"))


def test_names_on_the_whom_page_lead_to_the_person(full: Browser) -> None:
    page = full.see("/whom")
    named = {link.get("href"): words(link) for link in page.xpath("//article//h3/a")}
    assert list(named.values()) == [p.name for p in whom(full.home, now=NOW).people]
    for address, name in named.items():
        shown = full.see(address)
        well_made(shown)
        assert name in words(shown)


def test_where_nothing_looks_alike_the_page_says_so(full: Browser) -> None:
    page = full.see("/person")
    well_made(page)
    assert "there is nothing to say" in words(page)


def test_json_has_no_markup_of_its_own(known: Path) -> None:
    assert json.loads(said(known, "person", ADA.id, "--json"))["known"]["name"] == "Ada Nightjar <b>"


def test_the_command_forgets_only_when_told_to_and_lets_back_in(known: Path) -> None:
    assert "say '--yes'" in said(known, "person", ADA.id, "--forget", code=2)
    assert "say '--yes'" in said(known, "person", ADA.id, "--forget", "--json", code=2)
    assert "Forgotten." in said(known, "person", ADA.id, "--forget", "--yes")
    assert "has not read of" in said(known, "person", ADA.id, code=2)
    assert "1 person" in said(known, "doctor")
    assert "a name is not enough" in said(known, "person", ADA.name, "--allow-again", code=2)
    assert "Let back in" in said(known, "person", ADA.handle, "--allow-again")
    assert "Say whom" in said(known, "person", "--forget", code=2)


def test_asked_first_she_is_kept_unless_the_answer_is_yes(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outward.cli.door.asking", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda _: False)
    told_before = said(known, "person", ADA.id, "--forget")
    assert "Kept: your own words" in told_before
    assert "Nothing was changed." in told_before
    monkeypatch.setattr("typer.confirm", lambda _: True)
    assert "Forgotten." in said(known, "person", ADA.id, "--forget")


def test_the_page_says_what_goes_and_forgets(full: Browser) -> None:
    met(full.home)
    page = full.see(f"/person/forget?id={ADA.id}")
    well_made(page)
    assert "There is no way back." in words(page)
    assert "Taken out: 1 account" in words(page)
    page = full.send("/person/forget", id=ADA.id)
    assert "Forgotten." in words(page)
    full.see(f"/person?id={ADA.id}", 404)
    full.see(f"/person/forget?id={ADA.id}", 404)
    page = full.see("/person")
    well_made(page)
    assert "You asked to forget 1 person" in words(page)
    full.send("/person/allow", 400, whom="Ada")
    assert "Let back in" in words(full.send("/person/allow", whom=ADA.handle))
    assert "You asked to forget" not in words(full.see("/person"))


def test_nobody_is_forgotten_while_something_is_read(full: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    met(full.home)
    monkeypatch.setattr(type(full.desk.reading), "running", property(lambda _: True))
    page = full.send("/person/forget", 503, id=ADA.id)
    assert "Outward is reading just now" in words(page)
