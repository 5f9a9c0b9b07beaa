"""Connecting a network as a dialogue: what it is, signing in, what to read, what that costs."""

from typing import TYPE_CHECKING

import typer

from outward.app import connect, sign_in
from outward.app.home import Home
from outward.app.networks import price
from outward.cli import door
from outward.errors import InputError
from outward.networks import Prices, network
from outward.store import forget

if TYPE_CHECKING:
    from rich.console import Console

    from outward.fetch import Price


def dialogue(home: Home, name: str, console: "Console") -> tuple[dict[str, str], list[str]]:
    """The settings and the words a user gives for a network; a bad word is asked for again."""
    room = network(name)
    console.print(f"[bold]{room.TITLE}[/]")
    for sentence in (room.FROM, room.NOTE, room.COST):
        console.print(sentence, style="dim", markup=False)
    given = signed_in(home, name, console) if _wants(home, name) else {}
    console.print("\nWhat may Outward read there? One on a line, an empty line ends.", markup=False)
    for kind, example in room.KINDS.items():
        console.print(f"  {kind}: {example}", markup=False, style="dim")
    words: list[str] = []
    while line := typer.prompt(" ", default="", show_default=False).strip():
        try:
            connect.named(name, line)
            words.append(line)
        except InputError as error:
            console.print(str(error), markup=False, style="red")
    if isinstance(room, Prices) and words:
        given |= _cap(home, name, words, console)
    return given, words


def _wants(home: Home, name: str) -> bool:
    """Whether she wants to sign in, where there is something to sign in with."""
    if not any(field.secret for field in connect.fields(home, name)):
        return False
    return typer.confirm("\nDo you want to sign in? Much can be read without; what cannot, says so.", default=False)


def signed_in(home: Home, name: str, console: "Console") -> dict[str, str]:
    """The settings a sign-in needs, asked for; then the network's own page where it has one."""
    given: dict[str, str] = {}
    for field in connect.fields(home, name):
        if field.secret or field.value == "" or sign_in.can(name):
            kept = " (kept; Enter leaves it)" if field.kept else ""
            value = typer.prompt(
                (field.help or field.name).rstrip(".") + kept,
                default="" if field.secret else field.value,
                show_default=not field.secret and bool(field.value),
                hide_input=field.secret,
            )
            if value and value != field.value:
                given[field.name] = value
    has_own = any(given.get(field.name) or field.kept for field in connect.fields(home, name) if field.secret)
    if sign_in.can(name) and (not has_own or typer.confirm("Sign in at its own page?", default=True)):
        connect.connect(home, name, given, (), test=False, now=door.now())
        given |= _at_its_page(home, name, console)
    return given


def _at_its_page(home: Home, name: str, console: "Console") -> dict[str, str]:
    import webbrowser

    def show(url: str, sentence: str) -> None:
        console.print(f"\n{sentence}", markup=False)
        console.print(url, markup=False, soft_wrap=True)
        webbrowser.open(url)

    def ask() -> str:
        words = "When you are back, press Enter; where it shows a code, paste it (or the address you landed on)"
        said: str = typer.prompt(words, default="", show_default=False)
        return said

    return dict(sign_in.sign_in(home, name, show=show, ask=ask))


def _cap(home: Home, name: str, words: list[str], console: "Console") -> dict[str, str]:
    """What reading costs at most, and how much may be spent; nothing where it is free."""
    sources = tuple(connect.named(name, line) for line in words)
    asked = price(home, name, sources)
    if asked is None:
        return {}
    console.print(priced(asked), markup=False)
    if asked.cap > 0 or "cap" not in {field.name for field in connect.fields(home, name)}:
        return {}
    cap = typer.prompt(f"How many {asked.unit} a {asked.period} may Outward spend at most? (0: nothing)", default="0")
    return {"cap": cap}


def priced(asked: "Price") -> str:
    """What one sync costs at most and what is left of the cap, in one sentence."""
    total, spent, cap = (_amount(value, asked.unit) for value in (asked.total, asked.spent, asked.cap))
    return (
        f"One sync reads up to {asked.most:,} and costs at most {total}; "
        f"{spent} of the {cap} you allow a {asked.period} is spent."
    )


def _amount(value: float, unit: str) -> str:
    return f"${value:,.2f}" if unit == "$" else f"{value:,.0f} {unit}"


def forgetting(home: Home, name: str, wanted: bool | None, *, quiet: bool) -> bool:
    """Whether what was read is taken out too: as said, else asked with the numbers; no where nobody can answer."""
    held = forget.held(home.database, network(name).NAME)
    if wanted is not None or quiet or not door.asking() or not (held.posts or held.accounts):
        return bool(wanted)
    said = f"{door.number_of(held.posts, 'post')} and {door.number_of(held.accounts, 'account')} were read from it."
    return typer.confirm(f"{said} Take them out too? This cannot be undone.", default=False)
