"""Now: `outward session --minutes 12 --setting train`, from the first keystroke and inside a program that runs."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import built, corpus
from bench.measure import median, percentile, seconds
from bench.report import Table
from outward.app.ask import Questions, ask
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.session import now_session
from outward.model import Setting
from outward.store import planning

ROUNDS = 10


def run(size: int) -> Table:
    """Milliseconds over `size` posts: ranked anew, from what was ranked last, and as a command of its own."""
    kept, _ = built.home(size)
    table = Table(
        f"now: 12 minutes packed over {size:,} posts, milliseconds",
        ("what", "p50", "p95"),
        notes=[
            "warm: in a running program (the desk). cold: a command, from starting Python to its answer; beside it a",
            "Python that does nothing, and one that only imports the solver.",
        ],
    )
    with TemporaryDirectory(prefix="outward-bench-") as scratch:
        folder = Path(scratch) / "home"
        shutil.copytree(kept, folder)
        words = " ".join(corpus.queries(3, 1)[0:1])
        now = datetime.now(UTC)  # the command has the real clock
        with Home(folder) as home:
            ask(home, Questions(what=words, when="Tue and Thu 12:30 for 25 minutes", zone="UTC"), now=now)
            plan(home, now=now)
            pack = partial(now_session, home, minutes=12, setting=Setting.READ, label="train", now=now)
            pack()
            table.rows.append(_row("warm, from what was ranked last", [seconds(pack) for _ in range(ROUNDS)]))
            table.rows.append(_row("warm, ranked anew", [seconds(partial(_anew, home, pack)) for _ in range(ROUNDS)]))
        command = f"from outward.cli import main; import sys; sys.argv[1:] = {_words(folder)!r}; main()"
        for name, code in (
            ("cold, the command", command),
            ("python -c pass", "pass"),
            ("python -c 'import highspy'", "import highspy"),
        ):
            call = partial(subprocess.run, (sys.executable, "-c", code), check=True, capture_output=True)
            call()
            table.rows.append(_row(name, [seconds(call) for _ in range(ROUNDS)]))
    return table


def _anew(home: Home, pack: Callable[[], object]) -> None:
    planning.keep_material(home.database, (), "gone", datetime.now(UTC))
    pack()


def _words(folder: Path) -> list[str]:
    return ["--home", str(folder), "session", "--minutes", "12", "--setting", "train"]


def _row(name: str, took: list[float]) -> tuple[str, float, float]:
    return name, median(took) * 1_000, percentile(took, 0.95) * 1_000
