"""Tables as LinkedIn has written them: encodings, words before the header, changed columns, broken quoting.

A table is read line by line and never held whole. A record that cannot be told is a `Broken` one; the others go on.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

MOST = 1_000_000
"""Characters of one record; a longer one is not read."""
_PREAMBLE = 30
_DELIMITERS = ",;\t"
_MARK = re.compile(r"[^a-z0-9]+")
_STARTS = re.compile(r'"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"?([,;\t])"?https?://')
_TOO_LONG = "It is longer than a megabyte, so it was not read."
_OPEN = "It has a quotation mark that is never closed."
_CELLS = "Its cells do not fit the columns of its table."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table. `stems` are names of files, `needs` columns that tell it, `keeps` all that is ever taken.

    `telling`: its columns alone tell it, whatever its file is called.
    """

    stems: frozenset[str]
    needs: frozenset[str]
    keeps: tuple[str, ...]
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be told, and its beginning."""

    reason: str
    excerpt: str = ""


Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table after its header."""

    columns: tuple[str, ...]
    delimiter: str
    lines: Iterator[str | None] = field(repr=False)

    def rows(self, keeps: Sequence[str]) -> Iterator[Row | Broken]:
        """Its records, only the columns to be kept, empty cells left out."""
        wanted = {name: self.columns.index(name) for name in keeps if name in self.columns}
        for record in _records(self.lines, self.delimiter, len(self.columns)):
            if isinstance(record, Broken):
                yield record
            elif any(cell.strip() for cell in record[len(self.columns) :]):
                yield Broken(_CELLS, record[0][:200])
            elif any(cell.strip() for cell in record):
                cells = ((name, record[at].strip()) for name, at in wanted.items() if at < len(record))
                yield {name: cell for name, cell in cells if cell}


def mark(column: str) -> str:
    """A column's name as it is compared: small letters and digits only."""
    return _MARK.sub("", column.lower())


def encoding(head: bytes) -> str:
    """The encoding of a text by its first bytes."""
    for sign, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(sign):
            return name
    few = head[:2000]
    if few.count(0) > len(few) // 4:
        return "utf-16-le" if few[1::2].count(0) > few[::2].count(0) else "utf-16-be"
    try:
        head[: max(0, len(head) - 4)].decode("utf-8")
    except UnicodeDecodeError as error:
        return "cp1252" if error.start < len(head) - 8 else "utf-8"
    return "utf-8"


def opened(stream: IO[bytes], coding: str, kinds: Iterable[Kind]) -> Table | None:
    """The table in a stream, read on from its header; None when none of these kinds has such a header."""
    lines = _lines(io.TextIOWrapper(stream, encoding=coding, errors="replace", newline=""))
    wanted = tuple(kinds)
    for line, _ in zip(lines, range(_PREAMBLE), strict=False):
        for delimiter in _DELIMITERS if line else "":
            columns = tuple(mark(cell) for cell in _cells([line or ""], delimiter) or ())
            if any(kind.needs <= set(columns) for kind in wanted):
                return Table(columns, delimiter, lines)
    return None


def _lines(text: IO[str]) -> Iterator[str | None]:
    """Lines as they stand; None for one that is too long, which is not held."""
    while line := text.readline(MOST):
        if len(line) < MOST or line.endswith(("\n", "\r")):
            yield line.replace("\x00", "")
            continue
        while (more := text.readline(65_536)) and not more.endswith(("\n", "\r")):
            pass
        yield None


def _records(lines: Iterator[str | None], delimiter: str, width: int) -> Iterator[list[str] | Broken]:
    first = next((line for line in lines if line is None or line.strip()), "")
    whole = _again(first, lines)
    yield from (_dated if first and _STARTS.match(first) else _quoted)(whole, delimiter, width)


def _again(first: str | None, lines: Iterator[str | None]) -> Iterator[str | None]:
    if first != "":
        yield first
    yield from lines


def _quoted(lines: Iterable[str | None], delimiter: str, width: int) -> Iterator[list[str] | Broken]:
    """Records that end where a line ends and every quotation mark is closed."""
    held: list[str] = []
    size = marks = 0
    for line in lines:
        if line is not None:
            held.append(line)
            size, marks = size + len(line), marks + line.count('"')
        if line is None or size > MOST:
            yield Broken(_TOO_LONG, "".join(held)[:200])
        elif marks % 2:
            continue
        else:
            cells = _cells(held, delimiter)
            if cells is None:
                yield Broken(_TOO_LONG, held[0][:200])
            elif cells:
                yield cells
        held, size, marks = [], 0, 0
    if held:
        yield Broken(_OPEN, held[0][:200])
        yield from _quoted(held[1:], delimiter, width)


def _dated(lines: Iterable[str | None], delimiter: str, width: int) -> Iterator[list[str] | Broken]:
    """Records each of which begins with a date and an address, whatever quoting and line breaks follow."""
    held: list[str] = []
    size, long = 0, False
    for line in lines:
        if held and line is not None and _STARTS.match(line):
            yield Broken(_TOO_LONG, held[0][:200]) if long else _of_dated(held, delimiter, width)
            held, size, long = [], 0, False
        long = long or line is None or size + len(line) > MOST
        if not held or not long:
            held.append(line or "")
            size += len(line or "")
    if held:
        yield Broken(_TOO_LONG, held[0][:200]) if long else _of_dated(held, delimiter, width)


def _of_dated(held: list[str], delimiter: str, width: int) -> list[str] | Broken:
    """The cells of one such record: quotes doubled, quotes behind a backslash, or not quoted at all."""
    text = "".join(held)
    first = text.split(delimiter, 2)
    if width == 3 and len(first) == 3 and not first[2].startswith('"'):
        return [first[0].strip('"'), first[1].strip('"'), first[2].rstrip()]
    escaped = '\\"' in text
    for escape in ("\\", None) if escaped else (None, "\\"):
        cells = _cells(held, delimiter, escape)
        if cells is not None and len(cells) == width:
            return cells
    return Broken(_CELLS, text[:200])


def _cells(held: list[str], delimiter: str, escape: str | None = None) -> list[str] | None:
    """The cells of one record; empty for a blank line, None when they are too long or more than one record."""
    try:
        rows = [row for row in csv.reader(held, delimiter=delimiter, escapechar=escape) if row]
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else ([] if not rows else None)
