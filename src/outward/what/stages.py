"""The stages. Their folders are the registry: every module in `sources`, `filters`, `scorers`, `selectors` is one.

The first line of a stage's docstring is the sentence the user reads about it.
"""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol, cast

from outward.model import Hit
from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.corpus import Corpus
from outward.what.query import Query
from outward.what.scored import Scored


class Source(Protocol):
    """Names documents that may answer."""

    def find(self, query: Query, corpus: Corpus, most: int, already: int) -> Sequence[Hit]:
        """At most `most` documents; `already` were found before. A score is only read of words and topics."""
        ...


class Filter(Protocol):
    """Decides what stays out."""

    def drop(self, candidate: Candidate, context: Context) -> str | None:
        """One sentence why the candidate stays out, None if it may stay."""
        ...


class Scorer(Protocol):
    """Finds one thing a candidate is worth. May offer `sentence(candidate, context, x)` to say it for this one."""

    def score(self, candidate: Candidate, context: Context) -> float:
        """How much of it, 0..1."""
        ...


class Selector(Protocol):
    """Sees all results at once and orders them; it loses none and invents none."""

    def select(self, ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
        """The same candidates, best first, with the reasons it adds."""
        ...


@cache
def _folder(name: str) -> Mapping[str, Any]:
    package = importlib.import_module(f"outward.what.{name}")
    names = (module.name for module in pkgutil.iter_modules(package.__path__))
    return {stage: importlib.import_module(f"{package.__name__}.{stage}") for stage in names}


def sources() -> Mapping[str, Source]:
    """All sources by name."""
    return cast("Mapping[str, Source]", _folder("sources"))


def filters() -> Mapping[str, Filter]:
    """All filters by name."""
    return cast("Mapping[str, Filter]", _folder("filters"))


def scorers() -> Mapping[str, Scorer]:
    """All scorers by name."""
    return cast("Mapping[str, Scorer]", _folder("scorers"))


def selectors() -> Mapping[str, Selector]:
    """All selectors by name."""
    return cast("Mapping[str, Selector]", _folder("selectors"))


def about(stage: object) -> str:
    """What a stage does, in one sentence."""
    return (stage.__doc__ or "").partition("\n")[0]


def say(scorer: Scorer, candidate: Candidate, context: Context) -> str:
    """What a scorer says of this candidate, or of its work in general where it has nothing particular to say."""
    particular = getattr(scorer, "sentence", None)
    if particular is None:
        return about(scorer)
    return cast("str", particular(candidate, context, scorer.score(candidate, context)))
