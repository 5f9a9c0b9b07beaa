"""Why not higher: one result beside another, stage by stage, and what would let in what stayed out.

A score is a product, so the logarithm of how many times one score is the other is a sum, one part for each stage.
These parts are worked out from the reasons alone: a reason's points say what the score was before and after its stage.
"""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from outward.model import Goal, Kind, Reason
from outward.what.pipeline import Result
from outward.what.prose import Prose, roots, subjects
from outward.what.scored import BEST

CLEAR = 0.02
"""Smallest share by which a difference is worth a sentence."""
_LEAST = 1e-12


class Difference(NamedTuple):
    """What one stage makes of the distance between two results.

    `log` is ln(its factor for this one / its factor for the other): below 0 it speaks against this one. All of them
    add up to ln(score / other score). `mine` and `theirs` are what the stage said of each, empty where nothing.
    """

    stage: str
    log: float
    mine: str
    theirs: str

    @property
    def share(self) -> float:
        """How much higher (above 0) or lower this stage alone puts this one: -.5 is half."""
        return math.expm1(self.log)


def factors(reasons: Sequence[Reason]) -> dict[str, float]:
    """By what each stage multiplied the score, the first one `BEST`."""
    found: dict[str, float] = {}
    before = BEST
    for place, reason in enumerate(reasons):
        after = reason.points if place == 0 else before + reason.points
        found[reason.stage] = found.get(reason.stage, 1.0) * (after / before if before > 0.0 else 1.0)
        before = max(0.0, after)
    return found


def differences(one: Sequence[Reason], other: Sequence[Reason]) -> tuple[Difference, ...]:
    """What speaks against the one, and for it, beside the other, the largest first."""
    mine, theirs = factors(one), factors(other)
    said, told = ({r.stage: r.sentence for r in reasons} for reasons in (one, other))
    found = [
        Difference(stage, _log(mine.get(stage, 1.0)) - _log(theirs.get(stage, 1.0)), said.get(stage, ""),
                   told.get(stage, ""))
        for stage in dict.fromkeys((*mine, *theirs))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda d: -abs(d.log)))


def _log(factor: float) -> float:
    return math.log(max(factor, _LEAST))


class Told(NamedTuple):
    """A difference in plain words, and how much higher (above 0) or lower it puts this one."""

    stage: str
    share: float
    sentence: str


def compared(one: Result, other: Result, goal: Goal) -> tuple[Told, ...]:
    """What puts one result lower or higher than the other, in words, the largest first."""
    return tuple(
        Told(d.stage, d.share, _SAYS.get(d.stage, _plainly)(d, one, other, goal))
        for d in differences(one.reasons, other.reasons)
        if abs(d.share) >= CLEAR
    )


SEATS = {
    "disagreeing": "for one that sees it differently",
    "exploring": "for a surprise",
    "rare_seat": "for someone who seldom speaks",
}
"""Seats kept free, by the stage that keeps them, and for what."""


def seats(one: Result, other: Result) -> str:
    """One sentence where not the score decides who is above; empty where it does."""
    for seated, who in ((one, "It"), (other, "The other")):
        if seated.seat != "ranked":
            return f"{who} has a seat kept {SEATS.get(seated.seat, 'free')}, whatever its points."
    return ""


def _plainly(difference: Difference, _one: Result, _other: Result, _goal: Goal) -> str:
    mine, theirs = difference.mine, difference.theirs
    if mine and theirs:
        return f"{mine} The other: {theirs[0].lower()}{theirs[1:]}" if mine != theirs else f"Both: {mine}"
    return mine or f"The other: {theirs[0].lower()}{theirs[1:]}"


def _relevance(difference: Difference, one: Result, other: Result, goal: Goal) -> str:
    mine, theirs = named(one, goal), named(other, goal)
    if difference.log < 0.0:
        more = [word for word in theirs if word not in mine]
        return f"The other names {_words(more)} too." if more else "The other is closer to your goal."
    more = [word for word in mine if word not in theirs]
    return f"It names {_words(more)} too." if more else "It is closer to your goal."


def _words(words: Sequence[str]) -> str:
    if len(words) > 3:
        return f"{len(words)} more of your words"
    return ", ".join(f"“{word}”" for word in words)


def named(result: Result, goal: Goal) -> tuple[str, ...]:
    """The goal's own words that a result names."""
    told = Prose(f"{result.resource.title}\n{result.resource.text or result.post.text}").roots
    return tuple(word for word in subjects(Prose(goal.text).tokens) if roots([word]) <= told)


_KINDS = {Kind.NEWS: "news", Kind.DISCUSSION: "a discussion", Kind.CASE: "cases", Kind.HOW_TO: "how-to"}


def _freshness(difference: Difference, one: Result, other: Result, goal: Goal) -> str:
    mine, theirs = _moment(one), _moment(other)
    if mine is None or theirs is None:
        return "It carries no date." if mine is None else "The other carries no date."
    days = abs((mine - theirs).total_seconds()) / 86_400
    how = "older" if mine < theirs else "newer"
    counts = (
        f", and for {_KINDS[goal.kind]} that counts" if difference.stage == "freshness" and goal.kind in _KINDS else ""
    )
    return f"It is {_span(days)} {how}{counts}."


def _moment(result: Result) -> datetime | None:
    moment = result.resource.published_at or result.post.created_at
    return moment.replace(tzinfo=UTC) if moment and not moment.tzinfo else moment


def _span(days: float) -> str:
    for least, length, unit in ((730, 365.25, "year"), (60, 30.44, "month"), (14, 7, "week"), (1, 1, "day")):
        if days >= least:
            number = round(days / length)
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return "some hours"


def _free(difference: Difference, _one: Result, _other: Result, _goal: Goal) -> str:
    return f"{'It' if difference.log < 0.0 else 'The other'} is behind a paywall."


_SAYS: dict[str, Callable[[Difference, Result, Result, Goal], str]] = {
    "relevance": _relevance,
    "freshness": _freshness,
    "recency": _freshness,
    "free": _free,
}

LETS_IN = {
    "seen": "A search shows what you have seen: '--recipe search'.",
    "your_own": "What you wrote yourself is never offered to you.",
    "muted": "Unmute the account on its network and read again.",
    "people_list": "Lists of people are heard under Whom.",
    "not_indexable": "Its author's wish is kept; nothing lets it in.",
    "automated": "It comes in when a person points at it, or in a search.",
    "languages_read": "Add its language to those you read: 'outward goal languages'.",
    "less_of_this": "It comes back by itself; 'outward say undo' takes back what you said last.",
    "off_topic": "It comes in for a goal that names what it is about.",
    "too_short": "A search shows it: '--recipe search'.",
    "personal": "A search shows it: '--recipe search'.",
    "promotion_only": "A search shows it: '--recipe search'.",
    "little_to_learn": "A search shows it: '--recipe search'.",
    "since": "Every other recipe shows what was there before.",
    "tagged": "Name a hashtag that it carries, or use another recipe.",
    "asked_only": "Ask for more of it instead of only.",
    "other_language": "Ask without a language, or for its own too.",
    "duplicates": "The other one stands for both.",
}
"""What would let in what a filter left out, by filter."""


def lets_in(stage: str) -> str:
    """What would let in what this stage left out; empty where nobody knows."""
    return LETS_IN.get(stage, "")
