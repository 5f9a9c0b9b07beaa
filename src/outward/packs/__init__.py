"""Situation packs: a text file a situation. The folder is the registry; users add their own."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from outward.errors import InputError
from outward.model import Pack


def packs(own: Path | None = None) -> Mapping[str, Pack]:
    """All packs by name, in the order of their titles: those that come with Outward and the user's own, which win.

    `own` is her folder of TOML files; one that is not there adds nothing. Raises `InputError` for one that is no pack.
    """
    return _shipped() if own is None else _by_name([*_shipped().values(), *read(own).values()])


def pack(name: str, known: Mapping[str, Pack] | None = None) -> Pack:
    """The pack of this name, spaces or hyphens alike. Raises `InputError` naming those there are."""
    held = packs() if known is None else known
    found = held.get(name) or held.get("-".join(name.lower().split()))
    if found is None:
        raise InputError(f"There is no situation pack “{name}”; use one of: {', '.join(held)}.")
    return found


def read(folder: Path) -> Mapping[str, Pack]:
    """The packs in a folder, by name. Raises `InputError` for a file that cannot be read as a pack."""
    return _by_name(_decode(file) for file in sorted(folder.glob("*.toml")))


@cache
def _shipped() -> Mapping[str, Pack]:
    return _by_name(_decode(file) for file in files(__name__).iterdir() if file.name.endswith(".toml"))


def _by_name(found: Iterable[Pack]) -> Mapping[str, Pack]:
    last = {pack.name: pack for pack in found}
    return MappingProxyType({pack.name: pack for pack in sorted(last.values(), key=lambda pack: pack.title)})


def _decode(file: Traversable) -> Pack:
    import msgspec

    try:
        made = msgspec.toml.decode(file.read_bytes(), type=Pack)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(
            f"The situation pack {file.name} cannot be read ({error}); correct it or remove it."
        ) from error
    if made.name != file.name.removesuffix(".toml"):
        raise InputError(
            f"The situation pack {file.name} calls itself “{made.name}”; give file and name the same name."
        )
    return made
