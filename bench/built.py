"""Corpora built once and kept under .cache/bench: ours, raw tantivy's and SQLite FTS5's."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from bench import corpus, crowd
from bench.measure import seconds
from bench.peers import FullText, RawWords
from outward.app import join
from outward.app.home import Home
from outward.model import Answers
from outward.store import answers, posts

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("OUTWARD_BENCH") or ROOT / ".cache" / "bench")


def home(size: int) -> tuple[Path, float | None]:
    """A data folder with `size` posts, who follows whom, and a complete index; seconds to build it, None if kept."""
    return _kept(f"home-{size}", lambda folder: _fill_home(folder, size))


def crowd_home(size: int) -> tuple[Path, float | None]:
    """A data folder with `size` posts, a twentieth as many people, five times as many ties, and goals to ask for."""
    return _kept(f"crowd-{size}", lambda folder: _fill_crowd(folder, size))


def raw_words(size: int) -> tuple[Path, float | None]:
    """The same texts in tantivy used directly."""
    return _kept(f"tantivy-{size}", lambda folder: RawWords(folder / "words").put(texts(size)))


def full_text(size: int) -> tuple[Path, float | None]:
    """The same texts in SQLite FTS5."""
    return _kept(f"fts5-{size}", lambda folder: _fill_full_text(folder, size))


def texts(size: int) -> Iterator[tuple[int, str]]:
    """Numbers and texts exactly as our index was given them."""
    with Home(home(size)[0]) as held:
        for batch in posts.documents(held.database, 0):
            yield from ((d.doc, d.text) for d in batch)


def forget_old() -> None:
    """Remove corpora of an earlier schema, index or generator."""
    for old in CACHE.glob("*"):
        if old.name != _state():
            shutil.rmtree(old, ignore_errors=True)


def _fill_home(folder: Path, size: int) -> None:
    with Home(folder) as held:
        for page in chain([corpus.follows()], corpus.pages(size, 1_000)):
            with held.database.writing() as db:
                posts.save(db, page)
        held.catch_up()


def _fill_crowd(folder: Path, size: int) -> None:
    with Home(folder) as held:
        for page in crowd.Crowd(size, max(50, size // 20), 5 * size).pages():
            with held.database.writing() as db:
                posts.save(db, page)
        join.join(held, now=crowd.NOW)
        held.catch_up()
        for goal in crowd.goals():
            answers.keep(held.database, Answers(goal=goal, windows=(), company=crowd.company()), crowd.NOW)


def _fill_full_text(folder: Path, size: int) -> None:
    table = FullText(folder / "words.db")
    table.fill(texts(size))
    table.close()


def _kept(name: str, build: Callable[[Path], object]) -> tuple[Path, float | None]:
    folder = CACHE / _state() / name
    if folder.exists():
        return folder, None
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    took = seconds(lambda: build(fresh))
    fresh.rename(folder)
    return folder, took


@cache
def _state() -> str:
    """Changes with whatever decides what is on disk: the schema, the index, the posts, the libraries."""
    said = hashlib.sha256("".join(version(name) for name in ("tantivy", "wordllama", "numpy")).encode())
    written = [*(ROOT / "src/outward/store/migrations").glob("*.sql"), *(ROOT / "src/outward/index").glob("*.py")]
    for path in sorted([*written, *(ROOT / f"bench/{name}.py" for name in ("corpus", "crowd", "peers"))]):
        said.update(path.read_bytes())
    return said.hexdigest()[:12]
