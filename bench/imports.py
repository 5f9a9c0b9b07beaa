"""Imports: files of a user's into the store, against reading the same files with the standard library alone."""

import contextlib
import csv
import io
import json
import random
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from bench.corpus import data
from bench.measure import Clock, in_child, median, peak_megabytes
from bench.report import Table
from outward.app.home import Home
from outward.app.imports import Imported, imports

NOW = datetime(2026, 11, 1, tzinfo=UTC)
RAISED = 64 * 1024 * 1024
REAL: Mapping[str, tuple[str, ...]] = {
    "X archive": ("x", "archive"),
    "LinkedIn export, 2021": ("linkedin", "export_2021"),
    "LinkedIn export, 2025": ("linkedin", "export_2025"),
    "YouTube Takeout, history": ("youtube", "takeout_json"),
    "YouTube Takeout, lists": ("youtube", "takeout_csv"),
    "subscription lists": ("opml",),
    "Bluesky answers": ("bluesky",),
}
ROUNDS = 5


class _Watched(Home):
    """A data folder that says how long indexing took, and how much memory was held before it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.indexing, self.before = Clock(), 0.0

    def catch_up(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """The same, watched."""
        self.before = self.before or peak_megabytes()
        with self.indexing.running():
            return super().catch_up(progress)


def run() -> Table:
    """Real files, each imported into an empty data folder, in turns with reading them by the standard library."""
    table = Table(
        "imports: real files",
        ("files", "records", "dropped", "standard library, ms", "import, ms", "of it the index", "ratio", "again, ms"),
        notes=[
            "The standard library only parses (json, csv, xml.etree) and keeps nothing. Import parses, keeps posts,",
            "people, ties, what was done and the raw bytes in SQLite, and indexes. Again: the same files once more.",
            f"Medians of {ROUNDS} rounds in turns. The first import of a process loads libraries; it is not counted.",
        ],
    )
    for name, parts in REAL.items():
        folder = data("payloads", *parts)
        if folder is None:
            table.notes.append(f"No open test data here (OUTWARD_DATA): {name} is left out.")
            continue
        table.rows.append([name, *_compared(folder)])
    return table


def _compared(folder: Path) -> list[float | int]:
    took: list[list[float]] = []
    done = _imported(folder, Clock(), Clock(), Clock())
    for _ in range(ROUNDS):
        clocks = [Clock() for _ in range(4)]
        with clocks[0].running():
            _by_hand(folder)
        done = _imported(folder, *clocks[1:])
        took.append([clock.seconds * 1000 for clock in clocks])
    a, b, c, d = (median(column) for column in zip(*took, strict=True))
    kinds = [kind for file in done.files for kind in file.kinds]
    return [sum(k.read for k in kinds), sum(k.dropped for k in kinds), a, b, c, b / a, d]


def _imported(folder: Path, whole: Clock, index: Clock, again: Clock) -> Imported:
    with TemporaryDirectory(prefix="outward-bench-") as held, _Watched(Path(held)) as home:
        _ = home.database, home.index
        with whole.running():
            done = imports(home, [folder], now=NOW)
        index.seconds = home.indexing.seconds
        with again.running():
            imports(home, [folder], now=NOW)
    return done


def _by_hand(folder: Path) -> int:
    """The records of every file, read with the standard library and thrown away."""
    csv.field_size_limit(RAISED)
    return sum(_read(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _read(path: Path) -> int:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    match path.suffix:
        case ".csv":
            return sum(1 for _ in csv.reader(io.StringIO(text)))
        case ".js":
            return len(json.loads(text.partition("=")[2]))
        case ".jsonl":
            return sum(1 for line in text.split("\n") if line and json.loads(line))
        case ".json":
            return len(json.loads(text))
        case ".opml" | ".xml":
            with contextlib.suppress(ElementTree.ParseError):  # some are not well-formed
                return sum(1 for _ in ElementTree.fromstring(text.encode()).iter())
            return 0
        case _:
            return len(text)


def large(small_mb: int, large_mb: int) -> Table:
    """Generated X archives of two sizes, each imported by a process of its own: memory must not follow the size."""
    table = Table(
        "imports: generated X archives, each by a fresh process",
        (
            "unpacked MB",
            "posts",
            "seconds",
            "posts/s",
            "standard library, s",
            "ratio",
            "MB at start",
            "MB at most",
            "MB, index left out",
        ),
        notes=[
            "The standard library reads the whole file into memory and parses it (json); the import streams it.",
            "Index left out: the most held before the index takes the posts in.",
        ],
    )
    for size in (small_mb, large_mb):
        with TemporaryDirectory(prefix="outward-bench-") as folder:
            path = Path(folder) / "archive.zip"
            posts = generate(path, size * 1_000_000)
            held = in_child(f"imports:importing({str(path)!r})")
            by_hand = in_child(f"imports:by_hand({str(path)!r})")
        table.rows.append(
            (
                size,
                posts,
                held["seconds"],
                int(posts / held["seconds"]),
                by_hand["seconds"],
                held["seconds"] / by_hand["seconds"],
                held["start"],
                held["most"],
                held["kept"],
            )
        )
    return table


def importing(path: str) -> dict[str, float]:
    """Import one archive into an empty folder; memory before, after keeping, and after indexing."""
    start, clock = peak_megabytes(), Clock()
    with TemporaryDirectory(prefix="outward-bench-") as held, _Watched(Path(held)) as home, clock.running():
        done = imports(home, [Path(path)], now=NOW)
    read = sum(kind.added for file in done.files for kind in file.kinds)
    return {
        "start": start,
        "kept": home.before,
        "most": peak_megabytes(),
        "seconds": clock.seconds,
        "read": float(read),
    }


def streaming(path: str) -> dict[str, float]:
    """The same archive cut and understood, nothing kept: what an import holds besides the store and the index."""
    from outward.archive import Archive
    from outward.networks import x

    start, clock, read = peak_megabytes(), Clock(), 0
    with clock.running(), Archive(Path(path)) as archive:
        for piece in x.unpack(archive):
            read += len(x.parse(piece.raw, piece.source).posts)
    return {"start": start, "most": peak_megabytes(), "seconds": clock.seconds, "read": float(read)}


def by_hand(path: str) -> dict[str, float]:
    """The same archive by the standard library alone."""
    clock = Clock()
    with clock.running(), zipfile.ZipFile(path) as archive:
        text = archive.read("data/tweets.js").decode()
        read = len(json.loads(text.partition("=")[2]))
    return {"seconds": clock.seconds, "most": peak_megabytes(), "read": float(read)}


def generate(path: Path, size: int) -> int:
    """An X archive of about `size` bytes of posts, streamed to disk; returns how many posts are in it."""
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        owner = {"account": {"accountId": "1000", "username": "owner_example", "accountDisplayName": "Owner"}}
        made.writestr("data/account.js", "window.YTD.account.part0 = " + json.dumps([owner]))
        with made.open("data/tweets.js", "w", force_zip64=True) as stream:
            written = stream.write(b"window.YTD.tweets.part0 = [\n")
            for record in _records():
                written += stream.write((b"" if count == 0 else b",\n") + json.dumps(record).encode())
                count += 1
                if written >= size:
                    break
            stream.write(b"\n]\n")
    return count


def _records() -> Iterator[dict[str, object]]:
    chance, at = random.Random(7), datetime(2020, 1, 1, tzinfo=UTC)
    words = [f"word{number}" for number in range(20_000)]
    number = 10**15
    while True:
        number, at = number + 1, at + timedelta(minutes=3)
        tag, other = chance.choice(words), str(chance.randrange(2_000, 9_000))
        link = f"https://example.org/{chance.randrange(500_000)}"
        yield {
            "tweet": {
                "retweeted": False,
                "source": '<a href="https://example.org" rel="nofollow">Example</a>',
                "entities": {
                    "hashtags": [{"text": tag, "indices": ["0", "9"]}],
                    "symbols": [],
                    "user_mentions": [
                        {"name": f"Name {other}", "screen_name": f"user_{other}", "id_str": other, "id": other}
                    ],
                    "urls": [{"url": "https://t.co/abc", "expanded_url": link, "display_url": "example.org"}],
                },
                "display_text_range": ["0", "186"],
                "favorite_count": str(chance.randrange(50)),
                "id_str": str(number),
                "id": str(number),
                "truncated": False,
                "retweet_count": str(chance.randrange(9)),
                "created_at": at.strftime("%a %b %d %H:%M:%S +0000 %Y"),
                "favorited": False,
                "full_text": " ".join(chance.choices(words, k=25)) + f" #{tag} @user_{other} https://t.co/abc",
                "lang": "en",
            }
        }


def payloads() -> Iterator[Table]:
    """Every payload file, imported into a data folder of its own: records in, parsed, dropped, and why."""
    root = data("payloads")
    if root is None:
        print("payloads: no open test data here (OUTWARD_DATA)", file=sys.stderr)
        return
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        table = Table(f"payloads: {folder.name}", ("file", "read as", "records", "parsed", "dropped", "why"))
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            table.rows.extend(_told(path, str(path.relative_to(folder))))
        yield table


def _told(path: Path, name: str) -> Iterator[list[str | int]]:
    with TemporaryDirectory(prefix="outward-bench-") as held, Home(Path(held)) as home:
        report = imports(home, [path], now=NOW).files[0]
    for kind in report.kinds:
        why = "; ".join(f"{count} × {reason}" for reason, count in kind.why.items())
        yield [name, f"{kind.network}: {kind.title}", kind.read, kind.read - kind.dropped, kind.dropped, why]
    if report.trouble:
        yield [name, "-", 0, 0, 1, report.trouble]
    elif not report.kinds:
        yield [name, "-", 1, 0, 1, "It is no file that Outward knows."]
