"""What was really used: measured from the ledger, touches and takeaways of some days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from outward.errors import InputError
from outward.model import Direction, LedgerEntry, LedgerKind, Takeaway, Touch

UNUSED_DAYS = 30
"""A connection nothing was used from for so long is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The measures of the days from `since` to `until`. Accounts are never counted.

    `minutes` learned, as the user gave them; `kept` sessions of `planned`; takeaways `takeaways` kept and
    `applied`; people `talked_first` time and `talked_again`; help `given` and `received`; `reciprocity` 0..1 is
    min/max of the contacts in both directions, None without any; `unused` connections, longest unused first.
    """

    since: datetime
    until: datetime
    minutes: int = 0
    kept: int = 0
    planned: int = 0
    takeaways: int = 0
    applied: int = 0
    talked_first: int = 0
    talked_again: int = 0
    given: int = 0
    received: int = 0
    reciprocity: float | None = None
    unused: tuple[str, ...] = ()


def measures(
    entries: Sequence[LedgerEntry],
    touches: Sequence[Touch],
    takeaways: Sequence[Takeaway],
    sessions_planned: int,
    sources_last_used: Mapping[str, datetime | None],
    *,
    now: datetime,
    days: int = 7,
) -> Use:
    """The use of the last `days` days up to `now`.

    `touches` reach back as far as the user's memory does, so that the first time with a person is told from the
    next; `sessions_planned` counts the sessions whose slot lay in these days; `sources_last_used` says of each
    connection when something from it was last used, None for never. Raises `InputError` for days under 1.
    """
    if days < 1:
        raise InputError(f"Use cannot be measured over {days} days; ask for 1 or more.")
    if now.tzinfo is None:
        raise InputError("Use is measured up to a time with its time zone.")
    since = now - timedelta(days=days)
    lately = [entry for entry in entries if since < entry.at <= now]
    new, again = _talked(entries, touches, since, now)
    return Use(
        since=since,
        until=now,
        minutes=sum(entry.minutes for entry in lately if entry.kind is LedgerKind.LEARNED),
        kept=_count(lately, LedgerKind.SESSION_DONE),
        planned=max(sessions_planned, _count(lately, LedgerKind.SESSION_DONE)),
        takeaways=sum(since < takeaway.created_at <= now for takeaway in takeaways),
        applied=sum(takeaway.applied_at is not None and since < takeaway.applied_at <= now for takeaway in takeaways),
        talked_first=new,
        talked_again=again,
        given=_count(lately, LedgerKind.HELP_GIVEN),
        received=_count(lately, LedgerKind.HELP_RECEIVED),
        reciprocity=_reciprocity(touch for touch in touches if since < touch.at <= now),
        unused=_unused(sources_last_used, now),
    )


def _count(entries: Iterable[LedgerEntry], kind: LedgerKind) -> int:
    return sum(entry.kind is kind for entry in entries)


def _talked(
    entries: Sequence[LedgerEntry], touches: Sequence[Touch], since: datetime, now: datetime
) -> tuple[int, int]:
    """How many people were talked with for the first time, and how many again."""
    contacts = [(touch.person, touch.at) for touch in touches]
    contacts += [(entry.subject, entry.at) for entry in entries if entry.kind is LedgerKind.TALKED and entry.subject]
    before = {person for person, at in contacts if at <= since}
    lately = {person for person, at in contacts if since < at <= now}
    return len(lately - before), len(lately & before)


def _reciprocity(touches: Iterable[Touch]) -> float | None:
    directions = [touch.direction for touch in touches]
    out, back = directions.count(Direction.OUT), directions.count(Direction.IN)
    return min(out, back) / max(out, back) if directions else None


def _unused(last_used: Mapping[str, datetime | None], now: datetime) -> tuple[str, ...]:
    line = now - timedelta(days=UNUSED_DAYS)
    found = [(at is not None, at or line, name) for name, at in last_used.items() if at is None or at <= line]
    return tuple(name for _, _, name in sorted(found))
