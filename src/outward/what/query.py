"""What a goal is searched for by: its words, its topics, and itself as a person sees it."""

from collections import Counter
from dataclasses import dataclass

from outward.model import Goal
from outward.what.prose import MEASURED, subjects, tokens, visible

MOST_WORDS = 60
"""Different words of a goal that are searched for; a longer goal is searched by its most frequent ones."""


@dataclass(frozen=True, slots=True)
class Query:
    """`text`: the goal's words that carry a subject; `wide`: these and its topics'; `shown`: the goal to be meant."""

    text: str
    wide: str
    shown: str

    @classmethod
    def of(cls, goal: Goal) -> "Query":
        """The query of a goal."""
        seen = visible(goal.text, 25 * MEASURED)
        words = _words(seen)
        topics = [word for topic in goal.topics for word in subjects(tokens(topic))]
        wide = dict.fromkeys([*words, *topics[:MOST_WORDS]])
        return cls(" ".join(words), " ".join(wide), seen[:MEASURED])


def _words(text: str) -> list[str]:
    """The words that carry a subject, the most frequent ones of a long text."""
    words = [word for word in tokens(text) if len(word) > 1 or not word.isascii()]
    wanted = list(subjects(words)) or list(dict.fromkeys(words))
    if len(wanted) > MOST_WORDS:
        counts = Counter(words)
        wanted = sorted(wanted, key=lambda word: -counts[word])[:MOST_WORDS]
    return wanted
