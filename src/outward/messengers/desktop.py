"""A notification of the desktop she sits at. Nothing of it leaves the machine, but a locked screen may show it."""

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from outward.errors import UnreachableError
from outward.model import Reminder

TITLE = "desktop notification"
LEAVES = "Nothing leaves this machine; where your screen shows notifications while it is locked, others may read it."
EXAMPLE = "outward remind desktop --minutes-before 5"
PATIENCE = 10.0
"""Seconds a desktop has to take a notification."""
USUAL = "/run/user/{user}/bus"
"""Where the bus of a user's session usually is."""
_NO_DESKTOP = (
    "No desktop here takes notifications; run Outward in your desktop session, or be reminded by mail with "
    "'outward remind mail'."
)
_PLAIN = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
"""Some desktops read a notification's text as markup, and would fetch a picture that a title names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Nothing has to be said."""


def checked(settings: Settings) -> Settings:
    """As they are."""
    return settings


def where(_: Settings) -> str:
    """Where it shows."""
    return "on this machine"


def account(_: Settings) -> str:
    """No password is needed."""
    return ""


def send(_: Settings, reminder: Reminder, __: str) -> None:
    """Show a notification. Raises `UnreachableError` where no desktop takes it."""
    import asyncio

    # its library tells failures to its log alone; whether one was shown is asked of it instead
    logging.getLogger("desktop_notifier").setLevel(logging.CRITICAL + 1)
    with _bus():
        try:
            shown = asyncio.run(asyncio.wait_for(_show(reminder), PATIENCE))
        except Exception as error:
            raise UnreachableError(_NO_DESKTOP) from error
    if not shown:
        raise UnreachableError(_NO_DESKTOP)


async def _show(reminder: Reminder) -> bool:
    from desktop_notifier import DEFAULT_ICON, DesktopNotifier
    from desktop_notifier.backends.dummy import DummyNotificationCenter

    notifier = DesktopNotifier(app_name="Outward", app_icon=DEFAULT_ICON)
    backend = notifier._backend
    if isinstance(backend, DummyNotificationCenter):  # takes everything and shows nothing
        return False
    shown: list[bool] = []
    try:
        await notifier.send(
            title=reminder.title.translate(_PLAIN),
            message=reminder.text.translate(_PLAIN),
            on_dispatched=lambda: shown.append(True),
        )
    finally:
        if bus := getattr(backend, "bus", None):
            bus.disconnect()
            with contextlib.suppress(Exception):  # it is gone, which is what was wanted
                await bus.wait_for_disconnect()
    return bool(shown)


@contextlib.contextmanager
def _bus() -> Iterator[None]:
    """From a timer or cron, which know nothing of her desktop, the session's usual address is tried."""
    usual = Path(USUAL.format(user=os.getuid())) if hasattr(os, "getuid") else None
    added = "DBUS_SESSION_BUS_ADDRESS" not in os.environ and usual is not None and usual.exists()
    if added:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={usual}"
    try:
        yield
    finally:
        if added:
            del os.environ["DBUS_SESSION_BUS_ADDRESS"]
