"""First-hand: eyewitness posts of public crises beside learned baselines; labels and questions over the sample.

Of the crises everything trained is trained on the other events and tried on one, for each in turn. The sample's labels
(`firsthand.tsv`: address, label, sentence) and questions (`experience.tsv`: question, who did it) were written by
reading and committed before the program was run on them.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np

from bench.evaluate import regression, scores
from bench.evaluate.sets import LabelledSet
from bench.report import Table
from outward import sample
from outward.app.ask import ask
from outward.app.demo import QUESTIONS
from outward.app.home import Home
from outward.app.join import join
from outward.app.labelled.files import lines
from outward.app.whom import whom
from outward.model import Evidence, Experience, Person, Post
from outward.store import posts
from outward.whom.first_hand.experience import first_hand, passages, placed, probability
from outward.whom.first_hand.telling import SURE
from outward.whom.first_hand.witness import NAMES as MARKS
from outward.whom.first_hand.witness import marks
from outward.whom.signals.promotion import is_brand

NAME = "firsthand"
LABELS = Path(__file__).with_name("firsthand.tsv")
ASKED = Path(__file__).with_name("experience.tsv")
LIVED = 0.2
"""From this probability on a post of a crisis is called first-hand: about where F1 was best on the same events."""
OURS = "our marks, trained across events"
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
_I = re.compile(r"\bI\b")
_PAST = re.compile(r"\b(?:\w{2,}ed|was|were|had|did|saw|felt|went|got|heard|came|took)\b", re.IGNORECASE)


class Happened(msgspec.Struct, frozen=True):
    """A post and the event it is of; the event parts what is learned from what is tried, and is nothing else."""

    id: str
    text: str
    event: str = ""


def tables(held: LabelledSet, *, runs: Path, seed: int) -> Iterator[Table]:
    """Average precision and F1 over all rows of a set that have a label; each contender's run is written."""
    rows = [row for row in lines(held.folder / "posts.jsonl.zst", Happened) if row and row.id in held.labels]
    truth = {row.id: held.labels[row.id] for row in rows}
    rate = sum(truth.values()) / max(1, len(truth))
    shown = Table(
        f"{held.name}: {len(truth):,} posts, {sum(truth.values()):,} first-hand",
        ("who says first-hand", "AP", "x base rate", "AP, mean of events", "precision", "recall", "F1"),
        [("everything (base rate)", f"{rate:.3f}", "1.00", None, *_f1(truth, dict.fromkeys(truth, True)))],
    )
    for name, values, called in _contenders(rows, truth):
        found = average_precision(values, truth, runs / held.name / f"{scores.slug(name)}.run", seed)
        relative = f"{found / rate:.2f}" if rate else "-"
        shown.rows.append(
            (
                name,
                f"{found:.3f}",
                relative,
                _by_event(rows, truth, values, runs / held.name, seed),
                *_f1(truth, called),
            )
        )
    shown.notes.append(
        "“Trained across events”: on all other events, for each in turn; as large a share of an event is called as is "
        "first-hand in the others. The weights that are shipped were learned on all of these events, so their row says "
        "how they fit and not how they carry over; “our formula” does. Texts alike in value come in drawn order."
    )
    yield shown


def _contenders(
    rows: Sequence[Happened], truth: Mapping[str, bool]
) -> Iterator[tuple[str, dict[str, float], dict[str, bool]]]:
    texts = {row.id: row.text for row in rows}
    trivial = {post: plain(text) for post, text in texts.items()}
    told = {post: probability(text) for post, text in texts.items()}
    ours = {post: first_hand(text) for post, text in texts.items()}
    for name, values, threshold in (
        ("“I” and a past tense", trivial, 1.0),
        (f"what is told of the past alone, from {SURE}", told, SURE),
        (f"shipped formula, from {LIVED} (learned on these events)", ours, LIVED),
    ):
        yield name, values, {post: value >= threshold for post, value in values.items()}
    if len({row.event for row in rows}) < 2:
        return
    yes = np.asarray([float(truth[row.id]) for row in rows])
    groups = [row.event for row in rows]
    words = regression.weighed([list(regression.words(row.text)) for row in rows], 2)
    characters = regression.weighed([list(regression.characters(row.text)) for row in rows], 4)
    given = np.asarray([[marks(row.text)[name] for name in MARKS] for row in rows])
    for name, parts, penalty in (
        ("words, trained across events", [words], 0.2),
        ("words and characters, trained across events", [words, characters], 0.2),
        (OURS, [given], 5.0),
        ("our marks, words and characters, trained across events", [given, words, characters], 0.5),
    ):
        scored, chosen = regression.across(groups, yes, parts, penalty)
        yield (
            name,
            {row.id: float(value) for row, value in zip(rows, scored, strict=True)},
            {row.id: bool(is_so) for row, is_so in zip(rows, chosen, strict=True)},
        )
        if name == OURS:
            near = {row.id: 1 / (1 + math.exp(-float(value))) for row, value in zip(rows, scored, strict=True)}
            both = {row.id: 1 - (1 - placed(row.text)) * (1 - near[row.id]) for row in rows}
            yield (
                f"our formula, its weights trained across events, from {LIVED}",
                both,
                {post: value >= LIVED for post, value in both.items()},
            )


def plain(text: str) -> float:
    """The trivial rule: 1 with “I” and a past tense, half with one of them."""
    return (bool(_I.search(text)) + bool(_PAST.search(text))) / 2


def average_precision(values: Mapping[str, float], truth: Mapping[str, bool], path: Path, seed: int) -> float:
    """AP of all rows as one ranking; ties in an order drawn with the seed, so that no file order helps."""
    order = _ordered(values, seed)
    qrels = {"all": {post: int(true) for post, true in truth.items()}}
    return scores.scored(scores.write(path, {"all": order}, "firsthand"), qrels, ["all"], "AP")["all"]


def _ordered(values: Mapping[str, float], seed: int) -> list[str]:
    drawn: Sequence[str] = random.Random(seed).sample(sorted(values), len(values))
    return sorted(drawn, key=lambda post: -values[post])


def _by_event(
    rows: Sequence[Happened], truth: Mapping[str, bool], values: Mapping[str, float], folder: Path, seed: int
) -> str:
    """The mean over events of the AP within each: how well posts are told apart, whatever the event."""
    order = _ordered(values, seed)
    event = {row.id: row.event or "all" for row in rows}
    run: dict[str, list[str]] = {}
    qrels: dict[str, dict[str, int]] = {}
    for post in order:
        run.setdefault(event[post], []).append(post)
        qrels.setdefault(event[post], {})[post] = int(truth[post])
    found = scores.scored(scores.write(folder / "of-events.run", run, "firsthand"), qrels, sorted(run), "AP")
    return f"{scores.mean(found):.3f}"


def _f1(truth: Mapping[str, bool], called: Mapping[str, bool]) -> tuple[str, str, str]:
    right = sum(truth[post] for post, said in called.items() if said)
    precision = right / max(1, sum(called.values()))
    recall = right / max(1, sum(truth.values()))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the sample as labelled by reading, and what the program says of it."""

    url: str
    label: str
    sentence: str
    said: str


def sentences_table() -> Table:
    """F1 for “did it” on the half of the labelled texts that nothing was worked out on, confusions listed."""
    judged = [each for each in judged_sentences() if each.label != "personal"]
    held = [each for each in judged if held_out(each.url)]
    shown = Table(
        f"firsthand: {len(held)} sentences of the sample held out, {sum(e.label == 'did' for e in held)} “did it”",
        ("sentences", "labelled did", "told did", "precision", "recall", "F1"),
    )
    tongues = languages()
    shown.rows.append(_counted("held out", held))
    for tongue in ("en", "de", "es", "fr", "nl"):
        part = [each for each in held if tongues[each.url] == tongue]
        shown.rows.append(_counted(f"held out, {tongue}", part))
    shown.rows.append(_counted("the other half, for comparison", [e for e in judged if not held_out(e.url)]))
    wrong = Counter((each.label, each.said) for each in held if each.label != each.said)
    shown.notes.append(
        "Confusions held out: "
        + ", ".join(f"{one} told as {other} ({n})" for (one, other), n in wrong.most_common())
        + "."
    )
    return shown


def _counted(name: str, judged: Sequence[Sentence]) -> tuple[str, int, int, str | None, str | None, str | None]:
    labelled = sum(each.label == "did" for each in judged)
    told = sum(each.said == "did" for each in judged)
    right = sum(each.label == each.said == "did" for each in judged)
    if not labelled:
        return name, 0, told, None, None, None
    precision, recall = right / max(1, told), right / labelled
    return name, labelled, told, f"{precision:.3f}", f"{recall:.3f}", f"{2 * right / (labelled + told):.3f}"


def held_out(url: str) -> bool:
    """Whether the sentences of a text are of the half that is reported."""
    return int(md5(url.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 1


def judged_sentences() -> list[Sentence]:
    """Every labelled sentence with what the program says of it, heard in the text it stands in."""
    texts = _texts()
    found: list[Sentence] = []
    heard = {url: [passage for text in held for passage in _heard(url, text)] for url, held in texts.items()}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        url, label, sentence = line.split("\t")
        found.append(Sentence(url, label, sentence, _said(sentence, heard[url])))
    return found


def _heard(url: str, text: str) -> list[Evidence]:
    post = Post(id="sample:1", network="sample", author=None, text=text, url=url, resource=url, created_at=None)
    return passages(post, text, 1.0, frozenset())


def _said(sentence: str, heard: Sequence[Evidence]) -> str:
    """What is said of a sentence; where the program parts or joins sentences otherwise, of what holds or is in it."""
    wanted = _bare(sentence)
    same = [passage for passage in heard if _bare(passage.sentence) == wanted]
    near = same or [
        p for p in heard if wanted in _bare(p.sentence) or (len(p.sentence) > 9 and _bare(p.sentence) in wanted)
    ]
    labels = [passage.label for passage in near]
    for label, name in ((Experience.DID, "did"), (Experience.ADVISED, "advised")):
        if label in labels:
            return name
    return "comments"


def _bare(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence))


def _texts() -> dict[str, list[str]]:
    """The texts of the sample by address, each once."""
    held = sample.load(NOW)
    texts: dict[str, list[str]] = {}
    for url, text in (*((p.url, p.text) for p in held.posts), *((r.url, r.text) for r in held.resources)):
        if text and text not in texts.setdefault(url, []):
            texts[url].append(text)
    return texts


def languages() -> dict[str, str]:
    """The language of each text, as its writer gave it."""
    held = sample.load(NOW)
    said = {resource.url: resource.lang or "en" for resource in held.resources}
    return said | {post.url: post.lang or "en" for post in held.posts}


@dataclass(frozen=True)
class Answer:
    """A question for experience, who truly did it, and who was offered."""

    question: str
    did: frozenset[str]
    people: Sequence[Person]

    @property
    def right(self) -> bool:
        """Whether somebody who truly did it is among the first five."""
        return any(person.name in self.did for person in self.people[:5])


def experience_table() -> Table:
    """The questions over the sample: somebody who did it among the first five, nobody asleep, no vendor."""
    given = answers()
    offered = [person for answer in given for person in answer.people]
    asleep, sellers = sleepers(), vendors()
    right = sum(answer.right for answer in given)
    first = sum(answer.people[0].name in answer.did for answer in given if answer.people)
    of_five = sum(
        sum(person.name in answer.did for person in answer.people[:5]) / min(5, len(answer.did)) for answer in given
    )
    shown = Table(
        f"firsthand: {len(given)} questions for experience over the sample", ("figure", "value"),
        [
            ("one who did it among the first five", f"{right} of {len(given)}"),
            ("one who did it first", f"{first} of {len(given)}"),
            ("of those who did it (at most five), among the first five", f"{of_five / len(given):.3f}"),
            ("people offered who are asleep", sum(person.name in asleep for person in offered)),
            ("vendors and automated accounts offered", sum(person.name in sellers for person in offered)),
        ],
    )  # fmt: skip
    missed = [answer.question for answer in given if not answer.right]
    shown.notes.append(f"Missed: {'; '.join(missed) or 'none'}.")
    return shown


def answers() -> list[Answer]:
    """Each question as `outward whom --experience` answers it, on the sample without anything of a user's own."""
    with TemporaryDirectory(prefix="outward-firsthand-") as folder, Home(Path(folder)) as home:
        home.mark_sample()
        with home.database.writing() as db:
            posts.save(db, sample.load(NOW))
        join(home, now=NOW)
        home.catch_up()
        ask(home, QUESTIONS, now=NOW)
        return [Answer(said, did, whom(home, now=NOW, experience=said).people) for said, did in questions()]


def questions() -> list[tuple[str, frozenset[str]]]:
    """The questions and the names of those who truly did it."""
    parted = (line.split("\t") for line in ASKED.read_text(encoding="utf-8").splitlines())
    return [(question, frozenset(names.split("; "))) for question, names in parted]


def sleepers() -> frozenset[str]:
    """Names of those who have not written for 30 days."""
    held = sample.load(NOW)
    names = {account.id: account.name for account in held.accounts}
    last: dict[str, datetime] = {}
    for post in held.posts:
        if post.author and post.created_at:
            name = names[post.author]
            last[name] = max(post.created_at, last.get(name, post.created_at))
    return frozenset(name for name in names.values() if name not in last or (NOW - last[name]).days > 30)


def vendors() -> frozenset[str]:
    """Names of accounts that describe themselves as a brand, and of automated ones."""
    return frozenset(account.name for account in sample.load(NOW).accounts if account.bot or is_brand(account.bio))
