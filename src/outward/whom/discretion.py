"""Which words of a goal a text of the user's own gives away."""

import re
from collections.abc import Iterable

from outward.whom.terms import terms

_WORD = re.compile(r"[^\W\d_]{3,}")
_TELL_NOTHING = frozenset(
    terms(
        "communicate communicating communication explain improve prepare handle manage measure build lead write "
        "understand tell talk help make better good best well company organisation organization team during through "
        "new next first our internal"
    )
)
"""Words so plain that they give no goal away."""


def named(text: str, goals: Iterable[str]) -> tuple[str, ...]:
    """The words of a text that are subject words of one of these goals, as they are written there, each once."""
    telling = frozenset().union(*(terms(goal) for goal in goals)) - _TELL_NOTHING
    found = {word.casefold(): word for word in reversed(_WORD.findall(text)) if terms(word) & telling}
    return tuple(reversed(found.values()))
