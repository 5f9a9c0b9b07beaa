"""The commands in the order a user meets them."""

from pathlib import Path
from typing import Annotated

import typer

from outward import __version__
from outward.cli import (
    add,
    ask,
    backup,
    calendar,
    circle,
    connect,
    demo,
    doctor,
    evaluate,
    goal,
    hours,
    imports,
    mcp,
    near,
    networks,
    person,
    plan,
    reach,
    read,
    remind,
    say,
    serve,
    session,
    share,
    sync,
    takeaway,
    ties,
    today,
    use,
    week,
    what,
    whom,
    why,
)

app = typer.Typer(
    name="outward",
    help="Three answers (what, when, whom) become minutes well spent with people worth knowing.",
    epilog="Start with 'outward ask', then 'outward sync' and 'outward plan'. No account and no key needed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    ask, goal, sync, calendar, week, plan, today, session, hours, remind, what, why, whom, person, reach, ties, circle,
    near, takeaway, use, say, read, connect, networks, imports, add, share, serve, mcp, doctor, backup, evaluate, demo,
):  # fmt: skip
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"outward {__version__}")
        raise typer.Exit


@app.callback()
def _outward(
    ctx: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", help="Data folder to work in.", envvar="OUTWARD_HOME", show_default=False)
    ] = None,
    _: Annotated[bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)] = False,
) -> None:
    ctx.obj = home
