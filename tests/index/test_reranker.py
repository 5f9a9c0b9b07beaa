"""The optional model: heard where it is there, one sentence where it is not, and ranking goes on either way."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from outward.app.home import Home
from outward.cli.commands import app
from outward.index import Reranker

LIBRARY = """
import numpy as np

class SentenceTransformer:
    def __init__(self, folder, *, device, local_files_only):
        assert device == "cpu" and local_files_only
        if (__import__("pathlib").Path(folder) / "broken").exists():
            raise RuntimeError("no weights")

    def encode(self, texts, *, normalize_embeddings, show_progress_bar):
        rows = np.array([[text.count("a"), text.count("b"), 1e-9] for text in texts], dtype=float)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of that name on the path, as an installed one would be."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "sentence_transformers.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    monkeypatch.delitem(sys.modules, "sentence_transformers", raising=False)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")


def test_without_a_model_nothing_is_compared_and_nothing_is_wrong() -> None:
    assert Reranker("").likeness("a", ["b"]) == []
    assert Reranker("").trouble == ""


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    missing = Reranker(str(tmp_path / "none"))
    assert missing.likeness("a", ["b"]) == []
    assert missing.trouble.startswith(f"There is no model in {tmp_path / 'none'};")


def test_without_the_extra_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "sentence_transformers", raising=False)
    assert "extra 'rerank'" in Reranker(str(tmp_path)).trouble


def test_a_model_reads_and_asks_nobody(library: None, tmp_path: Path) -> None:
    import os

    model = Reranker(str(tmp_path))
    same, other = model.likeness("aa", ["a", "b"])
    assert same == pytest.approx(1.0)
    assert other == pytest.approx(0.0)
    assert model.likeness("a", []) == []
    assert model.trouble == ""
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"


def test_a_model_that_cannot_be_loaded_is_one_sentence(library: None, tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    model = Reranker(str(tmp_path))
    assert model.likeness("a", ["b"]) == []
    assert "cannot be loaded" in model.trouble


@pytest.mark.parametrize(("folder", "said"), [("", ""), ("/nowhere", "There is no model in /nowhere")])
def test_doctor_says_whether_the_model_is_in_use(tmp_path: Path, folder: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(f'rerank_model = "{folder}"\n', encoding="utf-8")
    shown = CliRunner().invoke(app, ["--home", str(tmp_path), "doctor"]).output
    assert ("re-ranking" in shown) == bool(said)
    assert said in " ".join(shown.split())


def test_doctor_is_content_with_a_model_that_works(library: None, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'rerank_model = "{tmp_path}"\n', encoding="utf-8")
    with Home(tmp_path) as home:
        assert home.reranker.likeness("a", ["a"]) == [pytest.approx(1.0)]
    assert "in use" in CliRunner().invoke(app, ["--home", str(tmp_path), "doctor"]).output
