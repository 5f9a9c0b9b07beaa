"""First-hand experience, sentence by sentence: who did it, who advised on it, who comments on it."""

import math
from collections.abc import Iterable, Sequence

from outward.model import Evidence, Experience, Post
from outward.whom.cues import has
from outward.whom.sentences import own_words, sentences
from outward.whom.terms import terms

BIAS = -2.0
WEIGHTS = {
    "first_person_past": 1.6,
    "role": 1.2,
    "time_anchor": 0.8,
    "lesson": 0.8,
    "specifics": 0.4,
    "question": -1.0,
    "imperative": -1.2,
    "hypothetical": -1.0,
    "attribution": -0.8,
    "promotion": -1.5,
}
OF_HER_OWN = frozenset({"first_person_past", "role", "lesson"})
"""Cues that count in her own words only: what she quotes happened to somebody else."""

BEST = 5
"""Passages that count for a person."""

BESIDE = 0.6
"""What a passage keeps that does not name the subject itself, in a post that does."""

SURE = 0.5
"""From this probability on a passage is called first-hand."""
TOLD = 0.4
"""The same where she tells it of herself in the past and nobody else is quoted: that cue alone gives .401."""


def probability(sentence: str) -> float:
    """How likely it is that the sentence tells what its author went through.

    σ(-2 + 1.6 first-person past + 1.2 role in the event + .8 time anchor + .8 lesson + .4 specifics - 1.0 question
    - 1.2 imperative - 1.0 hypothetical - .8 attribution - 1.5 promotion)
    """
    own = own_words(sentence)
    z = BIAS + sum(
        weight for family, weight in WEIGHTS.items() if has(family, own if family in OF_HER_OWN else sentence)
    )
    return 1.0 / (1.0 + math.exp(-z))


def label(sentence: str, strength: float) -> Experience:
    """Did it, advised on it, or comments on it."""
    if has("advised", sentence):
        return Experience.ADVISED
    told = has("first_person_past", own_words(sentence)) and not has("attribution", sentence)
    return Experience.DID if strength >= (TOLD if told else SURE) else Experience.COMMENTS


def passages(post: Post, text: str, relevance: float, subject: frozenset[str]) -> list[Evidence]:
    """The sentences of a text as evidence.

    `strength` = probability · relevance of the post (0..1), of which a sentence that names no word of the `subject`
    keeps `BESIDE`.
    """
    found = []
    for sentence in sentences(text):
        chance = probability(sentence) * (1.0 if terms(sentence) & subject else BESIDE)
        found.append(
            Evidence(
                sentence=sentence,
                url=post.url,
                at=post.created_at,
                strength=chance * relevance,
                label=label(sentence, chance),
            )
        )
    return found


def best(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The strongest passages, at most five; one that says again what a stronger one says is left out."""
    chosen: list[Evidence] = []
    for passage in sorted(evidence, key=lambda e: (-e.strength, e.sentence)):
        if len(chosen) < BEST and not any(_same(passage.sentence, other.sentence) for other in chosen):
            chosen.append(passage)
    return tuple(chosen)


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def experienced(evidence: Sequence[Evidence]) -> float:
    """How sure it is that the person went through it: 1 - Π (1 - p·relevance) over her best passages, 0..1."""
    return 1.0 - math.prod(1.0 - passage.strength for passage in best(evidence) if passage.label is Experience.DID)


def seeking(text: str) -> str:
    """The sentence in which somebody looks for experience herself, empty when there is none."""
    told = sentences(text)
    return next((said for said in told if has("asking", said) or has("facing", said)), "")
