"""outward circle"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.circle import Circle, Introductions
    from outward.model.learning_network import Hole, Way

SHOWN = 40
"""People in the table; `--json` tells all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("circle", epilog="Example: outward circle --to ada.example")(circle)


def circle(
    ctx: typer.Context,
    to: Annotated[
        str,
        typer.Option(
            help="Who could introduce me to this person? An id, a handle, a profile's address or a name.",
            show_default=False,
        ),
    ] = "",
    svg: Annotated[
        Path | None, typer.Option(help="Draw the map into this file, or into this folder.", show_default=False)
    ] = None,
    goal: door.GoalNumber = None,
    as_json: door.Json = False,
) -> None:
    """See the people around you by layer and group, what is missing for your goal, and who could introduce you."""
    from outward.app import circle as verb
    from outward.errors import InputError

    if to and svg:
        raise InputError("Ask for introductions with --to or for the map with --svg, one at a time.")
    with door.home(ctx) as home:
        if to:
            door.answer(verb.introductions(home, to, now=door.now()), as_json, introduced)
        elif svg:
            drawn = verb.draw(home, svg, now=door.now(), goal=goal)
            door.answer(
                {"path": str(drawn)}, as_json, lambda _, console: console.print(f"Drawn: {drawn}", markup=False)
            )
        else:
            door.answer(verb.around(home, now=door.now(), goal=goal), as_json, show)


def show(found: "Circle", console: "Console") -> None:
    """The same as the map: people, groups, what is missing."""
    if found.empty:
        console.print(found.empty, markup=False)
        return
    for sentence in found.sentences:
        console.print(sentence, markup=False)
    _table(found, console)
    for group in found.network.groups:
        people = f"{group.size} {'person' if group.size == 1 else 'people'}"
        console.print(f"Group {group.number}: {group.name} ({people}, {group.nearest} nearest)", markup=False)
    if found.network.holes:
        console.print("\n[bold]Missing for your goal[/]")
    for hole in found.network.holes:
        _hole(hole, console)
    if found.network.unheard:
        console.print(f"\nNobody read so far speaks of: {', '.join(found.network.unheard)}.", markup=False)


def introduced(found: "Introductions", console: "Console") -> None:
    """The ways to one person."""
    console.print(f"[bold]{door.plain(found.name)}[/]  {door.plain(found.person)}")
    for way in found.ways:
        _way(way, console)
    if found.none:
        console.print(found.none, markup=False)


def _table(found: "Circle", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    names = {member.id: member.name for member in found.network.members}
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("Person", "Tie", "Last spoke", "Group", "Speaks of", "Knows"):
        table.add_column(title, overflow="fold")
    for member in found.network.members[:SHOWN]:
        tie = member.layer if member.both_ways else f"{member.layer}, one way"
        cells = (
            member.name,
            f"{tie}, silent for 30 days" if member.asleep else tie,
            f"{member.last:%-d %b %Y}" if member.last else "",
            str(member.group or ""),
            ", ".join(member.speaks_of),
            ", ".join(names[one] for one in member.knows),
        )
        table.add_row(*map(Text, cells))
    console.print(table)
    more = sum(found.network.layers.values()) - min(SHOWN, len(found.network.members))
    if more:
        console.print(f"{more:,} more; --json tells {len(found.network.members):,} of them.", markup=False)


def _hole(hole: "Hole", console: "Console") -> None:
    said = f"a group of {hole.size} who speak of {hole.missing}" if hole.size else hole.missing
    console.print(f"\n  Nobody around you: {said}", markup=False)
    console.print(f"    {hole.name} could bring it  ({hole.id})", markup=False)
    if hole.said:
        dated = f" ({hole.at:%-d %b %Y})" if hole.at else ""
        console.print(f"    “{hole.said}”{dated}", markup=False)
        console.print(f"    {hole.url}", style="blue", markup=False, soft_wrap=True)
    if hole.way:
        _way(hole.way, console)


def _way(way: "Way", console: "Console") -> None:
    console.print(f"    → {way.sentence} {way.sure}".rstrip(), style="green", markup=False)
