"""Servers say "wait" in many ways; each is understood, none is believed beyond reason."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.fetch.refusals import retry_at

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "0"}, 0),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "120", "x-ratelimit-reset": "1"}, 120),
        ({"retry-after": "Tue, 03 Mar 2026 12:05:00 GMT"}, 300),
        ({"retry-after": "Tue, 03 Mar 2026 12:05:00 -0000"}, 300),
        ({"retry-after": "Mon, 02 Mar 2026 12:05:00 GMT"}, 0),
        ({"retry-after": "soon", "ratelimit-reset": "60"}, 60),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"x-ratelimit-reset": "2026-03-03T13:00:00+01:00"}, 0),
        ({"x-ratelimit-reset": "2026-03-03T12:01:00"}, 60),
        ({"retry-after": "99999999999999999999"}, 7 * 86_400),
        ({"retry-after": "1e300"}, 7 * 86_400),
    ],
)
def test_every_way_to_say_wait_is_understood(headers: dict[str, str], seconds: float) -> None:
    assert retry_at(headers, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "Tue, 99 Foo 2026", "2026-13-45"])
def test_nonsense_says_nothing(text: str) -> None:
    assert retry_at({"retry-after": text}, NOW) is None


@given(st.one_of(st.text(), st.floats().map(str), st.integers().map(str), st.datetimes().map(str)))
def test_no_header_stops_the_program_or_freezes_it(text: str) -> None:
    moment = retry_at({"retry-after": text, "x-ratelimit-reset": text}, NOW)
    assert moment is None or NOW <= moment <= NOW + timedelta(days=7)
