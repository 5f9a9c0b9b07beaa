"""outward add"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.add import Added

EXAMPLES = """
Examples: outward add https://www.linkedin.com/in/someone --title "Someone | LinkedIn"

outward add https://www.linkedin.com/feed/update/urn:li:activity:1 --text - < copied.txt
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("add", epilog=EXAMPLES)(add)


def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of what you are looking at.")],
    title: Annotated[str, typer.Option(help="The title of the page, as your browser shows it.")] = "",
    text: Annotated[str, typer.Option(help="What you copied of it; - reads it from standard input.")] = "",
    as_json: door.Json = False,
) -> None:
    """Hand over a post, profile or article you are looking at. Nothing is fetched: what you give is what is kept."""
    from outward.app.add import add as verb

    said = sys.stdin.read() if text == "-" else text
    with door.home(ctx) as home:
        door.answer(verb(home, url, title=title, text=said, now=door.now()), as_json, show)


def show(added: "Added", console: "Console") -> None:
    """What was kept."""
    console.print(added.said, markup=False)
