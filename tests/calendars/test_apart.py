"""A calendar is read in a process of its own, which is ended when it does not come to an end."""

import time
from datetime import timedelta
from typing import Any

import pytest

from outward.app.apart import read
from outward.errors import MalformedError
from outward.model import Counts
from outward.when import calendars
from tests.app.material import NOW
from tests.calendars.material import calendar, event

GIVEN: dict[str, Any] = {"since": NOW, "until": NOW + timedelta(days=9), "zone": "Europe/Berlin"}
MEETING = event("m", ":20260303T110000Z", ":20260303T114000Z", "SUMMARY:Kick-off, déjà vu")


def test_it_says_the_same_apart() -> None:
    data = calendar(MEETING, event("b", ":nonsense"))
    more: dict[str, Any] = {"name": "Work", "mine": ["ada@mail.example"], "tentative": Counts.FREE, **GIVEN}
    apart, here = read(data, **more), calendars.read(data, **more)
    assert apart == here
    assert (len(apart.busy), len(apart.dropped)) == (1, 1)


NEVER = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"


def endless(uid: str, rule: str = NEVER) -> str:
    return event(uid, ":20260303T090000Z", ":20260303T100000Z", rule)


def test_an_event_that_comes_to_no_end_is_left_out_and_the_rest_of_the_calendar_is_read() -> None:
    since_year_one = event("y", ":00010303T090000Z", ":00010303T100000Z", "RRULE:FREQ=DAILY")
    begun = time.monotonic()
    said = read(calendar(*(endless(str(n)) for n in range(200)), since_year_one, MEETING), **GIVEN)
    assert time.monotonic() - begun < 15  # two seconds of work, on a busy machine
    assert [one.title for one in said.busy] == ["Kick-off, déjà vu"]
    assert {one.reason for one in said.dropped} == {
        "An event repeats in a way that comes to no end; give it another rule, or take it out."
    }
    assert (len(said.dropped), {one.excerpt for one in said.dropped}) == (201, {"2026-03-03", "0001-03-03"})


def test_what_cannot_be_read_event_by_event_is_given_up() -> None:
    many = calendar(*(endless(str(n), f"{NEVER};INTERVAL={n + 1}") for n in range(200)))
    with pytest.raises(MalformedError, match="as if something in it had no end"):
        read(many, longest=1.0, **GIVEN)


def test_what_cannot_be_read_is_refused_in_a_sentence() -> None:
    with pytest.raises(MalformedError, match="no calendar"):
        read(b"", **GIVEN)
    with pytest.raises(MalformedError, match="cannot be read at all"):
        read(calendar(MEETING), **{**GIVEN, "zone": "No/Where"})
