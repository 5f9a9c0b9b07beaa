"""outward near"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.near import Near


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("near", epilog="Example: outward near --limit 20")(near)


def near(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many people.")] = 10,
    as_json: door.Json = False,
) -> None:
    """See people near your network whom you do not follow yet, and why. Outward never follows anybody for you."""
    from outward.app.near import near as verb

    with door.home(ctx) as home:
        answer = verb(home, now=door.now(), limit=limit)
    door.answer(answer, as_json, show)


def show(found: "Near", console: "Console") -> None:
    """A person, why, and where to see her."""
    for each in found.people:
        console.print(f"\n  [bold]{door.plain(each.name)}[/]  {door.plain(each.handle)} · {door.plain(each.network)}")
        console.print(f"    {each.why}", markup=False)
        if each.url:
            console.print(f"    {each.url}", style="blue", markup=False, soft_wrap=True)
    if found.empty:
        console.print(found.empty, markup=False)
