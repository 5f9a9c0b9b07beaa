"""How strong a tie is, and how evenly it runs."""

import math
from collections.abc import Iterable
from datetime import datetime

from outward.model import Tie, TieKind, Touch

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
WAYS = {
    "followed": 0.0,
    "liked": 1.0,
    "endorsed": 1.0,
    "mention": 2.0,
    "reposted": 2.0,
    "quoted": 3.0,
    "invited": 3.0,
    "message": 6.0,
    "talked": 6.0,
    "helped": 6.0,
}
"""What a contact is worth by how it was, as much as a tie of its kind; any other (a reply, thanks) 4.

The contact of a follow is worth nothing beside the follow, which stands.
"""
FADE = 0.955
"""What is left of a contact each day."""
DAY = 86_400.0
UNDATED = 30.0
"""Days that a contact without a date counts as old."""
SATURATES = 5.0
"""Worth of contacts at which a tie has 1 - 1/e of its full strength."""


def left(worth: float, at: datetime | None, now: datetime) -> float:
    """What is left of a contact's worth: worth · .955^days.

    One without a date counts as 30 days old, one whose day has not come yet (a clock that is wrong) not at all.
    """
    days = UNDATED if at is None else (now - at).total_seconds() / DAY
    return worth * FADE**days if days >= 0 else 0.0


def strength(ties: Iterable[Tie], now: datetime) -> float:
    """1 - e^(-(Σ worth · .955^days) / 5), 0..1; what stands does not fade."""
    return full(sum(WORTH[t.kind] if t.kind in STANDS else left(WORTH[t.kind], t.at, now) for t in ties))


def contacts(touches: Iterable[Touch], now: datetime) -> float:
    """What is left of the worth of contacts: Σ worth · .955^days."""
    return sum(left(worth(touch), touch.at, now) for touch in touches)


def worth(touch: Touch) -> float:
    """What a contact is worth on its day."""
    return WAYS.get(touch.how, WORTH[TieKind.REPLY])


def full(total: float) -> float:
    """The strength 0..1 that contacts of so much worth come to: 1 - e^(-total / 5)."""
    return -math.expm1(-total / SATURATES)


def reciprocity(out: float, back: float) -> float:
    """How evenly a tie runs: min/max of the strengths both ways, 0 where there is none."""
    return min(out, back) / max(out, back) if max(out, back) > 0 else 0.0
