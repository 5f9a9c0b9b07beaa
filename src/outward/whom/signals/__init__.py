"""Signs of a person, one file each; the folder is the registry.

A signal is `measure(dossier, context) -> float` (0..1) and `sentence(dossier, context, x) -> str`, which says it with
its numbers. The first line of its docstring is what it stands for.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Protocol, cast

from outward.whom.dossier import Context, Dossier


class Signal(Protocol):
    """One sign of a person."""

    def measure(self, dossier: Dossier, context: Context) -> float:
        """How much of it, 0..1."""
        ...

    def sentence(self, dossier: Dossier, context: Context, x: float) -> str:
        """What it says of this person, in one plain sentence."""
        ...


@cache
def registry() -> Mapping[str, Signal]:
    """All signals by name."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast("Signal", importlib.import_module(f"{__name__}.{name}")) for name in names}
