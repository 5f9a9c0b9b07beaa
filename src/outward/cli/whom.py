"""outward whom"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.whom import Whom
    from outward.model import Person


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("whom", epilog='Example: outward whom --experience "told staff about a takeover"')(whom)


def whom(
    ctx: typer.Context,
    goal: door.GoalNumber = None,
    experience: Annotated[str, typer.Option(help="Find people who have been through this.", show_default=False)] = "",
    peers: Annotated[bool, typer.Option("--with", help="Only people to learn with: at the same stage.")] = False,
    like: Annotated[
        str, typer.Option(metavar="PERSON", help="Find people who speak of what this person does.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many people.")] = 5,
    why: Annotated[bool, typer.Option("--why", help="Show every reason with its points.")] = False,
    as_json: door.Json = False,
) -> None:
    """See whom to learn from and with, and the sentence that proves it."""
    from outward.app.like import like as alike
    from outward.app.whom import whom as verb

    if like and (experience or peers):
        raise InputError("--like finds people like one person; leave --experience and --with out, or leave --like out.")
    with door.home(ctx) as home:
        if like:
            answer = alike(home, like, now=door.now(), goal=goal, limit=limit)
        else:
            answer = verb(home, now=door.now(), goal=goal, experience=experience, peers=peers, limit=limit)
    door.answer(answer, as_json, lambda given, console: show(given, console, why=why))


def show(answer: "Whom", console: "Console", *, why: bool = False) -> None:
    """People to learn from, then people to learn with."""
    if answer.like:
        console.print(answer.like, markup=False)
    for title, people in (("Learn from", answer.learn_from), ("Learn with", answer.learn_with)):
        if people:
            console.print(f"[bold]{title}[/]")
        for person in people:
            _person(person, console, why=why)
    if answer.thin:
        console.print(answer.thin, style="yellow", markup=False)


def _person(person: "Person", console: "Console", *, why: bool) -> None:
    console.print(
        f"\n  [bold]{door.plain(person.name)}[/]  {door.plain(person.handle)} · {person.network} · {person.role}"
    )
    if person.bio:
        console.print(f"    {person.bio}", style="dim", markup=False)
    _proofs(person, console, why=why)
    signs = person.signs
    for sign in (signs.able_why, signs.willing_why, signs.eager_why):
        if sign:
            console.print(f"    {sign}", markup=False)
    if person.introduction:
        console.print(f"    {person.introduction}", markup=False)
    if person.step:
        console.print(f"    → {person.step}", style="green", markup=False)
    if why:
        console.print(f"      {person.score:.1f} points:", style="dim")
        door.show_reasons(person.reasons, person.score, console)


def _proofs(person: "Person", console: "Console", *, why: bool) -> None:
    """What the person asks, or the sentences that prove most, each with its link."""
    if person.asks:
        console.print(f"    Asks: “{person.asks.sentence}”", markup=False)
        console.print(f"    {person.asks.url}", style="blue", markup=False, soft_wrap=True)
    for evidence in person.evidence[:2]:
        dated = f", {evidence.at:%-d %b %Y}" if evidence.at else ""
        console.print(f"    “{evidence.sentence}” ({evidence.label}{dated})", markup=False)
        if evidence.states:
            console.print(f"      {evidence.states}", style="dim", markup=False)
        if why and (told := evidence.cues):
            console.print(f"      {told}", style="dim", markup=False)
        console.print(f"    {evidence.url}", style="blue", markup=False, soft_wrap=True)
