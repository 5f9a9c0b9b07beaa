"""The rules of a plan. This folder is the registry: every module in it is one rule, said twice.

`encode` tells the solver, `breaches` says in plain Python, for people and tests, where sessions break the rule.
A rule with a `PRICE` is soft: each breach takes that many times the mean value of an item from the plan's worth.
"""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol, cast

from outward.model import Session
from outward.when.matrix import Matrix
from outward.when.problem import Problem


class Rule(Protocol):
    """What a rule's module offers; the first line of its docstring is the rule as people say it."""

    PRICE: float | None

    def encode(self, matrix: Matrix) -> None:
        """Tell the solver."""
        ...

    def breaches(self, sessions: Sequence[Session], problem: Problem) -> tuple[str, ...]:
        """One plain sentence for each time the sessions break the rule."""
        ...


@cache
def registry() -> Mapping[str, Rule]:
    """All rules by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast("Rule", importlib.import_module(f"{__name__}.{name}")) for name in names}
