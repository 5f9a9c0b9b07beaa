"""outward ask"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model import WANTED

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.ask import Asked

EXAMPLES = """
Without anything, a short dialogue asks the three questions. The same as flags:

outward ask --what "communicate an acquisition to staff" --when "Tue and Thu 12:30 for 25 minutes"
--whom "someone who has been through it" --pack acquisition --approve-packs

or as a file: outward ask --file answers.toml
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask", epilog=EXAMPLES)(ask)


def ask(
    ctx: typer.Context,
    what: Annotated[str | None, typer.Option(help="What do you want to learn?", show_default=False)] = None,
    when: Annotated[str, typer.Option(help="When do you have time?", show_default=False)] = "",
    whom: Annotated[str, typer.Option(help="Whom do you want to learn from or with?", show_default=False)] = "",
    pack: Annotated[
        list[str] | None, typer.Option(help="Situation pack to use; repeat.", metavar="name", show_default=False)
    ] = None,
    approve_packs: Annotated[
        bool, typer.Option("--approve-packs", help="Approve everything the packs suggest to read.")
    ] = False,
    hashtag: Annotated[
        list[str] | None, typer.Option(help="Hashtag to listen to; repeat.", metavar="hashtag", show_default=False)
    ] = None,
    feed: Annotated[
        list[str] | None, typer.Option(help="Feed address to read; repeat.", metavar="address", show_default=False)
    ] = None,
    channel: Annotated[
        list[str] | None, typer.Option(help="Channel to watch; repeat.", metavar="address", show_default=False)
    ] = None,
    account: Annotated[
        list[str] | None, typer.Option(help="Account to read; repeat.", metavar="@account", show_default=False)
    ] = None,
    kind: Annotated[
        str, typer.Option(help="What sort of learning.", metavar="|".join(WANTED), show_default=False)
    ] = "",
    deadline: Annotated[
        str, typer.Option(help="By when you need it, as in 2027-03-01.", metavar="date", show_default=False)
    ] = "",
    zone: Annotated[
        str, typer.Option(help="Time zone, as in Europe/Amsterdam.", metavar="zone", show_default=False)
    ] = "",
    weekly_minutes: Annotated[int | None, typer.Option(help="Never plan more a week.", show_default=False)] = None,
    file: Annotated[
        Path | None,
        typer.Option(help="Answers from a TOML file; flags go before it.", metavar="file", show_default=False),
    ] = None,
    as_json: door.Json = False,
) -> None:
    """Answer three questions: what, when, whom. Without --what your goal stays, and all you do not say anew."""
    from outward.app.ask import Questions, over, read_date, read_file, read_kind
    from outward.app.ask import ask as verb
    from outward.cli.wizard import dialogue

    with door.home(ctx) as home:
        questions = Questions(
            what=what,
            when=when,
            whom=whom,
            packs=tuple(pack or ()),
            approve_packs=approve_packs,
            hashtags=tuple(hashtag or ()),
            feeds=tuple(feed or ()),
            channels=tuple(channel or ()),
            accounts=tuple(account or ()),
            kind=read_kind(kind) if kind else None,
            deadline=read_date(deadline) if deadline else None,
            zone=zone,
            weekly_minutes=weekly_minutes,
        )
        if file is not None:
            questions = over(read_file(file), questions)
        elif not (what and when) and not as_json and door.asking():
            questions = dialogue(home, questions, door.console())
        door.answer(verb(home, questions, now=door.now()), as_json, show)


def show(asked: "Asked", console: "Console") -> None:
    """What was understood, what will be read, what comes next."""
    for sentence in asked.understood:
        console.print(sentence, markup=False)
    if asked.sources:
        console.print(f"\nApproved to be read ({asked.new_sources} new):")
        for source in asked.sources:
            console.print(f"  {source}", markup=False)
    else:
        console.print(
            "\nNothing was approved to be read. Add hashtags, feeds or accounts with [bold]outward connect[/], "
            "or ask again with a situation pack and --approve-packs."
        )
    if asked.unchecked:
        console.print(f"\nNot checked yet ('outward doctor' does it): {', '.join(asked.unchecked)}", markup=False)
    if asked.answers.zone == "UTC":
        console.print("\nYour times are taken as UTC. If you live by another clock, ask again with --zone.")
    if asked.sources:
        console.print("\nNow: [bold]outward sync[/]")
