"""USE: what was really used, from the ledger; accounts are never counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from outward.app.home import Home
from outward.store import connections, sessions, used
from outward.use.ledger import Use, measures

EVER = timedelta(days=365 * 50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """The measures of the last `days` days, and each as a sentence."""

    days: int
    measures: Use
    sentences: tuple[str, ...]


def use(home: Home, *, now: datetime, days: int = 7) -> Used:
    """Measure the last days."""
    entries = used.ledger(home.database, now - EVER)
    lately = sessions.since(home.database, now - timedelta(days=days))
    found = measures(
        entries,
        used.touches(home.database),
        used.takeaways(home.database),
        sum(kept.session.slot.start <= now for kept in lately),
        last_used(home, now),
        now=now,
        days=days,
    )
    return Used(days=days, measures=found, sentences=tuple(_sentences(found)))


def last_used(home: Home, now: datetime) -> dict[str, datetime]:
    """When something of each network was last used, the day it was connected where nothing was yet."""
    entries = used.ledger(home.database, now - EVER)
    return {
        network: max((connected, *(entry.at for entry in entries if network in entry.network.split())))
        for network, connected in connections.connected(home.database).items()
    }


def _sentences(found: Use) -> Iterator[str]:
    yield f"{_count(found.minutes, 'minute')} learned in {found.kept} of {_count(found.planned, 'planned session')}."
    yield f"{_count(found.takeaways, 'takeaway')} kept, {found.applied} applied."
    yield (
        f"{_count(found.talked_first, 'person', 'people')} talked with for the first time, {found.talked_again} again."
    )
    yield f"Help given {_times(found.given)}, received {_times(found.received)}."
    if found.reciprocity is not None:
        yield f"Reciprocity {found.reciprocity:.0%}: how evenly contacts went both ways."
    if found.unused:
        yield f"Not used for 30 days: {', '.join(found.unused)}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")
