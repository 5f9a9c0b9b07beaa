"""How a tie began, told from the first contact seen; what becomes of ties."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outward.model import Direction, Touch


class Way(StrEnum):
    """How a tie can begin."""

    HASHTAG = "hashtag"
    REPLY = "reply"
    INTRODUCTION = "introduction"
    THEY = "they reached out"
    YOU = "you reached out"


class Became(StrEnum):
    """What can become of a tie."""

    ADVICE = "advice"
    PARTNERSHIP = "partnership"
    FRIENDSHIP = "friendship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How a tie seems to have begun: the way, a sentence, when, and where it can be seen."""

    way: Way
    sentence: str
    at: datetime
    url: str = ""


_BACK = {
    "reply": "replied to you",
    "mention": "mentioned you",
    "quoted": "quoted you",
    "liked": "liked what you wrote",
    "reposted": "passed on what you wrote",
    "followed": "followed you",
    "message": "wrote to you",
    "invited": "invited you",
    "endorsed": "endorsed you",
    "recommended": "recommended you",
}
_OUT = {
    "reply": "you replied to {}",
    "mention": "you mentioned {}",
    "quoted": "you quoted {}",
    "liked": "you liked what {} wrote",
    "reposted": "you passed on what {} wrote",
    "followed": "you followed {}",
    "message": "you wrote to {}",
    "invited": "you invited {}",
    "endorsed": "you endorsed {}",
    "recommended": "you recommended {}",
    "thanked": "you thanked {}",
    "asked": "you asked {}",
    "answered": "you answered {}",
    "helped": "you helped {}",
}


def phrase(touch: Touch, name: str) -> str:
    """A contact in words, from the user's side: "Ada replied to you", "you thanked Ada"."""
    if touch.direction is Direction.OUT:
        return _OUT.get(touch.how, f"you and {{}} {_talked(touch.how)}").format(name)
    return f"{name} {_BACK[touch.how]}" if touch.how in _BACK else f"{name} {_turned(touch.how)}"


def _talked(how: str) -> str:
    return "talked" if how == "talked" else f"were in touch ({how})"


def _turned(how: str) -> str:
    said = {"thanked": "thanked you", "asked": "asked you", "answered": "answered you", "helped": "helped you"}
    return said.get(how, "talked with you" if how == "talked" else f"turned to you ({how})")


def beginning(first: Touch, name: str, *, tags: tuple[str, ...] = (), introducer: str = "") -> Beginning:
    """How a tie seems to have begun.

    `first` is the first contact seen; `tags` the hashtags of the post the user turned to first; `introducer` the name
    of somebody who had named both in one post before that.
    """
    on = f"on {first.at:%-d %B %Y}"
    said = phrase(first, name)
    if introducer:
        way, sentence = Way.INTRODUCTION, f"{introducer} named you both in one post; then, {on}, {said}."
    elif first.direction is Direction.IN:
        way, sentence = Way.THEY, f"They reached out: {said} {on}."
    elif tags:
        way, sentence = Way.HASHTAG, f"Through #{tags[0]}: {said} {on}."
    elif first.how == "reply":
        way, sentence = Way.REPLY, f"{said[:1].upper()}{said[1:]} {on}."
    else:
        way, sentence = Way.YOU, f"You reached out: {said} {on}."
    return Beginning(way=way, sentence=sentence, at=first.at, url=first.url)
