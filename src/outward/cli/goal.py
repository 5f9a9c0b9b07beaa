"""outward goal"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.goal import Understood

EXAMPLES = """
Examples: outward goal

outward goal add "town hall" "question box"

outward goal accept 1 3

outward goal like URL

outward goal languages en de

outward goal undo
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("goal", epilog=EXAMPLES)(goal)


def goal(
    ctx: typer.Context,
    action: Annotated[
        str,
        typer.Argument(
            help="add or drop topics, accept what your field proposes, like or unlike something you want more (or no "
            "more) of, kind, languages, or undo; nothing: only look.",
            show_default=False,
        ),
    ] = "",
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Topics, numbers of proposals, addresses, a kind or languages.", show_default=False),
    ] = None,
    number: door.GoalNumber = None,
    as_json: door.Json = False,
) -> None:
    """See how your goal is understood, and change it. Nothing of it ever leaves this machine."""
    from outward.app import goal as verb

    with door.home(ctx) as home:
        if action:
            found = verb.change(home, action, words or [], now=door.now(), number=number)
        else:
            found = verb.goal(home, number)
    door.answer(found, as_json, show)


def show(found: "Understood", console: "Console") -> None:
    """What is listened for, what could be, and what the last change did."""
    if found.effect:
        console.print(f"Now: {found.effect}\n", markup=False)
    console.print(f"[bold]Goal {found.goal.id}:[/] {door.plain(found.goal.text)} ({found.goal.kind})")
    console.print("I listen for:" if found.topics else "I listen for its own words only.")
    for topic in found.topics:
        console.print(f"  {topic.words} ({topic.origin})", markup=False)
    if found.proposed:
        console.print("Your field also speaks of ('outward goal accept 1 2' to listen for it):")
        for place, one in enumerate(found.proposed, start=1):
            console.print(f"  {place:>2} {one.words} ({door.number_of(one.posts, 'post')})", markup=False)
    for example in found.examples:
        console.print(f"More like: {example.title}  {example.url}", markup=False, soft_wrap=True)
    console.print(f"Languages you read: {', '.join(found.goal.languages) or 'any'}.", markup=False)
