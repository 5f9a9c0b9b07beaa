"""The circle at the doors: the same answer as a table in the terminal, as JSON, as a page with a map, as a file."""

from pathlib import Path
from typing import Any

import pytest

from outward.app.circle import around, introductions
from outward.model import Account, Parsed, Tie, TieKind
from outward.store import posts
from tests.app.material import sampled
from tests.doors.desks import NOW, Browser, answered, empty, full, prepared, words
from tests.doors.test_cli import folder, said, told
from tests.doors.test_web import well_made

__all__ = ["answered", "empty", "folder", "full", "prepared", "sampled"]


def test_the_command_tells_people_groups_and_what_is_missing(folder: Path) -> None:
    shown = said(folder, "circle")
    answer: Any = told(folder, "circle")
    network = answer["network"]
    assert all(member["name"] in shown for member in network["members"])
    assert all(f"Group {group['number']}: {group['name']}" in shown for group in network["groups"])
    assert "Missing for your goal" in shown
    assert all(hole["name"] in shown for hole in network["holes"])
    assert answer["sentences"][0] in shown


def test_the_command_says_who_could_introduce_me(folder: Path) -> None:
    answer: Any = told(folder, "circle")
    hole = next(hole for hole in answer["network"]["holes"] if hole["way"])
    assert hole["way"]["sentence"] in said(folder, "circle", "--to", hole["id"])
    ways: Any = told(folder, "circle", "--to", hole["id"])
    assert ways["ways"][0]["names"] == hole["way"]["names"]
    assert "has not read of" in said(folder, "circle", "--to", "nobody at all", code=2)


def test_the_command_tells_of_many_and_of_little(capsys: pytest.CaptureFixture[str]) -> None:
    from dataclasses import replace

    from outward.app.circle import Circle, Introductions
    from outward.cli import door
    from outward.cli.circle import SHOWN, introduced, show
    from outward.model import Goal
    from tests.pure.share.test_svg import hole, network

    many = network(SHOWN + 3, hole(1, None, said="So it was.", url="https://x.example/1", at=NOW), hole(2, said="Yes."))
    strangers = tuple(replace(member, knows=()) for member in many.members)
    found = Circle(
        goal=Goal(text="x"), network=replace(many, members=strangers, unheard=("TUPE",)), sentences=("Many.",)
    )
    console = door.console()
    show(found, console)
    shown = capsys.readouterr().out
    assert "3 more; --json tells 43 of them." in shown
    assert "“So it was.” (3 Mar 2026)" in shown
    assert "“Yes.”\n" in shown
    assert "Nobody read so far speaks of: TUPE." in shown
    assert "→ S.\n" in shown
    show(
        replace(
            found,
            network=replace(many, members=strangers[:1], groups=(), holes=(), layers={"strong": 1}),
            sentences=(),
            empty="Nobody.",
        ),
        console,
    )
    assert capsys.readouterr().out == "Nobody.\n"
    show(
        replace(
            found, network=replace(many, members=strangers[:1], groups=(), holes=(), layers={"strong": 1}), sentences=()
        ),
        console,
    )
    assert "Missing" not in capsys.readouterr().out
    introduced(Introductions(person="p", name="Nora", accounts=(), none="Nobody knows Nora."), console)
    assert "Nobody knows Nora." in capsys.readouterr().out


def test_the_command_draws_the_map(folder: Path, tmp_path: Path) -> None:
    assert "Drawn: " in said(folder, "circle", "--svg", str(tmp_path))
    assert (tmp_path / "outward-circle.svg").read_bytes().startswith(b"<?xml")
    assert told(folder, "circle", "--svg", str(tmp_path / "x.svg")) == {"path": str(tmp_path / "x.svg")}
    assert "one at a time" in said(folder, "circle", "--svg", str(tmp_path), "--to", "x", code=2)


def test_the_page_shows_the_same_as_map_and_table(full: Browser) -> None:
    page = full.see("/circle")
    well_made(page)
    found = around(full.home, now=NOW).network
    rows = [words(row) for row in page.xpath("//table[@class='circled']/tbody/tr/th/a")]
    assert rows == [member.name for member in found.members]
    wide, narrow = page.xpath("//figure/svg")
    for drawn in (wide, narrow):
        assert len(drawn.xpath(".//g[starts-with(@class, 'who')]/a")) == len(found.members)
    linked = {link.get("href") for link in wide.xpath(".//a")}
    assert all(full.client.get(address).status_code == 200 for address in sorted(linked)[:3])
    for hole in found.holes:
        assert hole.missing in words(page)
        assert hole.name in words(page)
    assert page.xpath("//nav[@aria-label='Pages of people']//a[@aria-current='page']/@href") == ["/circle"]


def test_the_page_says_who_could_introduce_her(full: Browser) -> None:
    hole = next(hole for hole in around(full.home, now=NOW).network.holes if hole.way)
    page = full.see(f"/circle?to={hole.id}")
    well_made(page)
    assert f"Who could introduce you to {hole.name}" in words(page)
    for way in introductions(full.home, hole.id, now=NOW).ways:
        assert way.sentence in words(page)
    assert "has not read of" in words(full.see("/circle?to=nobody", 400))


def test_the_map_is_a_file_to_keep(full: Browser) -> None:
    answer = full.client.get("/circle.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == 'attachment; filename="outward-circle.svg"'
    assert answer.content.startswith(b"<?xml")


def test_before_anything_is_asked_or_read_the_page_leads_there(empty: Browser, answered: Browser) -> None:
    for browser in (empty, answered):
        well_made(browser.see("/circle"))
    assert "Answer the three questions" in words(empty.see("/circle"))


@pytest.mark.parametrize("own", [False, True])
def test_where_nobody_is_tied_the_page_says_what_to_do(answered: Browser, own: bool) -> None:
    from tests.app.test_person import SKY
    from tests.app.test_person import said as wrote

    post, resource = wrote(1, SKY)
    mine = ("bluesky:me",) if own else ()
    me = Account(id="bluesky:me", network="bluesky", handle="me.example", name="Me")
    with answered.home.database.writing() as db:
        posts.save(db, Parsed(accounts=(SKY, me), posts=(post,), resources=(resource,), mine=mine))
    page = answered.see("/circle")
    well_made(page)
    assert ("Nobody is tied to you yet" if own else "does not know which account is yours") in words(page)
    assert not page.xpath("//figure/svg")
    assert page.xpath("//a[@href='/networks' or @href='/import']")
    assert "Back to the map" in words(answered.see(f"/circle?to={SKY.id}"))
    assert answered.client.get("/circle.svg").status_code == 409


def test_one_person_alone_is_shown(answered: Browser) -> None:
    from tests.app.test_person import SKY
    from tests.app.test_person import said as wrote

    post, resource = wrote(1, SKY)
    me = Account(id="bluesky:me", network="bluesky", handle="me.example", name="Me")
    tie = Tie(source=me.id, target=SKY.id, kind=TieKind.FOLLOW)
    with answered.home.database.writing() as db:
        posts.save(db, Parsed(accounts=(SKY, me), posts=(post,), resources=(resource,), ties=(tie,), mine=(me.id,)))
    page = answered.see("/circle")
    well_made(page)
    assert "You are tied to 1 person" in words(page)
    assert "one way only" in words(page)
    assert "Groups around you" not in words(page)
