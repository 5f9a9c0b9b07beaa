"""An optional sentence transformer of the user's own, which reads the best texts again. Nothing is ever downloaded.

Needs the extra `rerank` and `rerank_model` in `config.toml`, the folder of a model that lies on this machine.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MAX_CHARACTERS = 2_000
_OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


class Reranker:
    """The model in a folder; without one, or where it cannot be used, nothing is compared and `trouble` says why."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder).expanduser() if folder else None

    @cached_property
    def trouble(self) -> str:
        """Why there is no model to read with, in a sentence; empty where there is one or none is wanted."""
        if self._folder is None or self._model is not None:
            return ""
        if not self._folder.is_dir():
            return f"There is no model in {self._folder}; correct rerank_model in config.toml or take it away."
        if find_spec("sentence_transformers") is None:
            return "A model for re-ranking is set, but not what runs it: install outward with its extra 'rerank'."
        return f"The model in {self._folder} cannot be loaded; see whether it is a sentence transformer."

    def likeness(self, text: str, texts: Sequence[str]) -> list[float]:
        """Cosine (-1..1) of the text with each of the texts; none where there is no model."""
        if self._model is None or not texts:
            return []
        vectors = self._model.encode(
            [text[:MAX_CHARACTERS], *(one[:MAX_CHARACTERS] for one in texts)],
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return [float(value) for value in vectors[1:] @ vectors[0]]

    @cached_property
    def _model(self) -> Any:
        if self._folder is None or not self._folder.is_dir() or find_spec("sentence_transformers") is None:
            return None
        for name in _OFFLINE:  # a model that lacks a file asks nobody for it
            os.environ[name] = "1"
        try:
            models = import_module("sentence_transformers")
            return models.SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        except Exception:  # noqa: BLE001 - whatever a stranger's model raises, ranking goes on without it
            return None
