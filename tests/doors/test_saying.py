"""What she says of results, typed and clicked: the effect is shown, everything can be listed and taken back."""

import json
from pathlib import Path
from typing import Any

import pytest

from outward.what.feedback import Aim
from outward.what.learned import ENOUGH
from tests.app.material import sampled
from tests.doors.desks import Browser, words
from tests.doors.test_cli import folder, said, told

__all__ = ["folder", "sampled"]

LESS = "less of this"


def typed(folder: Path) -> list[Any]:
    found: Any = told(folder, "what", "--limit", "30")["results"]
    return list(found)


@pytest.mark.parametrize("aim", list(Aim))
def test_less_of_anything_typed_is_listed_and_taken_back(folder: Path, aim: Aim) -> None:
    results = typed(folder)
    first = next(one for one in results if one["kind"])
    key = first[{Aim.RESOURCE: "url", Aim.PERSON: "person_id"}.get(aim, str(aim))]
    done = told(folder, "say", LESS, str(aim), key)
    assert "the list" in str(done["changed"])
    assert first["url"] not in {one["url"] for one in typed(folder)}
    listed: Any = told(folder, "say", "list")["judgements"]
    assert f"{listed[0]['number']:>3}  " in said(folder, "say", "list")
    assert "Taken back." in said(folder, "say", "undo", str(listed[0]["number"]))
    assert [one["url"] for one in typed(folder)] == [one["url"] for one in results]


def test_what_cannot_be_taken_back_or_switched_is_a_sentence(folder: Path) -> None:
    assert "said nothing" in said(folder, "say", "list")
    said(folder, "say", "useful", "https://a.example/")
    assert "outward say list" in said(folder, "say", "undo", "99", code=2)
    assert "is no number" in said(folder, "say", "undo", "two", code=2)
    assert "is not understood" in said(folder, "say", "learned", "maybe", code=2)
    assert "have judged 0" in said(folder, "say", "learned")


def test_judgements_alike_or_switched_off_are_said_so(folder: Path) -> None:
    results = [one["url"] for one in typed(folder)]
    for url in results[:ENOUGH]:
        said(folder, "say", "useful", url)
    assert "judged all results alike" in said(folder, "say", "learned")
    off = told(folder, "say", "learned", "off")
    assert (off["on"], off["used"]) == (False, False)
    assert "learned on" in said(folder, "say", "learned")
    assert json.loads(said(folder, "say", "learned", "on", "--json"))["on"] is True


def subjects(page: Any) -> list[str]:
    """The results of the page, in order."""
    return list(
        page.xpath("//ol[@class='ranked']//form[@action='/say'][button[@value='useful']]/input[@name='subject']/@value")
    )


def test_the_desk_says_what_changed_lists_it_and_takes_back_any(full: Browser) -> None:
    page = full.see("/what")
    before = subjects(page)
    aims = set(page.xpath("//form[@action='/say']//input[@name='aim']/@value"))
    assert {"person", "topic", "form"} <= aims
    page = full.send("/say", verdict=LESS, subject=before[0], named="This one", back="/what")
    assert "leaves the list" in words(page)
    page = full.send("/say", verdict="not now", subject=before[1], back="/what")
    numbers = page.xpath("//section[@aria-label='What you said']//form[@action='/undo']/input[@name='number']/@value")
    assert len(numbers) == 2
    page = full.send("/undo", number=numbers[1], back="/what")
    assert "comes back at place 1" in words(page)
    full.send("/undo", back="/what")
    page = full.see("/what")
    assert subjects(page) == before


def test_the_desk_lets_her_switch_off_what_was_learned(full: Browser) -> None:
    full.send("/say", verdict="useful", subject="https://a.example/", back="/what")
    full.send("/weigh", weigh="off", back="/what")
    assert "Let my judgements weigh" in words(full.see("/what"))
    full.send("/weigh", weigh="on", back="/what")
    assert "Let my judgements weigh" not in words(full.see("/what"))
