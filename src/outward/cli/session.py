"""outward session"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model import Setting

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.session import Ended
    from outward.model import Session

Number = Annotated[int | None, typer.Argument(help="Number of the session (default: the next).", show_default=False)]
commands = typer.Typer(help="Have a session: now, start, done, skip.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="session")


@commands.command("now", epilog="Example: outward session now --minutes 12 --setting listen --label train")
def now(
    ctx: typer.Context,
    minutes: Annotated[int, typer.Option(help="How many minutes you have.")] = 15,
    setting: Annotated[
        Setting, typer.Option(help="At a desk, hands busy (listen), or without sound (read).")
    ] = Setting.DESK,
    label: Annotated[str, typer.Option(help="Your own word for where you are.", show_default=False)] = "",
    as_json: door.Json = False,
) -> None:
    """Pack the minutes you have right now, from what is already here."""
    from outward.app.session import now_session

    with door.home(ctx) as home:
        packed = now_session(home, minutes=minutes, setting=setting, label=label, now=door.now())
    door.answer(packed, as_json, _show)


@commands.command("start")
def start(ctx: typer.Context, number: Number = None, as_json: door.Json = False) -> None:
    """Begin a session; one that was interrupted goes on."""
    from outward.app.session import start as verb

    with door.home(ctx) as home:
        begun = verb(home, number, now=door.now())
    door.answer(begun, as_json, _show)


@commands.command(
    "done", epilog='Example: outward session done --minutes 20 --takeaway "Tell managers first" --change "..."'
)
def done(
    ctx: typer.Context,
    number: Number = None,
    minutes: Annotated[int | None, typer.Option(help="Minutes you spent.", show_default=False)] = None,
    takeaway: Annotated[str, typer.Option(help="One thing you learned, in your words.", show_default=False)] = "",
    change: Annotated[str, typer.Option(help="What you will do differently.", show_default=False)] = "",
    as_json: door.Json = False,
) -> None:
    """End a session with your minutes and one takeaway."""
    from outward.app.session import done as verb

    if not takeaway and not as_json and door.asking():
        takeaway = typer.prompt("What do you take away, in your own words?", default="", show_default=False)
        if takeaway:
            change = typer.prompt("What will you do differently?", default="", show_default=False)
    with door.home(ctx) as home:
        ended = verb(home, number, minutes=minutes, takeaway=takeaway, change=change, now=door.now())
    door.answer(ended, as_json, _show_ended)


@commands.command("skip")
def skip(
    ctx: typer.Context,
    number: Number = None,
    why: Annotated[str, typer.Option(help="Why, if you like.", show_default=False)] = "",
    as_json: door.Json = False,
) -> None:
    """Let a session go; it is not a debt."""
    from outward.app.session import skip as verb

    with door.home(ctx) as home:
        skipped = verb(home, number, why=why, now=door.now())
    door.answer(skipped, as_json, lambda session, console: console.print(f"Session {session.id} is let go."))


def _show(session: "Session", console: "Console") -> None:
    from outward.cli.plan import show_session

    show_session(session, "", console)


def _show_ended(ended: "Ended", console: "Console") -> None:
    console.print(f"Done: {door.number_of(ended.minutes, 'minute')} learned.")
    if ended.takeaway is not None:
        console.print(f"Your takeaway comes back on {ended.takeaway.due:%-d %B}.", markup=False)
