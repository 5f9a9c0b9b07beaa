"""outward backup"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.backup import Backup


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backup", epilog="Example: outward backup ~/Documents")(backup)


def backup(
    ctx: typer.Context,
    target: Annotated[Path | None, typer.Argument(help="File or folder for the copy.", show_default=False)] = None,
    as_json: door.Json = False,
) -> None:
    """Copy everything you told Outward and it read for you into one file."""
    from outward.app.backup import backup as verb

    with door.home(ctx) as home, door.console(error=True).status("Copying"):
        made = verb(home, target, now=door.now())
    door.answer(made, as_json, show)


def show(made: "Backup", console: "Console") -> None:
    """Where the copy is, and how to use it."""
    console.print(f"Copied to {made.path} ({made.size / 1e6:.1f} MB).", markup=False)
    console.print("To go back to it, put it in the data folder under the name outward.db.", style="dim", markup=False)
