"""The three questions as a dialogue: every answer is said back, a bad one is asked for again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import typer

from outward.app import connect
from outward.app.ask import Questions, read_zone, suggest
from outward.app.home import Home
from outward.cli import door
from outward.errors import InputError
from outward.model import Pack
from outward.what import goal_words
from outward.when import words as when_words
from outward.whom import words as whom_words

if TYPE_CHECKING:
    from rich.console import Console

Answer = TypeVar("Answer")


def dialogue(home: Home, given: Questions, console: "Console") -> Questions:
    """Ask for what is not given yet."""
    try:
        return _questions(home, given, console)
    except typer.Abort:
        console.print("\nStopped. Nothing was kept; 'outward ask' begins again.", markup=False)
        raise typer.Exit(130) from None


def _questions(home: Home, given: Questions, console: "Console") -> Questions:
    console.print("[bold]Three questions.[/] Your words stay on this machine. Ctrl+C ends without keeping anything.\n")
    what = (
        given.what
        or _ask(console, "1  What do you want to learn?", "communicate an acquisition to staff", goal_words.understand)[
            0
        ]
    )
    packs = _choose_packs(console, suggest(home, what)) if not given.packs else ()
    when = given.when
    if not when:
        when, windows = _ask(
            console, "2  When do you have time?", "Tue and Thu 12:30 for 25 minutes; train 12 min, listening",
            when_words.windows,
        )  # fmt: skip
        console.print("   " + "; ".join(map(when_words.restate, windows)), style="dim", markup=False)
    zone = given.zone or (_ask_zone(console) if home.zone == "UTC" else "")
    whom = given.whom
    if not whom:
        whom, company = _ask(
            console, "3  Whom do you want to learn from or with?", "someone who has been through it", whom_words.company
        )
        console.print("   " + whom_words.restate(company), style="dim", markup=False)
    asked = replace(
        given, what=what, when=when, whom=whom, zone=zone, packs=given.packs or tuple(pack.name for pack in packs)
    )
    return asked if given.approve_packs else _approve(console, asked, packs)


def _ask(console: "Console", question: str, example: str, read: Callable[[str], Answer]) -> tuple[str, Answer]:
    console.print(f"[bold]{question}[/]")
    if example:
        console.print(f"   For example: {example}", style="dim", markup=False)
    while True:
        text = typer.prompt("  ", default="", show_default=False, prompt_suffix=" ").strip()
        try:
            return text, read(text)
        except InputError as error:
            console.print(f"   {error}", style="red", markup=False)


def _ask_zone(console: "Console") -> str:
    """The time zone, where the machine cannot tell it."""
    console.print("   In which time zone? For example Europe/Amsterdam; Enter means UTC.", style="dim", markup=False)
    while True:
        try:
            return read_zone(typer.prompt("  ", default="UTC", show_default=False, prompt_suffix=" "))
        except InputError as error:
            console.print(f"   {error}", style="red", markup=False)


def _choose_packs(console: "Console", packs: Sequence[Pack]) -> tuple[Pack, ...]:
    chosen = []
    for pack in packs:
        console.print(f"   [bold]{door.plain(pack.title)}[/]: {door.plain(pack.about)}")
        if typer.confirm("   Is this your situation?", default=pack is packs[0]):
            chosen.append(pack)
    return tuple(chosen)


def _approve(console: "Console", asked: Questions, packs: Sequence[Pack]) -> Questions:
    offered = [
        *asked.feeds,
        *asked.channels,
        *asked.accounts,
        *(f"#{tag}" for tag in asked.hashtags),
        *(f"#{tag}" for pack in packs for tag in pack.hashtags),
        *(word for pack in packs for word in (*pack.feeds, *pack.channels, *pack.accounts)),
    ]
    offered = list(dict.fromkeys(offered))
    unchecked = {address for pack in packs for address in pack.unchecked}
    console.print("\n[bold]What may Outward read?[/] Nothing else is ever asked for.")
    for number, word in enumerate(offered, start=1):
        mark = "  (address not checked yet)" if word in unchecked else ""
        console.print(f"  {number:>3}  {word}{mark}", markup=False)
    console.print(
        "   Enter approves all. Leave out by number (-3 -5), add in your own words (#hashtag, @account, address).",
        style="dim",
        markup=False,
    )
    while True:
        text = typer.prompt("  ", default="", show_default=False, prompt_suffix=" ")
        try:
            return _approved(asked, _edited(offered, text))
        except InputError as error:
            console.print(f"   {error}", style="red", markup=False)


def _edited(offered: Sequence[str], text: str) -> list[str]:
    out: set[int] = set()
    added: list[str] = []
    for word in text.replace(",", " ").split():
        if word.startswith("-") and word[1:].isdigit():
            number = int(word[1:])
            if not 1 <= number <= len(offered):
                raise InputError(f"There is no number {number} in the list.")
            out.add(number)
        else:
            connect.meant(word)
            added.append(word)
    kept = [word for number, word in enumerate(offered, start=1) if number not in out]
    return list(dict.fromkeys([*kept, *added]))


def _approved(asked: Questions, words: Sequence[str]) -> Questions:
    return replace(
        asked,
        hashtags=tuple(word[1:] for word in words if word.startswith("#")),
        accounts=tuple(word for word in words if not word.startswith("#")),
        feeds=(),
        channels=(),
    )
