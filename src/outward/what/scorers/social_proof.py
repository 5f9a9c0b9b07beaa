"""How others took it, for its author's reach."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from outward.model import Found
from outward.what.candidates import Candidate, heads
from outward.what.context import Context, Spread

REACH = 0.5
"""b of the formula: the root of the followers, until fitted for each network."""
UNKNOWN = 0.5


def excitement(found: Found) -> float | None:
    """ln gmean(1+reposts, 1+likes, 1+replies) - b·ln(1+followers); None where counts or followers are unknown."""
    post, author = found.post, found.author
    counts = (post.reposts, post.likes, post.replies)
    if author is None or author.followers is None or all(count is None for count in counts):
        return None
    reactions = sum(math.log1p(max(0, count or 0)) for count in counts) / len(counts)
    return reactions - REACH * math.log1p(max(0, author.followers))


def spread(candidates: Iterable[Candidate]) -> Mapping[str, Spread]:
    """How excitement varies on each network among the candidates' posts; deviation 1 where it does not."""
    known: dict[str, list[float]] = defaultdict(list)
    for found in (f for candidate in candidates for f in candidate.found):
        value = excitement(found)
        if value is not None:
            known[found.post.network].append(value)
    return {network: Spread(posts=len(values), deviation=_deviation(values)) for network, values in known.items()}


def _deviation(values: list[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values)) or 1.0


def score(candidate: Candidate, context: Context) -> float:
    """σ(n/(n+10)·e/sd) of the post taken best; n posts of its network had known figures. `UNKNOWN` without them."""
    return max((_proof(found, context) for found in candidate.found), default=UNKNOWN)


def _proof(found: Found, context: Context) -> float:
    value = excitement(found)
    seen = context.spread.get(found.post.network)
    if value is None or seen is None:
        return UNKNOWN
    z = seen.posts / (seen.posts + 10.0) * value / seen.deviation
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Reactions of the post shown, and how many people pointed at it."""
    post, sharers = candidate.post, heads(candidate.found)
    reactions = sum(count or 0 for count in (post.likes, post.reposts, post.replies))
    told = f"{reactions} reactions" if reactions != 1 else "1 reaction"
    people = f", shared by {sharers} people" if sharers > 1 else ""
    verdict = "more than" if x > 0.55 else "less than" if x < 0.45 else "about what"
    return (
        f"{told}{people}: {verdict} its author's reach explains."
        if x != UNKNOWN
        else "Nobody knows how others took it."
    )
