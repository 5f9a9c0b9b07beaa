"""Tables of a labelled set: columns by their names out of Parquet, CSV, TSV or JSON lines."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from outward.errors import InputError

SPLIT = {".csv": ",", ".tsv": "\t", ".txt": "\t", "": "\t"}
MAGIC = b"PAR1"
LINES = (".jsonl", ".ndjson")
Record = Mapping[str, str]
"""A row's values as text by column; one that says nothing is not in it."""


def records(path: Path, columns: Sequence[str]) -> list[Record]:
    """The rows of a file in order, with the columns asked for as far as there are such.

    A table of text whose first line names none of the columns has them in this order. `InputError` for a file that is
    none of these forms, or cannot be read.
    """
    try:
        match path.suffix:
            case ".parquet":
                return list(_parquet(path, columns))
            case suffix if suffix in SPLIT:
                return list(_split(path, columns, SPLIT[suffix]))
            case suffix if suffix in LINES:
                return list(_lines(path, columns))
    except FileNotFoundError:
        raise InputError(f"There is no file {path}; give a table (.parquet, .csv, .tsv or .jsonl).") from None
    except (OSError, UnicodeDecodeError, csv.Error, msgspec.DecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}); give a table: .parquet, .csv, .tsv or .jsonl.") from None
    raise InputError(f"{path} is no table Outward reads; give a .parquet, .csv, .tsv or .jsonl file.")


def _parquet(path: Path, columns: Sequence[str]) -> Iterator[Record]:
    try:
        import arro3.io
    except ImportError:
        raise InputError(
            f"Reading {path} needs an extra that is not installed yet; install it with: pip install"
            " 'outward[parquet]', or give the table as .csv, .tsv or .jsonl."
        ) from None
    with path.open("rb") as file:
        if not _whole(file):
            raise OSError("it is no Parquet file, or not all of one")
        table = arro3.io.read_parquet(file).read_all()
    names = [name for name in columns if name in table.column_names]
    for values in zip(*(table[name].to_pylist() for name in names), strict=True):
        yield _said(dict(zip(names, values, strict=True)))


def _whole(file: BinaryIO) -> bool:
    """Whether a file begins and ends as Parquet does; the library stops the program at one that does not."""
    begins = file.read(len(MAGIC))
    file.seek(0, SEEK_END)
    file.seek(max(0, file.tell() - len(MAGIC)))
    ends = file.read()
    file.seek(0)
    return begins == ends == MAGIC


def _split(path: Path, columns: Sequence[str], mark: str) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = (row for row in csv.reader(file, delimiter=mark) if row)
        names: Sequence[str] = next(rows, [])
        if not set(names) & set(columns):
            yield _said(dict(zip(columns, names, strict=False)))
            names = columns
        for row in rows:
            held = dict(zip(names, row, strict=False))
            yield _said({name: held.get(name) for name in columns})


def _lines(path: Path, columns: Sequence[str]) -> Iterator[Record]:
    with path.open("rb") as file:
        yield from (_said(_chosen(msgspec.json.decode(line), columns)) for line in file if line.strip())


def _chosen(record: Any, columns: Iterable[str]) -> dict[str, Any]:
    return {name: record.get(name) for name in columns} if isinstance(record, dict) else {}


def _said(record: Mapping[str, Any]) -> Record:
    return {name: str(value) for name, value in record.items() if value is not None and value != ""}
