"""Whom to follow, over files: every form of table, who wants to be left alone, and what is said of bad files."""

import builtins
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import arro3.core
import arro3.io
import pytest
from typer.testing import CliRunner

from outward.app.labelled import evaluate
from outward.app.labelled.answering import Given
from outward.cli.commands import app
from outward.errors import InputError

EDGES = [("1", "2"), ("1", "3"), ("2", "4"), ("3", "4"), ("2", "5"), ("6", "1"), ("7", "1"), ("8", "9")]
ACCOUNTS: Sequence[Mapping[str, object]] = [
    {"id": 4, "discoverable": True, "noindex": False, "locked": False},
    {"id": 5, "discoverable": False, "noindex": None, "locked": None},
    {"id": 6, "discoverable": None, "noindex": True, "locked": False},
    {"id": 7, "discoverable": None, "noindex": None, "locked": None},
    {"id": 10, "discoverable": None, "noindex": None, "locked": True},
]


def parquet(path: Path, columns: Mapping[str, Sequence[object]], kinds: dict[str, arro3.core.DataType]) -> Path:
    arrays: dict[str, Any] = {name: arro3.core.Array(values, type=kinds[name]) for name, values in columns.items()}
    arro3.io.write_parquet(arro3.core.Table.from_pydict(arrays), path)
    return path


def edges(folder: Path, form: str) -> Path:
    path = folder / f"edges.{form}"
    mark = {"csv": ",", "tsv": "\t"}.get(form)
    if mark:
        path.write_text("\n".join([f"src{mark}dst", *(mark.join(edge) for edge in EDGES)]) + "\n", encoding="utf-8")
    elif form == "jsonl":
        rows = [json.dumps({"src": int(one), "dst": int(other)}) for one, other in EDGES]
        path.write_text("\n".join([*rows, "[]", '{"src": 1}', ""]), encoding="utf-8")
    else:
        number = arro3.core.DataType.int32()
        held = {"src": [int(one) for one, _ in EDGES], "dst": [int(other) for _, other in EDGES]}
        parquet(path, held, {"src": number, "dst": number})
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "test.tsv"
    path.write_text("1\t4\n1\t7\n99\t1\n", encoding="utf-8")
    return path


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.jsonl"
    path.write_text("\n".join(map(json.dumps, ACCOUNTS)), encoding="utf-8")
    return path


def found(run: Path) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for line in run.read_text(encoding="utf-8").splitlines():
        person, _, account, *_ = line.split()
        held.setdefault(person, []).append(account)
    return held


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "parquet"])
def test_every_form_of_table_gives_the_same_answer(tmp_path: Path, people: Path, form: str) -> None:
    run = tmp_path / "follow.run"
    done = evaluate("follow", Given(edges=edges(tmp_path, form), people=people), run, limit=10)
    assert (done.posts, done.ties, done.queries, done.found) == (0, len(EDGES), 2, 4)
    assert set(found(run)) == {"1"}
    assert set(found(run)["1"]) == {"4", "5", "6", "7"}


def test_who_wants_to_be_left_alone_is_never_an_answer(tmp_path: Path, people: Path, accounts: Path) -> None:
    run = tmp_path / "follow.run"
    evaluate("follow", Given(edges=edges(tmp_path, "csv"), accounts=accounts, people=people), run, limit=10)
    assert set(found(run)["1"]) == {"4", "7"}
    table = {name: [row[name] for row in ACCOUNTS] for name in ACCOUNTS[0]}
    kinds = {name: arro3.core.DataType.bool() for name in table} | {"id": arro3.core.DataType.int32()}
    other = parquet(tmp_path / "accounts.parquet", table, kinds)
    evaluate("follow", Given(edges=edges(tmp_path, "csv"), accounts=other, people=people), run, limit=1)
    assert len(found(run)["1"]) == 1
    assert set(found(run)["1"]) <= {"4", "7"}
    plain = tmp_path / "accounts.csv"
    plain.write_text("id,discoverable,noindex,locked\n4,True,,\n5,0,,\n6,,1,\n7,,,TRUE\n", encoding="utf-8")
    evaluate("follow", Given(edges=edges(tmp_path, "csv"), accounts=plain, people=people), run)
    assert found(run)["1"] == ["4"]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("edges.csv", "", "tells of no following"),
        ("edges.jsonl", "no json", "cannot be read"),
        ("edges.parquet", "no parquet", "cannot be read"),
        ("edges.xlsx", "", "is no table Outward reads"),
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path: Path, people: Path, name: str, text: str, sentence: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        evaluate("follow", Given(edges=tmp_path / name, people=people), tmp_path / "a.run")


def test_what_is_missing_is_asked_for(tmp_path: Path, people: Path) -> None:
    for given, sentence in (
        (Given(people=people), "--edges FILE"),
        (Given(edges=edges(tmp_path, "csv")), "--people FILE"),
        (Given(edges=tmp_path / "nowhere.csv", people=people), "There is no file"),
    ):
        with pytest.raises(InputError, match=sentence):
            evaluate("follow", given, tmp_path / "a.run")
    with pytest.raises(InputError, match="--posts FILE"):
        evaluate("firsthand", Given(), tmp_path / "a.run")


def test_without_the_library_the_sentence_says_what_to_install(
    tmp_path: Path, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = edges(tmp_path, "parquet")
    real = builtins.__import__

    def without(name: str, *more: object) -> object:
        if name.startswith("arro3"):
            raise ImportError(name)
        return real(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"pip install 'outward\[parquet\]', or give the table as .csv"):
        evaluate("follow", Given(edges=held, people=people), tmp_path / "a.run")


def test_the_command_says_what_it_did(tmp_path: Path, people: Path) -> None:
    asked = ["evaluate", "follow", "--edges", str(edges(tmp_path, "tsv")), "--people", str(people)]
    said = CliRunner().invoke(app, [*asked, "--run", str(tmp_path / "follow.run")])
    assert said.exit_code == 0, said.output
    assert "2 people over 8 ties: 4 answers written to" in " ".join(said.stdout.split())
