"""A copy of everything the user has told Outward and it has read for her."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outward.app.home import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Where the copy is and how large it is in bytes."""

    path: str
    size: int


def backup(home: Home, target: Path | None, *, now: datetime) -> Backup:
    """Copy the data file to `target` (a file or folder), by default into the data folder's `backups`."""
    name = f"outward-{now:%Y-%m-%d-%H%M%S}.db"
    if target is None:
        target = home.folder / "backups" / name
    elif target.is_dir():
        target /= name
    path = home.database.backup(target)
    return Backup(path=str(path), size=path.stat().st_size)
