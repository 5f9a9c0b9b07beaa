"""Who tells it of herself: each sentence of a text by its own cues and by the story it stands in.

A sentence is heard twice. First by itself: z₁ = `ALONE` + Σ of the `WEIGHTS` of its cues. Then among its neighbours:
z₂ = `STORY` weights on z₁ and on how the sentences before, after and around it sound by themselves (σ z₁), so that
“I rewrote it four times” after “When we were acquired in 2023” is hers, and so is “He cried.” The chance is σ(z₂).

Both rows of weights were learned on the development half of the labels in `bench/evaluate/firsthand.tsv` (logistic
regression held to the house's first, hand-set weights by a quadratic prior of strength 5, then 3; `docs/quality.md`)
and rounded to one decimal, so that they can be read and argued with.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from outward.model import Experience
from outward.whom.first_hand.cues import IRONY_TAG, cues, tongue
from outward.whom.first_hand.sentences import sentences, unquoted

ALONE = -1.2
WEIGHTS: Mapping[str, float] = {
    "first_person_past": 2.0,
    "ours": 1.3,
    "past": 1.3,
    "subject_left_out": 1.3,
    "habit": 1.2,
    "lesson": 1.2,
    "role": 1.1,
    "time_anchor": 0.8,
    "fragment": 0.1,
    "specifics": 0.1,
    "we_would": 0.1,
    "general": -0.6,
    "hypothetical": -1.0,
    "advised": -1.1,
    "asking": -1.1,
    "facing": -1.1,
    "question": -1.1,
    "attribution": -1.4,
    "imperative": -1.5,
    "promotion": -1.5,
    "text_advised": -1.5,
    "recommends": -1.7,
    "studied": -1.7,
    "denied": -2.0,
    "irony": -2.0,
    "quoted": -2.0,
    "text_studied": -2.2,
}
"""What each cue adds to z₁; `text_…` are cues of another sentence of the same text."""
SAID: Mapping[str, str] = {
    "first_person_past": "told in the first person, as past",
    "ours": "of their own organisation",
    "past": "told as past",
    "subject_left_out": "tells what was done, leaving out the I",
    "habit": "what they do each time",
    "lesson": "a lesson of their own",
    "role": "their part in it",
    "time_anchor": "says when it was",
    "general": "a general statement",
    "hypothetical": "only imagined",
    "advised": "as an adviser",
    "asking": "asks for experience",
    "facing": "still before them",
    "question": "a question",
    "attribution": "somebody else's experience",
    "imperative": "advice to others",
    "promotion": "advertising",
    "text_advised": "the post speaks as an adviser",
    "recommends": "somebody else's text",
    "studied": "a study of others",
    "denied": "says they have not",
    "irony": "not meant as said",
    "quoted": "quoted words",
    "text_studied": "the post reports a study of others",
    "story": "the sentences around it tell it",
}
"""Cues as a screen names them; those of next to no weight have no name."""
STORY: Mapping[str, float] = {
    "itself": 1.7,
    "before": 1.2,
    "before_that": 0.9,
    "after": 0.5,
    "mean": 1.6,
    "most": 1.4,
    "fragment_after": 0.2,
}
STORY_ALONE = -2.1
HERS = frozenset(("first_person_past", "ours", "habit", "subject_left_out", "lesson", "role"))
"""Cues one of which must stand somewhere in a text before anything in it is called hers."""
NOT_HERS = frozenset(("quoted", "attribution", "irony", "denied", "recommends", "promotion", "hypothetical"))
"""Cues with which a sentence is never called hers, whatever else speaks for it."""
DOUBTED = 0.3
"""The most such a sentence, or one of a text that tells nothing as its author's, can come to."""
SURE = 0.5
"""From this chance on a sentence is called first-hand."""
MOSTLY = 0.4
"""Share of her own words below which a sentence is a quotation."""
_TAGGED = re.compile(IRONY_TAG, re.IGNORECASE)
_TAKEN_BACK = re.compile(r"(?:not|nicht)\W*", re.IGNORECASE)
"""A sentence that takes back the one before: “We told everybody. Not!”"""
FRAGMENT = 4
"""Words up to which a sentence is one only together with its neighbours."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a text, the cues it shows, how likely (0..1) it tells what its author went through, and as what."""

    sentence: str
    cues: frozenset[str]
    chance: float
    label: Experience

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """What speaks for it, in words, the weightiest first."""
        return self._said(1)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """What speaks against it, in words, the weightiest first."""
        return self._said(-1)

    def _said(self, sign: int) -> tuple[str, ...]:
        held = [cue for cue in self.cues if cue in SAID and _weight(cue) * sign > 0]
        return tuple(SAID[cue] for cue in sorted(held, key=lambda cue: (-abs(_weight(cue)), cue)))


def _weight(cue: str) -> float:
    return STORY["before"] if cue == "story" else WEIGHTS[cue]


@lru_cache(maxsize=4096)
def tell(text: str) -> tuple[Told, ...]:
    """Every sentence of a text, heard by itself and among its neighbours."""
    said = sentences(text)
    shown = _shown(said, tongue(text))
    alone = [ALONE + sum(WEIGHTS[cue] for cue in each) for each in shown]
    sounds = [_sigmoid(z) for z in alone]
    hers = any(each & HERS and not each & NOT_HERS for each in shown)
    told = []
    for number, (sentence, each) in enumerate(zip(said, shown, strict=True)):
        chance = _among(alone[number], sounds, number, fragment="fragment" in each)
        if not hers or each & NOT_HERS:
            chance = min(chance, DOUBTED)
        around = any(sounds[near] >= SURE for near in range(max(0, number - 2), number))
        marked = each | {"story"} if around and chance >= SURE else each
        told.append(Told(sentence, marked, chance, _label(each, chance)))
    return tuple(told)


def _shown(said: Sequence[str], language: str) -> list[frozenset[str]]:
    """The cues of each sentence, with those it takes over from the text."""
    own = unquoted(said)
    shown = [cues(sentence, hers, language) for sentence, hers in zip(said, own, strict=True)]
    for number, after in enumerate(said[1:]):
        if _TAKEN_BACK.fullmatch(after):
            shown[number] |= {"irony"}
    if _TAGGED.search(" ".join(said)):
        shown = [each | {"irony"} for each in shown]
    whole = frozenset(f"text_{cue}" for cue in ("advised", "studied") if any(cue in each for each in shown))
    return [each | whole | _form(sentence, hers) for each, sentence, hers in zip(shown, said, own, strict=True)]


def _form(sentence: str, own: str) -> frozenset[str]:
    """Whether it is mostly quoted, and whether it is too short to tell anything by itself."""
    words = len(own.split())
    quoted = own != sentence and words < max(2.0, MOSTLY * len(sentence.split()))
    return frozenset(name for name, is_so in (("quoted", quoted), ("fragment", words <= FRAGMENT)) if is_so)


def _among(alone: float, sounds: Sequence[float], number: int, *, fragment: bool) -> float:
    """The chance of a sentence among its neighbours: σ(z₂)."""
    others = [sound for place, sound in enumerate(sounds) if place != number]
    before = sounds[number - 1] if number else 0.0
    before_that = sounds[number - 2] if number > 1 else 0.0
    after = sounds[number + 1] if number + 1 < len(sounds) else 0.0
    return _sigmoid(
        STORY_ALONE
        + STORY["itself"] * alone
        + STORY["before"] * before
        + STORY["before_that"] * before_that
        + STORY["after"] * after
        + STORY["mean"] * (sum(others) / len(others) if others else 0.0)
        + STORY["most"] * max(others, default=0.0)
        + STORY["fragment_after"] * (max(before, before_that) if fragment else 0.0)
    )


def _label(shown: frozenset[str], chance: float) -> Experience:
    """Did it, advised on it, or comments on it."""
    if shown & NOT_HERS:
        return Experience.COMMENTS
    by_others = "advised" in shown or ("text_advised" in shown and not shown & {"ours"})
    if by_others and (chance >= SURE or "advised" in shown):
        return Experience.ADVISED
    return Experience.DID if chance >= SURE else Experience.COMMENTS


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z))
