"""outward evaluate"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.labelled import Evaluated

Found = Annotated[Path | None, typer.Option(show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "evaluate",
        epilog="Example: outward evaluate what --posts posts.jsonl --queries queries.jsonl --run what.run",
    )(evaluate)


def evaluate(
    ctx: typer.Context,  # noqa: ARG001 - every command has it
    room: Annotated[str, typer.Argument(help="what, whom, firsthand or follow.")],
    run: Annotated[Path, typer.Option(help="Where the run file goes (TREC: query Q0 id rank score tag).")],
    posts: Annotated[
        Path | None,
        typer.Option(
            help="Posts, a JSON record a line: .jsonl, .gz, .zst (what, whom, firsthand).", show_default=False
        ),
    ] = None,
    queries: Annotated[
        Path | None, typer.Option(help="Questions, a JSON record a line (what, whom).", show_default=False)
    ] = None,
    people: Annotated[
        Path | None,
        typer.Option(
            help="Who may be an answer, a JSON record a line (whom); for whom to answer, one a line (follow).",
            show_default=False,
        ),
    ] = None,
    edges: Annotated[
        Path | None,
        typer.Option(
            help="Who follows whom, columns src and dst: .parquet, .csv, .tsv, .jsonl (follow).", show_default=False
        ),
    ] = None,
    accounts: Annotated[
        Path | None,
        typer.Option(
            help="What accounts ask for, columns id, discoverable, noindex, locked (follow).", show_default=False
        ),
    ] = None,
    recipe: Annotated[str, typer.Option(help="How WHAT ranks.")] = "search",
    limit: Annotated[
        int | None,
        typer.Option(min=1, max=1_000, help="How many answers to a question (100; follow: 1000).", show_default=False),
    ] = None,
    as_json: door.Json = False,
) -> None:
    """Run Outward's own ranking over labelled files, so that anyone can score it with a public tool.

    Works in a folder of its own; your data folder is not touched and nothing is fetched.
    """
    from outward.app.labelled import evaluate as verb
    from outward.app.labelled.answering import FOLLOW, Given

    given = Given(posts=posts, queries=queries, people=people, edges=edges, accounts=accounts)
    limit = limit or (1_000 if room == FOLLOW else 100)
    with door.steps(quiet=as_json) as progress:
        done = verb(room, given, run, recipe_name=recipe, limit=limit, progress=progress)
    door.answer(done, as_json, show)


def show(done: "Evaluated", console: "Console") -> None:
    """What was run, and what could not be read."""
    questions = door.number_of(done.queries, "ranking") if done.room == "firsthand" else f"{done.queries:,} questions"
    read = f"{done.ties:,} ties" if done.ties else f"{done.posts:,} posts"
    if done.ties:
        questions = f"{done.queries:,} people"
    console.print(f"{questions} over {read}: {done.found:,} answers written to {done.run}.", markup=False)
    for name, count in done.unread.items():
        console.print(f"{door.number_of(count, 'line')} of {name} could not be read and stayed out.", markup=False)
