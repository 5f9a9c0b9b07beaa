"""A calendar server that goes wrong: said in one sentence, nothing lost, nothing twice, and nothing told to others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from outward.app import calendar, place
from outward.app.doctor import doctor
from outward.app.free import free
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.session import skip
from outward.app.share import planned as sessions_of
from outward.app.sync import sync
from outward.errors import ForbiddenAddressError
from outward.fetch import Fetch
from outward.fetch.dav import ChangedError
from outward.store import calendars, placed
from tests.app.material import NOW
from tests.calendars import material
from tests.calendars.faulty_server import Fault, Faulty, Passed
from tests.calendars.material import event
from tests.calendars.radicale_server import PASSWORD, USER
from tests.calendars.test_place import ours, rewritten, take_up
from tests.networks.web_server import Reply, Web

LATER = NOW + timedelta(minutes=10)
MEETING = event("m", ":20260304T110000Z", ":20260304T114000Z", "SUMMARY:Merger talks")


def chosen(home: Home, faulty: Faulty) -> str:
    """Her calendar behind the proxy, taken up and chosen; its path."""
    path = faulty.behind.calendar("Work")
    take_up(home, replace(faulty.behind, host=faulty.host), path, "Work")
    place.choose(home, "Work")
    return path


def on(*methods: str, fault: Fault, after: int = 0) -> Callable[[Passed], Fault | None]:
    """This fault on every request of these methods, but for the first ones."""
    seen = 0

    def wrong(asked: Passed) -> Fault | None:
        nonlocal seen
        seen += asked.method in methods
        return fault if asked.method in methods and seen > after else None

    return wrong


def one_sentence(said: str) -> bool:
    """Whether a trouble is told in plain words, with what to do, and gives no secret away."""
    return said.endswith(".") and (";" in said or "again" in said) and PASSWORD not in said and "/cal" not in said


MULTISTATUS = b'<?xml version="1.0"?><multistatus xmlns="DAV:"><response><href>/a.ics</href>'
PAGE = b"<html><body>Please sign in</body></html>"
XML = {"content-type": "application/xml"}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(401), "does not let us in"),
        (Fault(403), "does not allow this"),
        (Fault(404), "no calendar at this address"),
        (Fault(412), "does not answer as a calendar server"),
        (Fault(429, {"retry-after": "3600"}), "asks to wait until 2026-03-03 10:00"),
        (Fault(429), "asks to wait until 2026-03-03 09:15"),
        (Fault(500), "trouble of its own (500)"),
        (Fault(503), "trouble of its own (503)"),
        (Fault(200, body=PAGE), "does not answer as a calendar server"),
        (Fault(207, XML, MULTISTATUS), "does not answer as a calendar server"),
        (Fault(207, {"content-type": "text/html"}, PAGE), "does not answer as a calendar server"),
        (Fault(302, {"location": "http://127.0.0.1:9/elsewhere"}), "sends on to another server"),
        (Fault(half=True), "cut the connection"),
        (Fault(drip=True), "sent more than 8 MB"),
    ],
)
def test_what_goes_wrong_while_reading_is_said_and_what_was_known_stays_and_is_said_to_be_old(
    troubled: Home, faulty: Faulty, fault: Fault, said: str
) -> None:
    path = chosen(troubled, faulty)
    assert faulty.behind.put(f"{path}m.ics", MEETING) == 201
    calendar.refresh(troubled, now=NOW)
    faulty.wrong = on("REPORT", fault=fault)
    (held,) = calendar.refresh(troubled, now=LATER).calendars
    assert said in held.trouble
    assert held.trouble.endswith("What it said on 3 March still counts as busy.")
    assert one_sentence(held.trouble)
    assert held.busy == 1
    assert free(troubled, now=LATER).troubles == (f"Work: {held.trouble}",)
    assert [one.sentence for one in doctor(troubled, now=LATER, check=False).findings if not one.well] == [held.trouble]
    faulty.wrong = lambda _: None
    (well,) = calendar.refresh(troubled, now=LATER + timedelta(hours=2)).calendars
    assert (well.trouble, well.busy) == ("", 1)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(401), "does not let us in"),
        (Fault(403), "does not allow this"),
        (Fault(404), "not there any more"),
        (Fault(412), "takes no new events in Work"),
        (Fault(429, {"retry-after": "3600"}), "asks to wait until"),
        (Fault(500), "trouble of its own"),
        (Fault(503, {"retry-after": "600"}), "trouble of its own"),
        (Fault(302, {"location": "/login"}), "does not answer as a calendar server"),
        (Fault(200, body=PAGE), "takes no new events in Work"),
        (Fault(lost=True), "cut the connection"),
    ],
)
def test_what_goes_wrong_in_the_middle_of_a_week_is_made_good_by_the_next_round(
    troubled: Home, faulty: Faulty, fault: Fault, said: str
) -> None:
    path = chosen(troubled, faulty)
    number = len(sessions_of(troubled, now=NOW))
    faulty.wrong = on("PUT", fault=fault, after=1)
    broken = place.place(troubled, now=NOW)
    assert said in broken.trouble
    assert one_sentence(broken.trouble)
    assert len(sessions_of(troubled, now=NOW)) == number  # nothing is let go
    faulty.wrong = lambda _: None
    much_later = NOW + timedelta(minutes=70)
    whole = place.place(troubled, now=much_later)
    assert (whole.trouble, whole.let_go, whole.moved, whole.hers) == ("", (), (), 0)
    there = ours(faulty.behind, path)
    assert len(there) == len({one.uid.value for one in there.values()}) == number
    again = place.place(troubled, now=much_later)
    assert (again.added, again.changed, again.removed) == (0, 0, 0)


def test_a_change_and_a_deletion_whose_answers_are_lost_are_not_taken_for_hers(troubled: Home, faulty: Faulty) -> None:
    path = chosen(troubled, faulty)
    place.place(troubled, now=NOW)
    held = placed.placed(troubled.database, 1)
    first = next(one for one in held if one.minutes < 60)
    placed.keep(troubled.database, replace(first, words="older"))
    faulty.wrong = on("PUT", "DELETE", fault=Fault(lost=True))
    assert "cut the connection" in place.place(troubled, now=LATER).trouble
    faulty.wrong = lambda _: None
    whole = place.place(troubled, now=LATER)
    assert (whole.trouble, whole.hers, whole.moved, whole.let_go) == ("", 0, (), ())
    gone = sessions_of(troubled, now=LATER)[-1]
    skip(troubled, gone.id, now=LATER)
    faulty.wrong = on("DELETE", fault=Fault(lost=True))
    assert "cut the connection" in place.place(troubled, now=LATER).trouble
    faulty.wrong = lambda _: None
    plan(troubled, now=LATER, anew=True)
    whole = place.place(troubled, now=LATER)
    assert (whole.trouble, whole.let_go) == ("", ())
    assert len(ours(faulty.behind, path)) == len(sessions_of(troubled, now=LATER))


def test_who_asks_to_wait_is_left_alone_by_reading_and_writing(troubled: Home, faulty: Faulty) -> None:
    chosen(troubled, faulty)
    faulty.wrong = on("PUT", fault=Fault(429, {"retry-after": "3600"}))
    place.place(troubled, now=NOW)
    faulty.passed.clear()
    synced = sync(troubled, now=LATER)
    assert synced.placed is not None
    assert "asks to wait until" in synced.placed.trouble
    assert faulty.passed == []


def test_the_other_calendars_go_on(troubled: Home, faulty: Faulty, web: Web) -> None:
    chosen(troubled, faulty)
    troubled.fetch = lambda: both(web, faulty)  # type: ignore[method-assign]
    address = web.says("/a.ics", Reply(200, material.calendar(MEETING)))
    calendar.add(troubled, address, name="Family", now=NOW)
    faulty.wrong = lambda _: Fault(500)
    held = calendar.refresh(troubled, now=LATER).calendars
    assert [(bool(one.trouble), one.busy) for one in held] == [(True, 0), (False, 1)]


def both(web: Web, faulty: Faulty) -> Fetch:
    """A door beyond which both servers are."""
    return Fetch(allow=frozenset({web.host, faulty.host}), retries=0, timeout=2.0, wait=lambda _: None, now=lambda: NOW)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_carries_no_password_elsewhere_and_nothing_is_written_there(
    troubled: Home, faulty: Faulty, web: Web, status: int
) -> None:
    chosen(troubled, faulty)
    troubled.fetch = lambda: both(web, faulty)  # type: ignore[method-assign]
    web.says("/taken.ics", Reply(200, material.calendar(MEETING)))
    faulty.wrong = lambda _: Fault(status, {"location": f"{web.url}/taken.ics"})
    told = place.place(troubled, now=NOW)
    (held,) = calendar.refresh(troubled, now=NOW).calendars
    assert "sends on to another server" in told.trouble
    assert "sends on to another server" in held.trouble
    assert [one for one in web.asked if one.method != "GET" or "authorization" in one.headers] == []
    assert placed.placed(troubled.database, 1)[0].etag == placed.UNSURE
    faulty.wrong = lambda _: None
    assert place.place(troubled, now=NOW).let_go == ()


def test_a_subscription_that_sends_to_an_address_inside_is_not_followed(home: Home, web: Web) -> None:
    address = web.says("/a.ics", Reply(302, headers={"location": "http://127.0.0.1:9/inside.ics"}))
    with pytest.raises(ForbiddenAddressError, match="is a private address"):
        calendar.add(home, address, now=NOW)
    assert calendar.standing(home, now=NOW).calendars == ()


WEAK = {"weak": lambda tag: f"W/{tag}", "none": lambda _: "", "packed": lambda tag: f'{tag[:-1]}-gzip"'}


@pytest.mark.parametrize("name", WEAK)
def test_versions_that_cannot_be_named_are_compared_and_hers_wins(troubled: Home, faulty: Faulty, name: str) -> None:
    """Weak tags (RFC 9110, 13.1.1), none at all, and the tags of packed answers that a server does not take back."""
    path = chosen(troubled, faulty)
    faulty.tag = WEAK[name]
    first = place.place(troubled, now=NOW)
    assert (first.added, first.trouble) == (len(sessions_of(troubled, now=NOW)), "")
    again = place.place(troubled, now=LATER)
    assert (again.added, again.changed, again.removed, again.hers) == (0, 0, 0, 0)

    hers, mine, *_ = [one for one in placed.placed(troubled.database, 1) if one.minutes < 60]
    rewritten(
        faulty.behind,
        hers.href.partition(faulty.host)[2],
        (r"^SUMMARY:.*\r?\n(?: .*\r?\n)*", "SUMMARY:Mine now\r\n"),
    )
    for kept in sessions_of(troubled, now=LATER):
        if kept.slot.key == mine.slot:
            skip(troubled, kept.id, now=LATER)
    done = place.place(troubled, now=LATER)
    assert (done.removed, done.hers, done.trouble) == (1, 1, "")
    there = ours(faulty.behind, path)
    assert len(there) == first.added - 1
    assert "Mine now" in {one.summary.value for one in there.values()}


@pytest.mark.parametrize("name", WEAK)
def test_an_event_is_updated_where_versions_cannot_be_named_unless_she_changes_it_meanwhile(
    troubled: Home, faulty: Faulty, name: str
) -> None:
    path = chosen(troubled, faulty)
    faulty.tag = WEAK[name]
    place.place(troubled, now=NOW)
    one = next(one for one in placed.placed(troubled.database, 1) if one.minutes < 60)
    href = one.href.partition(faulty.host)[2]
    with troubled.fetch() as fetch, calendar.dav(troubled, fetch, place._chosen(troubled)) as server:
        stored = server.load(one.href)
        assert stored is not None
        text = stored.text.replace(b"STATUS:CONFIRMED", b"STATUS:TENTATIVE")
        server.replace(one.href, text, stored)
        assert ours(faulty.behind, path)[href].status.value == "TENTATIVE"
        with pytest.raises(ChangedError, match="changed there"):
            server.replace(one.href, stored.text, stored)
        with pytest.raises(ChangedError, match="changed there"):
            server.delete(one.href, stored)
    assert ours(faulty.behind, path)[href].status.value == "TENTATIVE"


def test_a_server_that_refuses_every_change_loses_nothing(troubled: Home, faulty: Faulty) -> None:
    path = chosen(troubled, faulty)
    place.place(troubled, now=NOW)
    number = len(ours(faulty.behind, path))
    one = next(one for one in placed.placed(troubled.database, 1) if one.minutes < 60)
    placed.keep(troubled.database, replace(one, words="older"))
    skip(troubled, sessions_of(troubled, now=NOW)[-1].id, now=LATER)
    faulty.wrong = on("PUT", "DELETE", fault=Fault(412))
    done = place.place(troubled, now=LATER)
    assert (done.changed, done.removed, done.let_go) == (0, 0, ())
    assert len(ours(faulty.behind, path)) == number
    faulty.wrong = lambda _: None
    assert place.place(troubled, now=LATER).removed == 1


def test_a_calendar_half_taken_up_says_what_to_do(home: Home) -> None:
    """Broken off between keeping a calendar and keeping its secrets."""
    calendars.add(
        home.database, calendars.Calendar(id=0, name="Half", kind="subscription", address="", shown="a.example")
    )
    (held,) = calendar.refresh(home, now=NOW).calendars
    assert held.trouble
    assert calendar.remove(home, "Half").name == "Half"
    assert USER not in held.trouble
