"""`./run bench [names] [--quick] [--why] [--json FILE]`: every benchmark, or those named."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import built, growth, imports, ingest, memory, now, plan, planner, query, start, statements, whom
from bench.report import Table

NAMES = (
    "start", "plan", "planner", "now", "ingest", "query", "growth", "statements", "whom", "memory", "imports",
    "payloads",
)  # fmt: skip


def main() -> None:
    """Run what was asked for and print tables as they are ready."""
    wanted = _arguments()
    machine = _machine()
    print(f"Outward {machine['outward']}: " + ", ".join(f"{k} {v}" for k, v in machine.items() if k != "outward"))
    built.forget_old()
    tables: list[Table] = []
    for name in wanted.names or NAMES:
        for table in _tables(name, quick=wanted.quick, why=wanted.why):
            print(f"\n{table}", flush=True)
            tables.append(table)
    if wanted.json:
        figures = {"machine": machine, "tables": [table.figures() for table in tables]}
        wanted.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _tables(name: str, *, quick: bool, why: bool) -> Iterator[Table]:  # noqa: C901 - a line a benchmark
    small, large = (20_000, 100_000) if quick else (100_000, 1_000_000)
    match name:
        case "start":
            yield from start.run(why=why)
        case "plan":
            yield plan.run()
        case "planner":
            yield from planner.run(100 if quick else 1_000)
        case "now":
            yield from map(now.run, (small, large))
        case "ingest":
            yield ingest.run(small)
        case "query":
            yield from query.run(small, 100)
            yield from query.run(large, 40)
        case "growth":
            yield growth.run((small // 5, small) if quick else (small, large, 5 * large))
        case "statements":
            yield statements.run(large)
        case "whom":
            yield from whom.run(large)
        case "memory":
            yield memory.run(small, large)
        case "imports":
            yield imports.run()
            yield imports.large(*((20, 200) if quick else (200, 2_000)))
        case "payloads":
            yield from imports.payloads()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description="Speed, side by side with peers in one run.")
    parser.add_argument("names", nargs="*", help=f"which of: {', '.join(NAMES)} (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="20,000 and 100,000 posts instead of 100,000 and 1,000,000"
    )
    parser.add_argument("--why", action="store_true", help="also the imports that make the program start slowly")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every figure to FILE")
    wanted = parser.parse_args()
    unknown = sorted(set(wanted.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    return wanted


def _machine() -> dict[str, str | int | float]:
    held: dict[str, str | int | float] = {
        "outward": version("outward"),
        "on": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count() or 0,
        "busy": round(os.getloadavg()[0], 1),
        "Python": platform.python_version(),
        "system": f"{sys.platform} {platform.machine()}",
    }
    return held | {name: version(name) for name in ("tantivy", "wordllama", "numpy")}


main()
