"""The open labelled sets as they lie on disk: posts, queries, judgements, people, labels."""

import io
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

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
Held = TypeVar("Held", bound=msgspec.Struct)


class Row(msgspec.Struct, frozen=True):
    """One post of a set. `authors` lists all authors of a co-written text."""

    id: str
    text: str
    author: str | None = None
    authors: tuple[str, ...] = ()
    created_at: datetime | None = None
    title: str = ""
    network: str = "set"
    reply_to: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    followers: int | None = None

    @property
    def writers(self) -> tuple[str, ...]:
        """Everybody who wrote it."""
        return self.authors or ((self.author,) if self.author else ())

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title}\n{self.text}" if self.title else self.text


class Query(msgspec.Struct, frozen=True):
    """One question. It sees only posts from before `before`; its `asker` is never an answer."""

    id: str
    text: str
    asker: str | None = None
    before: datetime | None = None


class _Name(msgspec.Struct):
    id: str


@dataclass(frozen=True)
class LabelledSet:
    """A folder with a set; everything is read when first asked for."""

    name: str
    folder: Path

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All posts, in the order of the file."""
        import zstandard

        path = self.folder / "posts.jsonl.zst"
        try:
            with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as plain:
                return tuple(_decoded(io.TextIOWrapper(plain, encoding="utf-8"), Row, path))
        except zstandard.ZstdError as error:
            raise InputError(f"{path} cannot be unpacked ({error}); fetch the set again.") from None

    @cached_property
    def queries(self) -> tuple[Query, ...]:
        """All queries, in the order of the file."""
        path = self.folder / "queries.jsonl"
        with path.open(encoding="utf-8") as lines:
            return tuple(_decoded(lines, Query, path))

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
        path = self.folder / "people.jsonl"
        with path.open(encoding="utf-8") as lines:
            return frozenset(name.id for name in _decoded(lines, _Name, path))

    @cached_property
    def labels(self) -> dict[str, bool]:
        """What each post is: first-hand or not."""
        lines = (self.folder / "labels.tsv").read_text(encoding="utf-8").splitlines()
        return {post: label.strip() == "1" for post, _, label in (line.partition("\t") for line in lines if line)}

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


def _decoded(lines: Iterator[str] | io.TextIOBase, form: type[Held], path: Path) -> Iterator[Held]:
    decoder = msgspec.json.Decoder(form)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise InputError(f"Line {number} of {path} cannot be read ({error}); fetch the set again.") from None
