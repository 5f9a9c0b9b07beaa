"""Plan: from `ask` to a week's plan on the embedded, fictional sample, in a process that has done nothing before."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Clock, in_child, median, seconds
from bench.report import Table

STEPS = ("imports", "load", "ask", "what", "whom", "plan", "plan again")


def run(rounds: int = 5) -> Table:
    """Median milliseconds of every step, in fresh processes, taking turns with a Python that does nothing."""
    runs, bare = [], []
    for _ in range(rounds):
        bare.append(seconds(lambda: subprocess.run((sys.executable, "-c", "pass"), check=True)))
        runs.append(in_child("plan:steps()"))
    nothing = median(bare)
    table = Table(
        f"plan: from ask to plan on the sample, milliseconds, median of {rounds}",
        ("step", "ms", "times python -c pass"),
        notes=["load = the sample into store and index; plan = what + whom + solver; the vectors' tables load once."],
    )
    steps = {step: median([took[step] for took in runs]) for step in STEPS}
    whole = {
        "ask to plan": steps["ask"] + steps["plan"],
        "all": sum(steps[s] for s in ("imports", "load", "ask", "plan")),
    }
    for step, took in {**steps, **whole}.items():
        table.rows.append((step, took * 1_000, took / nothing))
    return table


def steps() -> dict[str, float]:
    """Seconds of each step in this process."""
    clocks = {step: Clock() for step in STEPS}
    with clocks["imports"].running():
        from bench import corpus
        from outward import sample
        from outward.app import ask, demo, plan, what, whom
        from outward.app.home import Home
        from outward.store import posts
    now = corpus.NOW
    with TemporaryDirectory(prefix="outward-bench-") as folder, Home(Path(folder)) as home:
        with clocks["load"].running():
            home.mark_sample()
            with home.database.writing() as db:
                posts.save(db, sample.load(now))
            home.catch_up()
        with clocks["ask"].running():
            ask.ask(home, demo.QUESTIONS, now=now)
        with clocks["plan"].running():
            plan.plan(home, now=now)
        with clocks["plan again"].running():
            plan.plan(home, now=now)
        with clocks["what"].running():
            what.what(home, now=now)
        with clocks["whom"].running():
            whom.whom(home, now=now)
    return {step: clock.seconds for step, clock in clocks.items()}
