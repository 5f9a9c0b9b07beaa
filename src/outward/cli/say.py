"""outward say"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.home import Home
    from outward.app.learned import Taught
    from outward.app.say import Said, Saying


EXAMPLES = """
Examples: outward say useful URL

outward say "less of this" topic "town hall"

outward say list

outward say undo 3

outward say learned off
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("say", epilog=EXAMPLES)(say)


def say(
    ctx: typer.Context,
    verdict: Annotated[
        str,
        typer.Argument(help='useful, "not useful", "not now", "less of this" or done; or list, undo, learned.'),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="An address, or resource, person, topic, source, form or kind and which one; after undo a number of "
            "the list (none: the last); after learned on or off.",
            show_default=False,
        ),
    ] = None,
    as_json: door.Json = False,
) -> None:
    """Say what you think of a result; the next ranking follows, and you see how."""
    from outward.app import say as verb

    given = list(words or [])
    with door.home(ctx) as home:
        match verdict:
            case "list":
                door.answer(verb.said(home), as_json, show_list)
            case "learned":
                door.answer(_learned(home, given), as_json, show_learned)
            case "undo":
                door.answer(verb.unsay(home, _number(given), now=door.now()), as_json, show)
            case _:
                door.answer(_said(home, verdict, given), as_json, show)


def _said(home: "Home", verdict: str, words: list[str]) -> "Said":
    from outward.app import say as verb
    from outward.errors import InputError
    from outward.what.feedback import Aim, Verdict

    if verdict not in [v.value for v in Verdict]:
        raise InputError(f"{verdict!r} cannot be said; use one of: {', '.join(Verdict)}, list, undo, learned.")
    aim, *rest = words or [""]
    if aim not in [a.value for a in Aim]:
        aim, rest = Aim.RESOURCE.value, words
    return verb.say(home, Verdict(verdict), " ".join(rest), aim=Aim(aim), now=door.now())


def _number(words: list[str]) -> int | None:
    from outward.errors import InputError

    if not words:
        return None
    if len(words) > 1 or not words[0].isdecimal() or len(words[0]) > 15:
        raise InputError(f"{' '.join(words)!r} is no number; 'outward say list' shows the numbers.")
    return int(words[0])


def _learned(home: "Home", words: list[str]) -> "Taught":
    from outward.app import learned
    from outward.errors import InputError

    if words in (["on"], ["off"]):
        return learned.switch(home, on=words == ["on"])
    if words:
        raise InputError(f"{' '.join(words)!r} is not understood; say 'outward say learned', or it with on or off.")
    return learned.taught(home)


def show(said: "Said", console: "Console") -> None:
    """What it does, and what it changes now."""
    of = f"“{said.name}”" if said.aim == "resource" else f"{said.aim} {said.name}"
    console.print(f"{of}: {said.effect}", markup=False)
    if said.changed:
        console.print(f"Now: {said.changed}", markup=False)


def show_list(saying: "Saying", console: "Console") -> None:
    """Everything said, each with its number."""
    if not saying.judgements:
        console.print("You have said nothing of results yet.")
        return
    for one in saying.judgements:
        of = "" if one.aim == "resource" else f"{one.aim} "
        console.print(f"{one.number:>3}  {one.at:%Y-%m-%d}  {one.verdict}: {of}{one.name}", markup=False)
    console.print("'outward say undo' and a number takes that one back.")


def show_learned(taught: "Taught", console: "Console") -> None:
    """What counts more or less, by how much, from how many judgements."""
    console.print(taught.sentence, markup=False)
    if taught.weights:
        from rich.table import Table

        table = Table("what", "now counts", "how", "a typical difference moves a result", box=None, pad_edge=False)
        for one in taught.weights:
            moves = f"{'up' if one.more else 'down'} {one.share:.0%}"
            table.add_row(one.name, "more" if one.more else "less", one.words, moves)
        console.print(table)
    if taught.used:
        console.print("'outward say learned off' ranks without it; what you said is kept.")
    elif not taught.on:
        console.print("'outward say learned on' lets your judgements weigh.")
