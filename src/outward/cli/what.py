"""outward what"""

from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door
from outward.model.posts import paywall

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.what import Learn, What


EXAMPLES = """
Examples: outward what --limit 5 --why

outward what --more "first-hand" --less news

outward what --adjust "newer, shorter, only free" --keep

outward what --recipe event --tag "#icsummit" --minutes 20

outward what --recipe deep --topic "town hall"
"""
Said = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("what", epilog=EXAMPLES)(what)


def what(
    ctx: typer.Context,
    goal: door.GoalNumber = None,
    recipe: Annotated[str, typer.Option(help="How to rank: week, search, catch-up, event, deep or plan.")] = "week",
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many to show.")] = 10,
    tag: Annotated[Said, typer.Option("--tag", help="The event's hashtag; repeat.", show_default=False)] = None,
    minutes: Annotated[int, typer.Option(min=0, max=600, help="Minutes for all together (0: any).")] = 0,
    topic: Annotated[str, typer.Option(help="The topic to go deep into.")] = "",
    more: Annotated[Said, typer.Option("--more", help="More of this, this time; repeat.", show_default=False)] = None,
    less: Annotated[Said, typer.Option("--less", help="Less of this, this time; repeat.", show_default=False)] = None,
    only: Annotated[Said, typer.Option("--only", help="Only this, this time; repeat.", show_default=False)] = None,
    adjust: Annotated[str, typer.Option(help='In your words: "newer, less news, in German".')] = "",
    keep: Annotated[bool, typer.Option("--keep", help="Keep these adjustments for the goal.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Forget the adjustments kept for the goal.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Show every reason with its points.")] = False,
    left_out: Annotated[bool, typer.Option("--left-out", help="Show what stayed out, and why.")] = False,
    as_json: door.Json = False,
) -> None:
    """See what is worth your minutes for a goal, and why."""
    from outward.app import wishes
    from outward.app.what import what as verb
    from outward.what import adjusting
    from outward.what.wish import Wish

    wanted = adjusting.joined((*adjusting.asked(more or (), less or (), only or ()), *adjusting.read(adjust)))
    wish = Wish(tags=tuple(tag or ()), topic=topic, minutes=minutes)
    with door.home(ctx) as home:
        if reset:
            wishes.reset(home, goal)
        answer = verb(home, now=door.now(), goal=goal, recipe=recipe, limit=limit, wish=wish, adjust=wanted, keep=keep)
    door.answer(answer, as_json, lambda given, console: show(given, console, why=why, left_out=left_out))


def _head(answer: "What", console: "Console") -> None:
    """For which goal, and what makes this answer another than usual."""
    console.print(f"[bold]What[/] is worth your minutes for: {door.plain(answer.goal.text)}")
    learned = f"{answer.learned[:-1]}. See and undo: 'outward say learned'." if answer.learned else ""
    for said in (answer.intro, answer.changed, learned):
        if said:
            console.print(said, markup=False)
    if answer.unapproved:
        given = " ".join(f'"#{tag}"' for tag in answer.unapproved)
        console.print(
            f"Only what came in by other ways is here: 'outward connect mastodon {given}' approves it to be read on "
            f"Mastodon (or bluesky in its place), then 'outward sync' reads it.",
            markup=False,
        )
    if answer.kept:
        console.print(f"Your adjustments: {answer.kept} ('outward what --reset' forgets them).", markup=False)
    console.print()
    if answer.blank:
        console.print(answer.blank, markup=False)


def show(answer: "What", console: "Console", *, why: bool = False, left_out: bool = False) -> None:
    """One resource a paragraph: title, minutes, person, reason, link; under headings where the recipe has them."""
    _head(answer, console)
    found = {heading.title: heading.found for heading in answer.headings}
    under = ""
    for number, learn in enumerate(answer.results, start=1):
        if learn.heading != under:
            under = learn.heading
            console.print(f"[bold]{door.plain(under)}[/] · {found[under]}", style="cyan")
        about, kind = "about " if learn.about else "", f"{learn.kind} · " if learn.kind else ""
        paid = f" · {said}" if (said := paywall(learn.free)) else ""
        moved = f"  [dim]{learn.moved}[/]" if learn.moved else ""
        console.print(f"{number:>2}  [bold]{door.plain(learn.title)}[/]{moved}")
        console.print(
            f"    {learn.form} · {kind}{about}{learn.minutes} min · {learn.person} ({learn.network}) · "
            f"{learn.score:.1f} points{paid}",
            markup=False,
        )
        console.print(f"    {learn.why}", markup=False)
        if learn.shared_by:
            console.print(f"    Also shared by {', '.join(learn.shared_by[:4])}", markup=False)
        console.print(f"    {learn.url}", style="blue", markup=False, soft_wrap=True)
        if why:
            _reasons(learn, console)
    if left_out:
        console.print("\nStayed out:")
        for out in answer.left_out:
            title = shorten(out.title, 70, placeholder="…")
            console.print(f"  {title}: {out.why}", markup=False)
    elif answer.left_out:
        console.print(f"\n{len(answer.left_out)} stayed out ('--left-out' says why), {answer.beyond} more below these.")


def _reasons(learn: "Learn", console: "Console") -> None:
    """Every reason with its points, after the words that tell its kind."""
    if learn.kind_why:
        console.print(f"      {learn.kind_why}", style="dim", markup=False)
    console.print("      The best answer has 100 points; each line gives or takes its part:", style="dim")
    door.show_reasons(learn.reasons, learn.score, console)
