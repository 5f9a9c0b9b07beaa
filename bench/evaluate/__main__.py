"""`./run eval [sets...] [--queries N | --all] [--runs FOLDER] [--json FILE]`: quality on the open labelled sets."""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.evaluate import firsthand, follow, kinds, learned, sets, side_by_side, what, whom
from bench.report import Table
from outward.errors import OutwardError

ROOT = Path(__file__).resolve().parents[2]
NAMES = (*sets.NAMES, follow.NAME, kinds.NAME, learned.NAME, firsthand.NAME)
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- tables: made by ./run eval --write -->", "<!-- end of tables -->"


def main(arguments: list[str] | None = None) -> int:
    """Print a table for each set as it is ready; an absent set is one line."""
    wanted = _parser().parse_args(arguments)
    unknown = sorted(set(wanted.sets) - set(NAMES))
    if unknown:
        print(f"There is no set {', '.join(unknown)}; there are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    machine = {name: version(name) for name in ("outward", "bm25s", "ir-measures", "tantivy", "wordllama")}
    print(f"{datetime.now(UTC):%Y-%m-%d}: " + ", ".join(f"{name} {number}" for name, number in machine.items()))
    made: list[tuple[str, Table]] = []
    try:
        if wanted.side_by_side:
            return side_by_side.run(wanted.out, wanted.seed)
        for name, table in _all(wanted):
            print(f"\n{table}", flush=True)
            made.append((name, table))
    except OutwardError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    figures = [{"set": name, **table.figures()} for name, table in made]
    if wanted.write:
        _write(PAGE, machine, [table for _, table in made])
    if wanted.json:
        kept = {"on": f"{datetime.now(UTC):%Y-%m-%d}", "versions": machine, "seed": wanted.seed, "tables": figures}
        wanted.json.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _all(wanted: argparse.Namespace) -> Iterator[tuple[str, Table]]:
    """Every table with the set it is of, each as soon as it is ready; what is the mean of several sets comes last."""
    answered: dict[str, dict[str, Any]] = {"what": {}, "whom": {}}
    for name in wanted.sets or NAMES:
        for made in _of(name, wanted):
            if isinstance(made, Table):
                yield name, made
            else:
                answered[name.partition("/")[0]][name] = made
    if answered["what"]:
        yield from (("what", table) for table in what.average(answered["what"]))
    if answered["whom"]:
        yield "whom", whom.average(answered["whom"])


def _of(name: str, wanted: argparse.Namespace) -> Iterator[Any]:
    """One set's tables, and the values that are averaged over the sets of a room."""
    if name == kinds.NAME:
        yield kinds.table()
    elif name == learned.NAME:
        yield learned.table(seed=wanted.seed)
    elif name == firsthand.NAME:
        yield from (firsthand.sentences_table(), firsthand.experience_table())
    elif name == follow.NAME and (followings := follow.find()):
        yield from follow.tables(followings, runs=wanted.runs, seed=wanted.seed)
    elif held := sets.find(name):
        yield from _tables(held, wanted)
    else:
        print(f"\n{name}: absent", flush=True)


def _about(title: str) -> str:
    """What a table is of: its title without the figures in it."""
    return title.partition(":")[0]


def _write(page: Path, machine: Mapping[str, str], tables: Sequence[Table]) -> None:
    """Put the tables in the place the page keeps for them, each where it was; those of other sets stay."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    held, _, after = rest.partition(END)
    made = f"{datetime.now(UTC):%-d %B %Y}; " + ", ".join(f"{name} {number}" for name, number in machine.items())
    fresh: dict[str, list[str]] = {}
    for table in tables:
        fresh.setdefault(_about(table.title), []).append(table.markdown())
    renewed = frozenset(fresh)
    body: list[str] = []
    for section in re.split(r"^### ", held, flags=re.MULTILINE)[1:]:
        about = _about(section.partition("\n")[0])
        body += fresh.pop(about, []) if about in renewed else [f"### {section.strip()}"]
    body += [one for sections in fresh.values() for one in sections]
    whole = "\n\n".join([f"{made}.", *body])
    page.write_text(f"{before}{BEGIN}\n\n{whole}\n\n{END}{after}", encoding="utf-8")


def _tables(held: sets.LabelledSet, wanted: argparse.Namespace) -> Iterator[Any]:
    """Tables, and the values of a room that are averaged over its sets."""
    room = held.name.partition("/")[0]
    number = None if wanted.all else wanted.queries or (None if room == "what" else 100)
    with tempfile.TemporaryDirectory(prefix="outward-eval-") as folder:
        match room:
            case "what":
                yield from what.tables(
                    held,
                    folder=Path(folder),
                    runs=wanted.runs,
                    number=number,
                    seed=wanted.seed,
                    ablate=wanted.ablate_queries if wanted.ablate in (held.name, "all") else 0,
                )
            case "whom":
                yield from whom.table(held, folder=Path(folder), runs=wanted.runs, number=number, seed=wanted.seed)
            case _:
                yield from firsthand.tables(held, runs=wanted.runs, seed=wanted.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run eval", description="Quality on the open labelled sets, beside public baselines in the same run."
    )
    parser.add_argument("sets", nargs="*", help=f"which of: {', '.join(NAMES)} (default: all)")
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--queries", type=int, metavar="N", help="queries drawn from each set (what: all, whom: 100)")
    many.add_argument("--all", action="store_true", help="all queries of each set")
    parser.add_argument(
        "--ablate",
        default=sets.NAMES[0],
        metavar="SET",
        help=f"set on which stages are changed ({sets.NAMES[0]}), or all",
    )
    parser.add_argument(
        "--ablate-queries", type=int, default=50, metavar="N", help="queries on which stages are changed (50)"
    )
    parser.add_argument(
        "--side-by-side", action="store_true", help="instead: a blind comparison for a person to read, as one HTML file"
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / ".cache" / "side-by-side", metavar="FOLDER", help="where that file goes"
    )
    parser.add_argument("--write", action="store_true", help="also put the tables into docs/quality.md")
    parser.add_argument("--seed", type=int, default=7, help="what the drawing of queries and seats depends on (7)")
    parser.add_argument(
        "--runs", type=Path, default=ROOT / ".cache" / "eval", metavar="FOLDER", help="where TREC run files go"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every figure to FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
