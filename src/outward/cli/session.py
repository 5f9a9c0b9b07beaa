"""outward session"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.errors import InputError
from outward.when.here import MEANT

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.session import Ended, Going
    from outward.model import Session

Number = Annotated[int | None, typer.Argument(help="Number of the session (default: the next).", show_default=False)]
Minutes = Annotated[int, typer.Option(help="How many minutes you have.")]
Where = Annotated[str, typer.Option(help=f"Where you are, as a setting or a place. {MEANT}.")]
Label = Annotated[str, typer.Option(help="Your own word for where you are.", show_default=False)]
Open = Annotated[bool, typer.Option("--open", help="Also open the item in your browser or player.")]
commands = typer.Typer(help="Have a session: minutes right now, start, pause, next, done, skip.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="session")


@commands.callback(invoke_without_command=True, epilog="Example: outward session --minutes 12 --setting train")
def session(
    ctx: typer.Context,
    minutes: Annotated[int | None, typer.Option(help="Pack so many minutes right now.", show_default=False)] = None,
    setting: Annotated[str, typer.Option(help=f"With --minutes: where you are. {MEANT}.", show_default="desk")] = "",
    label: Label = "",
    as_json: door.Json = False,
) -> None:
    """With --minutes: pack the minutes you have here; alone: see how the session goes."""
    if ctx.invoked_subcommand is not None:
        if minutes is not None or setting or label:
            raise InputError(f"Say either 'outward session {ctx.invoked_subcommand}', or --minutes alone.")
        return
    if minutes is not None:
        now(ctx, minutes, setting or "desk", label, as_json)
        return
    if setting:
        from outward.when.here import here

        here(setting)
        raise InputError(f"Say how many minutes you have, too: outward session --minutes 12 --setting {setting}")
    from outward.app.session import going

    with door.home(ctx) as home:
        answer = going(home, now=door.now())
    door.answer(answer, as_json, _show_going)


@commands.command("now", epilog="Example: outward session now --minutes 12 --setting train")
def now(
    ctx: typer.Context, minutes: Minutes = 15, setting: Where = "desk", label: Label = "", as_json: door.Json = False
) -> None:
    """Pack the minutes you have right now, from what is already here; the last two are for a takeaway."""
    from outward.app.session import now_session
    from outward.when.here import here

    where, place = here(setting)
    with door.home(ctx) as home:
        packed = now_session(home, minutes=minutes, setting=where, label=label or place, now=door.now())
    door.answer(packed, as_json, _show)


@commands.command("start")
def start(ctx: typer.Context, number: Number = None, open_: Open = False, as_json: door.Json = False) -> None:
    """Begin a session; one that was interrupted goes on where it was."""
    from outward.app.session import going
    from outward.app.session import start as verb

    with door.home(ctx) as home:
        begun = verb(home, number, now=door.now())
        at = going(home, begun.id, now=door.now())
    door.answer(begun, as_json, _show)
    if not as_json:
        _show_at(at, door.console())
    _open(at, open_)


@commands.command("pause")
def pause(ctx: typer.Context, number: Number = None, as_json: door.Json = False) -> None:
    """Stop the clock; 'start' goes on."""
    from outward.app.session import pause as verb

    with door.home(ctx) as home:
        stopped = verb(home, number, now=door.now())
    door.answer(stopped, as_json, _show_going)


@commands.command("next", epilog='Example: outward session next --skip --why "not useful"')
def next_(
    ctx: typer.Context,
    number: Number = None,
    skip: Annotated[bool, typer.Option("--skip", help="Leave the item you are at.")] = False,
    why: Annotated[str, typer.Option(help="Why: not now, not useful, less of this, or your words.")] = "",
    remembered: Annotated[bool, typer.Option("--remembered", help="Of a takeaway: you knew it.")] = False,
    forgotten: Annotated[bool, typer.Option("--forgotten", help="Of a takeaway: you did not know it.")] = False,
    open_: Open = False,
    as_json: door.Json = False,
) -> None:
    """Go on to the next item; the one before is done, or skipped with why."""
    from outward.app.session import next_item

    if remembered and forgotten:
        raise InputError("A takeaway is either remembered or forgotten; say one of them.")
    knew = remembered if remembered or forgotten else None
    with door.home(ctx) as home:
        at = next_item(home, number, skipped=skip, why=why, remembered=knew, now=door.now())
    door.answer(at, as_json, _show_going)
    _open(at, open_)


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
    """Let a session go; it is not a debt. The minutes of one under way are kept."""
    from outward.app.session import skip as verb

    with door.home(ctx) as home:
        skipped = verb(home, number, why=why, now=door.now())
    door.answer(skipped, as_json, _show_let_go)


def _show(session: "Session", console: "Console") -> None:
    from outward.cli.plan import show_session

    show_session(session, "", console)


def _show_going(going: "Going", console: "Console") -> None:
    slot = going.session.slot
    console.print(
        f"Session {going.session.id}, {slot.start:%A %H:%M}: {going.state}, {going.minutes} of {slot.minutes} minutes.",
        markup=False,
    )
    for one in going.gone:
        title = next((item.title for item in going.session.items if item.name == one.item), one.item)
        console.print(f"  {one.state}: {title}" + (f" ({one.why})" if one.why else ""), style="dim", markup=False)
    _show_at(going, console)


def _show_at(going: "Going", console: "Console") -> None:
    """The item she is at, and what comes after."""
    if going.item is not None:
        console.print(f"Now, {going.place} of {len(going.session.items)}: {going.item.title}", markup=False)
        console.print(f"  {going.item.url}", style="blue", markup=False, soft_wrap=True)
    console.print(going.sentence, markup=False)


def _open(going: "Going", wanted: bool) -> None:
    """Open the item in the browser, which hands it to a player where there is one."""
    if wanted and going.item is not None and going.item.url.startswith(("https://", "http://")):
        import webbrowser

        webbrowser.open(going.item.url)


def _show_let_go(ended: "Ended", console: "Console") -> None:
    kept = f" {door.number_of(ended.minutes, 'minute')} learned so far kept." if ended.minutes else ""
    console.print(f"Session {ended.session.id} is let go.{kept}")


def _show_ended(ended: "Ended", console: "Console") -> None:
    console.print(f"Done: {door.number_of(ended.minutes, 'minute')} learned.")
    if ended.takeaway is not None:
        console.print(f"Your takeaway comes back on {ended.takeaway.due:%-d %B}.", markup=False)
