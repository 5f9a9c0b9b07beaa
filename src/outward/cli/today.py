"""outward today"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.today import Today


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("today")(today)


def today(
    ctx: typer.Context,
    why: Annotated[bool, typer.Option("--why", help="Show every reason with its points.")] = False,
    as_json: door.Json = False,
) -> None:
    """See the next session; a plan that no longer fits is changed a little first, and each change is told."""
    from outward.app.follow import follow
    from outward.app.today import today as verb
    from outward.cli.plan import show_changes

    with door.home(ctx) as home:
        changes = follow(home, now=door.now())
        answer = verb(home, now=door.now())
    if not as_json:
        show_changes(changes, door.console())
    door.answer(answer, as_json, lambda given, console: show(given, console, why=why))


def show(answer: "Today", console: "Console", *, why: bool = False) -> None:
    """When, then the session."""
    from outward.cli.plan import show_session

    console.print(answer.sentence, markup=False)
    if answer.session is not None:
        console.print()
        show_session(answer.session, answer.zone, console, why=why)
        console.print("Begin with [bold]outward session start[/], end with [bold]outward session done[/].")
