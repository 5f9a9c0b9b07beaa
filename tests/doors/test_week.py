"""The page and the commands of the week: the same answer, and calendars in and out."""

import json
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from typer.testing import CliRunner

from outward.cli import door
from outward.cli.commands import app
from tests.calendars.conftest import no_keyring
from tests.calendars.material import calendar, copied, event
from tests.calendars.planned import once_planned
from tests.calendars.radicale_server import PASSWORD, USER, Radicale, radicale
from tests.doors.desks import HERE, NOW, Browser, words
from tests.networks.web_server import Reply, Web

__all__ = ["no_keyring", "once_planned", "radicale"]
MEETING = event(
    "m", ";TZID=Europe/Amsterdam:20260303T120000", ";TZID=Europe/Amsterdam:20260303T124000", "SUMMARY:Board <secret>"
)


@pytest.fixture
def planned(once_planned: Path, tmp_path: Path, radicale: Radicale) -> Iterator[Browser]:
    with copied(once_planned, tmp_path / "planned", radicale.host) as home:
        yield Browser(home)


def allow(browser: Browser, *hosts: str) -> None:
    named = ", ".join(f'"{host}"' for host in hosts)
    (browser.home.folder / "config.toml").write_text(f"own_hosts = [{named}]\n")
    browser.home.__dict__.pop("config", None)


def test_a_calendar_is_added_seen_in_table_and_picture_and_forgotten(answered: Browser, web: Web) -> None:
    allow(answered, web.host)
    assert "No calendar is looked at yet" in words(answered.see("/week"))
    address = web.says("/secret/basic.ics", Reply(200, calendar(MEETING), {"etag": '"1"'}))
    page = answered.send(
        "/week/add", address=address, name="Work", all_day="busy", tentative="busy", titles="1", user="", password=""
    )
    said = words(page)
    assert "Work: 1 busy time to come." in said
    assert "Left: at your desk Busy: 12:00 to 12:40, Board <secret> (Work)." not in said  # 12:45 to 12:55 is left of it
    assert "10 of 25 minutes are free. Busy: 12:00 to 12:40, Board <secret> (Work)." in said
    assert "secret/basic.ics" not in said
    drawn = [str(one.text) for one in page.iter("title") if one.getparent().tag == "g"]
    assert "Busy: Board <secret>" in drawn
    assert "12:45, 10 minutes, at your desk" in drawn
    assert answered.client.get("/week.svg").headers["content-type"].startswith("image/svg+xml")
    assert "Read: 1 calendar." in words(answered.send("/week/refresh"))
    web.says("/secret/basic.ics", Reply(500))
    assert "trouble of its own (500)" in words(answered.send("/week/refresh"))
    assert "Work is forgotten." in words(answered.send("/week/remove", name="work"))
    assert "Board" not in words(answered.see("/week"))


def test_the_rules_of_the_week_are_kept_and_shown_as_they_are_typed(answered: Browser) -> None:
    page = answered.send("/week/rules", before="10", after="0", hours="Mon to Fri 9-17", holidays="nl")
    fields = {one.name: one.value for one in page.xpath("//input[@id]")}
    assert (fields["before"], fields["after"], fields["holidays"]) == ("10", "0", "NL")
    assert fields["hours"] == "Monday to Friday 09:00 to 17:00"
    assert "Free in your working hours" in words(page)
    page = answered.send("/week/rules", before="", after="5", hours="", holidays="")
    assert "Free in your working hours" not in words(page)


@pytest.mark.parametrize(
    ("action", "fields", "said"),
    [
        ("rules", {"before": "900"}, "give 0 to 240"),
        ("rules", {"hours": "sometimes"}, "sometimes"),
        ("rules", {"hours": "Mon 20 min"}, "need a beginning and an end"),
        ("rules", {"holidays": "XX"}, "two letters"),
        ("add", {"address": "/etc/passwd"}, "begins with https:// or webcal://"),
        ("add", {"address": "ftp://x.example/a", "all_day": "busy", "tentative": "busy"}, "begins with https"),
        ("add", {"address": "https://x.example/a", "all_day": "perhaps"}, "busy or free"),
        ("remove", {"name": "nobody"}, "there are: none yet"),
        ("put", {"name": "nobody"}, "there are: none yet"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(answered: Browser, action: str, fields: dict[str, str], said: str) -> None:
    assert said in words(answered.send(f"/week/{action}", 400, **fields))


def test_the_private_address_gives_the_plan_until_it_is_renewed(planned: Browser) -> None:
    page = planned.see("/week")
    (address,) = page.xpath("//p[@class='address']/text()")
    assert address.startswith(f"{HERE}/calendar/")
    answer = planned.client.get(address)
    assert answer.headers["content-type"].startswith("text/calendar")
    found = [str(one["summary"]) for one in icalendar.Calendar.from_ical(answer.text).walk("VEVENT")]
    assert found
    assert all(title.startswith("If it is ") for title in found)
    assert planned.client.get("/calendar/guess.ics").status_code == 404
    assert planned.client.get(address, headers={"host": "evil.example"}).status_code == 421
    planned.send("/week/renew")
    assert planned.client.get(address).status_code == 404


def test_sessions_go_into_a_calendar_and_come_out_again(planned: Browser, radicale: Radicale) -> None:
    path = radicale.calendar("Learning")
    page = planned.send(
        "/week/add", address=f"{radicale.url}{path[1:]}", user=USER, password=PASSWORD, all_day="busy", tentative="busy"
    )
    assert "Put my sessions there" in words(page)
    assert "0 changed, 0 removed." in words(planned.send("/week/put", name="Learning"))
    assert radicale.events(path)
    assert "your sessions go here" in words(planned.see("/week"))
    assert "removed." in words(planned.send("/week/stop"))
    assert radicale.events(path) == {}


@pytest.fixture
def run(answered: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    monkeypatch.setattr(door, "now", lambda: NOW)
    monkeypatch.setenv("OUTWARD_HOME", str(answered.home.folder))
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()  # type: ignore[return-value]


def said(run: CliRunner, *args: str) -> str:
    done = run.invoke(app, list(args), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_commands_say_the_same_as_the_page(run: CliRunner, tmp_path: Path) -> None:
    assert "'outward calendar add'" in said(run, "calendar")
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(MEETING))
    assert "work · file · work.ics" in said(run, "calendar", "add", str(path))
    assert "1 busy time to come" in said(run, "calendar", "list")
    told = said(run, "week", "--hours", "Mon to Fri 9:00-17:30", "--svg", str(tmp_path / "week.svg"))
    assert "busy Board <secret>" in told
    assert "✓ 12:30-12:55  at your desk: 10 of 25 minutes are free." in told
    assert (tmp_path / "week.svg").read_bytes().startswith(b"<?xml")
    week = json.loads(said(run, "week", "--json"))
    assert week["hours"] == "Monday to Friday 09:00 to 17:30"
    assert next(one["why"] for one in week["week"]["looked"]).startswith("10 of 25")
    assert json.loads(said(run, "calendar", "list", "--json"))["calendars"][0]["busy"] == 1
    assert "/calendar/" in json.loads(said(run, "calendar", "feed", "--json"))["address"]
    assert "1 busy time" in said(run, "calendar", "refresh")
    assert "work is forgotten." in said(run, "calendar", "remove", "work")
    assert "Busy" not in said(run, "week")


def test_the_commands_put_sessions_into_a_calendar(
    run: CliRunner, answered: Browser, radicale: Radicale, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(answered, radicale.host)
    path = radicale.calendar("Lessons")
    monkeypatch.setenv("OUTWARD_CALENDAR_PASSWORD", PASSWORD)
    assert "Lessons · caldav" in said(run, "calendar", "add", radicale.url, "--user", USER, "--calendar", "Lessons")
    assert "Lessons: nothing to write." in said(run, "calendar", "put", "Lessons")
    assert "your sessions go here" in said(run, "calendar")
    assert json.loads(said(run, "calendar", "put", "--stop", "--json"))["removed"] == 0
    assert radicale.events(path) == {}
