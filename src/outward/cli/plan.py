"""outward plan"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from outward.cli import door
from outward.errors import InputError
from outward.model.posts import paywall
from outward.when.problem import TAKEAWAY_MINUTES

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.home import Home
    from outward.app.plan import Plan
    from outward.model import Session


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("plan", epilog="Example: outward plan --ical week.ics")(plan)


def plan(
    ctx: typer.Context,
    goal: door.GoalNumber = None,
    days: Annotated[int, typer.Option(min=1, max=31, help="How many days ahead.")] = 7,
    ical: Annotated[
        Path | None, typer.Option("--ical", help="Also write it as a calendar file.", show_default=False)
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show every reason with its points.")] = False,
    pin: Annotated[
        list[str] | None,
        typer.Option(help='Keep something where you want it: "ADDRESS OR TITLE = tue 12:30".', show_default=False),
    ] = None,
    unpin: Annotated[
        list[str] | None, typer.Option(help="Take a pin away, by address or title.", show_default=False)
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Begin anew instead of changing little.")] = False,
    recipe: Annotated[str, typer.Option(help='"deep" learns one topic like a course.')] = "plan",
    topic: Annotated[str, typer.Option(help="The topic of a course.", show_default=False)] = "",
    as_json: door.Json = False,
) -> None:
    """Pack the coming week: what is worth it, whom to turn to, when you have time.

    A plan that stands is changed only where something is clearly better, and each change is told.
    """
    from outward.app.plan import plan as verb
    from outward.app.share import share

    with door.home(ctx) as home:
        _pins(home, pin or (), unpin or ())
        with door.console(error=True).status("Planning") as status:
            planned = verb(
                home,
                now=door.now(),
                goal=goal,
                days=days,
                recipe=recipe,
                topic=topic,
                anew=anew,
                first=lambda minutes, number: status.update(
                    f"A first plan stands ({minutes} minutes in {door.number_of(number, 'session')}); bettering it"
                ),
            )
        shared = share(home, "ical", ical, now=door.now()) if ical and planned.sessions else None
    door.answer(planned, as_json, lambda given, console: show(given, console, why=why))
    if shared and not as_json:
        door.console().print(
            f"\nWritten to {shared.path}: open it to put the sessions into your calendar.", markup=False
        )
    if not planned.sessions:
        raise typer.Exit(3)


def _pins(home: "Home", pin: Sequence[str], unpin: Sequence[str]) -> None:
    from outward.app import pin as verb

    for what in unpin:
        verb.unpin(home, what, now=door.now())
    for said in pin:
        what, found, where = said.rpartition("=")
        if not found:
            raise InputError(f'{said[:80]!r} says not where; write it like "ADDRESS = tue 12:30".')
        verb.pin(home, what.strip(), where.strip(), now=door.now())


def show(planned: "Plan", console: "Console", *, why: bool = False) -> None:
    """The week, session by session."""
    console.print(f"[bold]Your plan[/] for: {door.plain(planned.goal.text)}")
    console.print(
        f"{planned.minutes} of at most {planned.weekly_minutes} minutes a week, {planned.zone} time\n", style="dim"
    )
    for session in planned.sessions:
        show_session(session, planned.zone, console, why=why)
    if planned.pinned:
        console.print(f"Pinned: {' '.join(planned.pinned)}", style="dim", markup=False)
    show_changes(planned.changes, console)
    if planned.kept:
        console.print(f"Your adjustments: {planned.kept}.", style="dim", markup=False)
    for sentence in (planned.note, planned.thin):
        if sentence:
            console.print(sentence, style="yellow", markup=False)
    if planned.sessions:
        console.print("Next: [bold]outward today[/], and [bold]outward session start[/] when the time has come.")


def show_changes(changes: Sequence[str], console: "Console") -> None:
    """What is other than in the plan that stood."""
    for number, sentence in enumerate(changes):
        console.print(f"{'Changed: ' if not number else '         '}{sentence}", markup=False)


def show_session(session: "Session", zone: str, console: "Console", *, why: bool = False) -> None:
    """One session: its if-then sentence, then item by item with minutes, person, reason and link.

    Without a zone its time is shown as the session has it; with `why` every reason is, with its points.
    """
    slot = session.slot
    start = slot.start.astimezone(ZoneInfo(zone)) if zone else slot.start
    clock = f"{start:%a %-d %b %H:%M}" if slot.timed else f"{start:%a %-d %b}, some time"
    number = f"  [dim]session {session.id}[/]" if session.id else ""
    console.print(f"[bold]{clock}[/] · {slot.minutes} min · {door.plain(slot.label or slot.setting.phrase)}{number}")
    console.print(f"  {session.intention}", style="italic", markup=False)
    for item in session.items:
        console.print(f"  • {item.title}", markup=False)
        facts = (item.form, item.content, f"{item.minutes} min", item.person, paywall(item.free))
        console.print(f"    {' · '.join(filter(None, facts))}", markup=False)
        if item.why:
            console.print(f"    {item.why}", style="dim", markup=False)
        console.print(f"    {item.url}", style="blue", markup=False, soft_wrap=True)
        if why and item.reasons:
            console.print(f"      {item.score:.1f} points:", style="dim")
            door.show_reasons(item.reasons, item.score, console)
    console.print(f"  • {TAKEAWAY_MINUTES} min: one takeaway, in your own words", style="dim", markup=False)
    console.print()
