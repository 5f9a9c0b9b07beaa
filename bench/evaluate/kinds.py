"""Kinds of content: what the program tells of texts of the fictional sample, beside labels given by hand.

`kinds.tsv` holds an address of the sample and its kind ("none": none of them) a line. The words of the kinds were
worked out on one half of the labels; the other half is reported. A half holds whole families of texts: those that
begin with the same four words.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path

from bench.report import Cell, Table
from outward import sample
from outward.model import Kind
from outward.what.content import told
from outward.what.prose import Prose

LABELS = Path(__file__).with_name("kinds.tsv")
NAME = "kinds"
NONE = "none"
FAMILY = 4
"""Words at the beginning by which texts are of one family."""


def table() -> Table:
    """Precision, recall and F1 of every kind on the half of the labels that nothing was worked out on."""
    pairs = [(label, kind(text)) for label, text in labelled() if held_out(text)]
    right = sum(label == said for label, said in pairs)
    shown = Table(
        f"kinds: {len(pairs)} texts of the sample held out, {right / len(pairs):.2f} told as labelled",
        ("kind", "labelled", "told", "precision", "recall", "F1"),
    )
    shown.rows.extend(_row(name, pairs) for name in (*map(str, Kind), NONE))
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    shown.notes.append(
        "Most frequent mistakes: " + ", ".join(f"{a} told as {b} ({n})" for (a, b), n in wrong.most_common(4)) + "."
    )
    return shown


def labelled() -> Iterator[tuple[str, str]]:
    """The labels with their texts, title included."""
    held = sample.load(datetime(2026, 1, 1, tzinfo=UTC))
    resources = {resource.url: resource for resource in held.resources}
    posts = {post.resource: post.text for post in reversed(held.posts) if not post.repost_of}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        url, label = line.split("\t")
        yield label, f"{resources[url].title}\n{resources[url].text or posts[url]}"


def held_out(text: str) -> bool:
    """Whether the family of a text is of the half that is reported."""
    family = " ".join(text.split()[:FAMILY])
    return int(md5(family.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 1


def kind(text: str) -> str:
    """What the program tells of a text."""
    found = told(Prose(text))
    return str(found.kind) if found else NONE


def _row(name: str, pairs: list[tuple[str, str]]) -> tuple[Cell, ...]:
    labelled_so, told_so = (sum(pair[side] == name for pair in pairs) for side in (0, 1))
    right = sum(label == said == name for label, said in pairs)
    if not labelled_so:
        return name, 0, told_so, None, None, None
    precision, recall = right / max(1, told_so), right / labelled_so
    both = f"{2 * right / (labelled_so + told_so):.2f}" if labelled_so + told_so else None
    return name, labelled_so, told_so, f"{precision:.2f}", f"{recall:.2f}", both
