"""A blind comparison, page by page, that a person can read: one HTML file without scripts, and the key beside it.

For each goal of `side_by_side.tsv` (written before anything was looked at) every contender shows ten items of the same
community; columns are shuffled with the seed and named by letters. Likes, dates and reasons are shown for none.
"""

import csv
import io
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bench.evaluate import contenders, proxies
from bench.evaluate.communities import CONFERENCES, SAMPLE, Community, of_conferences, of_sample
from bench.evaluate.proxies import Asked
from bench.report import Table
from outward.errors import InputError
from outward.what.candidates import Candidate
from outward.what.prose import visible
from outward.when.minutes import minutes

GOALS = Path(__file__).with_suffix(".tsv")
TEMPLATE = Path(__file__).with_suffix(".html")
EXCERPT = 420
TITLES = {
    SAMPLE: "the embedded sample (fictional)",
    CONFERENCES: "open posts of four conferences, each conference by itself",
}


@dataclass(frozen=True)
class Item:
    """One item as shown, the same whoever shows it."""

    title: str
    text: str
    about: str


@dataclass(frozen=True)
class Column:
    """What one contender shows, under a letter."""

    letter: str
    contender: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Sheet:
    """One page of the report."""

    number: int
    corpus: str
    community: str
    goal: str
    columns: Sequence[Column]


def run(out: Path, seed: int) -> int:
    """Write the report and its key into `out`; the figures are printed too."""
    with TemporaryDirectory(prefix="outward-side-by-side-") as folder, ExitStack() as opened:
        asked, tables = _compared(Path(folder), opened, seed)
        sheets = [_sheet(number, one, seed) for number, one in enumerate(asked, start=1)]
    for table in tables:
        print(f"\n{table}", flush=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in _files(sheets, tables, seed).items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"The report cannot be written to {out} ({error.strerror}); give another --out.") from None
    print(f"\nRead {out / 'side-by-side.html'} before side-by-side-key.md, which says who is who.", flush=True)
    return 0


def _compared(folder: Path, opened: ExitStack, seed: int) -> tuple[list[Asked], list[Table]]:
    wanted = read_goals(GOALS)
    pages: list[Asked] = []
    tables: list[Table] = []
    for corpus, held in _corpora(folder, wanted):
        mine: list[Asked] = []
        plain: list[Asked] = []
        for community in held:
            opened.enter_context(community.home)
            _said(f"{community.name}: {len(community.pool):,} resources to choose from")
            plainly = contenders.unfiltered(community)
            for goal in (goal for name, goal in wanted if name == community.name):
                mine.append(Asked(community, goal, contenders.page(community, goal, seed)))
                plain.append(Asked(community, goal, plainly))
                _said(f"{community.name}: {goal}")
        if not mine:
            print(f"{corpus}: absent", flush=True)
            continue
        pages += mine
        name = f"{TITLES[corpus]}, {len(mine)} pages"
        tables += [
            proxies.table(f"Proxies: {name}", mine),
            proxies.overlap(f"Overlap: {name}", mine),
            proxies.table(f"Proxies without the restriction to words of the goal: {name}", plain),
        ]
    return pages, tables


def read_goals(path: Path) -> list[tuple[str, str]]:
    """Community and goal, a line each."""
    rows = [line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(community, goal) for community, _, goal in rows]


def _corpora(folder: Path, goals: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Iterator[Community]]]:
    names = list(dict.fromkeys(name for name, _ in goals))
    if SAMPLE in names:
        yield SAMPLE, iter([of_sample(folder)])
    conferences = [name for name in names if name != SAMPLE]
    if conferences:
        yield CONFERENCES, of_conferences(folder, conferences)


def _sheet(number: int, asked: Asked, seed: int) -> Sheet:
    names = sorted(asked.page)
    random.Random(f"{seed}/{asked.community.name}/{asked.goal}").shuffle(names)
    return Sheet(
        number=number,
        corpus=TITLES[asked.community.corpus],
        community=asked.community.name,
        goal=asked.goal,
        columns=[
            Column(letter, name, [_item(each) for each in asked.page[name]])
            for letter, name in zip(ascii_uppercase, names, strict=False)
        ],
    )


def _item(candidate: Candidate) -> Item:
    resource = candidate.resource
    time, about = minutes(resource)
    writer = (candidate.author.name or candidate.author.handle) if candidate.author else "unknown"
    host = (urlsplit(resource.url).hostname or "") if candidate.linked else ""
    facts = (str(resource.form), f"{'about ' if about else ''}{time} min", visible(writer, 60), host)
    return Item(
        title=visible(resource.title, 160).strip(),
        text=_cut(" ".join(visible(resource.text or candidate.post.text).split())),
        about=" · ".join(fact for fact in facts if fact),
    )


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"


def _files(sheets: Sequence[Sheet], tables: Sequence[Table], seed: int) -> dict[str, str]:
    from jinja2 import Environment, StrictUndefined

    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = template.from_string(TEMPLATE.read_text(encoding="utf-8"))
    about = {name: said for name, said in contenders.ABOUT.items() if any(_shows(sheet, name) for sheet in sheets)}
    return {
        "side-by-side.html": page.render(sheets=sheets, tables=tables, about=about, seed=seed, most=contenders.ITEMS),
        "side-by-side-key.csv": _csv(sheets),
        "side-by-side-key.md": _markdown(sheets, tables, about, seed),
    }


def _shows(sheet: Sheet, contender: str) -> bool:
    return any(column.contender == contender for column in sheet.columns)


def _csv(sheets: Sequence[Sheet]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("page", "community", "goal", "column", "contender", "items"))
    for sheet in sheets:
        for column in sheet.columns:
            row = (sheet.number, sheet.community, sheet.goal, column.letter, column.contender, len(column.items))
            writer.writerow(row)
    return held.getvalue()


def _markdown(sheets: Sequence[Sheet], tables: Sequence[Table], about: dict[str, str], seed: int) -> str:
    key = Table(f"Key, seed {seed}", ("page", "goal", "column", "contender"))
    for sheet in sheets:
        key.rows.extend((str(sheet.number), sheet.goal, column.letter, column.contender) for column in sheet.columns)
    said = "\n".join(f"- **{name}**: {text}." for name, text in about.items())
    return "\n\n".join(["# Side by side: who is who", said, *(table.markdown() for table in (key, *tables))]) + "\n"


def _said(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
