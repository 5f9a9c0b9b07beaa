"""What `./run check` says of documentation: each difference in a line, nothing where there is none."""

import subprocess
import sys
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

MAKE = Path(__file__).resolve().parents[2] / "docs" / "make.py"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with docs/make.py and nothing to complain of, pages aside."""
    for folder in ("docs/design", "docs/guide", "src/room", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs" / "guide" / "connect.md").touch()
    (tmp_path / "docs" / "make.py").write_bytes(MAKE.read_bytes())
    (tmp_path / "docs" / "design" / "invariants.md").write_text("| it holds | `tests/test_it.py` |\n")
    (tmp_path / "tests" / "test_it.py").touch()
    (tmp_path / "README.md").write_text("`./run demo` and `./run test`, [more](docs/design/invariants.md#it), <a:b>\n")
    (tmp_path / "src" / "room" / "thing.py").write_text("x = 1\n" * 400)
    return tmp_path


def check(tree: Path) -> tuple[int, list[str]]:
    ran = subprocess.run(
        [sys.executable, tree / "docs" / "make.py", "--check"], capture_output=True, text=True, check=False
    )
    assert not ran.stderr
    return ran.returncode, ran.stdout.splitlines()


def made(tree: Path) -> None:
    module: dict[str, Any] = run_path(str(tree / "docs" / "make.py"))
    (module["DOCS"] / "reference").mkdir(parents=True)
    for name, make in module["PAGES"].items():
        (module["DOCS"] / name).write_text(module["page"](make))


def test_pages_made_from_the_program_satisfy_the_check(tree: Path) -> None:
    made(tree)
    assert check(tree) == (0, [])


def test_every_difference_is_a_line(tree: Path) -> None:
    made(tree)
    (tree / "docs" / "reference" / "cli.md").write_text("older")
    (tree / "docs" / "reference" / "json.md").unlink()
    (tree / "README.md").write_text("`./run demo`, [gone](docs/gone.md)\n")
    (tree / "tests" / "test_it.py").unlink()
    (tree / "src" / "room" / "thing.py").write_text("x = 1\n" * 401)
    (tree / "src" / "room" / "utils.py").touch()
    code, lines = check(tree)
    assert code == 1
    assert lines == [
        "docs/reference/cli.md is out of date; run './run docs'.",
        "docs/reference/json.md is out of date; run './run docs'.",
        "README.md links to docs/gone.md, which is not there.",
        "docs/design/invariants.md names tests/test_it.py, which is not there.",
        "README.md does not show ./run test.",
        "src/room/thing.py has 401 lines; 400 at most.",
        "src/room/utils.py has a name that says nothing.",
    ]


def test_pages_are_the_same_whatever_the_order_of_hashes(tree: Path) -> None:
    made(tree)
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, tree / "docs" / "make.py", "--check"],
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            check=True,
        )
        assert not ran.stdout
