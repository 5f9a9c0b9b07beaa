"""What is asked of one answer beside the goal, made ready: since when, which event, which topic, adjusted how."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from outward.app.home import Home
from outward.errors import InputError
from outward.model import Goal, Kind
from outward.store import answers, connections, looks
from outward.what import adjusting
from outward.what.adjusting import Adjustment
from outward.what.wish import Wish, plain_tag

EVENT_MINUTES = 20
"""What a conference from afar may take, unless she says otherwise."""


def ready(home: Home, goal: Goal, recipe: str, wish: Wish, now: datetime) -> tuple[Goal, Wish]:
    """The goal to rank for and the wish with what the store knows of it."""
    if recipe == "catch-up":
        look = looks.last_look(home.database, goal.id or 0, now)
        return goal, replace(wish, since=look.at, held=look.held) if look else wish
    if recipe == "event":
        tags = tuple(dict.fromkeys(tag for tag in map(plain_tag, wish.tags) if tag))
        if not tags:
            raise InputError("Say which event: give its hashtag, as in 'outward what --recipe event --tag \"#name\"'.")
        topics = (*goal.topics, goal.text)
        event = replace(goal, text=" ".join(tags), topics=topics)
        return event, replace(wish, tags=tags, minutes=wish.minutes or EVENT_MINUTES)
    if recipe == "deep":
        topic = " ".join(wish.topic.split()) or next(iter(goal.topics), goal.text)
        return replace(goal, text=topic, topics=goal.topics, kind=Kind.FUNDAMENTALS), replace(wish, topic=topic)
    return goal, wish


def intro(recipe: str, wish: Wish, found: int) -> str:
    """One sentence on what is shown; empty for the recipes that need none."""
    if recipe == "catch-up":
        number = f"{found} new {'thing' if found == 1 else 'things'}" if found else "nothing new"
        if wish.since is None:
            return f"You have not looked before, so all that fits is new: {number}."
        return f"Since you last looked, on {wish.since:%-d %B %Y}: {number}."
    if recipe == "event":
        return f"{named(wish.tags)} from afar, in at most {wish.minutes} minutes."
    if recipe == "deep":
        return f"“{wish.topic}” in depth, like a course: fundamentals first, then how-to, then cases."
    return ""


def named(tags: Sequence[str]) -> str:
    """Hashtags as they are said."""
    return " and ".join(f"#{tag}" for tag in tags)


def unapproved(home: Home, tags: Sequence[str]) -> tuple[str, ...]:
    """Those of the tags that nobody approved to be read; nothing is asked for here."""
    known = {plain_tag(state.source.value) for state in connections.states(home.database) if state.source.kind == "tag"}
    return tuple(tag for tag in tags if tag not in known)


def kept(home: Home, goal: Goal) -> tuple[Adjustment, ...]:
    """How she keeps the ranking for this goal adjusted."""
    return adjusting.read(looks.adjustment(home.database, goal.id or 0))


def keep(home: Home, goal: Goal, adjustments: Sequence[Adjustment]) -> None:
    """Keep these for the goal; none of them: back to how it was."""
    looks.keep_adjustment(home.database, goal.id or 0, words(adjustments))


def reset(home: Home, goal: int | None = None) -> None:
    """Forget what is kept for a goal."""
    keep(home, answers.latest(home.database, goal).goal, ())


def words(adjustments: Sequence[Adjustment]) -> str:
    """Adjustments as she could have said them."""
    return ", ".join(one.words for one in adjustments)
