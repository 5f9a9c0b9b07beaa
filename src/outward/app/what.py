"""WHAT: the resources worth the user's minutes for a goal, each with minutes, a person, a link and reasons."""

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from outward.app.home import Home
from outward.app.reading import Reading
from outward.errors import BusyStoreError, NothingYetError
from outward.model import Answers, Form, Goal, MarkKind, Reason, Setting
from outward.store import answers, people, posts, sessions, used
from outward.what import pipeline, recipes
from outward.what.candidates import shortened
from outward.what.feedback import Aim, Judgement, Verdict
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.when.minutes import fit, minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Learn:
    """One resource as shown: `minutes` she will need (`about`: estimated), `why` the reasons in one line.

    `post_url` is where a person recommends it; `shared_by` others who did; `learning_value` (0..1) how much there is
    to learn in it, whatever the goal.
    """

    url: str
    title: str
    form: Form
    minutes: int
    about: bool
    person: str
    person_id: str
    person_url: str
    network: str
    post_url: str
    published_at: datetime | None
    lang: str | None
    free: bool | None
    score: float
    learning_value: float
    why: str
    reasons: tuple[Reason, ...]
    shared_by: tuple[str, ...]
    source: str
    topic: str
    excerpt: str
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What was found and stayed out, and why."""

    title: str
    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """The answer to WHAT. `beyond` counts what was found below the results shown."""

    goal: Goal
    results: tuple[Learn, ...]
    left_out: tuple[LeftOut, ...]
    beyond: int


def what(home: Home, *, now: datetime, goal: int | None = None, recipe: str = "week", limit: int = 10) -> What:
    """Rank what has been read for a goal (the latest by default); what was shown is logged on this machine."""
    given = answers.latest(home.database, goal)
    ranking = ranked(home, given, recipe=recipe, limit=limit, now=now)
    used.shown(home.database, given.goal.id or 0, [(r.resource.url, r.propensity) for r in ranking.results], now)
    return What(
        goal=given.goal,
        results=tuple(map(learn, ranking.results)),
        left_out=tuple(LeftOut(title=out.title, url=out.url, why=out.sentence) for out in ranking.dropped),
        beyond=ranking.beyond,
    )


def ranked(home: Home, given: Answers, *, recipe: str, limit: int, now: datetime) -> pipeline.Ranking:
    """The ranking itself, of what has not been used yet, with the user's judgements heard."""
    chosen = recipes.recipe(recipe)
    require_posts(home)
    return pipeline.rank(
        given.goal,
        Reading(home, now),
        recipe=chosen,
        now=now,
        seed=home.config.seed + now.toordinal() // 7,
        limit=limit,
        feedback=judgements(home),
        **heard(home),
    )


class Heard(TypedDict):
    """What the user has seen, whom she is and whom she wants to hear nothing of."""

    seen: frozenset[str]
    mine: frozenset[str]
    muted: frozenset[str]


def heard(home: Home) -> Heard:
    """What every ranking leaves out for this user."""
    return Heard(
        seen=sessions.seen(home.database) | used.marked(home.database, MarkKind.SEEN),
        mine=people.mine(home.database),
        muted=people.muted(home.database),
    )


def judgements(home: Home) -> tuple[Judgement, ...]:
    """What the user said of earlier results."""
    return tuple(
        Judgement(verdict=Verdict(verdict), aim=Aim(aim), key=key, at=at)
        for verdict, aim, key, at in used.judgements(home.database)
    )


def require_posts(home: Home) -> None:
    """A sentence instead of an empty answer while nothing has been read; else the index brought up to date.

    Where another program is just doing that, the answer comes from what is held so far.
    """
    if not posts.any_held(home.database):
        raise NothingYetError("Nothing has been read yet; run 'outward sync' first.")
    with contextlib.suppress(BusyStoreError):
        home.catch_up()


def learn(result: pipeline.Result) -> Learn:
    """A result as shown."""
    resource, post, author = result.resource, result.post, result.author
    if resource.form in (Form.POST, Form.THREAD) and resource.words is None:
        resource = replace(resource, words=len((resource.text or post.text).split()))
    time, about = minutes(resource)
    return Learn(
        url=resource.url,
        title=resource.title.strip() or shortened(post.text),
        form=resource.form,
        minutes=time,
        about=about,
        person=(author.name or author.handle) if author else "unknown",
        person_id=result.person or "",
        person_url=author.url if author else post.url,
        network=post.network,
        post_url=post.url,
        published_at=resource.published_at or post.created_at,
        lang=resource.lang or post.lang,
        free=resource.free,
        score=result.score,
        learning_value=value(Prose(f"{resource.title}\n{resource.text or post.text}"), resource.words),
        why=_why(result.reasons),
        reasons=result.reasons,
        shared_by=result.shared_by,
        source=result.source,
        topic=result.topic,
        excerpt=(resource.text or post.text)[:400],
        settings=tuple(setting for setting in Setting if fit(resource.form, setting) > 0),
    )


def _why(reasons: tuple[Reason, ...]) -> str:
    """Why it is offered, in a line: that it answers the goal, and the best other thing that speaks for it."""
    said = {reason.stage: reason.sentence for reason in reasons if reason.points}
    worth = said.get("learning_value", "")
    gains = [reason.sentence for reason in sorted(reasons, key=lambda r: -r.points) if reason.points > 0]
    others = [sentence for sentence in gains if sentence != said.get("relevance")]
    second = worth if worth and not worth.startswith("Says little") else next(iter(others), "")
    return " ".join(sentence for sentence in (said.get("relevance", ""), second) if sentence)
