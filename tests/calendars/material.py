"""Calendars to read, and data folders to read them into."""

import shutil
from pathlib import Path

from outward.app.home import Home


def copied(source: Path | None, folder: Path, *hosts: str) -> Home:
    """A data folder, empty or a copy, with servers of her own."""
    if source is not None:
        shutil.copytree(source, folder)
    folder.mkdir(exist_ok=True)
    named = ", ".join(f'"{host}"' for host in hosts)
    (folder / "config.toml").write_text(f'zone = "Europe/Amsterdam"\nown_hosts = [{named}]\n')
    return Home(folder)


def event(uid: str, start: str, end: str = "", *more: str) -> str:
    """An event; `start` and `end` as property text after the name (":20260303T100000Z")."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20260101T000000Z",
        f"DTSTART{start}",
        *([f"DTEND{end}"] if end else []),
        *more,
        "END:VEVENT",
    ]
    return "\r\n".join(lines) + "\r\n"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar of these events."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hers//EN\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()
