"""Like a course: fundamentals first, then how-to, then cases, then the rest."""

from collections.abc import Sequence

from outward.model import Kind
from outward.what.context import Context
from outward.what.scored import Scored

ORDER = (Kind.FUNDAMENTALS, Kind.HOW_TO, Kind.CASE)


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """The page in the order of `ORDER`, within each part as ranked."""
    page, beyond = ranked[: context.limit], ranked[context.limit :]
    return [*sorted(page, key=_part), *beyond]


def _part(scored: Scored) -> int:
    told = scored.candidate.told
    return ORDER.index(told.kind) if told and told.kind in ORDER else len(ORDER)
