"""GOAL: how a goal is understood, said back, and changed by the user; what each change does to the list is said."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outward import packs
from outward.app import effects
from outward.app.home import Home
from outward.errors import InputError, NothingYetError
from outward.model import WANTED, Answers, Goal, Kind
from outward.store import answers, posts
from outward.what.adjusting import LANGUAGES
from outward.what.candidates import shortened
from outward.what.field_words import Near, Proposal, propose
from outward.what.goal_words import phrases
from outward.what.prose import visible
from outward.what.query import Query

NEAR = 200
"""Posts found for the goal in which her field is listened to."""
MOST = 40
"""Topics and examples of one goal."""
LONGEST = 80
ACTIONS = ("add", "drop", "accept", "like", "unlike", "kind", "languages", "undo")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ANY = frozenset({"any", "all", "alle", "every"})
_NAMED = {name.casefold(): code for code, names in LANGUAGES.items() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic listened for, and where it is from: "your words", "a situation" (a pack) or "added"."""

    words: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Something she wants more of."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A goal as it is understood. `proposed` is what her field says, unused until accepted; `effect` what the last
    change did to the list.
    """

    goal: Goal
    topics: tuple[Topic, ...]
    proposed: tuple[Proposal, ...]
    examples: tuple[Example, ...]
    effect: str = ""


def goal(home: Home, number: int | None = None) -> Understood:
    """How a goal (the latest by default) is understood."""
    return _shown(home, answers.latest(home.database, number))


def change(home: Home, action: str, words: Sequence[str], *, now: datetime, number: int | None = None) -> Understood:
    """Change how a goal is understood: `add` and `drop` topics, `accept` proposals by their numbers, `like` and
    `unlike` resources, the `kind` of learning, the `languages` she reads (none: any), or `undo` the last change.
    """
    given = answers.latest(home.database, number)
    if action not in ACTIONS:
        raise InputError(f"{action[:40]!r} is nothing that can be done to a goal; use one of: {', '.join(ACTIONS)}.")
    said = [visible(word, LONGEST).strip() for word in words if word.strip()]
    before = effects.standing(home, now, number=number)
    if action == "undo":
        if not answers.restore(home.database, given.goal.id or 0):
            raise NothingYetError("Nothing was changed about this goal that could be taken back.")
    else:
        changed = _CHANGES[action](home, given.goal, said if action not in ("like", "unlike") else list(words))
        if changed == given.goal:
            return replace(_shown(home, given), effect="That is so already.")
        answers.revise(home.database, replace(given, goal=changed), now)
    effect = effects.changed(before, effects.standing(home, now, number=number))
    return replace(_shown(home, answers.latest(home.database, given.goal.id)), effect=effect)


def _shown(home: Home, given: Answers) -> Understood:
    situations = packs.packs(home.folder / "packs")
    origins = {topic.casefold(): "your words" for topic in phrases(given.goal.text)}
    for name in given.packs:
        for topic in situations[name].topics if name in situations else ():
            origins.setdefault(topic.casefold(), "a situation")
    return Understood(
        goal=given.goal,
        topics=tuple(Topic(words=one, origin=origins.get(one.casefold(), "added")) for one in given.goal.topics),
        proposed=_proposed(home, given.goal),
        examples=tuple(Example(url=url, title=_title(home, url)) for url in given.goal.examples),
    )


def _proposed(home: Home, goal: Goal) -> tuple[Proposal, ...]:
    """What the posts nearest to the goal speak of more than others do."""
    docs = [hit.doc for hit in home.index.search(Query.of(goal).text, NEAR)]
    near = [
        Near(f"{f.resource.title}\n{f.resource.text or f.post.text}", f.person or f.post.author or f.post.url)
        for f in posts.found(home.database, docs)
    ]
    return propose(goal.text, near, home.index.rarity, known=goal.topics)


def _add(_: Home, goal: Goal, words: Sequence[str]) -> Goal:
    fresh = [word for word in words if any(map(str.isalpha, word))]
    if not fresh:
        raise InputError("Say which topic to listen for, for example “town hall”.")
    topics = {topic.casefold(): topic for topic in (*goal.topics, *fresh)}
    if len(topics) > MOST:
        raise InputError(f"A goal has at most {MOST} topics; drop one first.")
    return replace(goal, topics=tuple(topics.values()))


def _drop(_: Home, goal: Goal, words: Sequence[str]) -> Goal:
    wanted = {word.casefold() for word in words}
    unknown = wanted - {topic.casefold() for topic in goal.topics}
    if unknown or not wanted:
        said = f"{min(unknown)!r} is no topic of this goal" if unknown else "Say which topic to drop"
        raise InputError(f"{said}; its topics are: {', '.join(goal.topics) or 'none'}.")
    return replace(goal, topics=tuple(topic for topic in goal.topics if topic.casefold() not in wanted))


def _accept(home: Home, goal: Goal, words: Sequence[str]) -> Goal:
    found = {str(number): one.words for number, one in enumerate(_proposed(home, goal), start=1)}
    found |= {words: words for words in found.values()}
    unknown = [word for word in words if word not in found]
    if unknown or not words:
        raise InputError("Give the numbers of proposals you want; 'outward goal' shows them.")
    return _add(home, goal, [found[word] for word in words])


def _like(home: Home, goal: Goal, words: Sequence[str]) -> Goal:
    urls = [_held(home, word.strip()) for word in words]
    if not urls:
        raise InputError("Give the address of something you want more of.")
    return replace(goal, examples=tuple(dict.fromkeys((*goal.examples, *urls)))[-MOST:])


def _held(home: Home, address: str) -> str:
    url = posts.resource_of(home.database, address) or posts.led_to(home.database, address) or address
    if posts.resource(home.database, url) is None:
        raise InputError(f"{address[:200]} has not been read; hand it over with 'outward add' first.")
    return url


def _unlike(home: Home, goal: Goal, words: Sequence[str]) -> Goal:
    wanted = {word.strip() for word in words} | {posts.resource_of(home.database, word.strip()) for word in words}
    left = tuple(url for url in goal.examples if url not in wanted)
    if left == goal.examples:
        raise InputError("That is none of what you said you want more of; 'outward goal' shows what is.")
    return replace(goal, examples=left)


def _kind(_: Home, goal: Goal, words: Sequence[str]) -> Goal:
    named = " ".join(words)
    if named not in WANTED:
        raise InputError(f"{named!r} is no kind of learning; use one of: {', '.join(WANTED)}.")
    return replace(goal, kind=Kind(named))


def _languages(_: Home, goal: Goal, words: Sequence[str]) -> Goal:
    said = dict.fromkeys(code.casefold() for word in words for code in word.replace(",", " ").split())
    if set(said) <= _ANY:
        return replace(goal, languages=())
    codes = tuple(dict.fromkeys(_NAMED.get(one, one) for one in said))
    wrong = next((code for code in codes if not _LANGUAGE.fullmatch(code) or code in _ANY), "")
    if wrong:
        raise InputError(f"{wrong!r} is no language; give short names, for example 'en de', or 'any'.")
    return replace(goal, languages=codes)


_CHANGES: dict[str, Callable[[Home, Goal, Sequence[str]], Goal]] = {
    "add": _add,
    "drop": _drop,
    "accept": _accept,
    "like": _like,
    "unlike": _unlike,
    "kind": _kind,
    "languages": _languages,
}


def _title(home: Home, url: str) -> str:
    held = posts.resource(home.database, url)
    found = posts.found(home.database, posts.pointing_at(home.database, url, 1))
    text = found[0].post.text if found else ""
    return shortened((held.title if held else "") or text) or url
