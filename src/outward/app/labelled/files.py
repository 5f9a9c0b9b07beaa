"""The files of a labelled set: JSON lines, plain or packed (.gz, .zst), one post, question or person a line."""

import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from outward.errors import InputError

Held = TypeVar("Held", bound=msgspec.Struct)


class Row(msgspec.Struct, frozen=True):
    """One post of a set. `authors` lists all authors of a co-written text."""

    id: str
    text: str
    author: str | None = None
    authors: tuple[str, ...] = ()
    created_at: datetime | None = None
    title: str = ""
    network: str = "set"
    reply_to: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    followers: int | None = None

    @property
    def writers(self) -> tuple[str, ...]:
        """Everybody who wrote it."""
        return self.authors or ((self.author,) if self.author else ())

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title}\n{self.text}" if self.title else self.text


class Query(msgspec.Struct, frozen=True):
    """One question. It sees only posts from before `before`; its `asker` is never an answer."""

    id: str
    text: str
    asker: str | None = None
    before: datetime | None = None


class Name(msgspec.Struct, frozen=True):
    """One person who may be an answer."""

    id: str


def lines(path: Path, form: type[Held]) -> Iterator[Held | None]:
    """The records of a file in order, None for a line that is no such record; `InputError` for a file that is none."""
    try:
        with _opened(path) as stream:
            for line in stream:
                if not line.strip():
                    continue
                try:
                    yield msgspec.convert(_settled(msgspec.json.decode(line)), form, strict=False)
                except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    yield None
    except FileNotFoundError:
        raise InputError(f"There is no file {path}; give a file of JSON lines.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error}); give a file of JSON lines, plain, .gz or .zst.") from None


def _settled(record: Any) -> Any:
    """The record without what says nothing, ids as text, and times with their zone (UTC where they have none)."""
    if not isinstance(record, dict):
        return record
    said = {name: value for name, value in record.items() if value is not None}
    for name in ("id", "reply_to", "author", "asker"):
        if isinstance(said.get(name), int):
            said[name] = str(said[name])
    for name in ("created_at", "before"):
        if name in said:
            said[name] = _moment(said[name])
    return said


def _moment(value: Any) -> datetime | None:
    """A point in time; None for what is none: a post without a date is still a post."""
    try:
        found = datetime.fromisoformat(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[bytes]]:
    """The file's bytes, unpacked."""
    if path.suffix == ".gz":
        with gzip.open(path) as plain:
            yield plain
        return
    if path.suffix == ".zst":
        import zstandard

        try:
            with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
                yield io.BufferedReader(stream)  # a raw stream in all it needs
        except zstandard.ZstdError as error:
            raise OSError(error) from None
        return
    with path.open("rb") as plain_file:
        yield plain_file
