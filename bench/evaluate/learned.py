"""Learning from judgements: simulated users of known taste judge what the sample shows; what it does to other goals.

A user's taste is a true worth of every result: the recipe's own score, times what she alone cares for. She judges the
ten shown for one goal after another, the better half of what she is shown as useful, and errs one time in ten; what
she has judged is not shown again. Measured is how near the order of results for goals, and of items, that she never
judged comes to her taste: nDCG@10, gains 0..3 by the quartile of the true worth.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import log, log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.report import Table
from outward.app import demo
from outward.app.home import Home
from outward.app.reading import Reading
from outward.model import Goal
from outward.what import WEEK, rank
from outward.what.learned import Example, applied, learn
from outward.what.pipeline import Result
from outward.what.recipes import Recipe

NAME = "learned"
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
STEPS = (0, 20, 50, 100)
SHOWN = 10
POOL = 60
ERRS = 0.1
RECIPE = replace(WEEK, depth=POOL, selectors=())
"""The week's scorers without seats and variety, which keep free of any taste."""

TASTES: Mapping[str, Mapping[str, float]] = {
    "the recipe's own": {},
    "first-hand, no news": {"first_hand": 1.5, "news": -1.5},
    "how-to, short": {"how_to": 1.5, "brevity": 1.5},
    "old or new alike, evidence": {"freshness": -0.7, "evidence": 1.5},
}
"""Users: to what power each thing counts beside the recipe (ln of its factor)."""

JUDGED = (
    "communicate an acquisition to staff", "run a town hall people come to", "answer rumours among staff",
    "write for colleagues without a desk", "measure internal communication", "help managers talk about change",
    "launch an intranet", "tell staff about layoffs", "interview leaders for a podcast", "plan a merger's first day",
    "listen to employees", "newsletter for staff",
)  # fmt: skip
UNJUDGED = (
    "bring two company cultures together", "make strategy understood", "keep people informed in a crisis",
    "podcast for employees", "say what is not decided yet", "field staff without a computer",
    "surveys that lead to something", "first ninety days after an acquisition",
)  # fmt: skip
"""Goals reported on; the width of the prior was tuned on others, with other draws."""


class _Goal(NamedTuple):
    results: tuple[Result, ...]
    score: Mapping[str, float]


def table(seeds: int = 20, seed: int = 7) -> Table:
    """Every user before and after so many judgements, and what was gained."""
    with TemporaryDirectory(prefix="outward-learned-") as folder, Home(Path(folder) / "home") as home:
        demo.prepare(home, now=NOW)
        corpus = Reading(home, NOW)
        judged = [_ranked(corpus, text) for text in JUDGED]
        others = [_ranked(corpus, text) for text in UNJUDGED]
    made = Table(
        f"learned: nDCG@10 against a user's taste, goals and items she did not judge, {seeds} simulations",
        ("user", *("before" if not n else f"{n} judgements" for n in STEPS), f"gain after {STEPS[-1]} (95 %)"),
    )
    for number, (name, taste) in enumerate(TASTES.items()):
        runs = [_simulated(judged, others, taste, random.Random(f"{seed}-{number}-{n}")) for n in range(seeds)]
        gains = [run[-1] - run[0] for run in runs]
        means = [f"{sum(run[step] for run in runs) / len(runs):.3f}" for step in range(len(STEPS))]
        made.rows.append((name, *means, _interval(gains, seed)))
    made.notes.append(
        f"One judgement in {round(1 / ERRS)} is wrong. A user whose taste is the recipe's own begins at the best there "
        "is, so any change is a loss: it says what learning costs whom it cannot help. Sample data, fictional; users "
        "follow the form of the model: this shows that it learns, not how real people judge."
    )
    return made


def _ranked(corpus: Reading, text: str) -> _Goal:
    ranking = rank(Goal(text=text), corpus, recipe=RECIPE, now=NOW, seed=1, limit=POOL)
    return _Goal(ranking.results, {r.resource.url: r.score for r in ranking.results})


def _simulated(
    judged: Sequence[_Goal], others: Sequence[_Goal], taste: Mapping[str, float], draw: random.Random
) -> list[float]:
    """nDCG@10 after every step."""
    goals = draw.sample(list(judged), len(judged))
    done: dict[str, Example] = {}
    shown: list[Mapping[str, float]] = []
    values = []
    for step in STEPS:
        turn, recipe = 0, _learned(done, shown)
        while len(done) < step and turn < 100:
            goal = goals[turn % len(goals)]
            turn += 1
            page = [r for r in _ordered(goal, recipe) if r.resource.url not in done][:SHOWN]
            worths = sorted(_worth(r, goal, taste) for r in page)
            for place, result in enumerate(page, start=1):
                shown.append(result.found)
                # she looks less far down, and judges some of what she looks at
                if len(done) < step and draw.random() < 0.6 * place**-0.5:
                    good = _worth(result, goal, taste) >= worths[len(worths) // 2]
                    useful = good is not (draw.random() < ERRS)
                    done[result.resource.url] = Example(useful, place, 1.0, result.found)
        values.append(_quality(others, _learned(done, shown), taste, frozenset(done)))
    return values


def _learned(done: Mapping[str, Example], shown: Sequence[Mapping[str, float]]) -> Recipe:
    found = learn(RECIPE, tuple(done.values()), shown)
    return applied(RECIPE, found) if found else RECIPE


def _ordered(goal: _Goal, recipe: Recipe) -> list[Result]:
    """The goal's results by the score of the recipe, as the pipeline counts it."""
    return sorted(
        goal.results, key=lambda r: -sum(log(max(1e-9, recipe.factor(n, r.found[n]))) for n in recipe.scorers)
    )


def _worth(result: Result, goal: _Goal, taste: Mapping[str, float]) -> float:
    own = log(max(1e-9, goal.score[result.resource.url]))
    return own + sum(_power(name, power, result) for name, power in taste.items())


def _power(name: str, power: float, result: Result) -> float:
    return power * log(0.5 + 0.5 * result.found[name])


def _quality(goals: Sequence[_Goal], recipe: Recipe, taste: Mapping[str, float], known: frozenset[str]) -> float:
    values = []
    for goal in goals:
        left = [r for r in _ordered(goal, recipe) if r.resource.url not in known]
        if len(left) > 1:
            worth = sorted(left, key=lambda r: _worth(r, goal, taste))
            gain = {r.resource.url: 4 * place // len(worth) for place, r in enumerate(worth)}
            values.append(_dcg([gain[r.resource.url] for r in left]) / _dcg(sorted(gain.values(), reverse=True)))
    return sum(values) / len(values)


def _dcg(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1.0) / log2(place + 1) for place, gain in enumerate(gains[:SHOWN], start=1))


def _interval(gains: Sequence[float], seed: int) -> str:
    """The mean with the 95 % interval of its bootstrap over simulations."""
    draw = random.Random(seed)
    means = sorted(sum(draw.choices(gains, k=len(gains))) / len(gains) for _ in range(2_000))
    return f"{sum(gains) / len(gains):+.3f} [{means[50]:+.3f}, {means[1949]:+.3f}]"
