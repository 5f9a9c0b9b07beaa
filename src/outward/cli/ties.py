"""outward ties"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.ties import PersonTie, Ties

_EXAMPLES = """
Examples:

outward ties

outward ties @ann.bsky.social

outward ties @ann.bsky.social --met "At the panel on #internalcomms" --became advice
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ties", epilog=_EXAMPLES)(ties)


def ties(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(help="One person: id, handle, address or name.", show_default=False)] = "",
    met: Annotated[
        str | None, typer.Option(help="How you met, in your words; empty takes it away.", show_default=False)
    ] = None,
    became: Annotated[
        str | None, typer.Option(help="What became of it: advice, partnership or friendship.", show_default=False)
    ] = None,
    words: Annotated[str | None, typer.Option(help="More of it, in your words.", show_default=False)] = None,
    settled: Annotated[bool, typer.Option("--settled", help="What they said needs no answer any more.")] = False,
    waits: Annotated[bool, typer.Option("--waits", help="Take that back: it does.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what you said last of how it began.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many people in each list.")] = 20,
    as_json: door.Json = False,
) -> None:
    """See who waits for your answer, whom you are losing touch with, and how ties began and what became of them."""
    from outward.app import ties as verb
    from outward.errors import InputError

    saying = any(text is not None for text in (met, became, words))
    if sum((saying, settled, waits, undo)) > 1:
        raise InputError("Say one thing at a time: your words, --settled, --waits or --undo.")
    if not person and (saying or settled or waits or undo):
        raise InputError("Say of whom: name the person first, as in 'outward ties @ann.bsky.social --settled'.")
    now = door.now()
    with door.home(ctx) as home:
        if not person:
            door.answer(verb.ties(home, now=now, limit=limit), as_json, show)
            return
        if saying:
            answer = verb.say(home, person, met=met, became=became, words=words, now=now)
        elif settled or waits:
            answer = (verb.settle if settled else verb.unsettle)(home, person, now=now)
        else:
            answer = verb.unsay(home, person, now=now) if undo else verb.tie_of(home, person, now)
        door.answer(answer, as_json, show_one)


def show(answer: "Ties", console: "Console") -> None:
    """Who waits, whom she is losing, everybody by layer, and what she said of how it began."""
    console.print(answer.sentence, markup=False)
    if answer.note:
        console.print(answer.note, style="yellow", markup=False)
    reached = [one for one in answer.waiting if not one.answer]
    answered = [one for one in answer.waiting if one.answer]
    for title, waiting in (
        ("They reached out and you have not answered", reached),
        ("They answered you; the last word is theirs", answered),
    ):
        if waiting:
            console.print(f"\n[bold]{title}[/]")
        for one in waiting:
            more = f" ({one.more:,} more since)" if one.more else ""
            _item(f"{one.sentence}{more}", one.said, one.touch.url, console)
    _beyond(answer.waiting_beyond, console)
    if answer.losing:
        console.print("\n[bold]Losing touch[/]")
    for late in answer.losing:
        _item(f"{late.name}: {late.sentence}", late.said, late.touch.url, console)
    _beyond(answer.losing_beyond, console)
    _people(answer, console)
    if answer.told:
        console.print("\n[bold]How you met, and what became of it[/]")
    for tie in answer.told:
        console.print(f"  {tie.name}: {_told(tie)}", markup=False)


def show_one(tie: "PersonTie", console: "Console") -> None:
    """One person: how close, how even, the last contacts, how it began."""
    bond = tie.bond
    console.print(f"[bold]{door.plain(tie.name)}[/]  {door.plain(tie.person)}")
    console.print(
        f"  {bond.layer.capitalize()} tie: you to them {bond.out:.0%}, they to you {bond.back:.0%}"
        f" (of full strength), {bond.reciprocity:.0%} even."
    )
    console.print(f"  You turned to them {_times(bond.turned_out)}, they to you {_times(bond.turned_back)}.")
    for who, touch in (("You", bond.last_out), ("They", bond.last_back)):
        if touch:
            console.print(f"  {who} last: {touch.how}, {touch.at:%-d %b %Y}", markup=False)
    if bond.due:
        console.print(f"  A contact is due by {bond.due:%-d %b %Y}.")
    if bond.waiting:
        console.print(f"  {door.number_of(len(bond.waiting), 'contact')} of theirs unanswered.")
    if tie.muted:
        console.print("  You muted this person, so no list names them.")
    if tie.began and not tie.met:
        console.print(f"  {tie.began.sentence}", markup=False)
    if tie.said:
        console.print(f"  {_told(tie)}", markup=False)


def _item(sentence: str, said: str, url: str, console: "Console") -> None:
    console.print(f"  {sentence}", markup=False)
    if said:
        console.print(f"    “{said}”", markup=False)
    if url:
        console.print(f"    {url}", style="blue", markup=False, soft_wrap=True)


def _people(answer: "Ties", console: "Console") -> None:
    if not answer.people:
        return
    from rich.table import Table

    table = Table(
        "Person", "Tie", "You", "They", "Even", "Last", "Due", box=None, title="Your ties", title_justify="left"
    )
    for tie in answer.people:
        bond = tie.bond
        last = f"{bond.last.at:%-d %b %Y}" if bond.last else ""
        due = f"{bond.due:%-d %b %Y}" if bond.due else ""
        even = f"{bond.reciprocity:.0%}"
        table.add_row(door.plain(tie.name), str(bond.layer), f"{bond.out:.0%}", f"{bond.back:.0%}", even, last, due)
    console.print()
    console.print(table)
    _beyond(answer.people_beyond, console)


def _beyond(number: int, console: "Console") -> None:
    if number:
        console.print(f"  and {number:,} more; --limit shows more of them.", style="dim")


def _told(tie: "PersonTie") -> str:
    became = f"It became {tie.became}" if tie.became else ""
    return " ".join(f"{said.rstrip('.')}." for said in (tie.met, became, tie.words) if said)


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")
