"""An import in a thread of its own, watched from a page; the files given lie in the data folder only meanwhile."""

import secrets
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outward.app.home import Home
from outward.app.imports import Imported, imports
from outward.errors import OutwardError

INCOMING = "incoming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user wants of an import: only a look, the sources it names read too, the words of messages kept."""

    dry_run: bool
    read_named: bool
    keep_messages: bool


@dataclass(slots=True)
class Importing:
    """At most one import at a time: how far it is, and what the last one brought."""

    home: Home
    file: str = ""
    records: int = 0
    imported: Imported | None = None
    trouble: str = ""
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._thread is not None and self._thread.is_alive()

    def place(self) -> Path:
        """A new empty folder for files that are coming in."""
        made = self.home.folder / INCOMING / secrets.token_hex(8)
        made.mkdir(parents=True, mode=0o700)
        return made

    def tidy(self) -> None:
        """Take away what an import that broke off left behind."""
        shutil.rmtree(self.home.folder / INCOMING, ignore_errors=True)

    def begin(self, folder: Path, now: datetime, wanted: Wanted) -> bool:
        """Import the files in a folder and take it away; False while another import is under way."""
        with self._lock:
            if self.running:
                shutil.rmtree(folder, ignore_errors=True)
                return False
            self.file, self.records, self.imported, self.trouble = "", 0, None, ""
            given = (folder, sorted(folder.iterdir()), now, wanted)
            self._thread = threading.Thread(target=self._run, args=given, name="importing")
            self._thread.start()
            return True

    def join(self) -> None:
        """Wait until the import under way, if any, has ended."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, folder: Path, files: Sequence[Path], now: datetime, wanted: Wanted) -> None:
        try:
            self.imported = imports(
                self.home,
                files,
                now=now,
                dry_run=wanted.dry_run,
                read_named=wanted.read_named,
                keep_messages=wanted.keep_messages,
                progress=self._told,
            )
        except OutwardError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it who could show it
            self.trouble = f"The import broke off ({type(error).__name__}); what was read is kept, give the file again."
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _told(self, file: str, records: int, _: int, __: int) -> None:
        self.file, self.records = file, records
