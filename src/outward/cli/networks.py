"""outward networks"""

from typing import TYPE_CHECKING

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.networks import Networks, Standing


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("networks", epilog="Example: outward networks")(networks)


def networks(ctx: typer.Context, as_json: door.Json = False) -> None:
    """See every network: connected or not, last read, what it costs, unused for how long."""
    from outward.app.networks import networks as verb

    with door.home(ctx) as home:
        door.answer(verb(home, now=door.now()), as_json, show)


def show(answer: "Networks", console: "Console") -> None:
    """A line a network; trouble and unused ones say so."""
    from rich.table import Table

    table = Table("network", "state", "reads", "posts", "last read", "", box=None, header_style="dim", pad_edge=False)
    table.columns[-1].overflow = "fold"
    for one in answer.networks:
        read = f"{one.synced_at:%d %b}" if one.synced_at else ""
        sources = str(len(one.sources)) if one.sources else ""
        held = f"{one.posts:,}" if one.posts else ""
        table.add_row(one.title, one.state, sources, held, read, door.plain(" ".join(_said(one))))
    console.print(table)
    if not any(one.sources or one.posts for one in answer.networks):
        console.print("\nNothing is read yet. Begin with: [bold]outward connect feeds[/] or [bold]outward ask[/]")


def _said(one: "Standing") -> "list[str]":
    from outward.cli.guide import priced

    said = []
    if one.signed_in:
        said.append("Signed in.")
    if one.price is not None:
        said.append(priced(one.price))
    if one.unused is not None:
        said.append(f"Not used for {one.unused} days; to stop: outward connect {one.network} --disconnect")
    if one.troubles:
        said.append(one.troubles[0] + (f" (and {len(one.troubles) - 1} more)" if len(one.troubles) > 1 else ""))
    if one.state == "not connected":
        said.append(one.cost)
    return said
