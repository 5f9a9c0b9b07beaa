"""The open labelled sets as they lie on disk: posts, queries, judgements, people, labels."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from outward.app.labelled.files import Held, Name, Query, Row, lines
from outward.errors import InputError

NAMES = (
    "what/checkthat2020",
    "what/ted",
    "what/vaswani",
    "what/zulip",
    "whom/dblp",
    "whom/docusign",
    "whom/dwolla",
    "whom/zulip",
    "firsthand/crisislex",
)


@dataclass(frozen=True)
class LabelledSet:
    """A folder with a set; everything is read when first asked for."""

    name: str
    folder: Path

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All posts, in the order of the file."""
        return tuple(_whole(self.folder / "posts.jsonl.zst", Row))

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """All queries, in the order of the file."""
        return tuple(_whole(self.folder / "queries.jsonl", Query))

    @cached_property
    def qrels(self) -> dict[str, dict[str, int]]:
        """Judgements: query → document or person → how relevant."""
        judged: dict[str, dict[str, int]] = {}
        path = self.folder / "qrels.tsv"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            match line.split():
                case [query, _, found, grade] if grade.isdigit():
                    judged.setdefault(query, {})[found] = int(grade)
                case _:
                    raise InputError(f"Line {number} of {path} is not “query 0 document grade”; fetch the set again.")
        return judged

    @cached_property
    def people(self) -> frozenset[str]:
        """The people to rank."""
        return frozenset(name.id for name in _whole(self.folder / "people.jsonl", Name))

    @cached_property
    def labels(self) -> dict[str, bool]:
        """What each post is: first-hand or not."""
        told = (self.folder / "labels.tsv").read_text(encoding="utf-8").splitlines()
        return {post: label.strip() == "1" for post, _, label in (line.partition("\t") for line in told if line)}

    def sample(self, number: int | None, seed: int) -> tuple[Query, ...]:
        """At most `number` judged queries (None: all), drawn with the seed, in the order of the file."""
        judged = [query for query in self.queries if query.id in self.qrels]
        if number is None or number >= len(judged):
            return tuple(judged)
        drawn = {query.id for query in random.Random(seed).sample(judged, number)}
        return tuple(query for query in judged if query.id in drawn)


def data() -> Path:
    """Where the sets are looked for: the folder named by OUTWARD_DATA, else `../shared/data` beside the repository."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("OUTWARD_DATA") or beside)


def find(name: str) -> LabelledSet | None:
    """The set of that name, None where it is absent."""
    folder = data() / name
    return LabelledSet(name, folder) if (folder / "posts.jsonl.zst").exists() else None


def _whole(path: Path, form: type[Held]) -> Iterator[Held]:
    for number, record in enumerate(lines(path, form), start=1):
        if record is None:
            raise InputError(f"Record {number} of {path} cannot be read; fetch the set again.")
        yield record
