"""Situation packs: a text file a situation. The folder is the registry; users add their own."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from outward.errors import InputError
from outward.model import Pack


def packs(own: Path | None = None) -> Mapping[str, Pack]:
    """All packs by name: those that come with Outward, then the user's own (`own` is her folder of TOML files)."""
    return {**_shipped(), **(read(own) if own is not None and own.is_dir() else {})}


def pack(name: str, known: Mapping[str, Pack] | None = None) -> Pack:
    """The pack of that name, or an `InputError` naming those there are."""
    held = packs() if known is None else known
    if name not in held:
        raise InputError(f"There is no situation pack {name!r}; use one of: {', '.join(held)}.")
    return held[name]


def read(folder: Path) -> dict[str, Pack]:
    """The packs in a folder, by name."""
    texts = ((file.name, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.toml")))
    return _read(texts)


@cache
def _shipped() -> dict[str, Pack]:
    found = sorted(files(__name__).iterdir(), key=lambda file: file.name)
    return _read((file.name, file.read_text(encoding="utf-8")) for file in found if file.name.endswith(".toml"))


def _read(texts: Iterable[tuple[str, str]]) -> dict[str, Pack]:
    held = {}
    for name, text in texts:
        try:
            held[name.removesuffix(".toml")] = msgspec.convert(tomllib.loads(text), Pack)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise InputError(
                f"The situation pack {name} cannot be read ({error}); correct it or take it away."
            ) from error
    return held
