"""outward person"""

from typing import TYPE_CHECKING, Annotated

import typer

from outward.cli import door

if TYPE_CHECKING:
    from rich.console import Console

    from outward.app.about_person import About
    from outward.app.forget_person import Leaving
    from outward.app.home import Home
    from outward.app.person import Known, Suggested, Suggestions

EPILOG = """Examples:

outward person @ada@social.example

outward person --same @ada@social.example ada.example

outward person @ada@social.example --forget

outward person @ada@social.example --allow-again
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("person", epilog=EPILOG)(person)


def person(
    ctx: typer.Context,
    whom: Annotated[
        str, typer.Argument(help="An id, a handle, a profile's address or a name.", show_default=False)
    ] = "",
    same: Annotated[
        tuple[str, str] | None, typer.Option(help="Say that two accounts are one person.", show_default=False)
    ] = None,
    apart: Annotated[
        tuple[str, str] | None, typer.Option(help="Say that they are not; the first leaves.", show_default=False)
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Take the person out of everything, for good; asks before.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Forget without asking.")] = False,
    allow_again: Annotated[
        bool, typer.Option("--allow-again", help="Let somebody back in who was forgotten; give the exact handle.")
    ] = False,
    as_json: door.Json = False,
) -> None:
    """See all that is known of one person, or forget the person; alone: accounts that may be one, for you to say."""
    from outward.app import person as verb
    from outward.app.about_person import about
    from outward.app.forget_person import allow_again as allow
    from outward.errors import InputError

    if sum(map(bool, (whom, same, apart))) > 1 or (forget and allow_again):
        raise InputError("Name a person, or two accounts with --same or --apart, one at a time.")
    if (forget or allow_again) and not whom:
        raise InputError("Say whom: 'outward person NAME --forget', or with the exact handle '--allow-again'.")
    with door.home(ctx) as home:
        if same:
            door.answer(verb.same(home, *same, now=door.now()), as_json, accounts)
        elif apart:
            door.answer(verb.apart(home, *apart, now=door.now()), as_json, accounts)
        elif forget:
            _forget(home, whom, yes=yes, as_json=as_json)
        elif allow_again:
            door.answer(allow(home, whom), as_json, lambda found, console: console.print(found.said))
        elif whom:
            door.answer(about(home, whom, now=door.now()), as_json, show)
        else:
            door.answer(verb.suggestions(home), as_json, suggested)


def _forget(home: "Home", whom: str, *, yes: bool, as_json: bool) -> None:
    """Say what goes, ask, and forget."""
    from outward.app.forget_person import forget, leaving
    from outward.errors import InputError

    goes = leaving(home, whom)
    if not yes:
        if as_json or not door.asking():
            raise InputError(f"Forgetting {goes.name} cannot be undone; say '--yes' to do it without being asked.")
        _going(goes, door.console())
        if not typer.confirm("There is no way back. Forget this person?"):
            door.console().print("Nothing was changed.")
            return
    with door.steps(quiet=as_json) as step:
        done = forget(home, goes.id, now=door.now(), progress=step)
    door.answer(done, as_json, lambda found, console: console.print(found.said))


def _going(goes: "Leaving", console: "Console") -> None:
    console.print(f"[bold]{door.plain(goes.name)}[/]  {door.plain(', '.join(goes.handles))}")
    for sentence in goes.said:
        console.print(f"  {sentence}", markup=False)
    console.print("  What others say stays as they said it. Backups you made still hold this person.", markup=False)


def show(about: "About", console: "Console") -> None:
    """Everything on one person, section by section."""
    accounts(about.known, console)
    if about.organisation:
        console.print(f"  Says they work at {about.organisation.title()}.", markup=False)
    for notice in about.notices:
        console.print(f"  {notice}", markup=False, style="yellow")
    if about.step:
        _section(console, "The one next step", [about.step])
    _section(console, "Between you", _between(about))
    if about.signs:
        signs = about.signs
        _section(console, "Able, willing, eager", [signs.able_why, signs.willing_why, signs.eager_why])
    _section(
        console,
        "In their own words",
        [
            f"“{one.sentence}” {one.label}{f', {one.at:%-d %B %Y}' if one.at else ''}\n    {one.url}"
            for one in about.evidence
        ],
    )
    _topics(about, console)
    _section(
        console, "Worth your minutes", [f"{one.title} ({one.minutes} min)\n    {one.url}" for one in about.resources]
    )
    voices = [f"{one.who or 'Somebody'}: “{one.sentence}”\n    {one.url}" for one in about.voices]
    _section(console, "What others say", [*about.turned, *voices])
    places = [
        f"{one.network} {one.account.handle}: {door.number_of(one.posts, 'post')}, {one.lately} in the last 90 days"
        for one in about.places
    ]
    _section(console, "Where they speak", [*places, " ".join(f"#{tag.name}" for tag in about.tags), *about.shows])
    _section(console, "Your notes", [one.text for one in about.takeaways])


def _between(about: "About") -> list[str]:
    bond = about.tie.bond
    if not about.contacts:
        return ["No contact between you has been seen or noted.", about.way]
    turned = f"You turned to them {bond.turned_out} times, they to you {bond.turned_back} times."
    began = about.tie.began.sentence if about.tie.began else ""
    met = f"How you met: {about.tie.met}." if about.tie.met else ""
    return [f"{bond.layer.capitalize()} tie. {turned}", began, met, about.tie.words, about.way]


def _section(console: "Console", title: str, lines: list[str]) -> None:
    """A section; one without anything to say is left out."""
    if any(lines):
        console.print(f"\n[bold]{title}[/]")
        for line in filter(None, lines):
            console.print(f"  {line}", markup=False)


def _topics(about: "About", console: "Console") -> None:
    from rich.table import Table

    if not about.topics.topics:
        return
    table = Table("", *about.topics.quarters, box=None, pad_edge=False)
    for topic in about.topics.topics:
        table.add_row(door.plain(topic.name), *(str(count) if count else "·" for count in topic.counts))
    console.print("\n[bold]What they speak of[/] (posts by quarter)")
    console.print(table)


def accounts(known: "Known", console: "Console") -> None:
    """Accounts, proofs, suggestions."""
    console.print(f"[bold]{door.plain(known.name)}[/]  {door.plain(known.id)}")
    for account in known.accounts:
        console.print(f"  {account.network}  {account.handle}  {account.id}", markup=False)
        console.print(f"    {account.url}", style="blue", markup=False, soft_wrap=True)
    for proof in known.proofs:
        console.print(f"  One person: {proof}", markup=False)
    for account in known.apart:
        console.print(f"  Not this person, you said: {account.handle} ({account.network})", markup=False)
    for suggestion in known.suggestions:
        _suggestion(suggestion, console)


def suggested(answer: "Suggestions", console: "Console") -> None:
    """What may be said of whom."""
    if not answer.suggestions:
        console.print("No two accounts read so far look like one person; nothing to say.")
        return
    console.print("These may be one person each. Nothing is joined until you say so:")
    for suggestion in answer.suggestions:
        _suggestion(suggestion, console)
    if answer.beyond:
        console.print(f"{answer.beyond:,} more below these.")


def _suggestion(suggestion: "Suggested", console: "Console") -> None:
    one, other = suggestion.one, suggestion.other
    console.print(
        f"\n  Perhaps one person ({suggestion.score:.0%}): {one.handle} ({one.network}) and {other.handle}"
        f" ({other.network})",
        markup=False,
    )
    console.print(f"    {suggestion.why}", markup=False)
    for word in ("same", "apart"):
        console.print(f"    outward person --{word} {one.id} {other.id}", style="dim", markup=False, soft_wrap=True)
