"""The files of a labelled set: JSON lines, plain or packed (.gz, .zst), one post, question or person a line."""

import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from outward.errors import InputError

Held = TypeVar("Held", bound=msgspec.Struct)


class Row(msgspec.Struct, frozen=True):
    """One post of a set. `authors` lists all authors of a co-written text."""

    id: str | int
    text: str
    author: str | None = None
    authors: tuple[str, ...] = ()
    created_at: datetime | None = None
    title: str | None = ""
    network: str | None = "set"
    reply_to: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    followers: int | None = None

    def __post_init__(self) -> None:
        _settle(self, id=str(self.id), title=self.title or "", network=self.network or "set")
        _settle(self, created_at=_aware(self.created_at))

    @property
    def key(self) -> str:
        """Its id as run files and judgements write it."""
        return str(self.id)

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

    def __post_init__(self) -> None:
        _settle(self, before=_aware(self.before))


class Name(msgspec.Struct, frozen=True):
    """One person who may be an answer."""

    id: str


def _settle(row: msgspec.Struct, **fields: object) -> None:
    for name, value in fields.items():
        msgspec.structs.force_setattr(row, name, value)


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without zone is read as UTC."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def lines(path: Path, form: type[Held]) -> Iterator[Held | None]:
    """The records of a file in order, None for a line that is no such record; `InputError` for a file that is none."""
    decoder = msgspec.json.Decoder(form, strict=False)
    try:
        with _opened(path) as stream:
            for line in stream:
                if not line.strip():
                    continue
                try:
                    yield decoder.decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
                    yield None
    except FileNotFoundError:
        raise InputError(f"There is no file {path}; give a file of JSON lines.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error}); give a file of JSON lines, plain, .gz or .zst.") from None


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
