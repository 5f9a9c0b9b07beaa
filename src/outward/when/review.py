"""Takeaways come back when they are due: FSRS-6, capped so that they stay fresh over the months of a project.

Spacing that serves a horizon of H days best is 20 % of it for a month and 5 % for a year (Cepeda 2008); between
these the share falls with the logarithm: f(H) = clip[.05, .20](.20 - .15 · ln(H / 28) / ln(365 / 28)).
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from outward.errors import InputError, StoreError
from outward.model import Takeaway

RETENTION = 0.90
HORIZON = 90
"""Days for which a takeaway is meant to stay at hand."""

MINUTES = 1
"""Minutes a takeaway takes to be asked again."""

FORGOT, HARD, GOOD, EASY = 1, 2, 3, 4


def first(text: str, change: str, url: str, now: datetime) -> Takeaway:
    """A new takeaway: learned just now, due for the first time in a few days. Raises `InputError` without words."""
    if not text.strip():
        raise InputError("A takeaway needs words; write one thing you learned.")
    from fsrs import Card

    at = _aware(now)
    card, due = _rated(Card(card_id=int(at.timestamp()), due=at), GOOD, at)
    return Takeaway(text=text.strip(), change=change.strip(), url=url, created_at=now, due=due, card=card)


def review(takeaway: Takeaway, remembered: bool | int, now: datetime) -> Takeaway:
    """The takeaway after a review: `remembered` is True or False, or a grade (1 forgot, 2 hard, 3 good, 4 easy)."""
    from fsrs import Card

    grade = {True: GOOD, False: FORGOT}[remembered] if isinstance(remembered, bool) else remembered
    if grade not in {FORGOT, HARD, GOOD, EASY}:
        raise InputError(f"A review is graded 1 (forgot) to 4 (easy); {grade} is neither.")
    try:
        old = Card.from_json(takeaway.card)
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"The review dates of “{takeaway.text}” cannot be read; write the takeaway anew.") from None
    card, due = _rated(old, grade, _aware(now))
    return replace(takeaway, card=card, due=due)


def due(takeaways: Sequence[Takeaway], now: datetime) -> tuple[Takeaway, ...]:
    """The takeaways that are due, longest due first."""
    return tuple(sorted((one for one in takeaways if one.due <= _aware(now)), key=lambda one: (one.due, one.text)))


def question(takeaway: Takeaway, title: str = "") -> str:
    """One open question that brings it back without giving it away; `title` is what it was learned from."""
    source = f" from “{title}”" if title else ""
    change = ", and what did you want to do differently" if takeaway.change else ""
    return f"What did you take away on {takeaway.created_at:%-d %B %Y}{source}{change}?"


def load(takeaways: Sequence[Takeaway], now: datetime, days: int = 7) -> tuple[int, ...]:
    """Minutes of review that come due by the end of each of the next days (UTC), beginning with today's."""
    today = _aware(now).date()
    ahead = [max(0, (one.due.astimezone(UTC).date() - today).days) for one in takeaways]
    return tuple(MINUTES * ahead.count(day) for day in range(days))


def longest(horizon: float = HORIZON) -> float:
    """The longest interval in days: max(1, f(H) · H)."""
    share = 0.20 - 0.15 * math.log(horizon / 28) / math.log(365 / 28)
    return max(1.0, min(0.20, max(0.05, share)) * horizon)


def _rated(card: Any, grade: int, now: datetime) -> tuple[str, datetime]:
    """The card's state after the review, as text, and when it is due, not beyond the cap."""
    from fsrs import Rating, Scheduler

    scheduler = Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    rated, _ = scheduler.review_card(card, Rating(grade), review_datetime=now)
    rated.due = min(rated.due, now + timedelta(days=longest()))
    return str(rated.to_json()), rated.due


def _aware(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise InputError("A review needs a time with its time zone.")
    return now.astimezone(UTC)
