"""outward hours"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.hours import Hours


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("hours", epilog='Example: outward hours --say "Tue 12 good"')(hours)


def hours(
    ctx: typer.Context,
    say: Annotated[
        list[str] | None,
        typer.Option(help='Say of an hour that it is good, usual or bad, or leave it "learned".', show_default=False),
    ] = None,
    as_json: door.Json = False,
) -> None:
    """See in which hours you keep your sessions, and say of an hour what it is for you."""
    from outward.app import hours as verb

    with door.home(ctx) as home:
        for said in say or ():
            verb.say_hour(home, *_read(said), now=door.now())
        answer = verb.hours(home, now=door.now())
    door.answer(answer, as_json, show)


def show(held: "Hours", console: "Console") -> None:
    """One line an hour, the kept ones drawn."""
    from outward.when.vocabulary import DAY_NAMES

    console.print(held.sentence, markup=False)
    for one in held.hours:
        drawn = "█" * one.kept + "░" * one.missed
        mark = " (you said so)" if one.hers else ""
        weighs = f", weighs {one.ease - 1:+.0%}" if one.ease != 1 else ""
        console.print(
            f"  {DAY_NAMES[one.weekday]:<9} {one.hour:>2}:00  {drawn} {one.kept} kept, {one.missed} not{weighs}{mark}",
            markup=False,
        )


def _read(said: str) -> tuple[int, int, str]:
    from outward.when.vocabulary import DAYS

    parts = said.casefold().split()
    hour = parts[1].removesuffix(":00") if len(parts) == 3 else ""
    if parts[0:1] == [] or parts[0] not in DAYS or not hour.isdecimal():
        raise InputError(f"{said[:60]!r} names no hour of the week; write it like 'Tue 12 good'.")
    return DAYS[parts[0]], int(hour), parts[2]
