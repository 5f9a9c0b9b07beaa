"""Where the open test data is, which is never part of the repository."""

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


def data(*parts: str) -> Path:
    """A file or folder of the test data; the test is skipped where it is absent.

    It is looked for in the folder named by OUTWARD_DATA, else in `../shared/data` beside the repository.
    """
    path = Path(os.environ.get("OUTWARD_DATA") or _ROOT.parent / "shared" / "data").joinpath(*parts)
    if not path.exists():
        pytest.skip(f"No test data at {path}; set OUTWARD_DATA to the folder that holds it.")
    return path


def files(*parts: str, suffix: str = "") -> list[Path]:
    """All files below a folder of the test data, in a fixed order."""
    return sorted(path for path in data(*parts).rglob(f"*{suffix}") if path.is_file())
