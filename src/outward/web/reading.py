"""A sync in a thread of its own, watched from a page."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from outward.app.home import Home
from outward.app.sync import Synced, sync
from outward.errors import OutwardError
from outward.model import Source


@dataclass(slots=True)
class Reading:
    """At most one sync at a time: how far it is, and what the last one brought.

    `progress` holds pages read and expected (None when nobody knows) of each source.
    """

    home: Home
    progress: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    synced: Synced | None = None
    trouble: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def running(self) -> bool:
        """Whether a sync is under way."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def begin(self, now: datetime) -> None:
        """Start reading, unless it is under way already."""
        with self._lock:
            if self.running:
                return
            self.progress, self.synced, self.trouble = {}, None, ""
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(now, self._stop), name="reading")
            self._thread.start()

    def stop(self) -> None:
        """Stop after the page under way; everything read so far is kept."""
        self._stop.set()

    def join(self) -> None:
        """Wait until the sync under way, if any, has ended."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, now: datetime, stop: threading.Event) -> None:
        try:
            self.synced = sync(self.home, now=now, progress=self._told, stop=stop)
        except OutwardError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it who could show it
            self.trouble = f"Reading broke off ({type(error).__name__}); what was read is kept, try again."

    def _told(self, source: Source, pages: int, expected: int | None) -> None:
        with self._lock:  # every network tells from a thread of its own
            self.progress = {**self.progress, str(source): (pages, expected)}
