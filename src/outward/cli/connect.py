"""outward connect"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.connect import Connected, Disconnected

EXAMPLES = """
Examples: outward connect bluesky

outward connect bluesky "#internalcomms" @someone.bsky.social

outward connect mastodon --set server=mastodon.social "#changemanagement"

outward connect feeds https://example.org/feed.xml

outward connect feeds --opml subscriptions.opml

outward connect bluesky --stop "#internalcomms"

outward connect bluesky --disconnect --forget-posts
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("connect", epilog=EXAMPLES)(connect)


def connect(
    ctx: typer.Context,
    network: Annotated[str, typer.Argument(help="One of those 'outward networks' lists, such as bluesky.")],
    read: Annotated[list[str] | None, typer.Argument(help="What to read: #tags, @accounts, addresses.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="A setting, name=value; repeat. For passwords use --sign-in.")
    ] = None,
    opml: Annotated[
        Path | None, typer.Option(help="Read the feeds of a subscription list (OPML).", show_default=False)
    ] = None,
    sign_in: Annotated[bool, typer.Option("--sign-in", help="Ask for this network's sign-in.")] = False,
    stop: Annotated[list[str] | None, typer.Option("--stop", help="Stop reading this; repeat.")] = None,
    disconnect: Annotated[
        bool, typer.Option("--disconnect", help="Stop reading the network altogether, and forget its sign-in.")
    ] = False,
    forget_posts: Annotated[
        bool | None,
        typer.Option(
            "--forget-posts/--keep-posts",
            help="With --disconnect: also take out what was read from it (asked for otherwise).",
            show_default=False,
        ),
    ] = None,
    test: Annotated[bool, typer.Option(help="Ask the network once and say what was found.")] = True,
    as_json: door.Json = False,
) -> None:
    """Say what may be read on a network, and sign in where you want to. Alone with its name: a dialogue."""
    from outward.app import connect as verb
    from outward.cli import guide

    with door.home(ctx) as home:
        if disconnect:
            wanted = guide.forgetting(home, network, forget_posts, quiet=as_json)
            door.answer(verb.disconnect(home, network, forget_posts=wanted), as_json, gone)
            return
        if stop:
            stopped = verb.stop(home, network, stop)
            door.answer({"stopped": stopped}, as_json, _stopped)
            if not read:
                return
        given = dict(_pair(text) for text in set_ or ())
        words = [*(read or ()), *(verb.subscriptions(opml) if opml else ())]
        if door.asking() and not (as_json or words or given or sign_in):
            given, words = guide.dialogue(home, network, door.console())
        elif sign_in:
            given |= guide.signed_in(home, network, door.console(error=True))
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


def gone(said: "Disconnected", console: "Console") -> None:
    """What is no longer read, and what was taken out."""
    sentence = f"{said.title}: {_no_longer(said.sources, stays=said.forgotten is None)}"
    if said.forgotten is not None:
        held = said.forgotten
        numbers = (door.number_of(held.posts, "post"), door.number_of(held.accounts, "account"))
        sentence += f" {' and '.join(numbers)} were taken out; your sessions, takeaways and record stay."
    console.print(sentence, markup=False)


def _stopped(said: dict[str, int], console: "Console") -> None:
    console.print(_no_longer(said["stopped"], stays=True))


def _no_longer(number: int, *, stays: bool) -> str:
    said = f"{number} {'source is' if number == 1 else 'sources are'} no longer read."
    return f"{said} What was read stays." if stays else said


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise InputError(f"{text!r} is not a setting; write name=value.")
    return name.strip(), value.strip()
