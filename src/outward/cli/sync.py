"""outward sync"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from outward.app.home import Home
    from outward.app.sync import Progress, Synced
    from outward.model import Source


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sync", epilog="Example: outward sync bluesky")(sync)


def sync(
    ctx: typer.Context,
    network: Annotated[str | None, typer.Argument(help="Only this network.", show_default=False)] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before reading what costs money.")] = False,
    as_json: door.Json = False,
) -> None:
    """Read what is new in everything you approved."""
    from outward.app.sync import found
    from outward.app.sync import sync as verb

    with door.home(ctx) as home:
        if not (yes or as_json):
            _agreed(home, network)
        with bars(quiet=as_json) as progress, stoppable() as stop:
            synced = verb(home, now=door.now(), only=network, progress=progress, stop=stop)
        named = found(home, synced)
        if named and not as_json:
            _offer(home, named)
    door.answer(synced, as_json, show)
    if stop.is_set():
        raise typer.Exit(130)
    if synced.failed and synced.failed == len(synced.reports):
        raise typer.Exit(5)


def _agreed(home: "Home", only: str | None) -> None:
    """Say what costs money before it is read, and ask where somebody can answer."""
    from outward.app.networks import networks
    from outward.cli.guide import priced

    for one in networks(home, now=door.now()).networks:
        paid = one.price is not None and one.price.unit == "$" and one.price.total > 0 and one.price.left > 0
        if one.price is None or not paid or only not in (None, one.network):
            continue
        door.console(error=True).print(f"{one.title}: {priced(one.price)}", markup=False)
        if door.asking() and not typer.confirm("Read it?", default=True):
            raise typer.Abort


def _offer(home: "Home", named: "tuple[Source, ...]") -> None:
    """What was found to be read too is read from the next sync on only when she says so."""
    from outward.store import connections

    console = door.console(error=True)
    some = ", ".join(map(str, named[:5])) + (" ..." if len(named) > 5 else "")
    console.print(f"You follow {door.number_of(len(named), 'source')} there that is not read yet: {some}", markup=False)
    if door.asking() and typer.confirm("Read them too from the next sync on?", default=False):
        connections.approve(home.database, named, door.now())
    else:
        console.print("To read one: outward connect NETWORK and its name.", markup=False, style="dim")


@contextmanager
def stoppable() -> "Iterator[threading.Event]":
    """Ctrl+C stops after the page under way, and says so; a second one leaves at once. Every page read is kept."""
    stop = threading.Event()

    def asked(_number: int, _frame: object) -> None:
        if stop.is_set():
            os._exit(130)
        stop.set()
        door.console(error=True).print(
            "Stopping after the page under way. Ctrl+C again leaves at once; nothing is lost."
        )

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def bars(*, quiet: bool) -> "Iterator[Progress]":
    """A progress bar a source, on standard error; nothing where nobody watches."""
    if quiet:
        yield lambda *_: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=door.console(error=True), transient=True) as progress:
        tasks: dict[Source, TaskID] = {}

        def told(source: "Source", pages: int, expected: int | None) -> None:
            if source not in tasks:
                tasks[source] = progress.add_task(str(source), total=None)
            progress.update(tasks[source], completed=pages, total=expected)

        yield told


def show(synced: "Synced", console: "Console") -> None:
    """A line a source, how her calendars stand, then what to do next."""
    _calendars(synced, console)
    if not synced.reports:
        return
    from rich.table import Table

    table = Table("source", "added", "updated", "dropped", "", box=None, header_style="dim", pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for column in table.columns[1:4]:
        column.justify = "right"
    for report in synced.reports:
        said = f"[red]{door.plain(report.trouble)}[/]" if report.trouble else ""
        numbers = (f"{number:,}" for number in (report.added, report.updated, report.dropped))
        table.add_row(door.plain(str(report.source)), *numbers, said)
    console.print(table)
    console.print(f"\n{_summary(synced)}")


def _calendars(synced: "Synced", console: "Console") -> None:
    from outward.cli.calendar import placed

    for one in synced.calendars:
        said = one.trouble or f"{door.number_of(one.busy, 'busy time')} to come"
        console.print(f"{one.name}: {said}", style="red" if one.trouble else "", markup=False)
    if synced.placed is not None:
        placed(synced.placed, console)


def _summary(synced: "Synced") -> str:
    read = len(synced.reports) - synced.failed
    if not read:
        return (
            "Nothing could be read this time; what was read before is kept. When the trouble above is over: "
            "[bold]outward sync[/]"
        )
    added = door.number_of(sum(report.added for report in synced.reports), "new post")
    said = f"{added} from {door.number_of(read, 'source')}."
    if synced.failed:
        said += f" {door.number_of(synced.failed, 'source')} had trouble; the next sync tries again."
    return f"{said} Now: [bold]outward plan[/]"
