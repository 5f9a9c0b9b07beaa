"""outward why"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.why import Why


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("why", epilog="Example: outward why https://example.org/what-we-learned --above 2")(why)


def why(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of a result, or of anything else.")],
    goal: door.GoalNumber = None,
    recipe: Annotated[str, typer.Option(help="How it was ranked: week, search, catch-up, event or deep.")] = "week",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many were shown.")] = 10,
    above: Annotated[int, typer.Option(min=1, max=20, help="How many above it to lay beside it.")] = 1,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", help="The event's hashtag; repeat.", show_default=False)
    ] = None,
    topic: Annotated[str, typer.Option(help="The topic that was gone deep into.")] = "",
    adjust: Annotated[str, typer.Option(help="How the ranking was adjusted.")] = "",
    as_json: door.Json = False,
) -> None:
    """See why something is not higher, or why it is not there at all."""
    from outward.app.why import why as verb
    from outward.what import adjusting
    from outward.what.wish import Wish

    with door.home(ctx) as home:
        answer = verb(
            home,
            url,
            now=door.now(),
            goal=goal,
            recipe=recipe,
            limit=limit,
            above=above,
            wish=Wish(tags=tuple(tag or ()), topic=topic),
            adjust=adjusting.read(adjust),
        )
    door.answer(answer, as_json, show)


def show(answer: "Why", console: "Console") -> None:
    """Where it stands, then its reasons, then what those above it have more of."""
    console.print(f"[bold]{door.plain(answer.title)}[/]")
    console.print(" ".join(said for said in (answer.sentence, answer.advice) if said), markup=False, soft_wrap=True)
    if not answer.place:
        return
    console.print(f"\nIts {answer.score:.1f} points:")
    door.show_reasons(answer.reasons, answer.score, console)
    for beside in answer.above:
        console.print(
            f"\nBeside number {beside.place}, [bold]{door.plain(beside.title)}[/] ({beside.score:.1f} points):"
        )
        if beside.seat:
            console.print(f"  {beside.seat}", markup=False)
        for one in beside.differences:
            way = "lower" if one.percent < 0 else "higher"
            console.print(f"  {abs(one.percent):>4} % {way}: {one.sentence}", markup=False)
        if not beside.differences and not beside.seat:
            console.print("  There is hardly any difference.")
