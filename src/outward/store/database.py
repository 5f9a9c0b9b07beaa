"""The data file: opening, migrating, backing up, transactions."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from outward.errors import BusyStoreError, CorruptStoreError, InputError, NewerStoreError, StoreError

MIGRATIONS = tuple(
    step.read_text(encoding="utf-8")
    for step in sorted(files("outward.store").joinpath("migrations").iterdir(), key=lambda step: step.name)
    if step.name.endswith(".sql")
)


MAPPED = 512_000_000
"""Bytes of the file at most that are mapped."""


class Database:
    """One SQLite file, one connection per thread, migrated when opened.

    Refuses a file of a newer Outward, backs an older one up beside itself before migrating.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: dict[threading.Thread, sqlite3.Connection] = {}
        self._guard = threading.Lock()
        with self._speaking():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else's business
            self._migrate()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=30, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "cache_size=-65536"):
                connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
            with self._guard:
                for ended in [thread for thread in self._opened if not thread.is_alive()]:
                    self._opened.pop(ended).close()
                self._opened[threading.current_thread()] = connection
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, with the database's own troubles told as sentences."""
        with self._speaking():
            yield self.connection

    @contextmanager
    def leafing(self) -> Iterator[sqlite3.Connection]:
        """As `reading`, for many small reads all over the file: it is mapped into memory, which spares asking for each.

        The mapping stays, as making it is dear. Work that goes from end to end does without: what is mapped counts as
        memory held.
        """
        with self._speaking():
            connection = self.connection
            if not getattr(self._local, "mapped", False):
                connection.execute(f"PRAGMA mmap_size={MAPPED}")
                self._local.mapped = True
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it or nothing."""
        with self._speaking():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def trying(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is always taken back: what would happen, without it happening."""
        with self._speaking():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            finally:
                connection.rollback()

    def backup(self, target: Path) -> Path:
        """A complete, compact copy of the data file at `target` (which must not exist yet)."""
        if target.exists():
            raise InputError(f"{target} is already there; choose another name for the backup.")
        with self._speaking():
            target.parent.mkdir(parents=True, exist_ok=True)
            self.connection.execute("VACUUM INTO ?", (str(target),))
        return target

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was taken out lies in its free pages or its log.

        Takes about as much free disk space as the file has, for as long as it runs.
        """
        with self._speaking():
            connection = self.connection
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BusyStoreError(
                f"Another program is reading {self.path}; end it, then run 'outward doctor' to finish taking out what "
                "was forgotten."
            )

    def check(self) -> str:
        """ "ok", or the first sentence of what SQLite finds wrong with the file."""
        with self.reading() as db:
            return str(db.execute("PRAGMA quick_check(1)").fetchone()[0])

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._opened.values():
                connection.close()
            self._opened.clear()
        self._local = threading.local()

    def _migrate(self) -> None:
        held = self._version()
        if held > len(MIGRATIONS):
            raise NewerStoreError(
                f"{self.path} was written by a newer Outward (version {held}, this one knows {len(MIGRATIONS)}); "
                "update Outward, or choose another data folder with --home."
            )
        if 0 < held < len(MIGRATIONS):
            copy = self.path.with_suffix(f".before-{len(MIGRATIONS)}{self.path.suffix}")
            if not copy.exists():
                self.backup(copy)
        for number, step in enumerate(MIGRATIONS[held:], start=held + 1):
            self.connection.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version={number};\nCOMMIT;")

    def _version(self) -> int:
        """The version of the file as it lies there, 0 when there is none; looking changes nothing."""
        if not self.path.exists():
            return 0
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise BusyStoreError(
                    f"Another program is writing to {self.path}; wait until it has finished and try again."
                ) from error
            raise StoreError(f"{self.path} cannot be used ({error}); check that the folder is writable.") from error
        except sqlite3.DatabaseError as error:
            raise CorruptStoreError(
                f"{self.path} is damaged or not an Outward data file ({error}); "
                "put a backup in its place, or choose another data folder with --home."
            ) from error
        except OSError as error:
            raise StoreError(
                f"The data folder {self.path.parent} cannot be used ({error.strerror or error}); "
                "choose another with --home."
            ) from error
