"""outward reach"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.errors import InputError
from outward.model import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from outward.app.draft import Draft, Way
    from outward.app.home import Home
    from outward.app.reach import Reach, Step
    from outward.app.step import Answered, Position
    from outward.model import Touch
    from outward.whom.reach.talking_points import Point

_EXAMPLES = """
Examples:

outward reach

outward reach @ann.bsky.social --draft "Your note on managers helped me"

outward reach @ann.bsky.social --done

outward reach @ann.bsky.social --how thanked
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reach", epilog=_EXAMPLES)(reach)


def reach(
    ctx: typer.Context,
    whom: Annotated[str, typer.Argument(help="One person: id, handle, address or name.", show_default=False)] = "",
    draft: Annotated[
        str | None,
        typer.Option(help="Your own words: are they short enough, and where do they go?", show_default=False),
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="You took this week's step with this person.")] = False,
    skip: Annotated[bool, typer.Option("--skip", help="Not this week.")] = False,
    never: Annotated[bool, typer.Option("--never", help="Suggest no step with this person any more.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what you said of the step.")] = False,
    goal: door.GoalNumber = None,
    person: Annotated[str, typer.Option(help="Note a contact with this person (id).", show_default=False)] = "",
    how: Annotated[
        str, typer.Option(help="Note a contact: thanked, asked, answered, helped or talked.", show_default=False)
    ] = "",
    they: Annotated[bool, typer.Option("--they", help="They turned to you.")] = False,
    as_json: door.Json = False,
) -> None:
    """See this week's steps with people, what to say and where to write. Outward never sends anything."""
    from outward.app import reach as verb

    said = [name for name, on in (("done", done), ("skip", skip), ("never", never), ("undo", undo)) if on]
    noting = bool(person or how or they)
    if len(said) + noting + (draft is not None) > 1:
        raise InputError("Give one of --draft, --done, --skip, --never, --undo and --how at a time.")
    named = person or whom
    if (said or noting or draft is not None) and not named:
        raise InputError("Say whom: give an id, a handle, a profile's address or a name.")
    with door.home(ctx) as home:
        if noting:
            way = Direction.IN if they else Direction.OUT
            id_ = person or _meant(home, whom)
            touch = verb.touched(home, id_, direction=way, how=how or "talked", now=door.now())
            door.answer(touch, as_json, _noted)
        elif named:
            _one(home, named, said, draft, as_json)
        else:
            door.answer(verb.reach(home, now=door.now(), goal=goal), as_json, show)


def _meant(home: "Home", words: str) -> str:
    from outward.app.person import meant

    return meant(home, words)


def _one(home: "Home", words: str, said: "Sequence[str]", draft: str | None, as_json: bool) -> None:
    """One person: where the user stands, what she said of the step, or her draft."""
    from outward.app import draft as drafting
    from outward.app import step as verb

    now = door.now()
    if draft is not None:
        door.answer(drafting.draft(home, words, draft, now=now), as_json, _draft)
    elif said:
        act = {"done": verb.done, "skip": verb.skip, "never": verb.never, "undo": verb.undo}[said[0]]
        door.answer(act(home, words, now=now), as_json, _answered)
    else:
        door.answer(verb.position(home, words, now=now), as_json, _position)


def show(answer: "Reach", console: "Console") -> None:
    """The steps of this week, open ones first, then contacts so far."""
    if answer.steps:
        console.print(
            f"This week: {door.number_of(len(answer.steps), 'step')} of at most {answer.weekly}, one a person.",
            style="dim",
        )
    for step in answer.steps:
        _step(step, console)
    for one in answer.waiting[:5]:
        console.print(f"\n[bold]{door.plain(one.name)}[/] · waits for you")
        console.print(f"  {one.sentence}", markup=False)
    if answer.note:
        console.print(answer.note, markup=False)
    if answer.next_at:
        console.print(f"The next one can come on {answer.next_at:%-d %B}.", style="dim", markup=False)
    for touch in answer.touches[:10]:
        _noted(touch, console)


def _step(step: "Step", console: "Console") -> None:
    state = "" if step.state == "open" else f"  [dim]{step.state}[/]"
    console.print(f"\n[bold]{door.plain(step.name)}[/] · {step.rung}{state}")
    console.print(f"  → {step.step}", markup=False)
    _points(step.points, console)
    for way in step.ways[:1]:
        _way(way, console)


def _points(points: "Sequence[Point]", console: "Console") -> None:
    for point in points:
        console.print(f"  • {point.sentence}", markup=False)
        console.print(f"    {point.source}", style="dim", markup=False)
        if point.url:
            console.print(f"    {point.url}", style="blue", markup=False, soft_wrap=True)


def _way(way: "Way", console: "Console") -> None:
    console.print(f"  {way.title}: {way.todo}", markup=False)
    console.print(f"  {way.url}", style="blue", markup=False, soft_wrap=True)


def _position(held: "Position", console: "Console") -> None:
    console.print(f"[bold]{door.plain(held.name)}[/]")
    marks = {"behind": "✓", "next": "→", "ahead": "·"}
    console.print("  ".join(f"{marks[one.place]} {one.rung}" for one in held.ladder), markup=False)
    console.print(held.told, markup=False)
    console.print(f"→ {held.step}", style="green", markup=False)
    _points(held.points, console)
    for way in held.ways:
        _way(way, console)
    if held.state:
        console.print(f"This week's step is {held.state}.", style="dim", markup=False)
    if not held.wanted:
        console.print("You want no steps with this person; --undo takes that back.", style="dim", markup=False)


def _draft(draft: "Draft", console: "Console") -> None:
    if draft.warning:
        console.print(draft.warning, style="yellow", markup=False)
    for way in draft.ways:
        most = f" of {way.limit:,}" if way.limit is not None else ""
        console.print(f"\n[bold]{door.plain(way.title)}[/]: {way.count:,}{most} characters")
        if way.trouble:
            console.print(f"  {way.trouble}", style="yellow", markup=False)
        console.print(f"  {way.todo}", markup=False)
        if way.text != draft.text and not way.filled:
            console.print(f"  To paste: {way.text}", markup=False)
        console.print(f"  {way.url}", style="blue", markup=False, soft_wrap=True)
    if not draft.ways:
        console.print(f"No page is known on which {draft.name} could be written to.", markup=False)


def _answered(answer: "Answered", console: "Console") -> None:
    console.print(answer.effect, markup=False)


def _noted(touch: "Touch", console: "Console") -> None:
    way = "they turned to you" if touch.direction is Direction.IN else "you turned to them"
    console.print(f"{touch.at:%-d %b %Y}  {touch.person}: {way}, {touch.how}", markup=False)
