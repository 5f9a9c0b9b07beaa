"""What every command shares: the data folder, the clock, `--json`, and how sentences and tables are shown."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outward.errors import OutwardError

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.home import Home
    from outward.model import Reason

Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
GoalNumber = Annotated[
    int | None, typer.Option("--goal", help="Number of the goal (default: the latest).", show_default=False)
]


@contextmanager
def home(ctx: typer.Context) -> "Iterator[Home]":
    """The user's data folder, closed at the end."""
    from outward.app.home import Home

    chosen = ctx.find_root().obj
    with Home(chosen if isinstance(chosen, Path) else None) as opened:
        yield opened


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def console(*, error: bool = False) -> "Console":
    """Where people read: standard output, or standard error for progress and complaints."""
    from outward.cli.terminal import Terminal

    return Terminal(stderr=error, highlight=False, soft_wrap=False)


def answer(value: Any, as_json: bool, show: "Callable[[Any, Console], None]") -> None:
    """Give the answer: as JSON, or shown to a person by `show`."""
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
    else:
        show(value, console())


@contextmanager
def steps(*, quiet: bool) -> "Iterator[Callable[[str, int, int], None]]":
    """A progress bar on standard error, told what is being done, how much is done and how much there is."""
    if quiet:
        yield lambda *_: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(error=True), transient=True) as progress:
        task = progress.add_task("Looking", total=None)
        yield lambda what, done, total: progress.update(task, description=what, completed=done, total=total)


def number_of(count: int, one: str) -> str:
    """A number with its noun: "1 source", "2 sources"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def show_reasons(reasons: "Sequence[Reason]", score: float, console: "Console") -> None:
    """Every reason with its points, so rounded that they add up to the score as it is shown."""
    from outward.model.reasons import rounded

    for reason, points in rounded(reasons, score):
        console.print(f"      {points:+6.1f}  {reason.stage.replace('_', ' ')}: {reason.sentence}", markup=False)


def plain(text: str) -> str:
    """Text of strangers, so that nothing in it is taken for markup."""
    from rich.markup import escape

    return escape(text)


def complain(error: OutwardError) -> None:
    """One sentence of trouble; as JSON when the command was asked for JSON."""
    if "--json" in sys.argv:
        import msgspec

        said = {"error": type(error).__name__, "sentence": str(error)}
        sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
    console(error=True).print(str(error), markup=False, style="red")


def asking() -> bool:
    """Whether a person is at the keyboard."""
    return sys.stdin.isatty() and sys.stdout.isatty()
