"""The same answer by every door, and the page of adjustments and of why not higher as a person uses it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from outward.app.what import what
from outward.cli import door
from outward.cli.commands import app
from outward.what.adjusting import read
from outward.what.wish import Wish
from tests.doors.desks import NOW, Browser, words
from tests.doors.test_web import well_made

RUN = CliRunner()


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "now", lambda: NOW)


def run(home: Path, *args: str, status: int = 0) -> str:
    answer = RUN.invoke(app, ["--home", str(home), *args])
    assert answer.exit_code == status, answer.output
    return answer.output


@pytest.mark.parametrize(
    ("args", "query", "recipe", "wish", "adjust"),
    [
        ((), "", "week", Wish(), ""),
        (("--more", "first-hand", "--less", "news"), "?adjust=more+first-hand&adjust=less+news", "week", Wish(),
         "more first-hand, less news"),
        (("--recipe", "event", "--tag", "#internalcomms"), "?recipe=event&tag=%23internalcomms", "event",
         Wish(tags=("internalcomms",)), ""),
        (("--recipe", "deep", "--topic", "town hall"), "?recipe=deep&topic=town+hall", "deep",
         Wish(topic="town hall"), ""),
        (("--recipe", "search", "--only", "free"), "?recipe=search&adjust=only+free", "search", Wish(), "only free"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("still")
def test_every_door_gives_the_same_answer(
    full: Browser, args: tuple[str, ...], query: str, recipe: str, wish: Wish, adjust: str
) -> None:
    answer = what(full.home, now=NOW, recipe=recipe, wish=wish, adjust=read(adjust))
    assert answer.results
    told = json.loads(run(full.home.folder, "what", *args, "--json"))
    shown = [(one.title, round(one.score, 1), one.moved, one.heading) for one in answer.results]
    assert [(one["title"], round(one["score"], 1), one["moved"], one["heading"]) for one in told["results"]] == shown
    page = full.see(f"/what{query}")
    well_made(page)
    cards = page.xpath("//ol[@class='ranked']/li")
    assert [words(card.xpath(".//h2")[0]).removesuffix(" (sample)") for card in cards] == [
        one.title for one in answer.results
    ]
    assert [words(card.xpath(".//tfoot//th")[0]) for card in cards] == [f"{one.score:.1f}" for one in answer.results]
    for card, one in zip(cards, answer.results, strict=True):
        points = [float(cell.text.replace("−", "-")) for cell in card.xpath(".//tbody//td[@class='figure']")]
        assert f"{sum(points):.1f}" == f"{one.score:.1f}"
        assert not one.moved or one.moved in words(card)
    said = " ".join(run(full.home.folder, "what", *args, "--why").split())
    assert answer.changed in said
    assert answer.changed in words(page)


def test_chips_adjust_keep_and_forget(full: Browser) -> None:
    page = full.see("/what?adjust=more+first-hand&adjust=newer")
    assert "Changed by: first-hand counts double; newer counts double." in words(page)
    (away,) = page.xpath("//a[contains(@class, 'on')][contains(., 'newer')]/@href")
    assert "newer" not in away
    assert "first-hand counts double." in words(full.see(away))
    (form,) = page.xpath("//form[@action='/what/adjust']")
    fields = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    kept = full.send("/what/adjust", recipe=fields["recipe"], adjust=fields["adjust"])
    assert "Kept for this goal: more first-hand, newer." in words(kept)
    assert "Your adjustments: more first-hand, newer." in words(full.see("/what"))
    gone = full.send("/what/adjust", recipe="search")
    assert "Your adjustments are forgotten." in words(gone)
    assert "Your adjustments:" not in words(full.see("/what"))


def test_words_not_understood_are_said_on_the_page(full: Browser) -> None:
    page = full.see("/what?adjust=purple")
    assert "“purple” is not understood; say more or less of" in words(page)
    assert page.xpath("//ol[@class='ranked']/li")


def test_an_event_asks_for_its_hashtag_and_sends_nothing(full: Browser) -> None:
    page = full.see("/what?recipe=event")
    well_made(page)
    assert page.xpath("//input[@id='tag']")
    assert not page.xpath("//ol")
    page = full.see("/what?recipe=event&tag=icsummit&minutes=15")
    assert "#icsummit from afar, in at most 15 minutes. You have not approved #icsummit to be read" in words(page)
    assert full.see("/what?recipe=nonsense").xpath("//a[@aria-current='page'][.='This week']")


@pytest.mark.usefixtures("still")
def test_why_not_higher_is_the_same_on_desk_and_line(full: Browser) -> None:
    page = full.see("/what")
    links = [link for link in page.xpath("//a/@href") if link.startswith("/why?")]
    assert len(links) >= 10
    third = next(link for link in page.xpath("//ol[@class='ranked']/li[3]//a/@href") if link.startswith("/why?"))
    why = full.see(third)
    well_made(why)
    assert "It is 3rd." in words(why)
    url = what(full.home, now=NOW).results[2].url
    told = json.loads(run(full.home.folder, "why", url, "--above", "2", "--json"))
    assert told["place"] == 3
    assert [one["sentence"] for beside in told["above"] for one in beside["differences"]] == [
        words(cell).removesuffix(f" {words(cell.xpath('span')[0])}")
        for cell in why.xpath("//table[.//th='By itself']/tbody/tr/td[2]")
    ]
    line = " ".join(run(full.home.folder, "why", url).split())
    assert "It is 3rd." in line
    assert told["above"][0]["differences"][0]["sentence"] in line
    left = page.xpath("//ul[@class='left']/li[1]//a[starts-with(@href, '/why?')]/@href")[0]
    stayed = full.see(left)
    well_made(stayed)
    assert "It stayed out:" in words(stayed)
    unread = full.see("/why?url=https%3A%2F%2Fnowhere.example%2Fx")
    assert "Outward has never read it." in words(unread)
    full.see("/why", status=404)


def test_before_anything_is_read_there_is_no_why(answered: Browser) -> None:
    assert not answered.see("/why?url=x").xpath("//table")


@pytest.mark.usefixtures("still")
def test_a_plan_shows_points_that_add_up(full: Browser) -> None:
    page = full.see("/")
    tables = page.xpath("//article//table[@class='reasons']")
    assert tables
    for table in tables:
        points = [float(cell.text.replace("−", "-")) for cell in table.xpath("./tbody//td[@class='figure']")]
        assert f"{sum(points):.1f}" == words(table.xpath("./tfoot//th")[0])
    assert "points:" in run(full.home.folder, "today", "--why")
    assert "points:" in run(full.home.folder, "plan", "--why")


@pytest.mark.usefixtures("still")
def test_the_line_says_how_to_approve_an_event_and_keeps_adjustments(full: Browser) -> None:
    event = " ".join(run(full.home.folder, "what", "--recipe", "event", "--tag", "#icsummit").split())
    assert "'outward connect mastodon \"#icsummit\"' approves it" in event
    assert "Your adjustments: shorter" in run(full.home.folder, "what", "--adjust", "shorter", "--keep")
    assert "Your adjustments" not in run(full.home.folder, "what", "--reset")
    course = run(full.home.folder, "what", "--recipe", "deep", "--topic", "town hall")
    assert "Cases · " in course
    catching = run(full.home.folder, "what", "--recipe", "catch-up")
    assert "all that fits is new" in " ".join(catching.split())
