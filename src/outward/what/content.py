"""What sort of content a text is: the kind most words speak for, with these words; None where no kind is clear."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol, cast

from outward.model import Kind
from outward.what import kinds
from outward.what.cues import Sign
from outward.what.prose import Prose

CLEAR = 0.5
"""Strength below which no kind is told."""
SHOWN = 3
"""Words shown for a kind."""


class KindOf(Protocol):
    """One module of `kinds`."""

    def signs(self, prose: Prose) -> Sequence[Sign]:
        """The words that speak for the kind, weighed."""
        ...

    def measure(self, prose: Prose) -> float:
        """How strongly they do, 0..1."""
        ...


class Told(NamedTuple):
    """A kind, how strongly it is told (0..1), and the signs that tell it."""

    kind: Kind
    strength: float
    signs: tuple[Sign, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The weightiest words of the signs, none that is part of a longer one."""
        ordered = sorted((sign for sign in self.signs if sign.weight > 0.0), key=lambda sign: -sign.weight)
        words = list(dict.fromkeys(sign.words for sign in ordered))
        whole = [word for word in words if not any(f" {word} " in f" {other} " for other in words if other != word)]
        return tuple(whole[:SHOWN])

    @property
    def sentence(self) -> str:
        """The same for the user."""
        article = "an" if self.kind is Kind.ANNOUNCEMENT else "a"
        named = str(self.kind) if self.kind in (Kind.NEWS, Kind.FUNDAMENTALS) else f"{article} {self.kind}"
        named = "something personal" if self.kind is Kind.PERSONAL else named
        return f"Looks like {named}: {', '.join(f'“{word}”' for word in self.words)}."


@cache
def known() -> Mapping[Kind, KindOf]:
    """The module of each kind; the folder is the registry."""
    names = [module.name for module in pkgutil.iter_modules(kinds.__path__)]
    found = {Kind(name.replace("_", "-")): importlib.import_module(f"{kinds.__name__}.{name}") for name in names}
    return cast("Mapping[Kind, KindOf]", {kind: found[kind] for kind in Kind if kind in found})


def told(prose: Prose) -> Told | None:
    """The strongest kind from `CLEAR` on, the first of equals in the order of `Kind`."""
    strengths = {kind: module.measure(prose) for kind, module in known().items()}
    kind = max(strengths, key=lambda kind: strengths[kind])
    if strengths[kind] < CLEAR:
        return None
    return Told(kind, strengths[kind], tuple(known()[kind].signs(prose)))
