"""Files the user gives: a folder, a zip, a tar, or a single file, opened without trusting a byte of it.

Nothing is ever written to disk from an archive, so a member's name cannot lead anywhere; it is only shown. Members are
streams: nothing is held whole. What unpacks to far more than it should is refused.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Self

from outward.errors import InputError
from outward.fetch import plain_text

MOST_MEMBERS = 200_000
"""Files in one archive; a real export has a few hundred, one with all its pictures some ten thousand."""
RATIO = 200
"""How many times its packed size a member may unpack to; JSON packs about 15 times, a bomb over 1,000 times."""
SMALL = 64 * 1024 * 1024
"""Bytes any member may unpack to, whatever its packed size."""
HEAD = 64 * 1024
"""Bytes looked at to see what a file is."""
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, LZMAError, NotImplementedError, ValueError)


class SpoiltError(InputError):
    """A file or member that is broken off, damaged, locked, or unpacks to too much."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name inside it (for people, never a path to write to) and its unpacked size."""

    name: str
    size: int

    @property
    def stem(self) -> str:
        """Its name without folders and ending, in lower case."""
        return PurePosixPath(self.name).stem.lower()

    @property
    def base(self) -> str:
        """Its name without folders, in lower case."""
        return PurePosixPath(self.name).name.lower()


class Archive:
    """An archive opened for reading; a context manager. `name` is the file's own name, `members` what is in it."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        self._zip: zipfile.ZipFile | None = None
        self._tar: tarfile.TarFile | None = None
        self._zipped: dict[str, zipfile.ZipInfo] = {}
        self._tarred: dict[str, tarfile.TarInfo] = {}
        try:
            self.members: tuple[Member, ...] = self._opened()
        except OSError as error:
            raise InputError(f"{path} cannot be read ({error.strerror or error}); check its name.") from None
        except _BROKEN as error:
            self.close()
            raise SpoiltError(
                f"{path.name} is broken off or damaged ({error}); download it again and give the new file."
            ) from None
        if len(self.members) > MOST_MEMBERS:
            self.close()
            raise SpoiltError(f"{path.name} holds more than {MOST_MEMBERS:,} files; unpack it and give the folder.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        for held in (self._zip, self._tar):
            if held is not None:
                held.close()

    @contextmanager
    def open(self, member: Member) -> Iterator[IO[bytes]]:
        """A member's bytes as a stream, read once from its beginning. Raises `SpoiltError`, also while it is read."""
        try:
            with (
                self._stream(member) as stream,
                io.BufferedReader(_Watched(stream, self._most(member), member.name)) as read,
            ):
                yield read
        except (*_BROKEN, RuntimeError, OSError) as error:
            if isinstance(error, InputError):
                raise
            raise SpoiltError(f"{member.name} cannot be unpacked ({error}); download the archive again.") from error

    def head(self, member: Member, size: int = HEAD) -> bytes:
        """The first bytes of a member. Raises `SpoiltError`."""
        with self.open(member) as stream:
            return stream.read(size)

    def find(self, *bases: str) -> Member | None:
        """The first member whose name without folders is one of these (lower case); None when there is none."""
        return next((member for base in bases for member in self.members if member.base == base), None)

    def _opened(self) -> tuple[Member, ...]:
        if self.path.is_dir():
            return tuple(self._in_folder(self.path))
        size = self.path.stat().st_size
        if zipfile.is_zipfile(self.path):
            self._zip = zipfile.ZipFile(self.path)
            self._zipped = {_shown(i.filename): i for i in self._zip.infolist() if not i.is_dir()}
            return tuple(Member(name, info.file_size) for name, info in self._zipped.items())
        if self.path.suffix.lower() == ".zip":
            raise zipfile.BadZipFile("it is no whole zip file")
        if self.path.name.lower().endswith((".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2")):
            self._tar = tarfile.open(self.path)  # noqa: SIM115 - closed by close()
            self._tarred = {_shown(i.name): i for i in self._tar if i.isreg()}
            return tuple(Member(name, entry.size) for name, entry in self._tarred.items())
        return (Member(self.path.name, size),)

    def _in_folder(self, folder: Path) -> Iterator[Member]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield Member(path.relative_to(folder).as_posix(), path.stat().st_size)

    def _stream(self, member: Member) -> IO[bytes]:
        if self._zip is not None:
            return self._zip.open(self._zipped[member.name])
        if self._tar is not None:
            stream = self._tar.extractfile(self._tarred[member.name])
            assert stream is not None  # noqa: S101 - only regular files are members
            return stream
        return (self.path / member.name if self.path.is_dir() else self.path).open("rb")

    def _most(self, member: Member) -> int:
        """Bytes a member may unpack to."""
        if self._zip is not None:
            return max(SMALL, self._zipped[member.name].compress_size * RATIO)
        if self._tar is not None:
            return max(SMALL, self.path.stat().st_size * RATIO)
        return max(SMALL, member.size)


class _Watched(io.RawIOBase):
    """A stream that refuses to give more than it may."""

    def __init__(self, stream: IO[bytes], most: int, name: str) -> None:
        super().__init__()
        self._stream, self._left, self._name = stream, most, name

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        """Fill the buffer. Raises `SpoiltError`."""
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise SpoiltError(f"{self._name} unpacks to far more than a real export does, so it was not read.")
        buffer[: len(data)] = data
        return len(data)


def _shown(name: str) -> str:
    """A member's name as it may be shown."""
    return plain_text(name.replace("\\", "/").replace("<", "(")).replace("\n", " ")[:300] or "(no name)"


def unclaimed(archive: Archive, taken: Sequence[str]) -> tuple[Member, ...]:
    """The members that nobody read."""
    names = set(taken)
    return tuple(member for member in archive.members if member.name not in names)
