"""Like a course: fundamentals first, then how-to, then cases, then the rest."""

from collections.abc import Sequence

from outward.model import Kind
from outward.what.context import Context
from outward.what.scored import Scored
from outward.what.telling import strongest

ORDER = (Kind.FUNDAMENTALS, Kind.HOW_TO, Kind.CASE)


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """The page in the order of `ORDER`, within each part as ranked."""
    page, beyond = ranked[: context.limit], ranked[context.limit :]
    return [*sorted(page, key=part), *beyond]


def part(scored: Scored) -> int:
    """The number of its part of the course."""
    kind = strongest(scored.candidate.prose)
    return ORDER.index(kind) if kind in ORDER else len(ORDER)
