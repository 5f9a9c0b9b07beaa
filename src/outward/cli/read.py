"""outward read"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model.posts import paywall

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.read import Read


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read", epilog="Example: outward read https://example.org/what-we-learned")(read)


def read(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="The address of an article, a video or an episode.")],
    as_json: door.Json = False,
) -> None:
    """Fetch the whole of one thing now, from its own address: an article's text, the words of a video or episode."""
    from outward.app.read import read as verb

    with door.home(ctx) as home, door.console(error=True).status("Fetching"):
        answer = verb(home, url, now=door.now())
    door.answer(answer, as_json, show)


def show(answer: "Read", console: "Console") -> None:
    """Title, what it takes, and its words."""
    one = answer.resource
    console.print(f"[bold]{door.plain(one.title or one.url)}[/]")
    facts = [f"{'about ' if answer.about else ''}{door.number_of(answer.minutes, 'minute')}"]
    if answer.author:
        facts.insert(0, answer.author)
    if one.published_at:
        facts.append(f"{one.published_at:%-d %B %Y}")
    if one.lang:
        facts.append(one.lang)
    if paid := paywall(one.free):
        facts.append(f"{paid}: only what is shown to everybody is here")
    console.print(", ".join(facts), style="dim", markup=False)
    console.print(one.url, style="dim", markup=False, soft_wrap=True)
    console.print()
    for chapter in one.chapters:
        console.print(f"{chapter.clock:>8}  {chapter.title}", markup=False)
    if one.chapters:
        console.print()
    console.print(one.text or "It has no words that can be read.", markup=False)
