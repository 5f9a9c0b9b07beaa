"""A form that is not taken comes back with everything typed, why, and where; never with a password."""

from typing import Any

import pytest

from outward.app import session as verb
from outward.app.share import planned
from outward.app.takeaway import takeaways
from outward.errors import BusyStoreError
from outward.model import SessionState
from tests.doors.desks import NOW, Browser, words
from tests.doors.test_web import HOSTILE, well_made

SECRET = "correct horse"
MAIL = {
    "to": "ada@home.example", "host": "mail.home.example", "port": "70000", "user": HOSTILE, "security": "tls",
    "sender": "Ada <ada@home.example>", "minutes_before": "17", "titles": "1",
}  # fmt: skip
CALENDAR = {
    "address": "/home/ada.ics", "name": HOSTILE, "user": "ada", "collection": "Work", "all_day": "free",
    "tentative": "free",
}  # fmt: skip


def given(page: Any, address: str, back: str) -> dict[str, str]:
    """The fields of the form a refusal leads to, by name; the page around it is checked."""
    well_made(page)
    (alert,) = page.xpath("//*[@role='alert'][@id='refused']")
    assert alert.get("tabindex") == "-1"
    assert "autofocus" in alert.attrib
    assert words(alert.xpath("./p")[0]).endswith((".", "?"))
    assert alert.xpath(".//a/@href") == ["#given", back]
    (form,) = page.xpath("//form[@id='given']")
    assert (form.get("action"), form.get("aria-describedby")) == (address, "refused")
    assert not [fold for fold in form.xpath("ancestor::details") if "open" not in fold.attrib]
    assert not page.xpath("//*[@id='typed']|//main//img")
    assert page.xpath("//title/text()")[0].startswith("Not taken: ")
    return {
        name: str(value) for name, value in form.fields.items() if value is not None and name not in ("token", "back")
    }


@pytest.mark.parametrize(
    ("address", "page", "typed"),
    [
        ("/week/add", "/week", CALENDAR),
        ("/week/add", "/week", {**CALENDAR, "address": "ftp://x.example/a", "titles": "1"}),
        ("/week/rules", "/week", {"before": "900", "after": "7", "hours": HOSTILE, "holidays": "DE-BW"}),
        ("/week/rules", "/week", {"before": "3", "after": "", "hours": "sometimes", "holidays": ""}),
        ("/remind/mail/on", "/remind", MAIL),
        ("/remind/desktop/on", "/remind", {"minutes_before": "1441"}),
    ],
)
def test_what_was_typed_about_the_week_and_reminders_is_back_but_no_password(
    answered: Browser, address: str, page: str, typed: dict[str, str]
) -> None:
    shown = answered.send(address, 400, **typed, password=SECRET)
    assert {name: value for name, value in given(shown, address, page).items() if name != "password"} == typed
    assert SECRET not in answered.client.post(address, data={"token": answered.desk.token, **typed}).text
    assert not [one.value for one in shown.xpath("//input[@type='password']") if one.value]
    assert given_nowhere(answered.see(page))


def given_nowhere(page: Any) -> bool:
    """Whether a page says nothing of a refusal."""
    return not page.xpath("//*[@id='refused' or @id='given' or @id='typed']")


def test_the_other_forms_of_the_page_show_what_is_kept(answered: Browser) -> None:
    answered.send("/week/rules", before="5", after="6", hours="", holidays="nl")
    page = answered.send("/week/add", 400, **{**CALENDAR, "before": "99"})
    assert [one.value for one in page.xpath("//input[@name='before' or @name='holidays']")] == ["5", "NL"]
    page = answered.send("/remind/mail/on", 400, **{**MAIL, "minutes_before": "9999"})
    (field,) = page.xpath("//input[@id='desktop-before']")
    assert field.value != "9999"


@pytest.mark.parametrize(
    "wrong", [{"minutes": "601"}, {"minutes": "many"}, {"minutes": "-1", "takeaway": HOSTILE + "x" * 9_000}]
)
def test_a_takeaway_is_not_lost_and_the_session_can_still_be_done(full: Browser, wrong: dict[str, str]) -> None:
    first, *later = planned(full.home, now=NOW)
    for session in (first, later[-1]):
        typed = {"takeaway": f"Managers {HOSTILE}", "change": '"Brief" <them>', "minutes": "21", **wrong}
        address = f"/session/{session.id}/done"
        assert given(full.send(address, 400, **typed), address, "/") == typed
    assert not takeaways(full.home, now=NOW).all
    full.send(address, takeaway="Short", minutes="21")
    assert [one.text for one in takeaways(full.home, now=NOW).all] == ["Short"]


def test_words_for_a_session_that_is_gone_are_shown_to_be_copied(full: Browser) -> None:
    page = full.send("/session/999/done", 400, takeaway=HOSTILE, change="", minutes="5", password=SECRET)
    well_made(page)
    (section,) = page.xpath("//section[@id='given']")
    assert [words(one) for one in section.xpath(".//dd")] == [HOSTILE, "5"]
    assert page.xpath("//*[@id='refused']//a/@href") == ["#given", "/"]
    assert not page.xpath("//main//img")
    page = full.send("/session/999/done", 400)
    assert page.xpath("//*[@id='refused']//a/@href") == ["/"]
    assert not page.xpath("//*[@id='given']")


def test_the_minutes_of_now_are_back(full: Browser) -> None:
    for typed in ({"minutes": "900", "setting": "listen"}, {"minutes": '"><img>', "setting": "read"}):
        assert given(full.send("/now", 400, **typed), "/now", "/") == typed
    assert given(full.send("/now", 400, minutes="5", setting="moon"), "/now", "/") == {"minutes": "5"}


def test_a_pin_that_is_not_taken_leads_to_its_item(full: Browser) -> None:
    item = [one for one in planned(full.home, now=NOW) if one.slot.setting == "desk"][-1].items[-1]
    page = full.send("/pin", 400, what=item.name, where="the day of the wolf")
    assert given(page, "/pin", "/")["what"] == item.name
    page = full.send("/pin", 400, what="nothing of that name", where="")
    assert page.xpath("//*[@id='refused']//a/@href") == ["/"]


def busy(*_: object, **__: object) -> None:
    """What a verb does while another program holds the store."""
    raise BusyStoreError("Another program writes; try again.")


def test_why_an_item_is_skipped_is_back(full: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    session = planned(full.home, now=NOW)[0]
    full.send(f"/session/{session.id}/start")
    address = f"/session/{session.id}/next"
    typed = {"outcome": "skipped", "why": "too long"}
    monkeypatch.setattr(verb, "next_item", busy)
    page = full.send(address, 503, **typed)
    assert given(page, address, "/") == typed
    assert [one.state for one in planned(full.home, now=NOW) if one.id == session.id] == [SessionState.STARTED]


def test_an_hour_is_back(full: Browser) -> None:
    typed = {"weekday": "3", "hour": "31", "word": "good"}
    assert given(full.send("/hours", 400, **typed), "/hours", "/hours") == typed
    assert given(full.send("/hours", 400, **{**typed, "word": HOSTILE}), "/hours", "/hours")["hour"] == "31"


def test_a_page_that_cannot_be_shown_again_either_still_gives_her_words_back(
    full: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outward.web.pages.today.today", busy)
    page = full.send("/session/999/done", 503, takeaway=HOSTILE)
    well_made(page)
    assert words(page.xpath("//section[@id='given']//dd")[0]) == HOSTILE


@pytest.mark.parametrize(
    ("address", "fields", "back"),
    [
        ("/say", {"verdict": "splendid", "subject": "x", "back": "/whom?only=with"}, "/whom?only=with"),
        ("/say", {"verdict": "splendid", "subject": "x", "back": "//evil.test"}, None),
        ("/reach/dance", {"person": "x"}, "/reach"),
        ("/takeaway", {"text": " ", "back": "javascript:alert(1)"}, None),
    ],
)
def test_other_refusals_lead_back_to_the_page_they_came_from(
    full: Browser, address: str, fields: dict[str, str], back: str | None
) -> None:
    page = full.send(address, 400, **fields)
    links = page.xpath("//main//a/@href")
    assert links == ([back, "/"] if back else ["/"])


def test_what_is_refused_without_the_token_shows_nothing_that_was_sent(answered: Browser) -> None:
    answer = answered.client.post("/week/add", data={**CALENDAR, "name": "planted"})
    assert answer.status_code == 403
    assert "planted" not in answer.text
