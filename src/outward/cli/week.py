"""outward week"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from outward.app.free import FreeTime

EXAMPLES = """
Examples: outward week

outward week --hours "Mon to Fri 9:00-17:30" --holidays DE-BW --before 10

outward week --svg week.svg
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("week", epilog=EXAMPLES)(week)


def week(
    ctx: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=31, help="How many days ahead.")] = 7,
    before: Annotated[
        int | None, typer.Option(help="Minutes kept free before what is busy.", show_default=False)
    ] = None,
    after: Annotated[int | None, typer.Option(help="Minutes kept free after it.", show_default=False)] = None,
    hours: Annotated[
        str | None, typer.Option(help="Working hours in plain words; 'none' for any hour.", show_default=False)
    ] = None,
    holidays: Annotated[
        str | None,
        typer.Option(help="Leave public holidays free: a country or part (DE, DE-BW); 'none'.", show_default=False),
    ] = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Also write it as a picture.", show_default=False)] = None,
    as_json: door.Json = False,
) -> None:
    """See the coming days: what is busy, which of your windows are taken or left, and why."""
    from outward.app import free as verb

    with door.home(ctx) as home:
        if any(given is not None for given in (before, after, hours, holidays)):
            verb.change(home, before=before, after=after, hours=hours, holidays=holidays, now=door.now())
        found = verb.free(home, now=door.now(), days=days)
    if svg:
        verb.picture(found, svg)
    door.answer(found, as_json, show)


def show(found: "FreeTime", console: "Console") -> None:
    """Day by day: holidays, busy times, windows with their reason."""
    for day in found.week.days:
        _day(found, day, console)
    console.print(f"\n{found.week.minutes} minutes are free in your windows, {found.week.zone} time.", markup=False)
    for begin, end in found.week.gaps[:5]:
        console.print(f"Also free in your working hours: {begin:%a %H:%M} to {end:%H:%M}", style="dim", markup=False)
    for sentence in (*found.troubles, found.empty):
        if sentence:
            console.print(sentence, style="yellow", markup=False)


def _day(found: "FreeTime", day: "date", console: "Console") -> None:
    holiday = f" · {door.plain(found.week.off[day])}" if day in found.week.off else ""
    console.print(f"[bold]{day:%a %-d %b}[/]{holiday}")
    for one in found.week.on(day):
        console.print(f"    {one.clock(found.week.zone)}  busy {one.title}", style="dim", markup=False)
    for looked in found.week.looked:
        if looked.start.date() == day:
            said = looked.window.label or looked.window.setting.phrase
            mark = "✓" if looked.taken else "–"
            console.print(f"  {mark} {looked.clock}  {said}: {looked.why}", markup=False)
