"""outward person"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.person import Known, Suggested, Suggestions


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("person", epilog="Example: outward person --same @ada@social.example ada.example")(person)


def person(
    ctx: typer.Context,
    whom: Annotated[
        str, typer.Argument(help="An id, a handle, a profile's address or a name.", show_default=False)
    ] = "",
    same: Annotated[
        tuple[str, str] | None, typer.Option(help="Say that two accounts are one person.", show_default=False)
    ] = None,
    apart: Annotated[
        tuple[str, str] | None, typer.Option(help="Say that they are not; the first leaves.", show_default=False)
    ] = None,
    as_json: door.Json = False,
) -> None:
    """See the accounts of one person and why they are one; alone: accounts that may be one, for you to say."""
    from outward.app import person as verb
    from outward.errors import InputError

    if sum(map(bool, (whom, same, apart))) > 1:
        raise InputError("Name a person, or two accounts with --same or --apart, one at a time.")
    with door.home(ctx) as home:
        if same:
            door.answer(verb.same(home, *same, now=door.now()), as_json, show)
        elif apart:
            door.answer(verb.apart(home, *apart, now=door.now()), as_json, show)
        elif whom:
            door.answer(verb.person(home, whom), as_json, show)
        else:
            door.answer(verb.suggestions(home), as_json, suggested)


def show(known: "Known", console: "Console") -> None:
    """Accounts, proofs, suggestions."""
    console.print(f"[bold]{door.plain(known.name)}[/]  {door.plain(known.id)}")
    for account in known.accounts:
        console.print(f"  {account.network}  {account.handle}  {account.id}", markup=False)
        console.print(f"    {account.url}", style="blue", markup=False, soft_wrap=True)
    for proof in known.proofs:
        console.print(f"  One person: {proof}", markup=False)
    for account in known.apart:
        console.print(f"  Not this person, you said: {account.handle} ({account.network})", markup=False)
    for suggestion in known.suggestions:
        _suggestion(suggestion, console)


def suggested(answer: "Suggestions", console: "Console") -> None:
    """What may be said of whom."""
    if not answer.suggestions:
        console.print("No two accounts read so far look like one person; nothing to say.")
        return
    console.print("These may be one person each. Nothing is joined until you say so:")
    for suggestion in answer.suggestions:
        _suggestion(suggestion, console)
    if answer.beyond:
        console.print(f"{answer.beyond:,} more below these.")


def _suggestion(suggestion: "Suggested", console: "Console") -> None:
    one, other = suggestion.one, suggestion.other
    console.print(
        f"\n  Perhaps one person ({suggestion.score:.0%}): {one.handle} ({one.network}) and {other.handle}"
        f" ({other.network})",
        markup=False,
    )
    console.print(f"    {suggestion.why}", markup=False)
    for word in ("same", "apart"):
        console.print(f"    outward person --{word} {one.id} {other.id}", style="dim", markup=False, soft_wrap=True)
