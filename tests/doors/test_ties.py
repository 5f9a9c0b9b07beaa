"""`outward ties` and the pages of ties."""

from pathlib import Path
from typing import Any

import pytest

from outward.app.ties import tie_of
from tests.app.material import sampled
from tests.doors.desks import NOW, Browser, empty, full, prepared, words
from tests.doors.test_cli import folder, said, told
from tests.doors.test_web import well_made

__all__ = ["empty", "folder", "full", "prepared", "sampled"]
NELL, VERITY = "Nell Applewhistle", "Verity Snapdragon-Lowe"


def test_the_command_shows_who_waits_and_whom_she_loses(folder: Path) -> None:
    shown = " ".join(said(folder, "ties").split())
    assert "They reached out and you have not answered Verity Snapdragon-Lowe replied to you 9 days ago" in shown
    assert "They answered you; the last word is theirs Xanthe" in shown
    assert "Losing touch Rosalba Tintern-Moss: Strong tie, 49 days of silence" in shown
    assert "It became partnership. We compare lists." in shown
    assert "and 3 more; --limit shows more of them." in said(folder, "ties", "--limit", "1")


def test_one_person_and_her_words(folder: Path) -> None:
    shown = said(folder, "ties", VERITY)
    assert "Very weak tie" in shown
    assert "1 contact of theirs unanswered." in shown
    assert "They reached out: Verity" in shown
    kept: Any = told(folder, "ties", VERITY, "--met", "[b]On a stage[/b]", "--became", "friendship")
    assert (kept["met"], kept["became"]) == ("[b]On a stage[/b]", "friendship")
    assert "[b]On a stage[/b]. It became friendship." in said(folder, "ties", VERITY)
    assert told(folder, "ties", VERITY, "--undo")["met"] == ""
    assert told(folder, "ties", VERITY, "--settled")["bond"]["waiting"] == []  # type: ignore[index]
    assert len(told(folder, "ties", VERITY, "--waits")["bond"]["waiting"]) == 1  # type: ignore[index]


def test_trouble_is_one_sentence(folder: Path) -> None:
    assert "has not read of 'nobody'" in said(folder, "ties", "nobody", code=2)
    assert "Say of whom" in said(folder, "ties", "--settled", code=2)
    assert "one thing at a time" in said(folder, "ties", VERITY, "--settled", "--undo", code=2)
    assert "say one of: advice" in said(folder, "ties", VERITY, "--became", "enmity", code=2)
    assert "nothing to take back" in said(folder, "ties", VERITY, "--undo", code=3)


def test_the_page_shows_every_list_and_where_it_was_said(full: Browser) -> None:
    page = full.see("/ties")
    well_made(page)
    assert [title.text_content() for title in page.xpath("//main//h2")] == [
        "They reached out and you have not answered", "They answered you; the last word is theirs", "Losing touch",
        "How close, how even", "How you met, and what became of it",
    ]  # fmt: skip
    assert page.xpath("//nav[@aria-label='Pages of people']//a[@aria-current='page']/@href") == ["/ties"]
    assert "I have to stand there in two weeks." in words(page)
    assert [cell.text_content() for cell in page.xpath("//table/thead//th[1]")] == [
        "Strong ties", "Weak ties", "Very weak ties",
    ]  # fmt: skip


def test_what_she_says_on_the_page_is_kept_and_taken_back(full: Browser) -> None:
    id_ = tie_of(full.home, VERITY, NOW).person
    page = full.see(f"/ties?id={id_}")
    well_made(page)
    (proposed,) = page.xpath("//input[@name='met']/@value")
    assert proposed.startswith("They reached out: Verity")
    page = full.send("/ties/say", person=id_, met="<i>On a stage</i>", became="advice", words="")
    well_made(page)
    assert page.xpath("//input[@name='met']/@value") == ["<i>On a stage</i>"]
    assert page.xpath("//input[@name='became'][@checked]/@value") == ["advice"]
    assert "<i>On a stage</i>" in words(full.see("/ties"))
    page = full.send("/ties/unsay", person=id_)
    assert "Taken back." in words(page)
    assert not page.xpath("//form[@action='/ties/unsay']")


def test_she_answers_elsewhere_or_says_that_none_is_needed(full: Browser) -> None:
    id_ = tie_of(full.home, VERITY, NOW).person
    page = full.send("/ties/settle", person=id_)
    assert "Verity Snapdragon-Lowe needs no answer" in words(page)
    assert not page.xpath(f"//form[@action='/ties/settle']/input[@value='{id_}']")
    page = full.send("/ties/unsettle", person=id_)
    well_made(page)
    assert page.xpath("//form[@action='/ties/settle']")
    page = full.send("/touch", person=id_, named=VERITY, direction="out", how="talked", back="/ties")
    assert "Your ties" in page.xpath("//h1/text()")
    assert not page.xpath(f"//form[@action='/ties/settle']/input[@value='{id_}']")


def test_an_empty_desk_says_what_to_do(empty: Browser) -> None:
    page = empty.see("/ties")
    well_made(page)
    assert "which accounts are yours" in words(page)
    assert "'outward" not in words(page)


@pytest.mark.parametrize("wanted", ["nobody", "%20", "%3Cscript%3E"])
def test_somebody_unknown_is_not_found(full: Browser, wanted: str) -> None:
    full.see(f"/ties?id={wanted}", status=404)
