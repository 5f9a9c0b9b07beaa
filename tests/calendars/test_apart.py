"""A calendar is read in a process of its own, which is ended when it does not come to an end."""

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


def test_what_never_comes_to_an_end_is_given_up() -> None:
    never = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    endless = "".join(event(str(n), ":20260303T090000Z", ":20260303T100000Z", never) for n in range(20))
    with pytest.raises(MalformedError, match="as if something in it had no end"):
        read(calendar(endless), longest=2.0, **GIVEN)


def test_what_cannot_be_read_is_refused_in_a_sentence() -> None:
    with pytest.raises(MalformedError, match="no calendar"):
        read(b"", **GIVEN)
    with pytest.raises(MalformedError, match="cannot be read at all"):
        read(calendar(MEETING), **{**GIVEN, "zone": "No/Where"})
