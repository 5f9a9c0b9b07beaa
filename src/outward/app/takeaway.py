"""TAKEAWAY: what was learned, in the user's words; it comes back when due."""

from dataclasses import dataclass, replace
from datetime import datetime

from outward.app.home import Home
from outward.errors import InputError
from outward.model import LedgerEntry, LedgerKind, Takeaway
from outward.store import posts, used
from outward.when import review


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeaways:
    """All takeaways, and which of them are due; `questions` ask for these, in their order.

    `load` are minutes of review that come due on each of the next seven days, beginning with today.
    """

    due: tuple[Takeaway, ...]
    all: tuple[Takeaway, ...]
    questions: tuple[str, ...] = ()
    load: tuple[int, ...] = ()


def takeaways(home: Home, *, now: datetime) -> Takeaways:
    """All takeaways, the one due first first."""
    held = tuple(used.takeaways(home.database))
    due = review.due(held, now)
    return Takeaways(
        due=due, all=held, questions=tuple(question(home, one) for one in due), load=review.load(held, now)
    )


def question(home: Home, takeaway: Takeaway) -> str:
    """The open question that brings a takeaway back."""
    held = posts.resource(home.database, takeaway.url) if takeaway.url else None
    return review.question(takeaway, held.title if held else "")


def keep(home: Home, text: str, *, change: str = "", url: str = "", now: datetime) -> Takeaway:
    """Keep one thing learned."""
    if not text.strip():
        raise InputError("A takeaway needs a few words of yours: what did you learn?")
    kept = review.first(text.strip(), change.strip(), url, now)
    with home.database.writing() as db:
        number = used.keep_takeaway(db, kept)
        used.note(db, LedgerEntry(kind=LedgerKind.TAKEAWAY_KEPT, at=now, subject=url))
    return replace(kept, id=number)


def remembered(home: Home, number: int, yes: bool, *, now: datetime) -> Takeaway:
    """Note whether the user remembered it; it comes back later or sooner."""
    kept = reviewed(home, number, yes, now=now)
    with home.database.writing() as db:
        used.keep_takeaway(db, kept)
    return kept


def reviewed(home: Home, number: int, yes: bool, *, now: datetime) -> Takeaway:
    """A takeaway as it is after a review; not kept yet."""
    return review.review(_one(home, number), yes, now)


def applied(home: Home, number: int, *, now: datetime) -> Takeaway:
    """Note that she used it; noted once."""
    held = _one(home, number)
    if held.applied_at is not None:
        return held
    done = replace(held, applied_at=now)
    with home.database.writing() as db:
        used.keep_takeaway(db, done)
        used.note(db, LedgerEntry(kind=LedgerKind.TAKEAWAY_APPLIED, at=now, subject=held.url))
    return done


def _one(home: Home, number: int) -> Takeaway:
    for held in used.takeaways(home.database):
        if held.id == number:
            return held
    raise InputError(f"There is no takeaway {number}; 'outward takeaway' lists those there are.")
