"""outward import"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.imports import FileReport, Imported

EXAMPLES = """
Examples: outward import ~/Downloads/Complete_LinkedInDataExport.zip

outward import --dry-run takeout.zip twitter-archive.zip

outward import subscriptions.opml --read
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", epilog=EXAMPLES)(imports)


def imports(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders; zip files as they came.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen; keep nothing.")] = False,
    read: Annotated[
        bool | None,
        typer.Option(
            "--read/--no-read",
            help="Also read, from the next sync on, the feeds and channels a list names (asked otherwise).",
            show_default=False,
        ),
    ] = None,
    keep_messages: Annotated[
        bool,
        typer.Option(
            "--keep-messages",
            help="Also keep the words of your messages on LinkedIn, on this machine only (messages on X never).",
        ),
    ] = False,
    as_json: door.Json = False,
) -> None:
    """Read files of your own: X archive, LinkedIn export, Google Takeout, Mastodon export, OPML, bookmarks."""
    from outward.app.imports import approve
    from outward.app.imports import imports as verb

    with door.home(ctx) as home:
        with door.steps(quiet=as_json) as step:
            imported = verb(
                home,
                paths,
                now=door.now(),
                dry_run=dry_run,
                read_named=bool(read),
                keep_messages=keep_messages,
                progress=lambda file, records, done, all_: step(f"{file}: {records:,} records", done, all_),
            )
        if imported.found and read is None and not dry_run and not as_json and door.asking():
            said = f"The files name {len(imported.found):,} feeds or channels. Read them from the next sync on?"
            if typer.confirm(said, default=False):
                imported = approve(home, imported, now=door.now())
        door.answer(imported, as_json, show)
    if all(file.trouble and not file.kinds for file in imported.files):
        raise typer.Exit(2)


def show(imported: "Imported", console: "Console") -> None:
    """A table a file, then what to do next."""
    for file in imported.files:
        _file(file, console)
    if imported.dry_run:
        console.print("Nothing was kept: this was only a look. Without --dry-run it is.")
        return
    if imported.approved:
        console.print(f"{door.number_of(imported.approved, 'new source')} will be read by: [bold]outward sync[/]")
    elif imported.found:
        console.print(
            f"The files name {len(imported.found):,} feeds or channels. To read them give the files again with --read."
        )
    if any(kind.added for file in imported.files for kind in file.kinds):
        console.print("Now: [bold]outward what[/], [bold]outward whom[/] or [bold]outward plan[/]")


def _file(file: "FileReport", console: "Console") -> None:
    from rich.table import Table

    console.print(f"[bold]{door.plain(file.file)}[/]")
    if file.kinds:
        titles = ("what", "read", "new", "changed", "as before", "left out", "")
        table = Table(*titles, box=None, header_style="dim", pad_edge=False)
        for column in table.columns[1:6]:
            column.justify = "right"
        table.columns[-1].overflow = "fold"
        for kind in file.kinds:
            numbers = (kind.read, kind.added, kind.updated, kind.unchanged, kind.dropped)
            why = "; ".join(f"{count:,} × {reason}" for reason, count in kind.why.items())
            table.add_row(door.plain(kind.title), *(f"{number:,}" for number in numbers), door.plain(why))
        console.print(table)
    if file.trouble:
        console.print(file.trouble, markup=False, style="red")
    if not file.kinds and not file.trouble:
        console.print("Outward knows no file of this kind; 'outward import --help' names those it knows.")
    elif file.unread_count and file.kinds:
        some = ", ".join(file.unread[:3]) + (" ..." if file.unread_count > 3 else "")
        console.print(f"{door.number_of(file.unread_count, 'file')} left alone: {some}", markup=False, style="dim")
