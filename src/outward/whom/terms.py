"""Words that carry a subject."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    (
        "the and for that this with from have has had not but you your our are was were will would can could "
        "should what when who whom how why which into about over after before their them they its his her him she "
        "out all any been being than then there here just more most some such only own same very learn want need "
        "people staff team work someone like know und der die das ein eine mit von für auf ist nicht wie les des "
        "une est pour que los las por con una para through two three went gone going somebody anybody anyone "
        "everyone herself himself themselves very much many also well jemand selbst hat haben wurde dem den bei nach "
        "vor sich wir"
    ).split()
)
_ENDING = re.compile(r"(?:ations?|ating|ated|ates?|ions?|ings?|ers?|ments?|ed|es|s|e)$")


@lru_cache(maxsize=2048)
def terms(text: str) -> frozenset[str]:
    """The subject words of a text, lower case, without common words and endings."""
    words = (match.group().casefold() for match in _WORD.finditer(text))
    return frozenset(_root(word) for word in words if word not in _COMMON)


@lru_cache(maxsize=1024)
def names(text: str, wanted: frozenset[str]) -> bool:
    """Whether a text has one of these subject words; only words that begin like one of them are looked at."""
    folded = text.casefold()
    if not any(word in folded for word in wanted):
        return False
    found = _beginning(wanted).findall(folded)
    return any(_root(word) in wanted for word in found if word not in _COMMON)


@lru_cache(maxsize=64)
def _beginning(wanted: frozenset[str]) -> re.Pattern[str]:
    """Words that begin like one of these."""
    return re.compile(rf"(?<![^\W\d_])(?=[^\W\d_]{{3}})(?:{'|'.join(map(re.escape, sorted(wanted)))})[^\W\d_]*")


def _root(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 5 else word
