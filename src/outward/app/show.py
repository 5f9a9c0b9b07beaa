"""SHOW: what is already here, looked at without changing anything: one resource, the answers given, the contacts."""

import textwrap
from dataclasses import dataclass
from datetime import datetime

from outward import packs
from outward.app.ask import suggest, understood
from outward.app.home import Home
from outward.app.reading import Reading
from outward.app.what import fitted, heard, judgements, seed
from outward.errors import InputError, NothingYetError
from outward.model import Answers, Found, Kind, Pack, Reason, Resource, Touch
from outward.store import answers, connections, people, posts, used
from outward.store.connections import SourceState
from outward.what import pipeline
from outward.what.content import told
from outward.what.prose import Prose
from outward.when import words as when_words
from outward.when.minutes import minutes

SHOWN = 10
"""Results on the page whose points are told here too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One resource: who pointed at it (oldest first), and for the latest goal its score with its reasons.

    `title` is its own or the beginning of its words; `kind` what sort of content it looks like, `kind_why` the words
    that say so; `minutes` it takes (`about`: estimated); `score` is None when
    it is not among the best for the goal.
    """

    resource: Resource
    title: str
    kind: Kind | None
    kind_why: str
    minutes: int
    about: bool
    pointed: tuple[Found, ...]
    score: float | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the user told so far and how reading stands; `answers` is None before the three questions.

    `when` is the second answer in words that are read as the same windows; `read` says whether any post is held.
    """

    answers: Answers | None
    understood: tuple[str, ...]
    when: str
    sources: tuple[SourceState, ...]
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One touch, with the person's name and page (her id and nothing when she is not known any more)."""

    touch: Touch
    name: str
    url: str


def show(home: Home, url: str, *, now: datetime) -> Shown:
    """One resource by its address, or by the address of a post that points at it."""
    held = posts.resource(home.database, url)
    if held is None:
        held = posts.resource(home.database, posts.resource_of(home.database, url) or "")
    if held is None:
        raise InputError(f"Outward has read nothing at {url}; check the address.")
    time, about = minutes(held)
    placed = _placed(home, held.url, now)
    pointed = tuple(posts.found(home.database, posts.pointing_at(home.database, held.url)))
    words = held.text or next((found.post.text for found in pointed), "")
    content = told(Prose(f"{held.title}\n{words}"))
    return Shown(
        resource=held,
        title=held.title or textwrap.shorten(held.text, 90, placeholder="…") or held.url,
        kind=content.kind if content else None,
        kind_why=content.sentence if content else "",
        minutes=time,
        about=about,
        pointed=pointed,
        score=placed.score if placed else None,
        reasons=placed.reasons if placed else (),
    )


def standing(home: Home) -> Standing:
    """What the user told so far, and how reading stands."""
    try:
        given: Answers | None = answers.latest(home.database)
    except NothingYetError:
        given = None
    return Standing(
        answers=given,
        understood=understood(given) if given else (),
        when="; ".join(map(when_words.restate, given.windows)) if given else "",
        sources=tuple(connections.states(home.database)),
        read=posts.any_held(home.database),
    )


def situations(home: Home, what: str) -> tuple[Pack, ...]:
    """Every situation pack, those that fit a goal's words first; looked up on this machine only."""
    fitting = suggest(home, what) if what.strip() else ()
    return (*fitting, *(pack for pack in packs.packs(home.folder / "packs").values() if pack not in fitting))


def contacts(home: Home) -> tuple[Contact, ...]:
    """All contacts in both directions, newest first."""
    touches = used.touches(home.database)
    known = people.accounts(home.database, {touch.person for touch in touches})
    named = {person: (held[0].name or held[0].handle, held[0].url) for person, held in known.items() if held}
    return tuple(
        Contact(touch=touch, name=name, url=url)
        for touch in reversed(touches)
        for name, url in (named.get(touch.person, (touch.person, "")),)
    )


def _placed(home: Home, url: str, now: datetime) -> pipeline.Result | None:
    """The resource's place in the ranking for the latest goal; looking at it is not logged as showing it."""
    try:
        given = answers.latest(home.database)
    except NothingYetError:
        return None
    home.catch_up()
    left_out = heard(home)
    ranking = pipeline.rank(
        given.goal,
        Reading(home, now),
        recipe=fitted(home, given.goal, "week"),
        now=now,
        seed=seed(home, now),
        limit=SHOWN,
        whole=True,
        feedback=judgements(home),
        seen=left_out["seen"] - {url},
        mine=left_out["mine"],
        muted=left_out["muted"],
    )
    return next((result for result in ranking.results if result.resource.url == url), None)
