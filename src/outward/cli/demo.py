"""outward demo"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.demo import Demo


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    ctx: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Print the plan and end.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the web desk; 0 takes a free one.")] = 8765,
    as_json: door.Json = False,
) -> None:
    """See Outward at work on a fictional sample, offline, in a data folder of its own."""
    from outward.app.demo import prepare
    from outward.app.home import Home

    with door.home(ctx) as real, Home(real.folder / "demo") as home:
        with door.console(error=True).status("Reading the fictional sample and planning"):
            shown = prepare(home, now=door.now())
        door.answer(shown, as_json, show)
        if not (once or as_json):
            from outward.web import serve

            serve(home, port=port, open_browser=door.asking(), said=door.console().print)


def show(shown: "Demo", console: "Console") -> None:
    """What it is, what was understood, the people, the plan."""
    from outward.cli.plan import show as show_plan
    from outward.cli.whom import show as show_whom

    console.print(shown.about, style="yellow", markup=False)
    console.print(f"{shown.posts:,} posts by {shown.people:,} people.\n")
    for sentence in shown.asked.understood:
        console.print(sentence, markup=False)
    console.print()
    show_whom(shown.whom, console)
    console.print()
    show_plan(shown.plan, console)
