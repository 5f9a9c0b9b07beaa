"""outward say"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.say import Said


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "say", epilog='Examples: outward say useful URL; outward say "less of this" topic "town hall"; outward say undo'
    )(say)


def say(
    ctx: typer.Context,
    verdict: Annotated[str, typer.Argument(help='useful, "not now", "less of this", done, or undo.')],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="An address, or resource, person, topic, source, form or kind and which one.", show_default=False
        ),
    ] = None,
    as_json: door.Json = False,
) -> None:
    """Say what you think of a result; the next ranking follows."""
    from outward.app import say as verb
    from outward.errors import InputError
    from outward.what.feedback import Aim, Verdict

    with door.home(ctx) as home:
        if verdict == "undo":
            said = verb.unsay(home)
        else:
            if verdict not in [v.value for v in Verdict]:
                raise InputError(f"{verdict!r} cannot be said; use one of: {', '.join(Verdict)}, undo.")
            aim, *rest = words or [""]
            if aim not in [a.value for a in Aim]:
                aim, rest = Aim.RESOURCE.value, list(words or [""])
            said = verb.say(home, Verdict(verdict), " ".join(rest), aim=Aim(aim), now=door.now())
    door.answer(said, as_json, show)


def show(said: "Said", console: "Console") -> None:
    """What it does."""
    console.print(f"{said.aim} {said.subject}: {said.effect}", markup=False)
