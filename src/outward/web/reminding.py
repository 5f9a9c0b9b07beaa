"""The reminders that are due, sent from a thread of its own while the desk runs. It never takes the desk down."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from outward.app.home import Home
from outward.app.reminding import send_due
from outward.errors import OutwardError

BEAT = 20.0
"""Seconds between two looks at what is due."""
FAREWELL = 3.0
"""Seconds one that is being sent has when the desk ends; what has been begun is not sent again."""


@dataclass(slots=True)
class Reminding:
    """Looks every `beat` seconds; `tell` is told a trouble once, and again only when it is another or has been over."""

    home: Home
    now: Callable[[], datetime]
    tell: Callable[[str], None]
    beat: float = BEAT
    _told: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def begin(self, desk: str) -> None:
        """Begin to look; `desk` is the address reminders name."""
        self._thread = threading.Thread(target=self._run, args=(desk,), name="reminding", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop looking; one that hangs on a silent server is left to itself."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(FAREWELL)

    def _run(self, desk: str) -> None:
        while True:
            self._look(desk)
            if self._stop.wait(self.beat):
                return

    def _look(self, desk: str) -> None:
        try:
            done = send_due(self.home, now=self.now(), desk=desk)
        except OutwardError as error:
            self._say(str(error))
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it who could show it
            self._say(f"Reminders could not be looked at ({type(error).__name__}); 'outward remind test' says more.")
        else:
            self._say(done.trouble, well=done.sent > 0)

    def _say(self, trouble: str, *, well: bool = False) -> None:
        if trouble and trouble != self._told:
            self.tell(f"Reminders: {trouble}")
        if trouble or well:
            self._told = trouble
