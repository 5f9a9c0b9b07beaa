"""The pipeline: gather → filter → join duplicates → score → select. A recipe says which stages run, in which order.

Pure: the same goal, corpus, recipe, moment and seed give the same ranking.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from outward.model import Account, Goal, Post, Reason, Resource
from outward.what import stages
from outward.what.candidates import Candidate, name_key, url_key
from outward.what.context import Context
from outward.what.corpus import Corpus
from outward.what.duplicates import firsts
from outward.what.feedback import Judgement
from outward.what.recipes import Recipe
from outward.what.retrieval import alike, gather
from outward.what.scored import Scored
from outward.what.scorers.social_proof import spread
from outward.what.subjects import topic
from outward.what.wish import NOTHING, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A resource worth the user's time. `reasons` add up to `score` (0..100).

    `post` is the best one to show, `posts` all that point at it or say the same, best first; `person` the human being
    (else the account id) behind `author`; `shared_by` the names of others who pointed at it; `source` whom it comes
    from and `topic` the part of the goal it is about, for variety in a plan; `seat` is "ranked", "disagreeing",
    "rare_seat" or "exploring", `propensity` the probability of that seat; `found` what
    every scorer finds in it, 0..1.
    """

    resource: Resource
    post: Post
    author: Account | None
    person: str | None
    shared_by: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    source: str
    topic: str
    posts: tuple[Post, ...] = ()
    seat: str = "ranked"
    propensity: float = 1.0
    found: Mapping[str, float] = field(default_factory=dict)


class LeftOut(NamedTuple):
    """What was found and stayed out, by which stage, and why in one sentence."""

    url: str
    title: str
    stage: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The results in the order to show, what stayed out, and how many further ones were found below them."""

    results: tuple[Result, ...]
    dropped: tuple[LeftOut, ...] = ()
    beyond: int = 0


def rank(
    goal: Goal,
    corpus: Corpus,
    *,
    recipe: Recipe,
    now: datetime,
    seed: int,
    limit: int,
    feedback: Sequence[Judgement] = (),
    seen: frozenset[str] = frozenset(),
    mine: frozenset[str] = frozenset(),
    muted: frozenset[str] = frozenset(),
    wish: Wish = NOTHING,
    whole: bool = False,
) -> Ranking:
    """The best `limit` resources for a goal. `now` is aware; `seen` holds canonical URLs she has been shown.

    `mine` and `muted` are ids of her own accounts, and of those she wants to hear nothing of. With `whole` the results
    below the best `limit` follow them in their order.
    """
    depth = max(recipe.depth, limit)
    gathered = gather(goal, corpus, recipe, depth=depth)
    seen_keys = frozenset(map(url_key, seen))
    context = Context(
        goal=goal,
        recipe=recipe,
        now=now,
        seed=seed,
        limit=limit,
        judgements=tuple(feedback),
        seen=seen_keys,
        mine=mine,
        muted=muted,
        wish=wish,
    )
    kept, refused = sift(gathered.candidates, context, depth)
    joined, same = join(kept)
    authors = sorted({c.author.id for c in joined if c.author})
    near = alike(corpus, wish.like, [found.doc for candidate in joined for found in candidate.found])
    context = replace(context, spread=spread(joined), monthly=dict(corpus.monthly(authors)), alike=near)
    ranked = select(score(joined, context), context)
    unopened = len(gathered.candidates) - len(kept) - len(refused)
    shown = ranked if whole else ranked[:limit]
    return Ranking(
        results=tuple(_result(said(scored, context), context) for scored in shown),
        dropped=(*refused, *same),
        beyond=gathered.beyond + unopened + len(ranked) - len(shown),
    )


def sift(
    candidates: Iterable[Candidate], context: Context, depth: int
) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """The first `depth` candidates every filter lets pass, and what was left out on the way."""
    kept: list[Candidate] = []
    refused: list[LeftOut] = []
    filters = [(name, stages.filters()[name]) for name in context.recipe.filters]
    for candidate in candidates:
        if len(kept) == depth:
            break
        said = ((name, sentence) for name, f in filters if (sentence := f.drop(candidate, context)))
        name, sentence = next(said, ("", ""))
        if name:
            refused.append(LeftOut(candidate.resource.url, candidate.title, name, sentence))
        else:
            kept.append(candidate)
    return tuple(kept), tuple(refused)


def join(candidates: Sequence[Candidate]) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Near duplicates as one: the more relevant stays and carries the posts of the other."""
    joined, left = dict(enumerate(candidates)), []
    for place, first in enumerate(firsts([c.prose for c in candidates])):
        if place != first:
            same = joined.pop(place)
            joined[first] = joined[first].merged(same)
            sentence = f"Says the same as “{joined[first].title}”; shown as one."
            left.append(LeftOut(same.resource.url, same.title, "duplicates", sentence))
    return tuple(joined.values()), tuple(left)


def score(candidates: Iterable[Candidate], context: Context) -> tuple[Scored, ...]:
    """Every candidate through the recipe's scorers, best first: 100 times the product of (base + span·x)^exponent.

    Their sentences wait until it is known which candidates are shown; see `said`.
    """
    known = stages.scorers()
    scored = []
    for candidate in candidates:
        running = Scored(candidate)
        for name in context.recipe.scorers:
            x = known[name].score(candidate, context)
            running = running.times(context.recipe.factor(name, x), name, "")
        scored.append(running)
    return tuple(sorted(scored, key=lambda s: (-s.score, url_key(s.candidate.resource.url))))


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """The order to show, after every selector of the recipe."""
    known = stages.selectors()
    for name in context.recipe.selectors:
        ranked = known[name].select(ranked, context)
    return ranked


def said(scored: Scored, context: Context) -> Scored:
    """The same with the sentences of its scorers."""
    known, candidate = stages.scorers(), scored.candidate
    reasons = (
        replace(r, sentence=stages.say(known[r.stage], candidate, context)) if r.stage in known else r
        for r in scored.reasons
    )
    return replace(scored, reasons=tuple(reasons))


def _result(scored: Scored, context: Context) -> Result:
    candidate = scored.candidate
    others = {name_key(a): a.name or a.handle for a in candidate.sharers}
    return Result(
        resource=candidate.resource,
        post=candidate.post,
        author=candidate.author,
        person=candidate.person,
        shared_by=tuple(others.values()),
        score=scored.score,
        reasons=scored.reasons,
        source=candidate.source,
        topic=topic(candidate, context.goal),
        posts=tuple(f.post for f in candidate.found),
        seat=scored.seat,
        propensity=scored.propensity,
        found={name: scorer.score(candidate, context) for name, scorer in stages.scorers().items()},
    )
