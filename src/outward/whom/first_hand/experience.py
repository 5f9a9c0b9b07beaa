"""First-hand experience, sentence by sentence: who did it, who advised on it, who comments on it."""

import math
from collections.abc import Iterable, Sequence

from outward.model import Evidence, Experience, Post
from outward.whom.first_hand.particulars import Particulars, events_of, in_context, stated
from outward.whom.first_hand.sentences import sentences
from outward.whom.first_hand.telling import Told, tell
from outward.whom.first_hand.witness import living
from outward.whom.terms import terms

BEST = 5
"""Passages that count for a person."""
BESIDE = 0.4
"""What a passage keeps that does not name the subject itself, in a post that does."""
ENOUGH = 2
"""Words of the subject that make a passage wholly about it."""
TAKEN_OVER = 0.5
"""What the event of a sentence before counts of a word of the subject."""
THIN = 0.5
"""Below this sureness evidence is called thin, whatever is called first-hand in it."""
PLACED = frozenset(("role", "ours", "lesson"))
UNPLACED = 0.25
SEEKING = frozenset(("asking", "facing"))
LEAST = 0.05
"""Evidence weaker than this is not worth its particulars."""


def probability(text: str) -> float:
    """How likely it is that a text tells what its author went through: that of its surest sentence, 0 for none."""
    return max((told.chance for told in tell(text)), default=0.0)


def first_hand(text: str) -> float:
    """How likely a post is first-hand: told of what she did, or from the midst of it (`witness`); either will do.

    1 - (1 - placed)(1 - living), 0 for a post without words.
    """
    return 1.0 - (1.0 - placed(text)) * (1.0 - living(text)) if tell(text) else 0.0


def placed(text: str) -> float:
    """The chance of the surest sentence; one that names neither her part nor her organisation nor a lesson keeps less.

    In short public posts “we went” is often a joke or a headline: `UNPLACED` of its chance.
    """
    return max((each.chance * (1.0 if each.cues & PLACED else UNPLACED) for each in tell(text)), default=0.0)


def label(text: str) -> Experience:
    """What the surest sentence of a text is: did it, advised on it, or comments on it."""
    told = max(tell(text), key=lambda each: each.chance, default=None)
    return told.label if told else Experience.COMMENTS


def passages(post: Post, text: str, relevance: float, subject: frozenset[str]) -> list[Evidence]:
    """The sentences of a text as evidence, with what each states and what spoke for and against it.

    `strength` = chance · relevance of the post (0..1) · nearness to the subject (`_nearness`). Event and time are taken
    over from the sentences before where it leaves them out.
    """
    said = sentences(text)
    events = events_of(subject)
    found = []
    for number, told in enumerate(tell(text)):
        states = in_context(said, number) if _tells(told, relevance) else Particulars()
        about = 0.0 if states.event not in events else 1.0 if stated(told.sentence).event else TAKEN_OVER
        near = _nearness(len(terms(told.sentence) & subject) + about, len(subject))
        found.append(
            Evidence(
                sentence=told.sentence,
                url=post.url,
                at=post.created_at,
                strength=told.chance * relevance * near,
                label=told.label,
                role=states.role,
                event=states.event,
                time=states.time,
                scale=states.scale,
                speaks_for=told.speaks_for,
                speaks_against=told.speaks_against,
            )
        )
    return found


def _tells(told: Told, relevance: float) -> bool:
    """Whether a passage is worth its particulars."""
    return told.label is not Experience.COMMENTS and told.chance * relevance >= LEAST


def _nearness(named: float, size: int) -> float:
    """How near a sentence is to a subject of `size` words: `BESIDE` where it names none, 1 from two of them on.

    Its event counts as one of them, in whatever words and language it is named.
    """
    return BESIDE + (1.0 - BESIDE) * min(1.0, named / max(1, min(ENOUGH, size)))


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


def thin(evidence: Sequence[Evidence]) -> str:
    """Why the evidence that she went through it is thin, as a sentence; empty when it is not."""
    did = [passage for passage in best(evidence) if passage.label is Experience.DID]
    if not did:
        advised = any(passage.label is Experience.ADVISED for passage in evidence)
        return f"Nothing says that they went through it themselves; they {'advised' if advised else 'comment'} on it."
    if experienced(evidence) < THIN:
        return "Evidence is thin: what they tell of themselves is only near the subject."
    return "Evidence is thin: only one post tells it." if len({passage.url for passage in did}) == 1 else ""


def seeking(text: str) -> str:
    """The sentence in which somebody looks for experience herself, empty when there is none."""
    return next((told.sentence for told in tell(text) if told.cues & SEEKING), "")
