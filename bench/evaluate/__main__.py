"""`./run eval [sets...] [--queries N | --all] [--runs FOLDER] [--json FILE]`: quality on the open labelled sets."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.evaluate import firsthand, sets, what, whom
from bench.report import Table
from outward.errors import OutwardError

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Print a table for each set as it is ready; an absent set is one line."""
    wanted = _parser().parse_args(arguments)
    unknown = sorted(set(wanted.sets) - set(sets.NAMES))
    if unknown:
        print(f"There is no set {', '.join(unknown)}; there are: {', '.join(sets.NAMES)}.", file=sys.stderr)
        return 2
    machine = {name: version(name) for name in ("outward", "bm25s", "ir-measures", "tantivy", "wordllama")}
    print(f"{datetime.now(UTC):%Y-%m-%d}: " + ", ".join(f"{name} {number}" for name, number in machine.items()))
    figures: list[dict[str, object]] = []
    try:
        for name in wanted.sets or sets.NAMES:
            held = sets.find(name)
            if held is None:
                print(f"\n{name}: absent", flush=True)
                continue
            for table in _tables(held, wanted):
                print(f"\n{table}", flush=True)
                figures.append({"set": name, **table.figures()})
    except OutwardError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if wanted.json:
        kept = {"on": f"{datetime.now(UTC):%Y-%m-%d}", "versions": machine, "seed": wanted.seed, "tables": figures}
        wanted.json.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _tables(held: sets.LabelledSet, wanted: argparse.Namespace) -> Iterator[Table]:
    number = None if wanted.all else wanted.queries
    with tempfile.TemporaryDirectory(prefix="outward-eval-") as folder:
        match held.name.partition("/")[0]:
            case "what":
                yield from what.tables(
                    held,
                    folder=Path(folder),
                    runs=wanted.runs,
                    number=number,
                    seed=wanted.seed,
                    ablate=held.name == wanted.ablate,
                )
            case "whom":
                yield whom.table(held, folder=Path(folder), runs=wanted.runs, number=number, seed=wanted.seed)
            case _:
                yield firsthand.table(held, runs=wanted.runs, seed=wanted.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run eval", description="Quality on the open labelled sets, beside public baselines in the same run."
    )
    parser.add_argument("sets", nargs="*", help=f"which of: {', '.join(sets.NAMES)} (default: all)")
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--queries", type=int, default=100, metavar="N", help="queries drawn from each set (100)")
    many.add_argument("--all", action="store_true", help="all queries of each set")
    parser.add_argument(
        "--ablate", default=sets.NAMES[0], metavar="SET", help=f"set to leave stages out on ({sets.NAMES[0]})"
    )
    parser.add_argument("--seed", type=int, default=7, help="what the drawing of queries and seats depends on (7)")
    parser.add_argument(
        "--runs", type=Path, default=ROOT / ".cache" / "eval", metavar="FOLDER", help="where TREC run files go"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every figure to FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
