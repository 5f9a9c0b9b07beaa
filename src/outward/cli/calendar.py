"""outward calendar"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model import Counts

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.calendar import Calendars, Standing
    from outward.app.place import InCalendar

commands = typer.Typer(
    help="Your calendars: what is busy comes from them, your sessions go into one of them.",
    invoke_without_command=True,
)
Named = Annotated[str, typer.Argument(help="The calendar's name, as 'outward calendar' shows it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="calendar")


@commands.callback()
def _alone(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        list_(ctx)


@commands.command("list", epilog="Example: outward calendar list --json")
def list_(ctx: typer.Context, as_json: door.Json = False) -> None:
    """Show your calendars and how they stand (the same as 'outward calendar' alone)."""
    from outward.app.calendar import standing

    with door.home(ctx) as home:
        held = standing(home, now=door.now())
    door.answer(held, as_json, show)


EXAMPLES = """
Examples: outward calendar add ~/Downloads/work.ics

outward calendar add webcal://calendar.example/secret/basic.ics --name Family --all-day free

outward calendar add https://cloud.example/remote.php/dav --user ada --calendar Work
"""


@commands.command("add", epilog=EXAMPLES)
def add(
    ctx: typer.Context,
    address: Annotated[str, typer.Argument(help="An .ics file, a subscription (https, webcal) or CalDAV address.")],
    name: Annotated[str, typer.Option(help="What you call it.", show_default=False)] = "",
    user: Annotated[
        str, typer.Option(help="User name: the address is a CalDAV server, its app password is asked for.")
    ] = "",
    calendar: Annotated[
        str,
        typer.Option(
            "--calendar",
            help="Which calendar of that server, by its name or the last part of its address.",
            show_default=False,
        ),
    ] = "",
    all_day: Annotated[Counts, typer.Option(help="Whether whole-day events make the day busy.")] = Counts.BUSY,
    tentative: Annotated[Counts, typer.Option(help="Whether events not yet certain are busy.")] = Counts.BUSY,
    titles: Annotated[bool, typer.Option(help="Keep titles on this machine, to say why a time is busy.")] = True,
    as_json: door.Json = False,
) -> None:
    """Take up a calendar and read it. What it says never leaves this machine."""
    from outward.app.calendar import add as verb

    password = _password() if user and "://" in address else ""
    with door.home(ctx) as home:
        kept = verb(
            home,
            address,
            name=name,
            user=user,
            password=password,
            collection=calendar,
            all_day=all_day,
            tentative=tentative,
            titles=titles,
            now=door.now(),
        )
    door.answer(kept, as_json, lambda one, console: _one(one, console, after="Now: [bold]outward week[/]"))


@commands.command("remove", epilog="Example: outward calendar remove Work")
def remove(ctx: typer.Context, name: Named, as_json: door.Json = False) -> None:
    """Forget a calendar: its times, its titles, its sign-in."""
    from outward.app.calendar import remove as verb

    with door.home(ctx) as home:
        gone = verb(home, name)
    door.answer(gone, as_json, lambda one, console: console.print(f"{one.name} is forgotten.", markup=False))


@commands.command("refresh", epilog="Example: outward calendar refresh")
def refresh(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Only this calendar.", show_default=False)] = "",
    as_json: door.Json = False,
) -> None:
    """Read your calendars again ('outward sync' does it too)."""
    from outward.app.calendar import refresh as verb

    with door.home(ctx) as home, door.console(error=True).status("Reading"):
        held = verb(home, now=door.now(), only=name)
    door.answer(held, as_json, show)
    if held.calendars and all(one.trouble for one in held.calendars):
        raise typer.Exit(5)


@commands.command("put", epilog="Example: outward calendar put Work")
def put(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="The CalDAV calendar (default: the one chosen).", show_default=False)
    ] = "",
    stop: Annotated[
        bool, typer.Option("--stop", help="Put nothing there any more, take away what is to come.")
    ] = False,
    as_json: door.Json = False,
) -> None:
    """Put your sessions into a calendar, and follow what you change there. From then on 'outward sync' does it."""
    from outward.app import place as verb

    with door.home(ctx) as home:
        if name:
            verb.choose(home, name)
        done = verb.stop(home, now=door.now()) if stop else verb.place(home, now=door.now())
    door.answer(done, as_json, placed)
    if done.trouble:
        raise typer.Exit(5)


@commands.command("feed", epilog="Example: outward calendar feed")
def feed(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The desk's port.")] = 8765,
    renew: Annotated[bool, typer.Option("--renew", help="Make a new address; the old one is dead.")] = False,
    as_json: door.Json = False,
) -> None:
    """Show the private address at which a calendar program on this machine finds your sessions while the desk runs."""
    from outward.app.calendar import feed as verb

    with door.home(ctx) as home:
        found = verb(home, f"127.0.0.1:{port}", renew=renew)
    door.answer(found, as_json, lambda one, console: console.print(one.address, markup=False, soft_wrap=True))


def show(held: "Calendars", console: "Console") -> None:
    """Each calendar and how it stands."""
    for one in held.calendars:
        _one(one, console)
    if held.sentence:
        console.print(held.sentence, markup=False)


def placed(done: "InCalendar", console: "Console") -> None:
    """What was done in the calendar, and what she did there."""
    numbers = [
        f"{number} {said}"
        for number, said in ((done.added, "added"), (done.changed, "changed"), (done.removed, "removed"))
        if number
    ]
    console.print(f"{done.calendar}: {', '.join(numbers) or 'nothing to write'}.", markup=False)
    for key in done.moved:
        console.print(f"  You moved a session there; the plan follows: {key}", markup=False)
    for key in done.let_go:
        console.print(f"  You took a session out there, so it is let go: {key}", markup=False)
    for title in done.no_room:
        console.print(
            f"  It no longer fits the session you made shorter, and can be planned again: {title}", markup=False
        )
    if done.hers:
        console.print(f"  {door.number_of(done.hers, 'event')} with words of yours keeps them.", markup=False)
    if done.trouble:
        console.print(done.trouble, style="red", markup=False)


def _one(one: "Standing", console: "Console", after: str = "") -> None:
    chosen = " · your sessions go here" if one.chosen else ""
    console.print(f"[bold]{door.plain(one.name)}[/] · {one.kind} · {door.plain(one.shown)}{chosen}")
    when = f"read {one.read_at:%-d %b %H:%M} UTC" if one.read_at else "not read yet"
    console.print(f"  {door.number_of(one.busy, 'busy time')} to come, {when}", markup=False)
    for note in (*one.notes, *sorted(set(one.dropped))[:5]):
        console.print(f"  {note}", style="dim", markup=False)
    if one.trouble:
        console.print(f"  {one.trouble}", style="red", markup=False)
    if after:
        console.print(after)


def _password() -> str:
    """The app password: asked for at a terminal; otherwise the environment has it (OUTWARD_CALENDAR_PASSWORD)."""
    if not door.asking():
        return ""
    return str(typer.prompt("App password (not your main one)", hide_input=True, default="", show_default=False))
