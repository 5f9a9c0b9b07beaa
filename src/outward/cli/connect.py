"""outward connect"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.connect import Connected
    from outward.app.home import Home

EXAMPLES = """
Examples: outward connect bluesky "#internalcomms" @someone.bsky.social

outward connect mastodon --set server=mastodon.social "#changemanagement"

outward connect feeds https://example.org/feed.xml

outward connect feeds --opml subscriptions.opml

outward connect bluesky --stop "#internalcomms"
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("connect", epilog=EXAMPLES)(connect)


def connect(
    ctx: typer.Context,
    network: Annotated[str, typer.Argument(help="bluesky, feeds, mastodon or youtube.")],
    read: Annotated[list[str] | None, typer.Argument(help="What to read: #tags, @accounts, addresses.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A setting, name=value; repeat. For passwords use --sign-in.")
    ] = None,
    opml: Annotated[
        Path | None, typer.Option(help="Read the feeds of a subscription list (OPML).", show_default=False)
    ] = None,
    sign_in: Annotated[bool, typer.Option("--sign-in", help="Ask for this network's sign-in.")] = False,
    stop: Annotated[list[str] | None, typer.Option("--stop", help="Stop reading this; repeat.")] = None,
    disconnect: Annotated[bool, typer.Option("--disconnect", help="Stop reading the network altogether.")] = False,
    test: Annotated[bool, typer.Option(help="Ask the network once and say what was found.")] = True,
    as_json: door.Json = False,
) -> None:
    """Say what may be read on a network, and sign in where you want to."""
    from outward.app import connect as verb

    with door.home(ctx) as home:
        if disconnect:
            number = verb.disconnect(home, network)
            door.answer({"disconnected": network, "sources": number}, as_json, _gone)
            return
        if stop:
            stopped = verb.stop(home, network, stop)
            door.answer({"stopped": stopped}, as_json, _stopped)
            if not read:
                return
        given = dict(_pair(text) for text in set_ or ())
        if sign_in:
            given |= _sign_in(home, network)
        words = [*(read or ()), *(verb.subscriptions(opml) if opml else ())]
        connected = verb.connect(home, network, given, words, test=test, now=door.now())
        door.answer(connected, as_json, show)


def show(connected: "Connected", console: "Console") -> None:
    """The rule it is read under, what is read, what a first look found."""
    console.print(f"[bold]{connected.title}[/]")
    console.print(connected.note, style="dim", markup=False)
    for source in connected.sources:
        console.print(f"  {source}", markup=False)
    if connected.found:
        console.print(connected.found, markup=False)


def _gone(said: dict[str, object], console: "Console") -> None:
    console.print(f"{said['disconnected']}: {_no_longer(said['sources'])}")


def _stopped(said: dict[str, object], console: "Console") -> None:
    console.print(_no_longer(said["stopped"]))


def _no_longer(number: object) -> str:
    return f"{number} {'source is' if number == 1 else 'sources are'} no longer read. What was read stays."


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise InputError(f"{text!r} is not a setting; write name=value.")
    return name.strip(), value.strip()


def _sign_in(home: "Home", network: str) -> dict[str, str]:
    from outward.app.connect import fields

    given = {}
    for field in fields(home, network):
        if field.secret or field.value == "":
            value = typer.prompt(
                (field.help or field.name).rstrip("."), default="", show_default=False, hide_input=field.secret
            )
            if value:
                given[field.name] = value
    return given
