"""Reads the hand-written material: people, posts, articles, threads, conversations and phrase banks."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent / "material"
_MARK = re.compile(r"\[(\*|m|\d+d|[a-z]{2})\]")


@dataclass(frozen=True)
class Said:
    """One hand-written post: `age` in days, `account` 0 or 1 of her social accounts, `star` for much liked ones."""

    text: str
    lang: str = "en"
    age: float | None = None
    account: int = 0
    star: bool = False


@dataclass(frozen=True)
class Piece:
    """One hand-written article, episode or video; `minutes` for media, `words` for the length of the whole."""

    title: str
    text: str
    form: str = "article"
    words: int | None = None
    minutes: float | None = None
    lang: str = "en"
    age: float | None = None
    pace: str = "case"
    free: bool = True


@dataclass(frozen=True)
class Thread:
    """A thread in several posts by one author."""

    title: str
    parts: tuple[str, ...]
    age: float | None = None


@dataclass
class Figure:
    """One invented person (or brand) with everything she says."""

    key: str
    name: str
    role: str
    bio: str
    stage: str = ""
    bluesky: list[object] | None = None
    mastodon: list[object] | None = None
    youtube: list[object] | None = None
    blog: list[object] | None = None
    podcast: list[object] | None = None
    answers: float = 0.3
    bot: bool = False
    indexable: bool | None = None
    said: list[Said] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    @property
    def lang(self) -> str:
        """The language she mostly writes in."""
        langs = [said.lang for said in self.said]
        return max(sorted(set(langs)), key=langs.count) if langs else "en"


@dataclass(frozen=True)
class Answer:
    """A line of a conversation: who says what; `on` answers the line before it instead of the first post."""

    by: str
    text: str
    on: bool


@dataclass(frozen=True)
class Conversation:
    """Answers to the `number`-th post (from 1) of a person."""

    to: str
    number: int
    answers: tuple[Answer, ...]


def paragraphs(block: str) -> list[str]:
    """The paragraphs of a block, each on one line."""
    return [" ".join(part.split()) for part in block.strip().split("\n\n") if part.strip()]


def _said(line: str) -> Said:
    values: dict[str, object] = {}
    while match := _MARK.match(line):
        mark, line = match[1], line[match.end() :].lstrip()
        if mark == "*":
            values["star"] = True
        elif mark == "m":
            values["account"] = 1
        elif mark.endswith("d") and mark[:-1].isdigit():
            values["age"] = float(mark[:-1])
        else:
            values["lang"] = mark
    return Said(line, **values)  # type: ignore[arg-type]


def _piece(table: dict[str, object]) -> Piece:
    text = "\n\n".join(paragraphs(str(table.pop("text"))))
    return Piece(text=text, **table)  # type: ignore[arg-type]


def _add(figure: Figure, table: dict[str, object]) -> None:
    figure.said += [_said(line) for line in paragraphs(str(table.get("posts", "")))]
    figure.pieces += [_piece(dict(piece)) for piece in table.get("article", [])]  # type: ignore[attr-defined]
    for thread in table.get("thread", []):  # type: ignore[attr-defined]
        figure.threads.append(Thread(thread["title"], tuple(paragraphs(thread["parts"])), thread.get("age")))


def figures() -> dict[str, Figure]:
    """All people by key, in the order written."""
    found: dict[str, Figure] = {}
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(HERE.glob("*.toml"))]
    for table in tables:
        for person in table.get("person", []):
            told = {k: v for k, v in person.items() if k not in ("posts", "article", "thread")}
            found[person["key"]] = Figure(**told)
            _add(found[person["key"]], person)
    for table in tables:
        for more in table.get("more", []):
            _add(found[more["key"]], more)
    return found


def conversations() -> list[Conversation]:
    """All hand-written conversations."""
    made = []
    for path in sorted(HERE.glob("*.toml")):
        for table in tomllib.loads(path.read_text("utf-8")).get("conversation", []):
            to, number = table["to"].split()
            made.append(Conversation(to, int(number), tuple(_answer(line) for line in paragraphs(table["answers"]))))
    return made


def _answer(line: str) -> Answer:
    by, text = line.removeprefix("> ").split(": ", 1)
    return Answer(by, text, line.startswith("> "))


def banks() -> dict[str, list[str]]:
    """The phrase banks: name → lines."""
    table = tomllib.loads((HERE / "phrases.toml").read_text("utf-8"))["bank"]
    return {
        name: [line.strip() for line in block.strip().splitlines() if line.strip()] for name, block in table.items()
    }
