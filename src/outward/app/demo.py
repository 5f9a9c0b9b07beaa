"""DEMO: the main job on the embedded sample, a community that is entirely fictional; offline."""

from dataclasses import dataclass, replace
from datetime import datetime

from outward import sample
from outward.app.ask import Asked, Questions, ask, recalled
from outward.app.home import Home
from outward.app.join import join
from outward.app.plan import Plan, plan
from outward.app.ties import say
from outward.app.whom import Whom, whom
from outward.store import answers, met, posts

QUESTIONS = Questions(
    what="communicate an acquisition to staff",
    when="Tue and Thu 12:30 for 25 minutes; train 12 min, listening",
    whom="someone who has been through it, experts, and peers in my niche",
    packs=("acquisition", "internal-communication"),
)
MET = (
    (
        "Zelda Marchpane",
        "Nell put us in touch, about the works council.",
        "advice",
        "Council first, shift leads next, one morning: our plan now says so.",
    ),
    (
        "Nell Applewhistle",
        "Through #internalcomms: I asked how she told the drivers.",
        "partnership",
        "We compare lists.",
    ),
)
"""How the sample's user met people, and what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo holds and answers. `about` says that everything in it is fictional."""

    about: str
    posts: int
    people: int
    asked: Asked
    plan: Plan
    whom: Whom


def prepare(home: Home, *, now: datetime) -> Demo:
    """Load the sample into a data folder of its own, ask the three questions (the first time), plan the week."""
    home.mark_sample()
    fresh, yours = sample.load(now), sample.yours(now)
    gone = posts.ids(home.database) - {post.id for post in (*fresh.posts, *yours.posts)}
    with home.database.writing() as db:
        posts.save(db, replace(fresh, deleted=tuple(sorted(gone))))
        posts.save(db, yours)
    join(home, now=now)
    if not met.met(home.database):
        for name, words, became, more in MET:
            say(home, name, met=words, became=became, words=more, now=now)
    home.catch_up()
    asked = recalled(home) if answers.goals(home.database) else ask(home, QUESTIONS, now=now)
    held = posts.size(home.database)
    return Demo(
        about=sample.ABOUT,
        posts=held["posts"],
        people=held["people"],
        asked=asked,
        plan=plan(home, now=now),
        whom=whom(home, now=now),
    )
