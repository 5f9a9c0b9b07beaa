"""What a judgement changes in the ranking as it is now, in one or two sentences."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from outward.app import wishes
from outward.app.home import Home
from outward.app.what import ranked
from outward.app.whom import found, seats
from outward.errors import NothingYetError
from outward.model import Person
from outward.store import answers
from outward.what.candidates import shortened
from outward.what.pipeline import Ranking, Result
from outward.what.wish import Wish

SHOWN = 10
LEAST = 3
"""Places by which something moves that is worth a word."""


def standing(
    home: Home, now: datetime, recipe: str = "week", wish: Wish | None = None, number: int | None = None
) -> Ranking | None:
    """The ranking for a goal (the latest by default); None where there is none yet. Nothing is logged."""
    try:
        given = answers.latest(home.database, number)
        goal, ready = wishes.ready(home, given.goal, recipe, wish or Wish(), now)
        return ranked(home, replace(given, goal=goal), recipe=recipe, limit=SHOWN, now=now, wish=ready, whole=True)
    except NothingYetError:
        return None


def slate(home: Home, now: datetime) -> Sequence[Person] | None:
    """The people for the latest goal; None where there is none yet. Nothing is logged."""
    try:
        given = answers.latest(home.database)
        people = found(home, given.goal, given.company, now=now, limit=5, seated=seats(home, given.goal, now))
    except NothingYetError:
        return None
    return (*people.learn_from, *people.learn_with)


def reseated(before: Sequence[Person] | None, after: Sequence[Person] | None) -> str:
    """Who leaves the people worth knowing, and who comes, in one sentence; empty where nobody does."""
    if before is None or after is None:
        return ""
    was, is_ = ({person.id: person.name for person in people} for people in (before, after))
    gone = [name for id_, name in was.items() if id_ not in is_]
    come = [name for id_, name in is_.items() if id_ not in was]
    parts = [
        f"{' and '.join(names)} {word}{'s' if len(names) == 1 else ''}"
        for names, word in ((gone, "leave"), (come, "come"))
        if names
    ]
    return f"Among people worth knowing {', '.join(parts)}." if parts else ""


def changed(before: Ranking | None, after: Ranking | None) -> str:
    """What differs on the first page, in words; empty where nothing is ranked."""
    if before is None or after is None:
        return ""
    parts = [part for part in (_gone(before, after), _come(before, after), _moved(before, after)) if part]
    return f"{'; '.join(parts)}." if parts else "The list stays as it is."


def _gone(before: Ranking, after: Ranking) -> str:
    left = {result.resource.url for result in after.results}
    gone = [result for result in before.results[:SHOWN] if result.resource.url not in left]
    if not gone:
        return ""
    if len(gone) == 1:
        return f"{_title(gone[0])} leaves the list"
    names = {result.author.name or result.author.handle if result.author else "" for result in gone}
    by = f" by {names.pop()}" if len(names) == 1 and "" not in names else ""
    return f"{len(gone)} results{by} leave the list"


def _come(before: Ranking, after: Ranking) -> str:
    known = {result.resource.url for result in before.results}
    back = [n for n, result in enumerate(after.results[:SHOWN]) if result.resource.url not in known]
    if not back:
        return ""
    first = f"{_title(after.results[back[0]])} comes back at place {back[0] + 1}"
    return f"{first}, and {len(back) - 1} more" if len(back) > 1 else first


def _moved(before: Ranking, after: Ranking) -> str:
    """The result that climbs most; else the one that falls most."""
    was, now = _places(before.results), _places(after.results)
    both = [url for url in now if url in was and min(was[url], now[url]) <= SHOWN]
    climbs = sorted(((was[url] - now[url], url) for url in both if now[url] <= SHOWN), key=lambda c: -c[0])
    if climbs and climbs[0][0] > 0:
        url = climbs[0][1]
        return f"{_title(after.results[now[url] - 1])} moves up to place {now[url]}"
    falls = sorted(((now[url] - was[url], url) for url in both), key=lambda c: -c[0])
    if falls and falls[0][0] >= LEAST:
        url = falls[0][1]
        return f"{_title(after.results[now[url] - 1])} moves down to place {now[url]}"
    return ""


def _places(results: Sequence[Result]) -> dict[str, int]:
    return {result.resource.url: place for place, result in enumerate(results, start=1)}


def _title(result: Result) -> str:
    return f"“{shortened(result.resource.title.strip() or result.post.text)}”"
