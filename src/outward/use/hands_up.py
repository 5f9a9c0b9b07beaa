"""Hands up: of the people in a team who share it, how many used it this week."""

from collections.abc import Sequence
from dataclasses import dataclass

from outward.errors import InputError, NothingYetError

FEWEST = 5
"""Fewer people than these could be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """`used` of `sharing` people; `sentence` says it."""

    used: int
    sharing: int
    sentence: str


def hands_up(minutes: Sequence[int]) -> Hands:
    """Hands up for the week's minutes of all people who opted in, in any order and without names.

    Raises `NothingYetError` for fewer than five people, `InputError` for minutes under 0.
    """
    if any(spent < 0 for spent in minutes):
        raise InputError("A week cannot have fewer than 0 minutes; check what was shared.")
    if len(minutes) < FEWEST:
        raise NothingYetError(f"Hands are counted from {FEWEST} people who share on; {len(minutes)} share so far.")
    used = sum(spent > 0 for spent in minutes)
    return Hands(used=used, sharing=len(minutes), sentence=f"{used} of {len(minutes)} used it this week.")
