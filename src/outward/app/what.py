"""WHAT: the resources worth the user's minutes for a goal, each with minutes, a person, a link and reasons."""

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from outward.app import learned, wishes
from outward.app.home import Home
from outward.app.portions import Heading, moved, portion
from outward.app.reading import Reading
from outward.errors import BusyStoreError, NothingYetError
from outward.model import Answers, Form, Goal, Kind, MarkKind, Reason, Setting
from outward.store import answers, looks, people, posts, sessions, used
from outward.what import adjusting, pipeline, recipes
from outward.what import learned as weights
from outward.what.adjusting import Adjustment
from outward.what.candidates import shortened
from outward.what.content import told
from outward.what.feedback import Aim, Judgement, Verdict
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.what.why import SEATS, lets_in
from outward.what.wish import NOTHING, Wish
from outward.when.minutes import counted, fit, minutes

MOST = {"catch-up": 200, "event": 60}
"""Results ranked where fewer are shown than are counted or packed into minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learn:
    """One resource as shown: `minutes` she will need (`about`: estimated), `why` the reasons in one line.

    `post_url` is where a person recommends it; `shared_by` others who did; `learning_value` (0..1) how much there is
    to learn in it, whatever the goal; `kind` what sort of content it looks like (None: its words do not say) and
    `kind_why` the words that say so, in a sentence; `heading` under which it stands (a subject, a part of a course);
    `moved` its place before an adjustment: "was 7th", "new here", empty where it did not move.
    """

    url: str
    title: str
    form: Form
    kind: Kind | None
    kind_why: str
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
    heading: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What was found and stayed out, and why."""

    title: str
    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """The answer to WHAT. `beyond` counts what was found below the results shown.

    `intro` says in a sentence what a recipe shows, `unapproved` are hashtags of an event that she has not
    approved to be read, `headings` what results stand under; `changed` what the adjustments of this
    answer do, `adjusted` these in words, and `kept` those kept for the goal; `learned` says what her judgements weigh,
    empty where they do not; `blank` says why there are no results and what would help.
    """

    goal: Goal
    results: tuple[Learn, ...]
    left_out: tuple[LeftOut, ...]
    beyond: int
    recipe: str = "week"
    intro: str = ""
    unapproved: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    changed: str = ""
    adjusted: str = ""
    kept: str = ""
    learned: str = ""
    blank: str = ""


def what(
    home: Home,
    *,
    now: datetime,
    goal: int | None = None,
    recipe: str = "week",
    limit: int = 10,
    wish: Wish = NOTHING,
    adjust: Sequence[Adjustment] = (),
    keep: bool = False,
) -> What:
    """Rank what has been read for a goal (the latest by default); what was shown is logged on this machine.

    `wish` says what a recipe needs to know, `adjust` how the ranking is to be changed this time; with
    `keep` it stays changed for the goal.
    """
    given = answers.latest(home.database, goal)
    ready, wish = wishes.ready(home, given.goal, recipe, wish, now)
    wanted, most = replace(given, goal=ready), max(limit, MOST.get(recipe, 0))
    ranking = ranked(home, wanted, recipe=recipe, limit=most, now=now, wish=wish, adjust=adjust)
    part = portion(tuple(map(learn, ranking.results)), recipe, limit, wish.minutes)
    results = part.results
    if adjust:
        before = ranked(home, wanted, recipe=recipe, limit=most, now=now, wish=wish)
        results = moved(results, portion(tuple(map(learn, before.results)), recipe, limit, wish.minutes).results)
    if adjust and keep:
        wishes.keep(home, given.goal, adjusting.joined((*wishes.kept(home, given.goal), *adjust)))
    by_url = {result.resource.url: result for result in ranking.results}
    log = [used.Shown(one.url, by_url[one.url].propensity, by_url[one.url].found) for one in results]
    weighed = learned.current(home, recipes.recipe(recipe))
    used.shown(home.database, given.goal.id or 0, recipe, log, now)
    looks.looked(home.database, given.goal.id or 0, now)
    out = (LeftOut(title=one.title, url=one.url, why=one.sentence) for one in ranking.dropped)
    late = (LeftOut(title=one.title, url=one.url, why=why) for one, why in part.late)
    return What(
        goal=given.goal,
        results=results,
        left_out=(*late, *out),
        beyond=ranking.beyond + len(ranking.results) - len(results) - len(part.late),
        recipe=recipe,
        intro=wishes.intro(recipe, wish, len(ranking.results)),
        unapproved=wishes.unapproved(home, wish.tags),
        headings=part.headings,
        changed=adjusting.told(adjust),
        adjusted=wishes.words(adjust),
        kept=wishes.words(wishes.kept(home, given.goal)),
        learned=learned.line(home, weighed),
        blank="" if results else blank(ranking.dropped, recipe),
    )


def blank(left_out: Sequence[pipeline.LeftOut], recipe: str) -> str:
    """Why a list is empty: what keeps most out of it, and what would help."""
    first = next(iter(Counter(one.stage for one in left_out).most_common(1)), ("", 0))[0]
    if recipe == "catch-up" and first in ("", "since"):
        return "Nothing new that fits; 'outward sync' reads on."
    if not first:
        return "Nothing read so far fits. Approve more hashtags or feeds with 'outward ask', then sync again."
    same = [one.sentence for one in left_out if one.stage == first]
    return f"Nothing read so far fits: {len(same)} of {len(left_out)} stayed out. {same[0]} {lets_in(first)}"


def ranked(
    home: Home,
    given: Answers,
    *,
    recipe: str,
    limit: int,
    now: datetime,
    wish: Wish = NOTHING,
    adjust: Sequence[Adjustment] = (),
    whole: bool = False,
) -> pipeline.Ranking:
    """The ranking itself, of what has not been used yet, with the user's judgements and adjustments heard.

    With `whole` the results below the best `limit` follow them.
    """
    chosen = fitted(home, given.goal, recipe, adjust)
    require_posts(home)
    wish = replace(wish, like=texts(home, given.goal))
    return pipeline.rank(
        given.goal,
        Reading(home, now),
        recipe=chosen,
        now=now,
        seed=seed(home, now),
        limit=limit,
        feedback=judgements(home),
        wish=wish,
        whole=whole,
        **heard(home),
    )


def texts(home: Home, goal: Goal) -> tuple[str, ...]:
    """The words of what she wants more of, as far as it is held."""
    docs = [doc for url in goal.examples for doc in posts.pointing_at(home.database, url, 1)]
    held = posts.found(home.database, docs)
    return tuple(f"{one.resource.title}\n{one.resource.text or one.post.text}" for one in held)


def fitted(home: Home, goal: Goal, recipe: str, adjust: Sequence[Adjustment] = ()) -> recipes.Recipe:
    """The recipe of that name, as her judgements weigh it, and as she adjusts it for the goal and this time.

    What she adjusts herself goes before what was learned.
    """
    plain = recipes.recipe(recipe)
    adjusted = adjusting.adjusted(plain, adjusting.joined((*wishes.kept(home, goal), *adjust)))
    found = learned.current(home, plain)
    if found is None:
        return adjusted
    touched = (name for name, weight in adjusted.scorers.items() if plain.scorers.get(name) != weight)
    return weights.applied(adjusted, found, frozenset(touched))


def seed(home: Home, now: datetime) -> int:
    """What the draws of this week depend on."""
    return home.config.seed + now.toordinal() // 7


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
        resource = replace(resource, words=counted(resource.text or post.text))
    time, about = minutes(resource)
    prose = Prose(f"{resource.title}\n{resource.text or post.text}")
    content = told(prose)
    return Learn(
        url=resource.url,
        title=resource.title.strip() or shortened(post.text),
        form=resource.form,
        kind=content.kind if content else None,
        kind_why=content.sentence if content else "",
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
        learning_value=value(prose, resource.words),
        why=_why(result.reasons),
        reasons=result.reasons,
        shared_by=result.shared_by,
        source=result.source,
        topic=result.topic,
        excerpt=(resource.text or post.text)[:400],
        settings=tuple(setting for setting in Setting if fit(resource.form, setting) > 0),
    )


def _why(reasons: tuple[Reason, ...]) -> str:
    """Why it is offered, in a line: that it answers the goal, the best other thing that speaks for it, its seat."""
    seats = [reason.sentence for reason in reasons if reason.points == 0.0 and reason.stage in SEATS]
    said = {reason.stage: reason.sentence for reason in reasons if reason.points}
    worth = said.get("learning_value", "")
    gains = [reason.sentence for reason in sorted(reasons, key=lambda r: -r.points) if reason.points > 0]
    others = [sentence for sentence in gains if sentence != said.get("relevance")]
    second = worth if worth and not worth.startswith("Says little") else next(iter(others), "")
    return " ".join(sentence for sentence in (said.get("relevance", ""), second, *seats) if sentence)
