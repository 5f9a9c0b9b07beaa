"""Who is compared side by side: the program's own rankings, and three plain ways to order the same posts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from statistics import median

from bench.evaluate.communities import SAMPLE, Community
from outward.app.ask import Questions, ask
from outward.app.material import fresh as offered
from outward.app.reading import Reading
from outward.app.whom import whom
from outward.model import ItemKind, Post
from outward.what import WEEK, rank, understand
from outward.what.candidates import Candidate, url_key
from outward.what.prose import Prose
from outward.when import solve
from outward.when.slots import slots

ITEMS = 10
WHEN = "Mon to Fri 12:30 for 30 minutes"
MINUTES = 150
LONGEST = 120.0
"""Seconds the planner may take, far more than it needs to come as near as `NEAR`: no clock decides what is shown."""
NEAR = 0.03
OURS, PLANNED = "Outward, week", "Outward, plan"
NEWEST, LIKED, DIGEST = "newest first", "most liked", "digest formula"
ABOUT: Mapping[str, str] = {
    OURS: "the program's recipe “week”, as it shows it",
    PLANNED: f"what the program's plan puts into a week of “{WHEN}”, in the order of the week, the first ten",
    NEWEST: "the posts that hold a word of the goal, newest first",
    LIKED: "the posts that hold a word of the goal, most liked first",
    DIGEST: "the posts that hold a word of the goal, by the geometric mean of 1 + likes and 1 + reposts over the root "
    "of the writer's followers (the published formula of mastodon_digest, “SimpleWeighted”); where the number of "
    "followers is unknown, the median of those known",
}
BASELINES = (NEWEST, LIKED, DIGEST)
Page = Mapping[str, Sequence[Candidate]]
"""Contender → what it shows for a goal, best first."""
Key = Callable[[Post, int | None], float]
"""What a post is worth to a plain order, given how many follow its writer."""


def page(community: Community, goal: str, seed: int) -> Page:
    """Every contender's items for one goal."""
    shown = {OURS: week(community, goal, seed)}
    if community.name == SAMPLE:
        shown[PLANNED] = planned(community, goal, seed)
    return {**shown, **ordered(community, [each for each in community.pool.values() if holds(each, goal)])}


def unfiltered(community: Community) -> Page:
    """The baselines over everything, whatever the goal."""
    return ordered(community, list(community.pool.values()))


def week(community: Community, goal: str, seed: int) -> Sequence[Candidate]:
    """What the program shows."""
    found = rank(
        understand(goal),
        Reading(community.home, community.now),
        recipe=WEEK,
        now=community.now,
        seed=seed,
        limit=ITEMS,
    )
    return _known(community, (result.resource.url for result in found.results))


def planned(community: Community, goal: str, seed: int) -> Sequence[Candidate]:
    """What the program puts into the sessions of a week, within `NEAR` of the optimum."""
    home, now = community.home, community.now
    questions = Questions(what=goal, when=WHEN, whom="experts and peers", weekly_minutes=MINUTES, zone="UTC")
    given = ask(home, questions, now=now).answers
    made = solve.plan(
        offered(home, given, whom(home, now=now, goal=given.goal.id), now),
        slots(given.windows, zone=given.zone, start=now, days=7),
        weekly_minutes=given.weekly_minutes,
        now=now,
        seed=seed,
        time_limit=LONGEST,
        gap=NEAR,
    )
    items = (item for session in made.sessions for item in session.items if item.kind is ItemKind.LEARN)
    return _known(community, dict.fromkeys(item.url for item in items))


def ordered(community: Community, candidates: Sequence[Candidate]) -> Page:
    """The three plain orders; what several posts point at stands where the best of them stands."""
    typical = _typical(community)

    def formula(post: Post, followers: int | None) -> float:
        return digest(post, typical if followers is None else followers)

    keys: Mapping[str, Key] = {NEWEST: _newest, LIKED: _liked, DIGEST: formula}
    return {name: _first(candidates, key) for name, key in keys.items()}


def digest(post: Post, followers: float) -> float:
    """Geometric mean of 1 + likes and 1 + reposts, over the root of the followers; 0 without reaction or follower."""
    likes, reposts = post.likes or 0, post.reposts or 0
    return sqrt((1 + likes) * (1 + reposts)) / sqrt(followers) if (likes or reposts) and followers > 0 else 0.0


def holds(candidate: Candidate, goal: str) -> bool:
    """Whether the resource, or a post that points at it, holds a word of the goal (endings and stop words aside)."""
    wanted = Prose(goal).roots
    texts = (candidate.prose, *(Prose(found.post.text) for found in candidate.found))
    return any(wanted & text.roots for text in texts)


def _newest(post: Post, _: int | None) -> float:
    return post.created_at.timestamp() if post.created_at else 0.0


def _liked(post: Post, _: int | None) -> float:
    return post.likes or 0.0


def _first(candidates: Sequence[Candidate], key: Key) -> Sequence[Candidate]:
    return sorted(candidates, key=lambda each: (-_best(each, key), url_key(each.resource.url)))[:ITEMS]


def _best(candidate: Candidate, key: Key) -> float:
    own = [found for found in candidate.found if found.post.repost_of is None] or list(candidate.found)
    return max(key(found.post, found.author.followers if found.author else None) for found in own)


def _typical(community: Community) -> float:
    known = {
        found.author.id: found.author.followers
        for each in community.pool.values()
        for found in each.found
        if found.author and found.author.followers is not None
    }
    return median(known.values()) if known else 1.0


def _known(community: Community, urls: Iterable[str]) -> Sequence[Candidate]:
    return [community.pool[url_key(url)] for url in urls][:ITEMS]
