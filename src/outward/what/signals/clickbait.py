"""Lures more than it tells."""

import math
import re

from outward.what.cues import Cues
from outward.what.prose import Prose

_CUES = Cues(
    "you won't believe", "this one trick", "one weird trick", "what happened next", "what happens next", "will shock",
    "will blow your mind", "mind-blowing", "blew my mind", "nobody is talking about", "no one tells you",
    "nobody tells you", "they don't want you", "the secret", "secrets", "game changer", "game-changer", "must see",
    "must read", "must-read", "go viral", "this changes everything", "thank me later", "read this before",
    "stop scrolling", "ultimate guide", "hack", "hacks", "unglaublich", "schockierend", "geheimnis",
    "das ändert alles", "incroyable", "increíble",
)  # fmt: skip
_LURE = re.compile(r"#\s?\d+ will\b|👇|🤯|😱")


def measure(prose: Prose) -> float:
    """1 - e^(-lures per hundred words begun)."""
    lures = len(_CUES.found(prose)) + len(_LURE.findall(prose.plain)) + prose.plain.rstrip().endswith(("...", "…"))
    return 1.0 - math.exp(-lures / max(1.0, prose.words / 100.0))
