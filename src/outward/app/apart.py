"""Reading a calendar in a process of its own: one that never comes to an end, or takes all memory, harms nobody else.

Run as a program it reads a line of JSON and a calendar from standard input and writes what it says as JSON.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from outward.errors import MalformedError

if TYPE_CHECKING:
    from outward.model import Booked

LONGEST = 60.0
"""Seconds a calendar may take to be read."""
ENDLESS = 2.0
"""Seconds of work that all events together get which come to no end; a quarter of what is left goes to the next one."""
_LEAST = 0.2
_MEMORY = 1 << 30


def read(data: bytes, *, longest: float = LONGEST, **given: Any) -> "Booked":
    """The busy times of a calendar, as `when.calendars.read` gives them. Raises `MalformedError`."""
    from outward.model import Booked

    asked = msgspec.json.encode({name: list(value) if name == "mine" else value for name, value in given.items()})
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", __name__],
            input=asked + b"\n" + data,
            capture_output=True,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MalformedError(
            f"This calendar takes more than {longest:.0f} seconds to be read, as if something in it had no end; "
            "export one with fewer years, or take the endless event out."
        ) from None
    if done.returncode == MalformedError.exit_code:
        raise MalformedError(done.stdout.decode())
    if done.returncode:
        raise MalformedError("This calendar cannot be read at all; export it again.")
    return msgspec.json.decode(done.stdout, type=Booked)


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    """What a calendar is read with; see `when.calendars.read`."""

    since: Any
    until: Any
    zone: str
    name: str = ""
    all_day: str = "busy"
    tentative: str = "busy"
    mine: tuple[str, ...] = ()
    titles: bool = True


def main() -> int:
    """Read what standard input gives."""
    from datetime import datetime

    from outward.model import Counts
    from outward.when import calendars

    _spare()
    asked = msgspec.json.decode(sys.stdin.buffer.readline(), type=_Asked)
    try:
        booked = calendars.read(
            sys.stdin.buffer.read(),
            since=datetime.fromisoformat(asked.since),
            until=datetime.fromisoformat(asked.until),
            zone=asked.zone,
            name=asked.name,
            all_day=Counts(asked.all_day),
            tentative=Counts(asked.tentative),
            mine=asked.mine,
            titles=asked.titles,
            patience=_Purse().patience,
        )
    except MalformedError as error:
        sys.stdout.write(str(error))
        return error.exit_code
    sys.stdout.buffer.write(msgspec.json.encode(booked))
    return 0


class _Purse:
    """Ends an event that would be expanded for ever, by the processor's time, where the system has such an alarm."""

    def __init__(self) -> None:
        self._left = ENDLESS

    @contextlib.contextmanager
    def patience(self) -> Iterator[None]:
        """What one event is expanded in. Raises `EndlessError` there; the less is left, the sooner."""
        import signal

        if not hasattr(signal, "setitimer"):
            yield
            return
        from outward.when.calendars import EndlessError

        def enough(*_: object) -> None:
            raise EndlessError

        allowed = max(_LEAST, self._left / 4)
        before = signal.signal(signal.SIGVTALRM, enough)
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, allowed, _LEAST)  # again, should a library have lost the first
            yield
        except EndlessError:
            self._left -= allowed
            raise
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)


def _spare() -> None:
    """Take no more than a share of the memory, where the system can be told so."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main())
