"""A person's posts as votes for her."""

import math
from collections.abc import Mapping, Sequence

from outward.whom.dossier import Context, Voice

HALVED_AFTER = 365.0
"""Days after which a post's vote counts half."""


def votes(voices: Mapping[str, Sequence[Voice]], written: Mapping[str, int], context: Context) -> dict[str, float]:
    """The vote of everybody's posts for a goal, by person.

    V = Σ s · ln(1 + votes) · log2(1 + mean/own), s = relevance · (.5 + .5 quality) · 2^(-age / 365 days), where
    `written` counts all posts held of a person, `own`, and `mean` is its mean over everybody found: one who writes
    of everything does not win by volume (CombMNZ with length normalisation, Macdonald and Ounis 2006).
    """
    mean = sum(written.get(person, 1) for person in voices) / max(1, len(voices))
    return {
        person: sum(_strength(voice, context) for voice in said)
        * math.log1p(len(said))
        * math.log2(1 + mean / max(1, written.get(person, 1)))
        for person, said in voices.items()
    }


def _strength(voice: Voice, context: Context) -> float:
    days = context.days_since(voice.found.post.created_at)
    age = 1.0 if days is None else 2.0 ** (-days / HALVED_AFTER)
    return voice.relevance * (0.5 + 0.5 * voice.quality) * age
