"""outward use"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.use import Used


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("use", epilog="Example: outward use --days 30")(use)


def use(
    ctx: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How many days back.")] = 7,
    as_json: door.Json = False,
) -> None:
    """See what you really used: minutes, takeaways, conversations. Accounts are never counted."""
    from outward.app.use import use as verb

    with door.home(ctx) as home:
        answer = verb(home, now=door.now(), days=days)
    door.answer(answer, as_json, show)


def show(answer: "Used", console: "Console") -> None:
    """A sentence a measure."""
    console.print(f"[bold]Use[/] in the last {answer.days} days\n")
    for sentence in answer.sentences:
        console.print(f"  {sentence}", markup=False)
