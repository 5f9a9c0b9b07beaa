"""A person's posts as votes for her."""

import math
from collections.abc import Mapping, Sequence

from outward.whom.dossier import Context, Voice

HALVED_AFTER = 365.0
"""Days after which a post's vote counts half."""
VOLUME = 0.2
"""How far writing much is held against her: 0 not at all, 1 by the mean of her posts."""


def votes(voices: Mapping[str, Sequence[Voice]], written: Mapping[str, int], context: Context) -> dict[str, float]:
    """The vote of everybody's posts for a goal, by person.

    V = Σ s · ln(1 + votes) / own^.2, s = relevance · (.5 + .5 quality) · 2^(-age / 365 days), where `own` counts all
    posts held of a person (`written`): one who writes of everything wins less by volume (CombMNZ with a mild length
    normalisation, Macdonald and Ounis 2006).
    """
    return {
        person: sum(_strength(voice, context) for voice in said)
        * math.log1p(len(said))
        / max(1, written.get(person, 1)) ** VOLUME
        for person, said in voices.items()
    }


def _strength(voice: Voice, context: Context) -> float:
    days = context.days_since(voice.found.post.created_at)
    age = 1.0 if days is None else 2.0 ** (-days / HALVED_AFTER)
    return voice.relevance * (0.5 + 0.5 * voice.quality) * age
