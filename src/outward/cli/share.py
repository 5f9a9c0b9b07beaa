"""outward share"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.share import Shared


FORMATS = "ical or markdown (the plan), jsonfeed or atom (its reading list), csv (your record), opml (your feeds)."


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("share", epilog="Example: outward share ical ~/Desktop/week.ics")(share)


def share(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(help=FORMATS)] = "ical",
    target: Annotated[Path | None, typer.Argument(help="File or folder to write to.", show_default=False)] = None,
    as_json: door.Json = False,
) -> None:
    """Write your plan, its reading list, your record or your feeds to a file other programs read."""
    from outward.app.share import share as verb

    with door.home(ctx) as home:
        written = verb(home, form, target, now=door.now())
    door.answer(written, as_json, show)


def show(written: "Shared", console: "Console") -> None:
    """What was written where."""
    what = written.what.removesuffix("s")
    console.print(f"{door.number_of(written.number, what)} written to {written.path}.", markup=False)
