"""What of a ranking is shown: within the minutes she gave, under headings, with the place it had before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from outward.model import Kind

if TYPE_CHECKING:
    from outward.app.what import Learn

ELSE = "Beside your topics"
"""Where what names no topic of the goal stands."""
PARTS = {Kind.FUNDAMENTALS: "Fundamentals", Kind.HOW_TO: "How-to", Kind.CASE: "Cases"}
"""The parts of a course, in the order of `outward.what.selectors.fundamentals_first`."""
REST = "More on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What results stand under, and how much was found for it, which may be more than is shown."""

    title: str
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """The results shown, under which headings, and what had no room in her minutes, each with why."""

    results: tuple["Learn", ...]
    headings: tuple[Heading, ...] = ()
    late: tuple[tuple["Learn", str], ...] = ()


def portion(ranked: Sequence["Learn"], recipe: str, limit: int, minutes: int) -> Portion:
    """Of what was ranked, what this recipe shows."""
    if recipe == "catch-up":
        return by_subject([replace(one, heading=one.topic or ELSE) for one in ranked], limit)
    if recipe == "deep":
        ranked = [replace(one, heading=PARTS.get(one.kind, REST) if one.kind else REST) for one in ranked]
        return Portion(results=tuple(ranked[:limit]), headings=_counted(ranked[:limit]))
    if minutes:
        return within(ranked, limit, minutes)
    return Portion(results=tuple(ranked[:limit]))


def by_subject(ranked: Sequence["Learn"], limit: int) -> Portion:
    """The best of each subject in turn until there are `limit`, told under their subjects in the order given."""
    groups = [[one for one in ranked if one.heading == title.title] for title in _counted(ranked)]
    turns = [one for turn in zip_longest(*groups) for one in turn if one is not None]
    chosen = {one.url for one in turns[:limit]}
    return Portion(results=tuple(one for one in ranked if one.url in chosen), headings=_counted(ranked))


def within(ranked: Sequence["Learn"], limit: int, minutes: int) -> Portion:
    """The best that fit into the minutes together, in their order; what is too long is passed over."""
    chosen: list[Learn] = []
    late: list[tuple[Learn, str]] = []
    left = minutes
    for one in ranked:
        if one.minutes <= left and len(chosen) < limit:
            chosen.append(one)
            left -= one.minutes
        else:
            late.append((one, f"It takes {_told(one.minutes)}; {left} of your {minutes} were left."))
    return Portion(results=tuple(chosen), late=tuple(late))


def moved(shown: Sequence["Learn"], before: Sequence["Learn"]) -> tuple["Learn", ...]:
    """The results, each with the place it had before where that was another."""
    places = {one.url: place for place, one in enumerate(before, start=1)}
    return tuple(replace(one, moved=_moved(place, places.get(one.url))) for place, one in enumerate(shown, start=1))


def _moved(place: int, before: int | None) -> str:
    if before is None:
        return "new here"
    return f"was {ordinal(before)}" if before != place else ""


def ordinal(number: int) -> str:
    """A place as it is said: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _told(minutes: int) -> str:
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _counted(ranked: Sequence["Learn"]) -> tuple[Heading, ...]:
    """Headings in the order met, with how many stand under each."""
    return tuple(Heading(title=title, found=found) for title, found in Counter(one.heading for one in ranked).items())
