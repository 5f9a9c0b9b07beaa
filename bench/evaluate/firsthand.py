"""First-hand experience: the program's probability for a text, beside the base rate and a trivial rule."""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.evaluate import scores
from bench.evaluate.sets import LabelledSet
from bench.report import Table
from outward.whom.experience import first_hand
from outward.whom.telling import SURE

_I = re.compile(r"\bI\b")
_PAST = re.compile(r"\b(?:\w{2,}ed|was|were|had|did|saw|felt|went|got|heard|came|took)\b", re.IGNORECASE)


def table(held: LabelledSet, *, runs: Path, seed: int) -> Table:
    """Average precision and F1 over all rows of the set that have a label."""
    texts = {row.id: row.text for row in held.rows if row.id in held.labels}
    truth = {post: held.labels[post] for post in texts}
    ours = {post: first_hand(text) for post, text in texts.items()}
    trivial = {post: plain(text) for post, text in texts.items()}
    rate = sum(truth.values()) / max(1, len(truth))
    shown = Table(
        f"{held.name}: {len(truth):,} posts, {sum(truth.values()):,} first-hand",
        ("who says first-hand", "AP", "x base rate", "precision", "recall", "F1"),
        [("everything (base rate)", f"{rate:.3f}", "1.00", *_f1(truth, dict.fromkeys(truth, True)))],
    )
    for name, values, threshold in (
        ("“I” and a past tense", trivial, 1.0),
        (f"probability, from {SURE}", ours, SURE),
    ):
        found = average_precision(values, truth, runs / held.name / f"{scores.slug(name)}.run", seed)
        called = {post: value >= threshold for post, value in values.items()}
        relative = f"{found / rate:.2f}" if rate else "-"
        shown.rows.append((name, f"{found:.3f}", relative, *_f1(truth, called)))
    shown.notes.append("A text's probability is that of its best sentence; texts alike in it come in drawn order.")
    return shown


def plain(text: str) -> float:
    """The trivial rule: 1 with “I” and a past tense, half with one of them."""
    return (bool(_I.search(text)) + bool(_PAST.search(text))) / 2


def average_precision(values: Mapping[str, float], truth: Mapping[str, bool], path: Path, seed: int) -> float:
    """AP of all rows as one ranking; ties in an order drawn with the seed, so that no file order helps."""
    drawn: Sequence[str] = random.Random(seed).sample(sorted(values), len(values))
    order = sorted(drawn, key=lambda post: -values[post])
    qrels = {"all": {post: int(true) for post, true in truth.items()}}
    return scores.scored(scores.write(path, {"all": order}, "firsthand"), qrels, ["all"], "AP")["all"]


def _f1(truth: Mapping[str, bool], called: Mapping[str, bool]) -> tuple[str, str, str]:
    right = sum(truth[post] for post, said in called.items() if said)
    precision = right / max(1, sum(called.values()))
    recall = right / max(1, sum(truth.values()))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"
