"""The development record lists what was learned; what bodies ask for is data that claims nothing unchecked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outward.errors import InputError
from outward.model import LedgerEntry, LedgerKind, Takeaway
from outward.use.records import Row, bodies, body, read, rows

DAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
PAGE = "https://example.org/leaks"


def learned(url: str, minutes: int, at: datetime = DAY, kind: LedgerKind = LedgerKind.LEARNED) -> LedgerEntry:
    return LedgerEntry(kind=kind, at=at, minutes=minutes, subject=url)


def takeaway(text: str, change: str, url: str = PAGE, at: datetime = DAY) -> Takeaway:
    return Takeaway(text=text, change=change, url=url, created_at=at, due=at, card="")


def test_a_row_joins_what_was_learned_with_what_was_kept_of_it_once() -> None:
    found = rows(
        [
            learned(PAGE, 12, DAY + timedelta(days=1)),
            learned(PAGE, 5, DAY + timedelta(days=2)),
            learned("a", 9, kind=LedgerKind.TALKED),
            learned("b", 9, DAY - timedelta(days=9)),
        ],
        [
            takeaway("Tell staff first", "Wrote to them"),
            takeaway("Name a date", ""),
            takeaway("Alone", "", url=""),
            takeaway("Old", "", at=DAY - timedelta(days=9)),
        ],
        since=DAY,
        until=DAY + timedelta(days=3),
    )
    assert found == (
        Row(date=date(2026, 11, 24), source="", minutes=0, takeaway="Alone"),
        Row(
            date=date(2026, 11, 25),
            source=PAGE,
            minutes=12,
            takeaway="Tell staff first; Name a date",
            change="Wrote to them",
        ),
        Row(date=date(2026, 11, 26), source=PAGE, minutes=5),
    )


@pytest.mark.parametrize("name", bodies())
def test_each_body_is_dated_and_says_that_nobody_has_checked_it(name: str) -> None:
    rules = body(name)
    assert rules.name == name
    assert not rules.checked
    assert "check" in rules.notice
    assert rules.hours is None
    assert rules.begins is None


def test_the_bodies_of_the_design_are_there() -> None:
    assert bodies() == ("cipd", "cipr", "iabc", "ioic")
    with pytest.raises(InputError, match="use one of: cipd, cipr"):
        body("abc")


FULL = """name = "x"
title = "X"
country = "Y"
page = "https://x.example"
written = 2026-11-24
checked = true
notice = "Checked by me."
"""


def test_rules_the_user_edited_are_read() -> None:
    mine = read(FULL + "hours = 12.5\nbegins = 3\n", "mine.toml")
    assert (mine.checked, mine.hours, mine.begins) == (True, 12.5, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "are not TOML"),
        (FULL + "points = 1\n", "'points' nobody knows"),
        (FULL.replace("2026-11-24", "7"), "proper entry 'written'"),
        (FULL + 'hours = "many"\n', "proper entry 'hours'"),
        ("", "proper entry 'checked'"),
    ],
)
def test_rules_that_cannot_be_read_are_named(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(text, "mine.toml")
