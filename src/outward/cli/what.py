"""outward what"""

from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model.posts import paywall

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.what import What


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("what", epilog="Example: outward what --limit 5 --why")(what)


def what(
    ctx: typer.Context,
    goal: door.GoalNumber = None,
    recipe: Annotated[str, typer.Option(help="How to rank: week or search.")] = "week",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many to show.")] = 10,
    why: Annotated[bool, typer.Option("--why", help="Show every reason with its points.")] = False,
    left_out: Annotated[bool, typer.Option("--left-out", help="Show what stayed out, and why.")] = False,
    as_json: door.Json = False,
) -> None:
    """See what is worth your minutes for a goal, and why."""
    from outward.app.what import what as verb

    with door.home(ctx) as home:
        answer = verb(home, now=door.now(), goal=goal, recipe=recipe, limit=limit)
    door.answer(answer, as_json, lambda given, console: show(given, console, why=why, left_out=left_out))


def show(answer: "What", console: "Console", *, why: bool = False, left_out: bool = False) -> None:
    """One resource a paragraph: title, minutes, person, reason, link."""
    console.print(f"[bold]What[/] is worth your minutes for: {door.plain(answer.goal.text)}\n")
    if not answer.results:
        console.print("Nothing read so far fits. Approve more hashtags or feeds with 'outward ask', then sync again.")
    for number, learn in enumerate(answer.results, start=1):
        about = "about " if learn.about else ""
        paid = f" · {said}" if (said := paywall(learn.free)) else ""
        console.print(f"{number:>2}  [bold]{door.plain(learn.title)}[/]")
        console.print(
            f"    {learn.form} · {about}{learn.minutes} min · {learn.person} ({learn.network}) · "
            f"{learn.score:.0f} points{paid}",
            markup=False,
        )
        console.print(f"    {learn.why}", markup=False)
        if learn.shared_by:
            console.print(f"    Also shared by {', '.join(learn.shared_by[:4])}", markup=False)
        console.print(f"    {learn.url}", style="blue", markup=False, soft_wrap=True)
        if why:
            console.print("      The best answer has 100 points; each line gives or takes its part:", style="dim")
            for reason in learn.reasons:
                console.print(
                    f"      {reason.points:+6.1f}  {reason.stage.replace('_', ' ')}: {reason.sentence}", markup=False
                )
    if left_out:
        console.print("\nStayed out:")
        for out in answer.left_out:
            title = shorten(out.title, 70, placeholder="…")
            console.print(f"  {title}: {out.why}", markup=False)
    elif answer.left_out:
        console.print(f"\n{len(answer.left_out)} stayed out ('--left-out' says why), {answer.beyond} more below these.")
