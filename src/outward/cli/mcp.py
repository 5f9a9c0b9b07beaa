"""outward mcp"""

import typer

from outward.cli import door


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mcp", epilog="In your assistant's settings, give it the command: outward mcp")(mcp)


def mcp(ctx: typer.Context) -> None:
    """Let an assistant program on this machine ask Outward (an extra to install)."""
    from outward.mcp import serve

    with door.home(ctx) as home:
        serve(home)
