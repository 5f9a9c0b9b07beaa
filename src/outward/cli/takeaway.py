"""outward takeaway"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.takeaway import Takeaways
    from outward.model import Takeaway


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "takeaway", epilog='Example: outward takeaway "Tell managers a day before" --change "brief them on Monday"'
    )(takeaway)


def takeaway(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="One thing you learned, in your words.", show_default=False)] = "",
    change: Annotated[str, typer.Option(help="What you will do differently.", show_default=False)] = "",
    url: Annotated[str, typer.Option(help="Where it comes from.", show_default=False)] = "",
    remembered: Annotated[int | None, typer.Option(help="Number of one you remembered.", show_default=False)] = None,
    forgotten: Annotated[int | None, typer.Option(help="Number of one you forgot.", show_default=False)] = None,
    applied: Annotated[int | None, typer.Option(help="Number of one you used.", show_default=False)] = None,
    as_json: door.Json = False,
) -> None:
    """Keep what you learned, and see what comes back."""
    from outward.app import takeaway as verb

    moment = door.now()
    with door.home(ctx) as home:
        changed: Takeaway | None = None
        if text:
            changed = verb.keep(home, text, change=change, url=url, now=moment)
        elif remembered is not None or forgotten is not None:
            number = forgotten if remembered is None else remembered
            changed = verb.remembered(home, number or 0, remembered is not None, now=moment)
        elif applied is not None:
            changed = verb.applied(home, applied, now=moment)
        if changed is not None:
            door.answer(changed, as_json, _one)
        else:
            door.answer(verb.takeaways(home, now=moment), as_json, show)


def show(held: "Takeaways", console: "Console") -> None:
    """Those due first, then the rest."""
    if not held.all:
        console.print("No takeaways yet; 'outward session done' asks for one.")
    if held.all:
        console.print(
            f"To recall: {door.number_of(held.load[0], 'minute')} today, {sum(held.load)} in the next 7 days.",
            style="dim",
        )
    for question in held.questions:
        console.print(question, markup=False)
    due = {takeaway.id for takeaway in held.due}
    for takeaway in held.all:
        mark = "[bold]due[/]" if takeaway.id in due else f"back on {takeaway.due:%-d %b %Y}"
        console.print(f"{takeaway.id:>3}  {door.plain(takeaway.text)}  [dim]{mark}[/]")


def _one(held: "Takeaway", console: "Console") -> None:
    used = ", applied" if held.applied_at else ""
    console.print(f"{held.id or ''} {held.text} (back on {held.due:%-d %B %Y}{used})".strip(), markup=False)
