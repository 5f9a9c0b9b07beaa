"""outward remind"""

import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints
from zoneinfo import ZoneInfo

import typer

from outward.cli import door
from outward.messengers import Messenger, registry

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.remind import Reminders, Standing
    from outward.app.reminding import Sent

commands = typer.Typer(
    help="Be reminded of your sessions, by a desktop notification or by mail. Off until you switch it on.",
    invoke_without_command=True,
)
Which = Annotated[str, typer.Argument(help="Only this one: desktop or mail.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands: those below, and one that switches on for each messenger."""
    for name, module in registry().items():
        commands.command(name, epilog=f"Example: {module.EXAMPLE}")(_switch(name, module))
    app.add_typer(commands, name="remind")


@commands.callback()
def _alone(ctx: typer.Context, as_json: door.Json = False) -> None:
    if ctx.invoked_subcommand is None:
        list_(ctx, as_json)


@commands.command("list", epilog="Example: outward remind list --json")
def list_(ctx: typer.Context, as_json: door.Json = False) -> None:
    """Show what is on, when the next reminder is due and how it reads (the same as 'outward remind' alone)."""
    from outward.app.remind import standing

    with door.home(ctx) as home:
        held = standing(home, now=door.now())
    door.answer(held, as_json, show)


@commands.command("off", epilog="Example: outward remind off mail")
def off(ctx: typer.Context, name: Which = "", as_json: door.Json = False) -> None:
    """Be reminded no more; a password kept for it is forgotten."""
    from outward.app.remind import switch_off

    with door.home(ctx) as home:
        held = switch_off(home, name, now=door.now())
    door.answer(held, as_json, show)


@commands.command("test", epilog="Example: outward remind test")
def try_(ctx: typer.Context, name: Which = "", as_json: door.Json = False) -> None:
    """Send one reminder at once, and say what happened."""
    from outward.app.reminding import send_one

    with door.home(ctx) as home, door.console(error=True).status("Sending"):
        done = send_one(home, name, now=door.now())
    door.answer(done, as_json, _tested)
    if done.trouble:
        raise typer.Exit(5)


@commands.command("now", epilog="Example for cron, each minute: * * * * * outward remind now > /dev/null")
def now(ctx: typer.Context, as_json: door.Json = False) -> None:
    """Send the reminders that are due, each once, and say how many: for a timer, where 'outward serve' does not run."""
    from outward.app.reminding import send_due

    with door.home(ctx) as home:
        done = send_due(home, now=door.now())
    door.answer(done, as_json, _went)
    if done.trouble:
        raise typer.Exit(5)


def show(held: "Reminders", console: "Console") -> None:
    """Each messenger that is on, its next reminder and how it reads."""
    for one in held.messengers:
        if one.on:
            _one(one, held.zone, console)
    if held.sentence:
        console.print(held.sentence, markup=False)


def _one(one: "Standing", zone: str, console: "Console") -> None:
    said = "with titles" if one.titles else "without titles"
    console.print(f"[bold]{one.title.capitalize()}[/] · {door.plain(one.where)}")
    console.print(f"  {door.number_of(one.minutes_before, 'minute')} before a session, {said}", markup=False)
    console.print(f"  {one.leaves}", style="dim", markup=False)
    if one.next_at and one.reads:
        console.print(f"  Next: {one.next_at.astimezone(ZoneInfo(zone)):%a %-d %b %H:%M}; it reads:", markup=False)
        for line in (one.reads.title, *one.reads.text.splitlines()):
            console.print(f"    {line}", markup=False, soft_wrap=True)
    if one.trouble:
        console.print(f"  {one.trouble}", style="red", markup=False)


def _tested(done: "Sent", console: "Console") -> None:
    for one in done.gone:
        said = one.trouble or f"Sent {one.where}; look whether it is there."
        console.print(f"{one.messenger}: {said}", style="red" if one.trouble else None, markup=False)


def _went(done: "Sent", console: "Console") -> None:
    console.print(f"{door.number_of(done.sent, 'reminder')} sent.", markup=False)
    for said in filter(
        None, (done.sentence, *(one.trouble and f"{one.messenger}: {one.trouble}" for one in done.gone))
    ):
        console.print(said, style=None if said == done.sentence else "red", markup=False)


def _switch(name: str, module: Messenger) -> Callable[..., None]:
    """The command that switches a messenger on: an option for each of its settings, and those all have."""

    def switch(
        ctx: typer.Context,
        *,
        minutes_before: int | None,
        titles: bool | None,
        as_json: bool,
        **settings: Any,
    ) -> None:
        from outward.app.remind import switch_on, wants_password

        given = {field: value for field, value in settings.items() if value is not None}
        with door.home(ctx) as home:
            password = _password() if wants_password(home, name, given) else ""
            held = switch_on(
                home, name, given, minutes_before=minutes_before, titles=titles, password=password, now=door.now()
            )
        door.answer(held, as_json, _switched)

    switch.__doc__ = f"Be reminded by {module.TITLE}. {module.LEAVES} What you leave out stays as it was."
    before = typer.Option(help="Minutes before a session (5 unless you say otherwise).", show_default=False)
    inside = typer.Option(help="Say what is in the session too, not only when it is.", show_default=False)
    common = {
        "minutes_before": (int | None, before, None),
        "titles": (bool | None, inside, None),
        "as_json": (bool, typer.Option("--json", help="Print the answer as JSON."), False),
    }
    taken = {"ctx": inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)}
    for option, (kind, flag, default) in {**_flags(module), **common}.items():
        taken[option] = inspect.Parameter(
            option, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[kind, flag], default=default
        )
    switch.__signature__ = inspect.Signature(list(taken.values()))  # type: ignore[attr-defined]
    switch.__annotations__ = {option: one.annotation for option, one in taken.items()}
    return switch


def _flags(module: Messenger) -> dict[str, tuple[Any, Any, None]]:
    hints = get_type_hints(module.Settings)
    return {
        field.name: (
            hints[field.name] | None,
            typer.Option(
                field.metadata.get("option", f"--{field.name}"), help=field.metadata["help"], show_default=False
            ),
            None,
        )
        for field in fields(module.Settings)
    }


def _switched(held: "Reminders", console: "Console") -> None:
    show(held, console)
    console.print("Try it: [bold]outward remind test[/]. They are sent while [bold]outward serve[/] runs.")


def _password() -> str:
    """The password: asked for at a terminal; otherwise the environment has it (OUTWARD_REMIND_MAIL_PASSWORD)."""
    if not door.asking():
        return ""
    return str(
        typer.prompt(
            "Password (an app password where there is one; empty keeps the one kept)",
            hide_input=True,
            default="",
            show_default=False,
        )
    )
