"""The record of professional development as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Protocol

MEDIA_TYPE = "text/csv; charset=utf-8"
SUFFIX = ".csv"

_HEAD = ("date", "source", "minutes", "takeaway", "what I did differently")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Row(Protocol):
    """A line of the record."""

    @property
    def date(self) -> date:
        """The day it was learned."""
        ...

    @property
    def source(self) -> str:
        """The address of what was learned."""
        ...

    @property
    def minutes(self) -> int:
        """Minutes, as the user gave them."""
        ...

    @property
    def takeaway(self) -> str:
        """What was learned."""
        ...

    @property
    def change(self) -> str:
        """What the user did differently."""
        ...


def write(rows: Iterable[Row]) -> bytes:
    """The rows with a heading, UTF-8 with a byte order mark, so that spreadsheets read every letter.

    A text a spreadsheet would run as a formula has an apostrophe before it.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(_HEAD)
    for row in rows:
        texts = [_harmless(text) for text in (row.source, row.takeaway, row.change)]
        table.writerow([row.date.isoformat(), texts[0], row.minutes, *texts[1:]])
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(text: str) -> str:
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
