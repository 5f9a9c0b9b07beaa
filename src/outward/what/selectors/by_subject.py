"""By subject: what belongs to one topic of the goal stands together."""

from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import Scored
from outward.what.subjects import topic


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """The page in the order of the goal's topics, within each as ranked; what names no topic comes last."""
    page, beyond = ranked[: context.limit], ranked[context.limit :]
    places = {name: place for place, name in enumerate(context.goal.topics)}
    last = len(places)
    return [*sorted(page, key=lambda s: places.get(topic(s.candidate, context.goal), last)), *beyond]
