"""Lures more than it tells."""

import re

from outward.what.cues import Cues, Sign, strength
from outward.what.prose import Prose, once

_CUES = Cues(
    "you won't believe", "this one trick", "one weird trick", "what happened next", "what happens next", "will shock",
    "will blow your mind", "mind-blowing", "blew my mind", "nobody is talking about", "nobody talks about",
    "no one talks about", "no one is talking about", "no one tells you", "nobody tells you", "they don't want you",
    "the secret to", "the secret of", "the secret is", "the secret nobody", "secrets of", "secrets to", "game changer",
    "game-changer", "must see", "must read", "must-read", "go viral", "this changes everything", "thank me later",
    "read this before", "stop scrolling", "ultimate guide", "life hack", "life hacks", "growth hack", "growth hacks",
    "let that sink in", "read that again", "like if you agree", "repost if you", "share if you", "tag someone",
    "tag a leader", "bookmark this", "save this", "so you don't have to", "follow me to find out", "comment below",
    "drop a", "will replace your", "that changed my life", "that changed my career", "magic words", "unglaublich",
    "schockierend", "das geheimnis", "das ändert alles", "niemand spricht darüber", "teile das", "incroyable",
    "vous n'allez pas croire", "le secret de", "increíble", "no vas a creer", "el secreto de", "ongelooflijk",
    "je gelooft nooit", "het geheim van",
)  # fmt: skip
_LURE = re.compile(r"#\s?\d+ will\b|👇|🤯|😱")
_UNFINISHED = ("...", "…")


@once
def signs(prose: Prose) -> list[Sign]:
    """Phrases and pictures that lure; an unfinished end counts only beside these: teasers of feeds end so, too."""
    found = [*_CUES.signs(prose), *map(Sign, _LURE.findall(prose.plain))]
    return [*found, Sign("…")] if found and prose.plain.rstrip().endswith(_UNFINISHED) else found


def measure(prose: Prose) -> float:
    """1 - e^(-lures per hundred words begun)."""
    return strength(signs(prose), prose.words, each=100.0)
