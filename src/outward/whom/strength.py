"""How strong a tie is, and how evenly it runs."""

import math
from collections.abc import Iterable
from datetime import datetime

from outward.model import Tie, TieKind

WORTH = {
    TieKind.LIKE: 1.0,
    TieKind.REPOST: 2.0,
    TieKind.MENTION: 2.0,
    TieKind.QUOTE: 3.0,
    TieKind.REPLY: 4.0,
    TieKind.FOLLOW: 1.0,
    TieKind.CONNECT: 3.0,
    TieKind.MESSAGE: 6.0,
    TieKind.LISTED: 1.0,
    TieKind.MUTE: 0.0,
}
STANDS = frozenset({TieKind.FOLLOW, TieKind.CONNECT, TieKind.LISTED})
"""Ties that do not fade."""
FADE = 0.955
"""What is left of a contact each day."""
SATURATES = 5.0
"""Worth of contacts at which a tie has 1 - 1/e of its full strength."""


def strength(ties: Iterable[Tie], now: datetime) -> float:
    """1 - e^(-(Σ worth · .955^days) / 5), 0..1; what stands does not fade, an undated contact counts as 30 days old."""
    total = 0.0
    for tie in ties:
        days = 30.0 if tie.at is None else max(0.0, (now - tie.at).total_seconds() / 86_400)
        total += WORTH[tie.kind] * (1.0 if tie.kind in STANDS else FADE**days)
    return 1.0 - math.exp(-total / SATURATES)


def reciprocity(out: float, back: float) -> float:
    """How evenly a tie runs: min/max of the strengths both ways, 0 where there is none."""
    return min(out, back) / max(out, back) if max(out, back) > 0 else 0.0
