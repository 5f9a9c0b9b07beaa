"""Makes docs/reference from the program itself; with `--check` says where documentation and program differ."""

import dataclasses
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any

import typer
from markdown_it import MarkdownIt

from outward import packs, share
from outward.app import (
    about_person,
    add,
    ask,
    backup,
    calendar,
    circle,
    connect,
    demo,
    doctor,
    forget_person,
    free,
    hours,
    imports,
    labelled,
    learned,
    near,
    place,
    plan,
    reach,
    read,
    remind,
    reminding,
    say,
    session,
    sync,
    takeaway,
    ties,
    today,
    use,
)
from outward.app import draft as drafting
from outward.app import goal as aims
from outward.app import networks as standing
from outward.app import person as known
from outward.app import share as sharing
from outward.app import step as stepping
from outward.app import what as resources
from outward.app import whom as people
from outward.app import why as compared
from outward.cli.commands import app
from outward.networks import Network, Opens, Unpacks
from outward.networks import registry as networks
from outward.what import stages
from outward.what.recipes import RECIPES
from outward.when import rules
from outward.whom import signals
from outward.whom.weights import ROLES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
MADE = "Made from the program by `./run docs`; do not edit.\n"
LONGEST = 400
"""Lines of the longest file under src."""
NO_ROOMS = {"utils", "helpers", "common", "misc", "manager", "service"}
ANSWERS: dict[str, tuple[Callable[..., Any], ...]] = {
    "ask": (ask.ask,),
    "sync": (sync.sync,),
    "calendar list": (calendar.standing,),
    "calendar add": (calendar.add,),
    "calendar refresh": (calendar.refresh,),
    "calendar put": (place.place,),
    "calendar remove": (calendar.remove,),
    "calendar feed": (calendar.feed,),
    "week": (free.free,),
    "plan": (plan.plan,),
    "today": (today.today,),
    "session now": (session.now_session,),
    "session pause": (session.pause,),
    "session next": (session.next_item,),
    "hours": (hours.hours,),
    "remind list": (remind.standing,),
    "remind off": (remind.switch_off,),
    "remind test": (reminding.send_one,),
    "remind now": (reminding.send_due,),
    "remind desktop": (remind.switch_on,),
    "remind mail": (remind.switch_on,),
    "session start": (session.start,),
    "session done": (session.done,),
    "session skip": (session.skip,),
    "what": (resources.what,),
    "why": (compared.why,),
    "evaluate": (labelled.evaluate,),
    "goal": (aims.goal, aims.change),
    "whom": (people.whom,),
    "person": (known.suggestions, about_person.about, forget_person.forget),
    "reach": (reach.reach, stepping.position, drafting.draft, stepping.done, reach.touched),
    "ties": (ties.ties, ties.tie_of),
    "circle": (circle.around, circle.introductions),
    "near": (near.near,),
    "takeaway": (takeaway.takeaways, takeaway.keep),
    "use": (use.use,),
    "say": (say.say, say.said, learned.taught),
    "read": (read.read,),
    "connect": (connect.connect, connect.disconnect),
    "networks": (standing.networks,),
    "import": (imports.imports,),
    "add": (add.add,),
    "share": (sharing.share,),
    "doctor": (doctor.doctor,),
    "backup": (backup.backup,),
    "demo": (demo.prepare,),
}
"""Command → the verbs whose answers its `--json` prints; the second where something was noted rather than asked."""


def main() -> int:
    """Write the pages, or check everything and name each difference in a line."""
    if "--check" in sys.argv[1:]:
        complaints = [line for check in CHECKS for line in check()]
        sys.stdout.writelines(f"{line}\n" for line in complaints)
        return int(bool(complaints))
    REFERENCE.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (DOCS / name).write_text(page(make), encoding="utf-8")
    return 0


def page(make: Callable[[], Iterator[str]]) -> str:
    """A page's text, ending in one line break."""
    return "\n".join(make()).rstrip() + "\n"


# the pages


def cli() -> Iterator[str]:
    """Every command with its options and examples."""
    group = typer.main.get_command(app)
    yield from ("# Commands", "", MADE, f"{group.help}", "", f"{group.epilog}", "")
    yield from ("These go before the command, as in `outward --home FOLDER what`:", "")
    yield from _options(group)
    for name, command in commands():
        yield from ("", f"## outward {name}", "", command.help or "", "")
        yield from _options(command)
        if command.epilog:
            yield from ("", "```", "\n".join(line for line in command.epilog.strip().splitlines() if line), "```")


def commands() -> Iterator[tuple[str, Any]]:
    """All commands by their full names, in the order of the help."""
    for name, command in getattr(typer.main.get_command(app), "commands", {}).items():
        for inner, nested in getattr(command, "commands", {"": command}).items():
            yield f"{name} {inner}".strip(), nested


def _options(command: Any) -> Iterator[str]:
    records = [parameter.get_help_record(typer.Context(command)) for parameter in command.params]
    yield from _table("option", "what it is for", rows=[(f"`{names}`", said) for names, said in filter(None, records)])


KEPT = (
    "Whom you followed, muted or blocked stays so in what Outward has read, also when you have undone it there "
    "since: networks mostly tell only what is new, and a later file may hold less than an earlier one, so nothing is "
    "taken away because it is not named any more. To begin anew, take everything of the network out "
    "(`outward connect NAME --disconnect --forget-posts`) and read or import it again."
)


def network_pages() -> Iterator[str]:
    """Per network: what is read, from where, at what cost, under which rule, what cannot be read, which settings."""
    rooms = sorted(networks().items(), key=lambda pair: pair[1].TITLE.casefold())
    yield from ("# Networks: what is read, and what is not", "", MADE)
    yield from ("Nothing is read before you approve it; [the guide](guide/connect.md) says how to connect each.", "")
    yield from (KEPT, "")
    overview = [(f"[{r.TITLE}](#{name})", ", ".join(r.KINDS), _filed(r), r.COST) for name, r in rooms]
    yield from _table("network", "read over the net", "read from your files", "cost", rows=overview)
    for name, network in rooms:
        yield from ("", f'<a id="{name}"></a>', "", f"## {network.TITLE}", "")
        yield from (f"**From where.** {network.FROM}", "", f"**Cost.** {network.COST}", "")
        yield from (f"**The rule.** {network.NOTE}", "", f"**Cannot be read.** {network.CANNOT}", "")
        yield from (f"Over the net (`outward connect {name} …`):", "")
        yield from _table("kind", "what it looks like", rows=network.KINDS.items())
        if isinstance(network, Opens) and network.OPENED:
            yield from ("", f"When you open an item: {'; '.join(network.OPENED.values())}.")
        if isinstance(network, Unpacks):
            yield from ("", "From files (`outward import …`):", "")
            filed = [(f"`{kind}`", file.title) for kind, file in network.FILES.items()]
            yield from _table("records", "what they are", rows=filed)
        fields = dataclasses.fields(network.Settings)
        if fields:
            yield from ("", f"Settings (`outward connect {name} --set name=value`):", "")
            rows = [(f"`{field.name}`", field.metadata["help"], _default(field)) for field in fields]
            yield from _table("setting", "what it is", "unless you say otherwise", rows=rows)


def _filed(network: Network) -> str:
    return f"{len(network.FILES)} kinds of records" if isinstance(network, Unpacks) else "nothing"


def _default(field: Any) -> str:
    return "kept in the keyring" if field.metadata.get("secret") else str(field.default)


def pack_pages() -> Iterator[str]:
    """What each situation pack suggests."""
    yield from ("# Situation packs", "", MADE)
    yield from ("Suggestions only: nothing in a pack is read before you approve it.", "")
    for pack in packs.packs().values():
        yield from (f"## {pack.title}", "", f"`--pack {pack.name}`. {pack.about}", "")
        yield from ("Hashtags: " + ", ".join(f"#{tag}" for tag in pack.hashtags), "")
        unchecked = set(pack.unchecked)
        for address in (*pack.feeds, *pack.channels, *pack.accounts):
            yield f"- {address}" + (" (not checked yet; `outward doctor` does it)" if address in unchecked else "")
        yield from ("", "Questions to ask:", "")
        yield from (f"- {question}" for question in pack.questions)
        yield ""


def stage_pages() -> Iterator[str]:
    """Everything that can change a result, and how much."""
    yield from ("# Stages", "", MADE, "## What: recipes", "")
    for recipe in RECIPES.values():
        yield from (f"`{recipe.name}`: {recipe.about}", "")
        said = [(f"`{name}`", f"{w.base:g} + {w.span:g}·x") for name, w in recipe.scorers.items()]
        yield from _table("scorer", "a score is multiplied by (x is 0 to 1)", rows=said)
        yield from ("", f"Filters in this order: {', '.join(recipe.filters)}.")
        yield from (f"Then in this order: {', '.join(recipe.selectors)}.", "")
    folders = (("filters", stages.filters()), ("scorers", stages.scorers()), ("selectors", stages.selectors()))
    for title, found in folders:
        yield from ("", f"## What: {title}", "")
        yield from _table("name", "what it does", rows=_firsts(found))
    yield from ("", "## Whom: signs of a person", "")
    rows = [
        (*row, *(f"{share:g}" if share else "" for share in _shares(row[0]))) for row in _firsts(signals.registry())
    ]
    yield from _table("name", "what it stands for", *ROLES, rows=rows)
    yield from ("", "## When: rules of a plan", "")
    soft = [
        (*row, _price(rule)) for row, rule in zip(_firsts(rules.registry()), rules.registry().values(), strict=True)
    ]
    yield from _table("name", "the rule", "a breach costs", rows=soft)
    yield from ("", "## Share: formats", "", f"`outward share` writes {', '.join(sharing.FORMATS)}.", "")
    forms = share.registry()
    kinds = [(*row, f.MEDIA_TYPE, f.SUFFIX) for row, f in zip(_firsts(forms), forms.values(), strict=True)]
    yield from _table("name", "what it is", "media type", "file ending", rows=kinds)


def _shares(signal: str) -> Iterator[float]:
    return (shares.get(signal.strip("`"), 0) for shares in ROLES.values())


def _price(rule: rules.Rule) -> str:
    return "never broken" if rule.PRICE is None else f"{rule.PRICE:g} of a mean item's value"


def json_pages() -> Iterator[str]:
    """What `--json` of each command prints."""
    yield from ("# Answers as JSON", "", MADE)
    silent = [f"`{name}`" for name, _ in commands() if name not in set(_speaking())]
    yield f"Every command but {' and '.join(silent)} takes `--json` and prints one object. Trouble is an object too,"
    yield "with `error` and `sentence`, and an exit code that is not 0. Moments are ISO 8601 with their zone."
    yield from ("", "## By command", "")
    given = [(name, [typing.get_type_hints(verb)["return"] for verb in ANSWERS[name]]) for name in _speaking()]
    yield from _table("command", "gives", rows=[(f"`{n}`", " or ".join(map(_link, found))) for n, found in given])
    yield from ("", "`connect --stop` gives `stopped`; `connect --disconnect` gives the second object named for it.")
    yield from ("", "## The objects", "")
    for kind in _reached([kind for _, kinds in given for kind in kinds]):
        yield from (f'<a id="{_anchor(kind)}"></a>', "", f"### {kind.__name__}", "", getdoc(kind) or "", "")
        if dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            rows = [(f"`{field.name}`", _said(hints[field.name])) for field in dataclasses.fields(kind)]
            yield from _table("field", "type", rows=rows)
        else:
            yield "One of: " + ", ".join(f"`{value}`" for value in kind) + "."
        yield ""


def _speaking() -> Iterator[str]:
    return (name for name, command in commands() if any("--json" in parameter.opts for parameter in command.params))


def _reached(kinds: list[Any]) -> list[Any]:
    """These kinds and all they hold, in the order of their names."""
    found: dict[str, Any] = {}
    while kinds:
        kind = kinds.pop()
        if _named(kind) and _anchor(kind) not in found:
            found[_anchor(kind)] = kind
            kinds.extend(typing.get_type_hints(kind).values() if dataclasses.is_dataclass(kind) else ())
        kinds.extend(typing.get_args(kind))
    return [found[name] for name in sorted(found)]


def _named(kind: Any) -> bool:
    return isinstance(kind, type) and kind.__module__.startswith("outward.")


def _said(kind: Any) -> str:
    """A type as people say it."""
    inner = [_said(one) for one in typing.get_args(kind) if one not in (types.NoneType, Ellipsis)]
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return f"{' or '.join(inner)} or null"
    if inner:
        return f"list of {inner[0]}" if typing.get_origin(kind) is tuple else f"object of {inner[-1]}"
    plain = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "datetime": "moment"}
    return _link(kind) if _named(kind) else plain.get(kind.__name__, kind.__name__)


def _link(kind: Any) -> str:
    return f"[{kind.__name__}](#{_anchor(kind)})"


def _anchor(kind: Any) -> str:
    return f"{kind.__name__}-{kind.__module__.rpartition('.')[2]}".lower()


def _firsts(found: Any) -> list[tuple[str, str]]:
    return [(f"`{name}`", _first(module)) for name, module in found.items()]


def _first(module: object) -> str:
    return (getdoc(module) or "").partition("\n")[0]


def _table(*titles: str, rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    yield from ("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows)


# the checks


def stale() -> Iterator[str]:
    """Pages that the program would make differently."""
    for name, make in PAGES.items():
        held = DOCS / name
        if not held.exists() or held.read_text(encoding="utf-8") != page(make):
            yield f"{_here(held)} is out of date; run './run docs'."


def dead_links() -> Iterator[str]:
    """Links to a file, and pictures, that are not there."""
    for source in _files("*.md"):
        for token in MarkdownIt().parse(source.read_text(encoding="utf-8")):
            for child in token.children or ():
                target = str(child.attrs.get("href") or child.attrs.get("src") or "").partition("#")[0]
                if target and not re.match(r"[a-z]+:", target) and not (source.parent / target).exists():
                    yield f"{_here(source)} links to {target}, which is not there."


def untested() -> Iterator[str]:
    """Tests that an invariant names and that are not there."""
    listed = (ROOT / "docs" / "design" / "invariants.md").read_text(encoding="utf-8")
    for line in listed.splitlines():
        for named in re.findall(r"`(tests/[^`]+)`", line.rpartition(" | ")[2]):
            if not (ROOT / named).exists():
                yield f"docs/design/invariants.md names {named}, which is not there."


def unsaid() -> Iterator[str]:
    """Commands that the first page must show."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    yield from (f"README.md does not show {said}." for said in ("./run demo", "./run test") if said not in readme)


def overgrown() -> Iterator[str]:
    """Files that are too long, and rooms without a subject."""
    for source in _files("*.py", ROOT / "src"):
        lines = source.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST:
            yield f"{_here(source)} has {lines} lines; {LONGEST} at most."
    for source in _files("*.py"):
        if NO_ROOMS & {source.stem, source.parent.name}:
            yield f"{_here(source)} has a name that says nothing."


def _files(pattern: str, folder: Path = ROOT) -> list[Path]:
    """Files of the project itself, installed and hidden folders left out."""
    found = (path for path in sorted(folder.rglob(pattern)) if path.is_file())
    return [p for p in found if not any(s.startswith(".") or s == "node_modules" for s in p.relative_to(ROOT).parts)]


def _here(path: Path) -> str:
    return str(path.relative_to(ROOT))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "reference/cli.md": cli,
    "networks.md": network_pages,
    "reference/packs.md": pack_pages,
    "reference/stages.md": stage_pages,
    "reference/json.md": json_pages,
}
CHECKS = (stale, dead_links, untested, unsaid, overgrown)

if __name__ == "__main__":
    sys.exit(main())
