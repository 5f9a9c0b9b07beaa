"""outward reach"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model import Direction

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.reach import Reach
    from outward.model import Touch


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reach", epilog="Example: outward reach --person bluesky:did:plc:abc --how thanked")(reach)


def reach(
    ctx: typer.Context,
    goal: door.GoalNumber = None,
    person: Annotated[str, typer.Option(help="Note a contact with this person (id).", show_default=False)] = "",
    how: Annotated[str, typer.Option(help="thanked, asked, answered, helped or talked.")] = "talked",
    they: Annotated[bool, typer.Option("--they", help="They turned to you.")] = False,
    as_json: door.Json = False,
) -> None:
    """See one next step with each person; note a contact when there was one. Outward never sends anything."""
    from outward.app import reach as verb

    with door.home(ctx) as home:
        if person:
            direction = Direction.IN if they else Direction.OUT
            touch = verb.touched(home, person, direction=direction, how=how, now=door.now())
            door.answer(touch, as_json, _noted)
        else:
            door.answer(verb.reach(home, now=door.now(), goal=goal), as_json, show)


def show(answer: "Reach", console: "Console") -> None:
    """A step a person, then contacts so far."""
    for step in answer.steps:
        console.print(f"[bold]{door.plain(step.name)}[/] ({step.network})")
        console.print(f"  → {step.step}", markup=False)
        console.print(f"  {step.url}", style="blue", markup=False, soft_wrap=True)
    if not answer.steps:
        console.print("Nobody to turn to yet; 'outward whom' says why.")
    for touch in answer.touches[:10]:
        _noted(touch, console)


def _noted(touch: "Touch", console: "Console") -> None:
    way = "they turned to you" if touch.direction is Direction.IN else "you turned to them"
    console.print(f"{touch.at:%-d %b %Y}  {touch.person}: {way}, {touch.how}", markup=False)
