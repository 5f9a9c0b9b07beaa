"""outward doctor"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.doctor import Diagnosis


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", epilog="Example: outward doctor --rebuild")(doctor)


def doctor(
    ctx: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the index again from the data file.")] = False,
    reparse: Annotated[
        bool, typer.Option("--reparse", help="Read everything kept as it came again, without the network.")
    ] = False,
    check: Annotated[bool, typer.Option(help="Ask addresses that nobody has checked yet.")] = True,
    as_json: door.Json = False,
) -> None:
    """See how everything stands and what to do about it."""
    from outward.app.doctor import doctor as verb

    with door.home(ctx) as home, door.console(error=True).status("Looking") as status:

        def told(said: str) -> None:
            status.update(door.plain(said))

        diagnosis = verb(home, now=door.now(), rebuild=rebuild, reparse=reparse, check=check, progress=told)
    door.answer(diagnosis, as_json, show)
    if not diagnosis.well:
        raise typer.Exit(1)


def show(diagnosis: "Diagnosis", console: "Console") -> None:
    """A line a finding; what needs doing is marked."""
    from rich.table import Table

    console.print(f"Data folder: {diagnosis.folder}", markup=False)
    table = Table("", "", "", box=None, show_header=False, pad_edge=False)
    for finding in diagnosis.findings:
        mark = "[green]ok[/]" if finding.well else "[red]!![/]"
        table.add_row(mark, door.plain(finding.subject), door.plain(finding.sentence))
    console.print(table)
