"""Start: `outward --help` against a Python that does nothing."""

import subprocess
import sys

from bench.measure import interleaved, median
from bench.report import Table

HELP = (sys.executable, "-c", "from outward.cli import main; main()", "--help")
NOTHING = (sys.executable, "-c", "pass")


def run(rounds: int = 15, why: bool = False) -> list[Table]:
    """Median milliseconds of both, in turn; with `why`, the imports that take longest by themselves."""
    times = interleaved(
        {
            "python -c pass": lambda: subprocess.run(NOTHING, check=True, capture_output=True),
            "outward --help": lambda: subprocess.run(HELP, check=True, capture_output=True),
        },
        rounds,
    )
    middle = {name: median(took) * 1_000 for name, took in times.items()}
    table = Table(f"start: milliseconds, median of {rounds}", ("command", "ms", "ratio"))
    for name, took in middle.items():
        table.rows.append((name, took, took / middle["python -c pass"]))
    return [table, _why()] if why else [table]


def _why(most: int = 15) -> Table:
    done = subprocess.run((HELP[0], "-X", "importtime", *HELP[1:]), check=True, capture_output=True, text=True)
    lines = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    taken = [(int(own), int(all_), name) for own, all_, name in lines if own.strip().isdigit()]
    table = Table("start: the slowest imports, milliseconds", ("module", "by itself", "with what it imports"))
    for own, all_, name in sorted(taken, reverse=True)[:most]:
        table.rows.append((name.strip(), own / 1_000, all_ / 1_000))
    return table
