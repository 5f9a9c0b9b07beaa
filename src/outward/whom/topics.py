"""What somebody speaks of, quarter by quarter: topics of the user's goals, her hashtags, words she returns to."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outward.whom.terms import terms

QUARTERS = 6
"""Quarters shown at most, this one included."""
MOST = 5
"""Hashtags, and words, shown at most."""
GOALS = 6
"""Topics of goals shown at most."""
RARE = 3.0
"""How rare (idf) a word is at least that says something of somebody: about one post in twenty has it."""
LEAST = 2
"""Posts in which a hashtag or a word is met at least: what is said once is no topic."""
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Uttered:
    """One post, as far as topics go: its words, its hashtags, when."""

    text: str
    tags: Sequence[str]
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """How often she spoke of something: `sort` is goal, hashtag or word; `counts` are posts by quarter.

    `total` counts all posts, those without a date and from before the quarters shown too; `last` is the newest.
    """

    name: str
    sort: str
    counts: tuple[int, ...]
    total: int
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Topics by quarter, oldest quarter first; `posts` counts all posts of each quarter."""

    quarters: tuple[str, ...] = ()
    posts: tuple[int, ...] = ()
    topics: tuple[Topic, ...] = ()


def topics(
    said: Sequence[Uttered],
    goals: Mapping[str, str],
    *,
    now: datetime,
    rarity: Callable[[Sequence[str]], Sequence[float]] = lambda words: [RARE] * len(words),
) -> Topics:
    """What these posts speak of. `goals` are topics of the user's goals: what each is called, and its words.

    A post speaks of a goal's topic when it has all its subject words, or two where it has three or more. Words are
    those met most often for how rare they are among all posts (`rarity`), hashtags and goals aside.
    """
    if not said:
        return Topics()
    met: dict[tuple[str, str], list[int]] = {("goal", name): found for name, found in _goals(said, goals).items()}
    met |= {("hashtag", f"#{tag}"): found for tag, found in _tags(said).items()}
    taken = {term for _, name in met for term in terms(goals.get(name, name))}
    met |= {("word", word): found for word, found in _words(said, taken, rarity).items()}
    first = min((one.at for one in said if one.at and one.at <= now), default=now)
    quarters = _quarters(first, now)
    return Topics(
        quarters=tuple(f"{year} Q{quarter}" for year, quarter in quarters),
        posts=_counted(said, range(len(said)), quarters),
        topics=tuple(
            Topic(
                name=name,
                sort=sort,
                counts=_counted(said, found, quarters),
                total=len(found),
                last=max((at for n in found if (at := said[n].at)), default=None),
            )
            for (sort, name), found in met.items()
        ),
    )


def _goals(said: Sequence[Uttered], goals: Mapping[str, str]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {}
    subjects = [terms(one.text) for one in said]
    for name, text in goals.items():
        wanted = terms(text)
        need = len(wanted) if len(wanted) < 3 else 2
        if wanted:
            held[name] = [n for n, subject in enumerate(subjects) if len(subject & wanted) >= need]
    often = sorted((name for name in held if held[name]), key=lambda name: (-len(held[name]), name))
    return {name: held[name] for name in often[:GOALS]}


def _tags(said: Sequence[Uttered]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        for tag in dict.fromkeys(tag.casefold() for tag in one.tags):
            held[tag].append(number)
    often = sorted(held, key=lambda tag: (-len(held[tag]), tag))
    return {tag: held[tag] for tag in often[:MOST] if len(held[tag]) >= LEAST}


def _words(
    said: Sequence[Uttered], taken: set[str], rarity: Callable[[Sequence[str]], Sequence[float]]
) -> dict[str, list[int]]:
    held: dict[str, list[int]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for number, one in enumerate(said):
        seen: set[str] = set()
        for word in _WORD.findall(one.text):
            for term in terms(word) - taken:
                written[term][word.casefold()] += 1
                if term not in seen:
                    held[term].append(number)
                    seen.add(term)
    often = sorted((t for t in held if len(held[t]) >= LEAST), key=lambda t: (-len(held[t]), t))[: 20 * MOST]
    names = [min(written[term], key=lambda word: (-written[term][word], word)) for term in often]
    worth = dict(zip(often, rarity(names), strict=True))
    best = sorted((t for t in often if worth[t] >= RARE), key=lambda t: (-len(held[t]) * worth[t], t))[:MOST]
    called = dict(zip(often, names, strict=True))
    return {called[term]: held[term] for term in best}


def _quarter(at: datetime) -> tuple[int, int]:
    return at.year, (at.month - 1) // 3 + 1


def _quarters(first: datetime, now: datetime) -> tuple[tuple[int, int], ...]:
    """The quarters from the first post's to this one, oldest first, the last `QUARTERS` of them."""
    found = [_quarter(now)]
    while len(found) < QUARTERS and found[-1] > _quarter(first):
        year, quarter = found[-1]
        found.append((year, quarter - 1) if quarter > 1 else (year - 1, 4))
    return tuple(reversed(found))


def _counted(said: Sequence[Uttered], numbers: Sequence[int], quarters: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    held = Counter(_quarter(at) for n in numbers if (at := said[n].at))
    return tuple(held[quarter] for quarter in quarters)
