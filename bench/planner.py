"""Planner: generated weeks against their rules, small ones against every plan there is, large ones against the solver
bare, and the value beside that of simpler ways of planning.
"""

import random
from collections import Counter
from collections.abc import Iterator
from functools import partial

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from tests.oracle import weeks as small_weeks

from bench import weeks
from bench.measure import median, percentile, seconds
from bench.report import Table
from outward.when import rules
from outward.when.greedy import greedy, taken
from outward.when.matrix import Built, Matrix
from outward.when.pinning import settled
from outward.when.problem import Problem
from outward.when.search import best as searched
from outward.when.solve import Plan, Wanted, plan

LIMIT = 5.0
"""Seconds, as the program has."""


def run(count: int) -> Iterator[Table]:
    """All tables; `count` weeks in the first."""
    yield generated(count)
    yield against_all_plans(max(20, count // 10))
    yield against_the_bare_solver(3 if count < 1_000 else 8)
    yield many()


def generated(count: int) -> Table:
    """Weeks of 20 to 130 candidates and 2 to 12 slots."""
    seen: Counter[str] = Counter()
    took, gaps = [], []
    for seed in range(count):
        chance = random.Random(seed)
        problem = weeks.week(seed, chance.randrange(20, 130), chance.randrange(2, 12))
        found: list[Plan] = []
        took.append(seconds(lambda problem=problem, found=found: found.append(_planned(problem, 0.01))))  # type: ignore[misc]
        gaps.append(found[0].gap)
        seen["rules broken"] += len(small_weeks.broken(found[0].sessions, settled(problem)[0]))
        for session in found[0].sessions:
            seen["slots used"] += 1
            if not weeks.short(session):
                seen["full"] += 1
                continue
            seen["short, variety kept"] += weeks.allows(session, found[0].sessions, problem, varied=True)
            seen["short, variety set aside"] += weeks.allows(session, found[0].sessions, problem, varied=False)
    shares = {
        name: seen["full"] / (seen["full"] + seen[f"short, {name}"]) for name in ("variety kept", "variety set aside")
    }
    table = Table(f"planner: {count:,} generated weeks", ("figure", "value"))
    table.rows += [
        ("rules broken, judged by breaches()", seen["rules broken"]),
        ("slots used", seen["slots used"]),
        *((f"packed to within a minute where the material allows, {name}", share) for name, share in shares.items()),
        ("weeks proved to a gap of 1 %", sum(gap <= 0.01 for gap in gaps) / count),
        ("seconds, median", median(took)),
        ("seconds, 95 of 100", percentile(took, 0.95)),
    ]
    return table


def against_all_plans(count: int) -> Table:
    """Weeks of six candidates and two or three slots, beside the best of all plans."""
    losses = []
    for seed in range(count):
        problem = small_weeks.week(5_000 + seed, items=6, slots=2 + seed % 2)
        top = small_weeks.best(problem)
        losses.append((top - _planned(problem, 0.01).value) / top if top > 1e-9 else 0.0)
    table = Table(f"planner: {count:,} small weeks, regret against every plan there is", ("figure", "value"))
    table.rows += [("mean regret", sum(losses) / count), ("largest regret", max(losses))]
    return table


def against_the_bare_solver(count: int) -> Table:
    """500 candidates × 20 slots to a gap of 1 %: ours, then HiGHS through scipy on the same model, week by week."""
    table = Table(
        "planner: 500 candidates × 20 slots to a gap of 1 %, each week in one run",
        (
            "week",
            "ours, s",
            "gap",
            "bare, s",
            "bare gap",
            "ours / bare",
            "value",
            "bare value",
            "greedy",
            "earliest fit",
        ),
        notes=["greedy, earliest fit and the bare value: as shares of ours. What is at once (greedy) takes 0.1 s."],
    )
    ratios = []
    for seed in range(count):
        problem = weeks.week(20_000 + seed, 500, 20, ceiling=300)
        built, first = _built(problem)
        answers: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
        spent = {
            "ours": seconds(partial(_ours, built, first, answers["ours"])),
            "bare": seconds(partial(_bare, built, answers["bare"])),
        }
        (value, gap), (bare, bare_gap) = answers["ours"][0], answers["bare"][0]
        ratios.append(spent["ours"] / spent["bare"])
        others = [built.net(first) / value, built.net(taken(built, _earliest(problem, built))) / value]
        table.rows.append(
            (f"{seed}", spent["ours"], gap, spent["bare"], bare_gap, ratios[-1], value, bare / value, *others)
        )
    table.rows.append(("median", None, None, None, None, median(ratios), None, None, None, None))
    return table


def many() -> Table:
    """10,000 candidates."""
    table = Table("planner: 10,000 candidates × 20 slots", ("figure", "value"))
    problem = weeks.week(1, 10_000, 20, ceiling=300)
    found: list[Plan] = []
    took = seconds(lambda: found.append(_planned(problem, 0.01)))
    broken = small_weeks.broken(found[0].sessions, settled(problem)[0])
    table.rows += [("seconds", took), ("sessions", len(found[0].sessions)), ("rules broken", len(broken))]
    table.rows.append(("gap", found[0].gap))
    return table


def _planned(problem: Problem, gap: float) -> Plan:
    wanted = Wanted(spent=problem.spent, pins=problem.pins, before=problem.before, ease=problem.ease)
    return plan(
        problem.items,
        problem.slots,
        weekly_minutes=problem.weekly_minutes,
        now=problem.now,
        seed=1,
        wanted=wanted,
        time_limit=LIMIT,
        gap=gap,
    )


def _built(problem: Problem) -> tuple[Built, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    matrix = Matrix(settled(problem)[0])
    for rule in rules.registry().values():
        rule.encode(matrix)
    built = matrix.build()
    return built, greedy(built, np.array([], dtype=np.int64))


def _ours(
    built: Built, first: "np.ndarray[tuple[int], np.dtype[np.int64]]", answers: list[tuple[float, float]]
) -> None:
    found = searched(built, first, time_limit=LIMIT * 12, gap=0.01, seed=1)
    value = built.net(found.chosen)
    answers.append((value, max(0.0, found.bound - value) / found.bound))


def _bare(built: Built, answers: list[tuple[float, float]]) -> None:
    answer = milp(
        -built.gain,
        integrality=np.ones(len(built.gain), dtype=np.int64),
        bounds=Bounds(0, built.most),
        constraints=LinearConstraint(built.rows, -np.inf, built.limit),
        options={"time_limit": LIMIT * 12, "mip_rel_gap": 0.01},
    )
    answers.append((0.0 if answer.fun is None else -float(answer.fun), float(answer.mip_gap or 0.0)))


def _earliest(problem: Problem, built: Built) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Pairs in the order of the ranking, each item's slots in the order of time."""
    items, slots = settled(problem)[0].items, problem.slots
    place = {number: at for at, number in enumerate(sorted(range(len(slots)), key=lambda n: slots[n].start))}
    keys = [(-items[pair // len(slots)].value, pair // len(slots), place[pair % len(slots)]) for pair in built.column]
    return np.array(sorted(range(len(keys)), key=lambda n: keys[n]), dtype=np.int64)
