"""outward serve"""

from typing import Annotated

import typer

from outward.cli import door


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", epilog="Example: outward serve --port 8765")(serve)


def serve(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 8765,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open it in your browser.")] = True,
) -> None:
    """Open the web desk on this machine (nobody else can reach it). Ctrl+C ends it."""
    from outward.web import serve as desk

    with door.home(ctx) as home:
        desk(home, port=port, open_browser=open_ and door.asking(), said=door.console().print)
